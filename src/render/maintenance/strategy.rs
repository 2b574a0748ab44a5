//! How the way of looking after a customer changes (S4): what was decided on its grade, what its points say, and what
//! should be decided.

use super::row::Maintained;
use crate::model::{Entry, Event, SaidPotential};
use crate::render::lang::{self, Lang, tr};
use crate::rules::measure;
use crate::rules::moves::suggest;

pub(super) fn strategy(lang: Lang, of: &Maintained<'_>) -> String {
    let parts = decided(lang, of).into_iter().chain(potential(lang, of)).chain(proposed(lang, of));
    parts.collect::<Vec<_>>().join(lang.pick("; ", "；"))
}

/// The newest change of the grade with its reason, and when it was confirmed since.
fn decided(lang: Lang, of: &Maintained<'_>) -> Vec<String> {
    let decisions = of.history.entries().iter().rev().filter_map(|entry| match &entry.event {
        Event::Grade(change) => Some((entry, change)),
        _ => None,
    });
    let mut confirmed: Option<&Entry<'_>> = None;
    let mut parts = Vec::new();
    for (entry, change) in decisions {
        if change.from == change.to {
            confirmed = confirmed.or(Some(entry));
            continue;
        }
        let grade = |grade: &Option<_>| grade.as_deref().map_or_else(|| "–".to_owned(), lang::one_line);
        let (day, from, to) = (entry.day(), grade(&change.from), grade(&change.to));
        let decided = match change.from {
            Some(_) => format!("{day} {from} → {to}"),
            None => tr!(lang, "{day} graded {to}", "{day} 定为 {to}"),
        };
        parts.push(match change.why.as_deref().map(|why| lang::written(lang, why)) {
            Some(why) => tr!(lang, "{decided}: {why}", "{decided}：{why}"),
            None => decided,
        });
        break;
    }
    parts.extend(confirmed.map(|entry| {
        let day = entry.day();
        tr!(lang, "confirmed {day}", "{day} 确认等级不变")
    }));
    parts
}

/// What its points said of its potential one review ago, where they say something else now.
fn potential(lang: Lang, of: &Maintained<'_>) -> Option<String> {
    let rules = of.policy.moves.as_ref()?;
    let now = of.figures.potential.filter(|_| of.customer.potential == Some(SaidPotential::Scored))?;
    let day = rules.recheck.before(of.today);
    let history = of.history.clone().as_of(day);
    let was = measure(of.customer, &history, of.policy, day).potential.filter(|was| *was != now)?;
    let (was, now) = (lang::potential(lang, was), lang::potential(lang, now));
    Some(tr!(lang, "potential by points: {was} on {day}, {now} now", "评分潜力：{day} 为{was}，现为{now}"))
}

/// The grade that it should have, and why.
fn proposed(lang: Lang, of: &Maintained<'_>) -> Option<String> {
    let found = suggest(of.customer, of.driving, of.history, of.policy, of.today);
    let suggestion = found.into_iter().find(|suggestion| suggestion.to.is_some())?;
    let to = lang::one_line(suggestion.to.as_deref()?);
    let why = lang::move_reason(lang, &suggestion.why, of.policy, of.today);
    Some(match suggestion.archive {
        true => tr!(lang, "proposed: {to} and archive ({why})", "建议调为 {to} 并归档，理由：{why}"),
        false => tr!(lang, "proposed: {to} ({why})", "建议调为 {to}，理由：{why}"),
    })
}
