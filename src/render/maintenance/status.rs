//! Where we stand with a customer (S4): in the team's own words, else in the sources', with its stage.

use super::row::Maintained;
use crate::plan;
use crate::render::lang::{self, Lang, tr};
use crate::rules::views::{Class, Deal, Lifecycle, Need};
use crate::rules::{OpportunityStage, emergencies};

/// In English and Chinese: it has still to be won, it bought but not in the last year or went away, it buys, it never
/// bought and never will.
const STANDINGS: [(&str, &str); 4] =
    [("to be won", "待转化"), ("lost", "流失"), ("cooperating", "合作中"), ("no need", "无需求")];

/// The status of a customer, as the list has it.
pub(super) fn status(lang: Lang, of: &Maintained<'_>) -> String {
    let [to_be_won, lost, cooperating, no_need] = STANDINGS;
    let has_ordered = of.figures.first_order.is_some();
    let is_lost = emergencies::lost(of.history).is_some() || of.figures.gone_since().is_some();
    if let Some(archived) = of.customer.archived {
        // Who left is archived because it left: the list is where that is looked for.
        let archived = tr!(lang, "archived {archived}", "已归档 {archived}");
        return if is_lost { with_stage(lang, lang.pick(lost.0, lost.1), Some(&archived)) } else { archived };
    }
    if let Some(own) = &of.customer.status {
        return own.clone();
    }
    let is_dead = of.views.need.class == Some(Need::Dead);
    let (en, zh) = match (has_ordered, is_lost) {
        (_, true) => lost,
        (true, false) => cooperating,
        // Nobody is to win what will never need it (S2).
        (false, false) if is_dead => return lang.pick(no_need.0, no_need.1).to_owned(),
        (false, false) => to_be_won,
    };
    let lifecycle = of.views.lifecycle.word().filter(|_| has_ordered);
    let stage = match (lifecycle, is_lost) {
        (Some(word), _) => Some(lang::class(lang, "lifecycle", word)),
        (None, false) if !has_ordered => Some(deal(lang, of)),
        (None, _) => None,
    };
    with_stage(lang, lang.pick(en, zh), stage.as_deref())
}

/// How far the likeliest of its deals has come; one that has not moved for long is none.
fn deal(lang: Lang, of: &Maintained<'_>) -> String {
    let mut deals = plan::deals(of.customer, of.driving.class.as_deref(), of.history, of.policy, of.today);
    deals.retain(|deal| deal.opportunity.is_open() && !deal.opportunity.is_old());
    plan::in_order_of_likelihood(&mut deals);
    match deals.first() {
        Some(deal) => lang::stage(lang, deal.opportunity.stage).to_owned(),
        None => lang::class(lang, "deal", Deal::Potential.as_str()),
    }
}

fn with_stage(lang: Lang, standing: &str, stage: Option<&str>) -> String {
    match stage {
        Some(stage) => tr!(lang, "{standing} ({stage})", "{standing}（{stage}）"),
        None => standing.to_owned(),
    }
}

/// Whether a status is one that the list reckons itself, in either language: it is nobody's own word. Older lists have
/// no stage.
pub fn is_listed_status(text: &str) -> bool {
    [Lang::En, Lang::Zh].into_iter().any(|lang| {
        let lifecycle = Lifecycle::ALL.iter().map(|class| lang::class(lang, "lifecycle", class.as_str()));
        let deals = OpportunityStage::ALL.iter().map(|stage| lang::stage(lang, *stage).to_owned());
        let potential = lang::class(lang, "deal", Deal::Potential.as_str());
        let stages: Vec<String> = lifecycle.chain(deals).chain([potential]).collect();
        STANDINGS.iter().map(|(en, zh)| lang.pick(en, zh)).any(|standing| {
            text == *standing || stages.iter().any(|stage| text == with_stage(lang, standing, Some(stage)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_listed_status;

    #[test]
    fn what_the_list_reckons_is_told_from_what_people_write() {
        for text in [
            "lost",
            "流失",
            "no need",
            "无需求",
            "cooperating (maturity)",
            "合作中（成熟期）",
            "待转化（已报价）",
        ] {
            assert!(is_listed_status(text), "{text}");
        }
        for text in ["试单", "合作中（年度框架）", "cooperating (framework contract)", "合作", ""]
        {
            assert!(!is_listed_status(text), "{text}");
        }
    }
}
