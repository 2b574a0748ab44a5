//! How far a deal has come, and what it waits for.

use chrono::NaiveDate;

use super::{Lang, day_month, tr};
use crate::rules::OpportunityStage;
use crate::rules::opportunities::Wait;

/// How far it has come.
pub fn stage(lang: Lang, stage: OpportunityStage) -> &'static str {
    match stage {
        OpportunityStage::Asked => lang.pick("asked", "询价"),
        OpportunityStage::Quoted => lang.pick("quoted", "已报价"),
        OpportunityStage::Sampling => lang.pick("sampling", "打样"),
        OpportunityStage::Negotiating => lang.pick("negotiating", "谈判"),
        OpportunityStage::Passed => lang.pick("passed", "样品通过"),
        OpportunityStage::Won => lang.pick("won", "赢单"),
        OpportunityStage::Lost => lang.pick("lost", "丢单"),
    }
}

/// Who has to do what before it goes on.
pub fn wait(lang: Lang, wait: Wait) -> &'static str {
    match wait {
        Wait::Quote => lang.pick("us: a quote", "我方：报价"),
        Wait::Answer => lang.pick("the customer's answer", "客户答复"),
        Wait::Dispatch => lang.pick("us: send the sample", "我方：寄样"),
        Wait::Arrival => lang.pick("the sample to arrive", "样品送达"),
        Wait::Test => lang.pick("the customer's test", "客户测试"),
        Wait::Step => lang.pick("us: the next step", "我方：下一步"),
        Wait::Order => lang.pick("the order", "客户下单"),
        Wait::Decision => lang.pick("you to say: lost or open?", "您来定：丢单还是继续？"),
    }
}

/// What one does next, for each thing that a deal waits for.
pub(super) fn deal_step(lang: Lang, wait: Wait) -> &'static str {
    match wait {
        Wait::Quote => lang.pick("quote it", "请报价"),
        Wait::Answer => lang.pick("ask for an answer", "请询问答复"),
        Wait::Dispatch => lang.pick("send the sample", "请寄样"),
        Wait::Arrival => lang.pick("ask whether the sample has arrived", "请确认样品是否送达"),
        Wait::Test => lang.pick("ask how the test goes", "请询问测试结果"),
        Wait::Step => lang.pick("take the next step", "请推进下一步"),
        Wait::Order => lang.pick("ask for the order", "请询问下单"),
        Wait::Decision => lang.pick("say whether it is lost", "请确认是否丢单"),
    }
}

/// The day on which the customer means to order.
pub fn order_expected(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let day = day_month(lang, day, today);
    tr!(lang, "order expected {day}", "预计{day}下单")
}

/// The stage that a word of either language names.
pub fn stage_word(word: &str) -> Option<OpportunityStage> {
    let is_meant =
        |own: &&OpportunityStage| own.as_str().eq_ignore_ascii_case(word) || stage(Lang::Zh, **own) == word;
    OpportunityStage::ALL.iter().find(is_meant).copied()
}
