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

/// What other occasions to write are called in Chinese, in the same way: why it is due, and what has just happened.
const OCCASIONS: &[(&str, &str)] = &[
    ("order", "新订单 订单 下单"),
    ("quote", "新报价"),
    ("contract", "新合同"),
    ("first-contact", "首次联系"),
    ("ungraded", "未定级"),
    ("agreed", "约定跟进"),
    ("planned", "计划跟进"),
    ("cadence", "定期跟进"),
    ("times", "每月跟进"),
    ("rhythm", "下单节奏"),
    ("step", "样品步骤"),
    ("decide", "待定级"),
    ("no-sample", "样品不明"),
    ("sample-agreed", "样品约定"),
    ("sample-sent", "样品寄出"),
    ("sample-received", "样品收到"),
    ("sample-passed", "样品合格"),
    ("sample-failed", "样品不合格"),
    ("sample-cancelled", "样品取消"),
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

/// The code of an occasion to write that a Chinese word names.
pub fn occasion_code(word: &str) -> Option<&'static str> {
    date_code(word).or_else(|| code(OCCASIONS, word))
}

/// The Chinese word of an occasion to write, the code itself where there is none.
pub fn occasion_word(code: &str) -> &str {
    match DATES.iter().any(|(own, _)| *own == code) {
        true => date_word(code),
        false => word(OCCASIONS, code),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occasion_to_write_has_a_chinese_word_that_is_read_again() {
        for code in crate::rules::templates::OCCASIONS {
            let word = occasion_word(code);
            assert_ne!(word, *code, "no word");
            assert_eq!(occasion_code(word), Some(*code), "{word}");
        }
    }
}
