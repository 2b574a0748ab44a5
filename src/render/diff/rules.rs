//! What other rules of the pool, of moves and of playbooks do.

use std::collections::BTreeMap;

use super::{Column, DiffText, grid};
use crate::plan::{Aim, Difference, PoolState};
use crate::render::lang::{self, tr};
use crate::render::tone::Tone;
use crate::rules::moves::Suggestion;

impl DiffText<'_> {
    /// Who, why, and when it leaves its owner on both sides.
    pub(super) fn pooled(&self, difference: &Difference) -> Vec<String> {
        let (lang, today) = (self.lang, self.shown.today);
        let (from, to) = (&difference.pool.from, &difference.pool.to);
        let mut who = self.name(difference);
        if let Some(fall) = to.fall.as_ref().or(from.fall.as_ref()) {
            who.push_str(&format!("\n{}", lang::fall_reason(lang, fall, today)));
        }
        if from.barred != to.barred {
            let list = |state: &PoolState| {
                let one = state.barred.iter().map(|one| {
                    let (person, until) =
                        (lang::person(lang, &one.person), lang::day_month(lang, one.until, today));
                    tr!(lang, "{person} until {until}", "{person}至{until}")
                });
                let all = one.collect::<Vec<_>>().join(lang.pick(", ", "、"));
                if all.is_empty() { lang.pick("nobody", "无").to_owned() } else { all }
            };
            let (from, to) = (list(from), list(to));
            who.push_str(&tr!(lang, "\nmay not claim it: {from} → {to}", "\n暂不可申领：{from} → {to}"));
        }
        let state = |state: &PoolState| match &state.fall {
            None => lang.pick("stays", "不退回").to_owned(),
            Some(_) if state.is_due => lang.pick("leaves now", "现在退回").to_owned(),
            Some(fall) => lang::day_month(lang, fall.on, today),
        };
        let tone = if to.is_due { Tone::Alarm } else { Tone::Plain };
        let moved = match from.told() == to.told() || from.fall == to.fall {
            true => String::new(),
            false => format!("{} → {}", state(from), self.style.paint(tone, &state(to))),
        };
        vec![self.class(difference), who, moved]
    }

    /// What was suggested, and what is.
    pub(super) fn suggested(&self, difference: &Difference) -> Vec<String> {
        let lang = self.lang;
        let word = |one: &Suggestion| match (&one.to, one.archive) {
            (Some(to), false) => lang::clean(to),
            (Some(to), true) => {
                let to = lang::clean(to);
                tr!(lang, "{to} and archive", "{to} 并归档")
            }
            (None, _) => match one.why.code() {
                "verify" => lang.pick("verify", "核实").to_owned(),
                _ => lang.pick("look again", "复核").to_owned(),
            },
        };
        let words = |found: &[Suggestion]| {
            let all = found.iter().map(word).collect::<Vec<_>>().join(lang.pick(", ", "、"));
            if all.is_empty() { "–".to_owned() } else { all }
        };
        let (from, to) = (words(&difference.moves.from), words(&difference.moves.to));
        vec![format!("{from} → {}", self.style.paint(Tone::Strong, &to)), self.name(difference)]
    }

    /// What each playbook says now, with the ids of those whom it is for.
    pub(super) fn aims(&self, out: &mut String, part: &[&Difference]) {
        if part.is_empty() {
            return;
        }
        let lang = self.lang;
        let text = |aims: &[&Aim]| {
            let all: Vec<String> = aims.iter().map(|aim| lang::whole_aim(lang, aim)).collect();
            if all.is_empty() { "–".to_owned() } else { all.join("\n") }
        };
        let mut ways: BTreeMap<(String, String, String), Vec<&str>> = BTreeMap::new();
        for difference in part {
            let (from, to) = (&difference.aims.from, &difference.aims.to);
            let gone: Vec<&Aim> = from.iter().filter(|aim| !to.contains(aim)).collect();
            let new: Vec<&Aim> = to.iter().filter(|aim| !from.contains(aim)).collect();
            let whom = new.first().or(gone.first()).map(|aim| lang::one_line(&aim.whom)).unwrap_or_default();
            ways.entry((whom, text(&gone), text(&new))).or_default().push(difference.id.as_str());
        }
        self.title(out, lang.pick("Playbooks that say something else", "跟进要点变动"), part.len());
        let row = |((whom, from, to), ids): ((String, String, String), Vec<&str>)| {
            let mut named = ids[..ids.len().min(self.shown.most)].join(" ");
            let more = ids.len().saturating_sub(self.shown.most);
            if more > 0 {
                named.push_str(&tr!(lang, " … and {more} more", " ……还有 {more} 个"));
            }
            let change = format!("{from}\n→ {to}\n{}", self.style.paint(Tone::Dim, &named));
            vec![self.style.paint(Tone::Strong, &whom), ids.len().to_string(), change]
        };
        let whole = Column { head: "", number: false, whole: true };
        let columns = [whole, Column { number: true, ..whole }, Column { whole: false, ..whole }];
        let rows: Vec<Vec<String>> = ways.into_iter().map(row).collect();
        out.push_str(&grid(&columns, &rows, self.style));
    }
}
