//! Suggestions for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::{Effect, Proposal};
use crate::rules::Policy;

/// Moves, then tasks, each with its evidence, what it would do to the time it takes, and what to type.
/// `is_part`: some reasons alone were asked for.
pub fn review(
    lang: Lang,
    (proposals, is_part): (&[Proposal], bool),
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> String {
    let day = lang::date_full(lang, today);
    let (moves, tasks): (Vec<&Proposal>, Vec<&Proposal>) =
        proposals.iter().partition(|proposal| proposal.suggestion.to.is_some());
    let (up, down) = (moves.len(), tasks.len());
    let heading = match lang {
        Lang::En => format!("{day} · {} · {}", count(up, "move"), count(down, "task")),
        Lang::Zh => format!("{day} · 建议调整 {up} 个 · 待办 {down} 个"),
    };
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if proposals.is_empty() {
        out.push_str(&match is_part {
            true => tr!(
                lang,
                "Nothing for these reasons; all of them: crm review\n",
                "没有因此要调整或核实的客户；全部建议：crm review\n"
            ),
            false => nothing(lang, policy),
        });
        return out;
    }
    let columns =
        [Column { head: "", number: false, whole: true }, Column { head: "", number: false, whole: false }];
    let [up, down] = [lang.pick("Moves", "建议调整"), lang.pick("Tasks", "待核实、待复核")];
    for (title, part) in [(up, moves), (down, tasks)] {
        if !part.is_empty() {
            let rows: Vec<Vec<String>> =
                part.iter().map(|proposal| row(lang, proposal, policy, today, style)).collect();
            out.push('\n');
            out.push_str(&(style.paint(Tone::Strong, title) + "\n"));
            out.push_str(&grid(&columns, &rows, style));
        }
    }
    out.push_str(&tr!(
        lang,
        "Next: crm review --apply asks one by one · crm grade ID --confirm keeps a grade\n",
        "接下来：crm review --apply 逐个确认 · crm grade 编号 --confirm 保持等级\n"
    ));
    out
}

/// Why nothing is suggested.
fn nothing(lang: Lang, policy: &Policy) -> String {
    let scheme = policy.scheme.as_str();
    if policy.scheme.is_computed() {
        return tr!(
            lang,
            "The scheme {scheme} computes every class; no customer's file says otherwise.\n",
            "等级由 {scheme} 计算，没有客户文件与之不同。\n"
        );
    }
    let goals = policy.moves.as_ref().map(|rules| rules.grades());
    let is_known = goals.is_some_and(|goals| goals.iter().all(|grade| policy.grade(grade).is_some()));
    if is_known {
        tr!(lang, "Every customer is where it belongs.\n", "所有客户的等级都合适。\n")
    } else {
        tr!(
            lang,
            "No moves are suggested: moves: in crm.yaml is off, or leads to grades that it doesn't have.\n",
            "不建议调级：crm.yaml 的 moves: 已关闭，或指向不存在的等级。\n"
        )
    }
}

/// So many of something, in English.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn row(lang: Lang, proposal: &Proposal, policy: &Policy, today: NaiveDate, style: Style) -> Vec<String> {
    let suggestion = &proposal.suggestion;
    let from = suggestion.from.as_deref().unwrap_or("–");
    let what = match suggestion.to.as_deref() {
        Some(to) if to != from => style.paint(Tone::Strong, &format!("{from} → {to}")),
        _ => from.to_owned(),
    };
    let (name, id) = (lang::one_line(&proposal.name), style.paint(Tone::Dim, proposal.id.as_str()));
    let mut lines = vec![format!("{}  {id}", style.paint(Tone::Strong, &name))];
    lines.push(lang::move_reason(lang, &suggestion.why, policy, today));
    if suggestion.archive {
        let text = match suggestion.to == suggestion.from {
            true => lang.pick("archive it", "归档"),
            false => lang.pick("and archive it", "并归档"),
        };
        lines.push(text.to_owned());
    }
    if proposal.suggestion.to.is_some() {
        let effects = effects(lang, proposal, today);
        if !effects.is_empty() {
            lines.push(style.paint(Tone::Dim, &effects.join(" · ")));
        }
    }
    lines.push(String::new());
    vec![what, lines.join("\n")]
}

/// What a move would change: the cadence, the time, the next date.
pub fn effects(lang: Lang, proposal: &Proposal, today: NaiveDate) -> Vec<String> {
    let (now, then): (&Effect, &Effect) = (&proposal.now, &proposal.then);
    let mut parts = Vec::new();
    if let (Some(before), Some(after)) = (&now.cadence, &then.cadence)
        && before != after
    {
        parts.push(format!("{} → {}", lang::cadence(lang, before), lang::cadence(lang, after)));
    }
    if let (Some(before), Some(after)) = (now.minutes, then.minutes)
        && before != after
    {
        parts.push(tr!(lang, "{before} → {after} minutes a year", "每年 {before} → {after} 分钟"));
    }
    if now.due != then.due {
        let day = |due: Option<NaiveDate>| {
            due.map_or_else(|| lang.pick("never", "不再").to_owned(), |due| lang::day_month(lang, due, today))
        };
        let (before, after) = (day(now.due), day(then.due));
        parts.push(tr!(lang, "next {before} → {after}", "下次 {before} → {after}"));
    }
    parts
}
