//! A list divided by classes: what each class amounts to, then its customers.

use super::grid::{Column, blocks, grid};
use super::lang::{self, Lang, tr};
use super::list::heads;
use super::redaction;
use super::tone::{Style, Tone};
use crate::plan::{Division, Group, total};
use crate::rules::Policy;

/// A divided list: for each group the rows that are shown of it, as `list_cells` made them.
pub struct Sorted<'a> {
    /// By what it is divided.
    pub division: Division,
    /// The groups in their order.
    pub groups: &'a [Group],
    /// The rows of each that are shown.
    pub rows: Vec<Vec<Vec<String>>>,
    /// The columns of these rows.
    pub columns: &'a [String],
}

/// A line for each class, so that all is seen at one glance; then each class with its customers.
pub fn groups(lang: Lang, sorted: &Sorted<'_>, policy: &Policy, style: Style) -> String {
    let Sorted { division, groups, rows, columns } = sorted;
    let division = *division;
    let all = total(groups);
    let mut out = summary(lang, division, groups, &all, policy, style);
    if let Some(unit) = division.unit(policy) {
        if all.volumes.is_partial() {
            let left_out = lang::orders_left_out(lang, &all.volumes, unit);
            out.push_str(&tr!(lang, "not counted: {left_out}\n", "未计入：{left_out}\n"));
        }
    } else if all.unrated > 0 {
        out.push_str(&tr!(lang, "{note}\n", "{note}\n", note = lang::uncounted(lang, all.unrated)));
    }
    out.push('\n');
    let parts: Vec<(String, Vec<Vec<String>>)> = groups
        .iter()
        .zip(rows)
        .map(|(group, rows)| (heading(lang, division, group, &all, policy, style), rows.clone()))
        .collect();
    out.push_str(&blocks(&heads(lang, columns), &parts, style));
    out
}

/// What a class is called for the reader.
fn name(lang: Lang, division: Division, group: &Group, policy: &Policy) -> String {
    let Some(class) = group.class.as_deref() else {
        return match division {
            Division::Grade => lang.pick("no grade", "尚未定级").to_owned(),
            _ => lang.pick("can't be told", "无法判断").to_owned(),
        };
    };
    match policy.grade(class).filter(|_| division == Division::Grade) {
        Some(rule) => lang::one_line(&format!("{class} {}", lang::label(lang, &rule.label))),
        None => lang::one_line(&lang::class(lang, division.name(), class)),
    }
}

fn summary(
    lang: Lang,
    division: Division,
    groups: &[Group],
    all: &Group,
    policy: &Policy,
    style: Style,
) -> String {
    let unit = division.unit(policy);
    let what = match unit {
        Some(unit) => unit.map_or_else(|| lang.pick("quantity", "数量").to_owned(), lang::one_line),
        None => policy.rates.currency.to_string(),
    };
    let sold = tr!(lang, "last year, {what}", "近一年 {what}");
    let number = |head| Column { head, number: true, whole: true };
    let columns = [
        Column { head: lang::view(lang, division.name()), number: false, whole: false },
        number(lang.pick("customers", "客户")),
        number(lang.pick("share", "占比")),
        number(&sold),
        number(lang.pick("share", "占比")),
    ];
    let share = |part: Option<_>| part.map_or_else(|| "–".to_owned(), |part| lang::percent(lang, part));
    let row = |name: String, group: &Group| {
        let (sold, part) = match unit {
            Some(_) => (lang::quantity(lang, group.volumes.quantity, None), group.quantity_share(all)),
            None => (lang::whole(group.revenue), group.revenue_share(all)),
        };
        let (count, part) = (group.customers.to_string(), redaction::shown(share(part)));
        vec![name, count, share(group.share(all)), sold, part]
    };
    // Nobody of whom it can't be told is the usual case, and needs no line.
    let shown = groups.iter().filter(|group| group.class.is_some() || group.customers > 0);
    let mut rows: Vec<Vec<String>> = shown
        .map(|group| row(style.paint(Tone::Strong, &name(lang, division, group, policy)), group))
        .collect();
    rows.push(row(lang.pick("all", "合计").to_owned(), all));
    grid(&columns, &rows, style)
}

/// `big · 3 customers, 4.9 % · 412,300 USD, 34.5 %`; by quantity `A · 3 customers, 4.9 % · 900 pcs, 34.5 %`.
fn heading(
    lang: Lang,
    division: Division,
    group: &Group,
    all: &Group,
    policy: &Policy,
    style: Style,
) -> String {
    let name = style.paint(Tone::Strong, &name(lang, division, group, policy));
    let (sold, sold_part) = match division.unit(policy) {
        Some(unit) => (lang::quantity(lang, group.volumes.quantity, unit), group.quantity_share(all)),
        None => {
            let (money, currency) = (lang::whole(group.revenue), policy.rates.currency);
            (format!("{money} {currency}"), group.revenue_share(all))
        }
    };
    let part = |part: Option<_>| match part {
        Some(part) => lang.pick(", ", "，").to_owned() + &lang::percent(lang, part),
        None => String::new(),
    };
    let sold_part = part(sold_part.filter(|_| !redaction::hides_amounts()));
    let (count, share) = (group.customers, part(group.share(all)));
    let noun = if count == 1 { "customer" } else { "customers" };
    match lang {
        Lang::En => format!("{name} · {count} {noun}{share} · {sold}{sold_part}"),
        Lang::Zh => format!("{name} · {count} 个客户{share} · {sold}{sold_part}"),
    }
}
