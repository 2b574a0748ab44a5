//! The codes of answers, which stay as they are for programs, and the words by which people ask for them.

/// What kinds of dates are called in Chinese.
const DATES: &[(&str, &str)] = &[
    ("complaint", "投诉"),
    ("invoice", "发票"),
    ("invoice-overdue", "逾期发票"),
    ("invoice-due", "待收发票"),
    ("pool", "公海"),
    ("contract-end", "合同到期"),
    ("quote-unanswered", "报价未回复"),
    ("birthday", "生日"),
    ("founded", "成立日"),
    ("date", "纪念日"),
    ("anniversary", "合作周年"),
    ("event", "活动"),
    ("recheck", "复核"),
];

/// What the reasons of moves and tasks are called in Chinese.
const MOVES: &[(&str, &str)] = &[
    ("order", "订单"),
    ("sample", "样品"),
    ("sequence-over", "步骤用完"),
    ("inactive", "久未下单"),
    ("back-in-contact", "恢复联系"),
    ("silent", "未回复"),
    ("no-need", "无需求"),
    ("ungraded", "未定级"),
    ("computed", "按计算"),
    ("verify", "核实"),
    ("recheck", "复核"),
];

/// The code of a kind of date that a Chinese word names.
pub fn date_code(word: &str) -> Option<&'static str> {
    code(DATES, word)
}

/// The Chinese word of a kind of date, the code itself where there is none.
pub fn date_word(code: &str) -> &str {
    word(DATES, code)
}

/// The code of a reason for a move that a Chinese word names.
pub fn move_code(word: &str) -> Option<&'static str> {
    code(MOVES, word)
}

/// The Chinese word of a reason for a move, the code itself where there is none.
pub fn move_word(code: &str) -> &str {
    word(MOVES, code)
}

fn code(table: &[(&'static str, &str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(_, zh)| *zh == word.trim()).map(|(code, _)| *code)
}

fn word<'a>(table: &[(&str, &'a str)], code: &'a str) -> &'a str {
    table.iter().find(|(own, _)| *own == code).map_or(code, |(_, zh)| *zh)
}
