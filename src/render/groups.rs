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
    if all.unrated > 0 {
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
    let currency = policy.rates.currency;
    let revenue = tr!(lang, "last year, {currency}", "近一年 {currency}");
    let number = |head| Column { head, number: true, whole: true };
    let columns = [
        Column { head: lang::view(lang, division.name()), number: false, whole: false },
        number(lang.pick("customers", "客户")),
        number(lang.pick("share", "占比")),
        number(&revenue),
        number(lang.pick("share", "占比")),
    ];
    let share = |part: Option<_>| part.map_or_else(|| "–".to_owned(), |part| lang::percent(lang, part));
    let row = |name: String, group: &Group| {
        vec![
            name,
            group.customers.to_string(),
            share(group.share(all)),
            lang::whole(group.revenue),
            redaction::shown(share(group.revenue_share(all))),
        ]
    };
    // Nobody of whom it can't be told is the usual case, and needs no line.
    let shown = groups.iter().filter(|group| group.class.is_some() || group.customers > 0);
    let mut rows: Vec<Vec<String>> = shown
        .map(|group| row(style.paint(Tone::Strong, &name(lang, division, group, policy)), group))
        .collect();
    rows.push(row(lang.pick("all", "合计").to_owned(), all));
    grid(&columns, &rows, style)
}

/// `big · 3 customers, 4.9 % · 412,300 USD, 34.5 %`.
fn heading(
    lang: Lang,
    division: Division,
    group: &Group,
    all: &Group,
    policy: &Policy,
    style: Style,
) -> String {
    let name = style.paint(Tone::Strong, &name(lang, division, group, policy));
    let (count, money) = (group.customers, lang::whole(group.revenue));
    let part = |part: Option<_>| match part {
        Some(part) => lang.pick(", ", "，").to_owned() + &lang::percent(lang, part),
        None => String::new(),
    };
    let money_part = group.revenue_share(all).filter(|_| !redaction::hides_amounts());
    let (share, revenue_share) = (part(group.share(all)), part(money_part));
    let (noun, currency) = (if count == 1 { "customer" } else { "customers" }, policy.rates.currency);
    match lang {
        Lang::En => format!("{name} · {count} {noun}{share} · {money} {currency}{revenue_share}"),
        Lang::Zh => format!("{name} · {count} 个客户{share} · {money} {currency}{revenue_share}"),
    }
}
