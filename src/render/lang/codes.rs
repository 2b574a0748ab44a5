//! The codes of answers, which stay as they are for programs, and the words by which people ask for them.

use crate::rules::moves::MoveCode;

/// What kinds of dates are called in Chinese: the first word is the one that is shown.
const DATES: &[(&str, &str)] = &[
    ("ending", "终止意向 流失风险 流失预警"),
    ("complaint", "投诉"),
    ("request", "申请 审批"),
    ("approval", "管理层批准 待批准"),
    ("promise", "承诺"),
    ("invoice", "发票"),
    ("invoice-overdue", "逾期发票 发票逾期"),
    ("invoice-due", "到期发票 发票到期"),
    ("appointment", "约定时间 约定"),
    ("pool", "退回公海 公海"),
    ("contract-end", "合同到期 合同"),
    ("quote-unanswered", "报价未答复 报价未回复 报价"),
    ("deal", "商机待推进 商机"),
    ("action", "动作"),
    ("birthday", "生日"),
    ("founded", "成立日 公司成立日"),
    ("date", "客户日期 纪念日"),
    ("anniversary", "周年 合作周年"),
    ("event", "团队日历 活动 节日"),
    ("lost", "流失回访 流失客户 流失"),
    ("move", "等级调整"),
    ("recheck", "等级复核 复核"),
];

/// What the reasons of moves and tasks are called in Chinese, in the same way.
fn move_words(code: MoveCode) -> &'static str {
    match code {
        MoveCode::Order => "订单 下单",
        MoveCode::Sample => "样品",
        MoveCode::SequenceOver => "步骤用完",
        MoveCode::Inactive => "久未下单",
        MoveCode::BackInContact => "恢复联系",
        MoveCode::Silent => "未回复 无回复",
        MoveCode::NoNeed => "无需求",
        MoveCode::Lost => "流失 客户流失",
        MoveCode::Ungraded => "未定级",
        MoveCode::Computed => "按计算",
        MoveCode::Verify => "核实",
        MoveCode::Recheck => "等级复核 复核",
    }
}

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
    let codes = MoveCode::ALL.iter().copied();
    codes.filter(|code| has(move_words(*code), word)).map(MoveCode::as_str).next()
}

/// The Chinese word of a reason for a move, the code itself where there is none.
pub fn move_word(code: &str) -> &str {
    MoveCode::parse(code).map_or(code, |own| first(move_words(own)))
}

fn code(table: &[(&'static str, &str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(_, words)| has(words, word)).map(|(code, _)| *code)
}

fn word<'a>(table: &[(&str, &'a str)], code: &'a str) -> &'a str {
    let words = table.iter().find(|(own, _)| *own == code).map(|(_, words)| *words);
    words.map_or(code, first)
}

/// Whether a word is one of these.
fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|own| own == word.trim())
}

/// The first of several words.
fn first(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}
