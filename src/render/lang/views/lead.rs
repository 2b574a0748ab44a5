//! The lead score: its class, and what its points are made of.

use chrono::NaiveDate;

use super::super::{
    Lang, clean, country, day_month, field_names, interval, need, reply, sample_state, tr, visit,
};
use super::figure::joined;
use super::{Say, Text};
use crate::model::{Decimal, Need, Reply, SampleState, Visit};
use crate::render::redaction;
use crate::rules::Policy;
use crate::rules::lead::{LeadEvent, LeadPoint, LeadTest, NoLead};
use crate::rules::views::{Classification, Lead, LeadWhy};

impl Text for Lead {
    const CHINESE: &'static str = "线索";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Lead::Hot => "热",
            Lead::Warm => "温",
            Lead::Cold => "冷",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rules = &policy.views.lead;
        let from = match self {
            Lead::Hot => rules.hot.normalize(),
            Lead::Warm => rules.warm.normalize(),
            Lead::Cold => return lang.pick("fewer points", "低于以上分数").to_owned(),
        };
        tr!(lang, "{from} points and more", "{from} 分及以上")
    }

    fn points(lang: Lang, policy: &Policy) -> Vec<String> {
        points_rules(lang, policy)
    }

    fn why(say: &Say<'_>, found: &Classification<Self, LeadWhy>) -> String {
        let (lang, rules) = (say.lang, &say.policy.views.lead);
        let score = counted(lang, found.why.score);
        let (hot, warm) = (rules.hot, rules.warm);
        if let Some(no_lead) = found.why.no_lead {
            let why = ruled_out(say, no_lead);
            return tr!(lang, "{why}, whatever its {score}", "{why}，不论其{score}");
        }
        match found.class {
            Some(Lead::Hot) => tr!(lang, "{score} (hot from {hot})", "{score}（{hot} 分起为热）"),
            Some(Lead::Warm) => tr!(
                lang,
                "{score} (warm from {warm}, hot from {hot})",
                "{score}（{warm} 分起为温，{hot} 分起为热）"
            ),
            _ => tr!(lang, "{score} (warm from {warm})", "{score}（{warm} 分起为温）"),
        }
    }
}

/// What earns a lead its points, a line each.
fn points_rules(lang: Lang, policy: &Policy) -> Vec<String> {
    let told = policy.views.lead.rules.iter().map(|rule| {
        let (points, mut what) = (rule.points.normalize(), Vec::new());
        let (name, is) = match &*rule.test {
            LeadTest::Key { field, is, from, below } => {
                what.extend(from.map(|from| tr!(lang, "from {from}", "{from} 起")));
                what.extend(below.map(|below| tr!(lang, "below {below}", "低于 {below}")));
                (field_names(lang, &[*field]), is.clone())
            }
            LeadTest::Event { event, is, fades } => {
                what.extend(fades.map(|span| {
                    let span = interval(lang, span);
                    tr!(lang, "gone after {span}", "{span}后归零")
                }));
                let is = is.iter().map(|word| lead_word(lang, *event, word).to_owned());
                (lead_event(lang, *event).to_owned(), is.collect::<Vec<_>>())
            }
        };
        if !is.is_empty() {
            let words: Vec<String> = is.iter().map(|word| clean(word)).collect();
            what.insert(0, words.join("/"));
        }
        let what = what.join(lang.pick(", ", "，"));
        match what.is_empty() {
            true => tr!(lang, "{points}: {name}", "{points} 分：{name}"),
            false => tr!(lang, "{points}: {name} ({what})", "{points} 分：{name}（{what}）"),
        }
    });
    let mut told: Vec<String> = told.collect();
    if told.is_empty() {
        told.push(lang.pick("nothing earns any", "没有加分规则").to_owned());
    }
    told
}

/// What makes a customer cold whatever its points.
fn ruled_out(say: &Say<'_>, no_lead: NoLead) -> String {
    let lang = say.lang;
    let day = |on| day_month(lang, on, say.today);
    match no_lead {
        NoLead::Lost { on } => tr!(lang, "lost on {on}", "{on}流失", on = day(on)),
        NoLead::NoNeed => lang.pick("it will never need it", "不需要").to_owned(),
        NoLead::Archived { on } => tr!(lang, "archived since {on}", "{on}已归档", on = day(on)),
    }
}

/// `48 points`.
fn counted(lang: Lang, points: Decimal) -> String {
    match (lang, points == Decimal::ONE) {
        (Lang::En, true) => "1 point".to_owned(),
        (Lang::En, false) => format!("{points} points"),
        (Lang::Zh, _) => format!("{points} 分"),
    }
}

/// What the points are made of: `need target 25; reply positive on 13 Nov 9 of 10`.
pub fn lead_points(lang: Lang, points: &[LeadPoint], today: NaiveDate) -> String {
    // What two rules give for the same is said once.
    let mut parts: Vec<(String, Decimal, Decimal)> = Vec::new();
    for point in points {
        let what = what(lang, point, today);
        match parts.iter_mut().find(|(said, ..)| *said == what) {
            Some((_, points, full)) => {
                *points = points.saturating_add(point.points);
                *full = full.saturating_add(point.full);
            }
            None => parts.push((what, point.points, point.full)),
        }
    }
    let parts: Vec<String> = parts.into_iter().map(|part| counted_part(lang, part)).collect();
    joined(lang, &parts)
}

/// `need target +25`, `reply positive on 6 Nov +14 of 15`.
fn counted_part(lang: Lang, (what, points, full): (String, Decimal, Decimal)) -> String {
    if points == full {
        return format!("{what} {points:+}");
    }
    tr!(lang, "{what} {points:+} of {full}", "{what} {points:+}（满分 {full}）")
}

fn what(lang: Lang, point: &LeadPoint, today: NaiveDate) -> String {
    match &*point.test {
        LeadTest::Key { field: key, .. } => {
            let key = field_names(lang, &[*key]);
            match &point.found {
                Some(found) if lang == Lang::Zh && key == "国家" => {
                    let found = country(lang, found);
                    format!("{key} {found}")
                }
                Some(found) => tr!(lang, "{key} {found}", "{key} {found}", found = redaction::shown(found)),
                None => key,
            }
        }
        LeadTest::Event { event, .. } => {
            let event_name = lead_event(lang, *event);
            let what = match point.found.as_deref().map(|word| lead_word(lang, *event, word)) {
                Some(found) => tr!(lang, "{event_name} {found}", "{event_name}：{found}"),
                None => event_name.to_owned(),
            };
            match point.on {
                Some(on) => {
                    let on = day_month(lang, on, today);
                    tr!(lang, "{what} on {on}", "{what}（{on}）")
                }
                None => what,
            }
        }
    }
}

/// A word of the log; in English as the log has it.
pub fn lead_word(lang: Lang, event: LeadEvent, word: &str) -> &str {
    let chinese = || match event {
        LeadEvent::Need => Need::parse(word).map(|word| need(lang, word)),
        LeadEvent::Reply => Reply::parse(word).map(|word| reply(lang, word)),
        LeadEvent::Visit => Visit::parse(word).map(|word| visit(lang, word)),
        LeadEvent::Sample => SampleState::parse(word).map(|word| sample_state(lang, word)),
        LeadEvent::Quote | LeadEvent::Order => None,
    };
    match lang {
        Lang::En => word,
        Lang::Zh => chinese().unwrap_or(word),
    }
}

/// What of the log earns points.
pub fn lead_event(lang: Lang, event: LeadEvent) -> &'static str {
    match event {
        LeadEvent::Need => lang.pick("need", "需求"),
        LeadEvent::Reply => lang.pick("reply", "反应"),
        LeadEvent::Visit => lang.pick("visit", "上门"),
        LeadEvent::Sample => lang.pick("sample", "样品"),
        LeadEvent::Quote => lang.pick("open quote", "待答复的报价"),
        LeadEvent::Order => lang.pick("order", "订单"),
    }
}
