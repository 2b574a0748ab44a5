//! A hand-over for people: who gets what, and the sheet of each customer.

mod sheet;

use std::collections::BTreeMap;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{HandoverItem, Recipient, Workload, hours_a_week};
use crate::rules::Policy;

pub use sheet::{handover_index, handover_sheet, is_handover_page};

/// What is handed over, by whom.
#[derive(Clone, Copy, Debug)]
pub struct Passing<'a> {
    /// Who had the customers.
    pub from: &'a str,
    /// Of each list no more than so many.
    pub most: usize,
    /// How many were written; `None` where it is only shown.
    pub written: Option<usize>,
}

/// One block a receiver: what it has, what it gets, and which customers.
pub fn handover(
    lang: Lang,
    receivers: &[Recipient],
    passing: Passing<'_>,
    hours: impl Fn(&str) -> Option<Decimal>,
    policy: &Policy,
    style: Style,
) -> String {
    let count: usize = receivers.iter().map(|receiver| receiver.given.len()).sum();
    let from = lang::person_within(lang, passing.from).trim_start().to_owned();
    if count == 0 {
        return tr!(
            lang,
            "{from} has no such customer: nothing is left to hand over.\n",
            "{from}名下没有符合条件的客户，无需交接。\n"
        );
    }
    let whole = receivers.iter().fold(Workload::default(), |sum, receiver| sum.and(receiver.more()));
    let week = hours_of(whole.minutes);
    let mut heading = match (count, lang) {
        (1, Lang::En) => format!("1 customer of {from}, {week} h a week"),
        (_, Lang::En) => format!("{count} customers of {from}, {week} h a week"),
        (_, Lang::Zh) => format!("{from}的 {count} 个客户，每周 {week} 小时"),
    };
    let archived =
        receivers.iter().flat_map(|receiver| &receiver.given).filter(|one| one.is_archived).count();
    if archived > 0 {
        heading.push_str(&tr!(lang, ", {archived} of them archived", "，其中已归档 {archived} 个"));
    }
    let mut out = style.paint(Tone::Strong, &heading) + "\n\n";
    out.push_str(&table(lang, receivers, hours, policy, style));
    for receiver in receivers.iter().filter(|receiver| !receiver.given.is_empty() && passing.most > 0) {
        let (to, count) = (lang::person_within(lang, &receiver.to), receiver.given.len());
        let to = to.trim_end();
        let heading = tr!(lang, "To {to} ({count})", "交给{to}（{count}）");
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, &heading)));
        let rows: Vec<Vec<String>> =
            receiver.given.iter().take(passing.most).map(|one| row(lang, one, style)).collect();
        out.push_str(&grid(&LIST, &rows, style));
        let more = count - rows.len();
        if more > 0 {
            out.push_str(&tr!(
                lang,
                "… and {more} more: --limit {count}\n",
                "……另有 {more} 个：--limit {count}\n"
            ));
        }
    }
    out.push_str(&match (passing.written, lang) {
        (None, Lang::En) => "\nNothing is written yet: the same with --apply hands them over\n".to_owned(),
        (None, Lang::Zh) => "\n尚未写入：同一命令加 --apply 完成交接\n".to_owned(),
        (Some(1), Lang::En) => "\n1 customer was handed over; crm undo takes it back\n".to_owned(),
        (Some(count), Lang::En) => {
            format!("\n{count} customers were handed over; crm undo takes them back\n")
        }
        (Some(count), Lang::Zh) => format!("\n已交接 {count} 个客户；crm undo 可撤回\n"),
    });
    out
}

const LIST: [Column<'static>; 3] = [
    Column { head: "", number: false, whole: true },
    Column { head: "", number: false, whole: false },
    Column { head: "", number: true, whole: true },
];

fn row(lang: Lang, one: &HandoverItem, style: Style) -> Vec<String> {
    let grade = lang::grade(one.grade.as_deref(), None).unwrap_or_else(|| "–".into());
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let right = match one.is_archived {
        true => lang.pick("archived", "已归档").to_owned(),
        false => {
            let minutes = lang::minutes(lang, one.burden.minutes);
            tr!(lang, "{minutes} a year", "每年 {minutes}")
        }
    };
    vec![
        style.paint(Tone::Strong, &grade),
        format!("{name}  {}", style.paint(Tone::Dim, one.id.as_str())),
        style.paint(Tone::Dim, &right),
    ]
}

/// What each has and gets, against its hours.
fn table(
    lang: Lang,
    receivers: &[Recipient],
    hours: impl Fn(&str) -> Option<Decimal>,
    policy: &Policy,
    style: Style,
) -> String {
    let heads = match lang {
        Lang::En => ["to", "has", "gets", "by grade", "hours a week", "revenue"],
        Lang::Zh => ["接手人", "已有", "接手", "按等级", "每周小时", "销售额"],
    };
    let columns: Vec<Column<'_>> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| Column { head, number: matches!(index, 1 | 2 | 4 | 5), whole: index != 3 })
        .collect();
    let line = |receiver: &Recipient| {
        let (before, more) = (receiver.before, receiver.more());
        let after = hours_of(before.and(more).minutes);
        let had = hours_of(before.minutes);
        let week = match hours(&receiver.to).map(|hours| hours.normalize()) {
            Some(all) => tr!(lang, "{had} → {after} of {all}", "{had} → {after}/{all}"),
            None => format!("{had} → {after}"),
        };
        vec![
            style.paint(Tone::Strong, &lang::person(lang, &receiver.to)),
            before.customers.to_string(),
            receiver.given.len().to_string(),
            grades(lang, &receiver.given, policy),
            week,
            format!("{} {}", lang::whole(more.revenue), policy.rates.currency),
        ]
    };
    grid(&columns, &receivers.iter().map(line).collect::<Vec<_>>(), style)
}

/// `A 3 · C 20 · no grade 5`.
fn grades(lang: Lang, given: &[HandoverItem], policy: &Policy) -> String {
    let mut counts: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
    for one in given {
        let grade = one.grade.as_deref();
        *counts.entry((policy.rank(grade), grade)).or_default() += 1;
    }
    let none = lang.pick("no grade", "未定级");
    let counted = counts.into_iter().map(|((_, grade), count)| {
        let grade = grade.map_or_else(|| none.to_owned(), lang::clean);
        format!("{grade} {count}")
    });
    counted.collect::<Vec<_>>().join(" · ")
}

fn hours_of(minutes: Decimal) -> String {
    hours_a_week(minutes).normalize().to_string()
}
