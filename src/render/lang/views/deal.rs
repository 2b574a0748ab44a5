//! Deal status: won, in negotiation, potential.

use super::super::{Lang, interval, sample_state, tr};
use super::figure::counted;
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Classification, Deal, DealWhy};

impl Text for Deal {
    const CHINESE: &'static str = "成交状态";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Deal::Won => "已成交",
            Deal::InNegotiation => "洽谈中",
            Deal::Potential => "潜在",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        match self {
            Deal::Won => lang.pick("has ordered", "下过订单").to_owned(),
            Deal::InNegotiation => {
                let quote = interval(lang, policy.views.deal.quote);
                tr!(
                    lang,
                    "no order, but a running sample or an open quote of the last {quote}",
                    "没有订单，但样品进行中，或{quote}内有未了结的报价"
                )
            }
            Deal::Potential => lang.pick("neither", "以上都没有").to_owned(),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, DealWhy>) -> String {
        say.deal(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn deal(&self, why: &DealWhy) -> String {
        let lang = self.lang;
        let quote = interval(lang, self.policy.views.deal.quote);
        match why {
            DealWhy::Ordered { last, orders } => {
                let orders = counted(lang, *orders, "order", "单");
                match last {
                    Some(last) => {
                        let last = self.day(*last);
                        tr!(lang, "{orders}, the last on {last}", "共{orders}，最近一单 {last}")
                    }
                    None => tr!(lang, "{orders}", "共{orders}"),
                }
            }
            DealWhy::Sample(sample) => {
                let (state, on) = (sample_state(lang, sample.state), self.day(sample.on));
                tr!(lang, "a sample runs: {state} {on}", "样品进行中：{on}{state}")
            }
            DealWhy::Quoted { on } => {
                let on = self.day(*on);
                tr!(lang, "a quote of {on} (counts for {quote})", "{on}报过价（{quote}内有效）")
            }
            DealWhy::Nothing => tr!(
                lang,
                "no order, no running sample, no quote in the last {quote}",
                "没有订单，没有进行中的样品，近{quote}没有报价"
            ),
        }
    }
}
