//! The hours that a book takes, for people.

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{GradeBudget, Load, hours_a_week};
use crate::rules::Policy;

/// One block a person: what each grade takes, the sum against the hours, and what still fits.
pub fn budget(lang: Lang, loads: &[Load], policy: &Policy, style: Style) -> String {
    if loads.is_empty() {
        return tr!(
            lang,
            "No customer takes any time: crm add NAME\n",
            "还没有需要跟进的客户：crm add 名称\n"
        );
    }
    let mut out = String::new();
    for load in loads {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&heading(lang, load, style));
        let by_volume = load.lines.iter().any(|line| line.by_volume.is_some());
        let mut heads = match lang {
            Lang::En => vec!["grade", "customers", "hours a week", "minutes a year"],
            Lang::Zh => vec!["等级", "客户数", "每周小时", "每年分钟"],
        };
        if by_volume {
            heads.push(lang.pick("by volume", "按销量"));
        }
        let columns: Vec<Column<'_>> = heads
            .iter()
            .enumerate()
            .map(|(index, head)| Column { head, number: index > 0, whole: index > 0 })
            .collect();
        let rows: Vec<Vec<String>> = load
            .lines
            .iter()
            .map(|line| {
                let rule = line.grade.as_deref().and_then(|grade| policy.grade(grade));
                let grade = match rule {
                    Some(rule) => lang::named(lang, rule),
                    None => lang.pick("no grade yet", "尚未定级").to_owned(),
                };
                let mut row =
                    vec![grade, line.customers.to_string(), hours(line.minutes), line.minutes.to_string()];
                row.extend(by_volume.then(|| line.by_volume.unwrap_or_default().to_string()));
                row
            })
            .collect();
        out.push_str(&grid(&columns, &rows, style));
        if by_volume {
            out.push_str(&in_proportion(lang, policy));
        }
        if let Some(told) = over(lang, load) {
            out.push_str(&told);
        }
        if !load.room.is_empty() {
            let room: Vec<String> =
                load.room.iter().map(|(grade, more)| so_many(lang, grade, *more)).collect();
            let room = room.join(lang.pick(", or ", "，或 "));
            let room = tr!(lang, "room for {room} more", "还可再跟进：{room}");
            out.push_str(&grid(&[Column { head: "", number: false, whole: false }], &[vec![room]], style));
        }
    }
    out
}

/// What the last column is.
fn in_proportion(lang: Lang, policy: &Policy) -> String {
    let grow = lang::percent(lang, policy.views.volume.grow);
    tr!(
        lang,
        "by volume: these minutes in proportion to what they buy; {grow} to grow B and C\n",
        "按销量：把这些分钟按购买量分配，另留 {grow} 培养 B 和 C\n"
    )
}

/// Hours a week; a little is not nothing.
fn hours(minutes: Decimal) -> String {
    let hours = hours_a_week(minutes);
    if hours.is_zero() && !minutes.is_zero() { "< 0.1".to_owned() } else { hours.normalize().to_string() }
}

/// `187 A`, `A 级 187 个`.
fn so_many(lang: Lang, grade: &str, count: impl std::fmt::Display) -> String {
    match lang {
        Lang::En => format!("{count} {grade}"),
        // 未定级 and names of one's own say what they are.
        Lang::Zh if grade.len() > 1 => format!("{grade} {count} 个"),
        Lang::Zh => format!("{grade} 级 {count} 个"),
    }
}

/// What fits in the order of work, and what doesn't.
fn over(lang: Lang, load: &Load) -> Option<String> {
    let more = load.wanting()?.round_dp(1);
    let more = if more.is_zero() { "< 0.1".to_owned() } else { more.normalize().to_string() };
    let part = |line: &GradeBudget, count: usize| {
        let grade = line.grade.as_deref().map(lang::clean);
        so_many(lang, grade.as_deref().unwrap_or(lang.pick("ungraded", "未定级")), count)
    };
    let count = |fits: bool| {
        let counted = load.lines.iter().filter(|line| line.grade.is_some()).filter_map(|line| {
            let fitting = line.fits?;
            let count = if fits { fitting } else { line.customers - fitting };
            (count > 0).then(|| part(line, count))
        });
        counted.collect::<Vec<_>>().join(lang.pick(", ", "，"))
    };
    let (fitting, left) = (count(true), count(false));
    let none = || lang.pick("nobody", "无").to_owned();
    let fitting = if fitting.is_empty() { none() } else { fitting };
    Some(tr!(
        lang,
        "{more} h a week too much\nfits, in the order of work: {fitting}\ndoes not fit: {left}\n",
        "每周超出 {more} 小时\n按跟进顺序排得下：{fitting}\n排不下：{left}\n"
    ))
}

fn heading(lang: Lang, load: &Load, style: Style) -> String {
    let owner = match load.owner.as_deref() {
        Some(owner) => lang::person(lang, owner),
        None => lang.pick("the pool", "公海").to_owned(),
    };
    let hours = hours(load.minutes);
    let (text, tone) = match load.capacity {
        Some(capacity) if load.wanting().is_some() => (
            tr!(
                lang,
                "{owner}: needs {hours} h a week, has {capacity}",
                "{owner}：每周需要 {hours} 小时，只有 {capacity} 小时"
            ),
            Tone::Alarm,
        ),
        Some(capacity) => (
            tr!(
                lang,
                "{owner}: needs {hours} of {capacity} h a week",
                "{owner}：每周需要 {hours} 小时，共有 {capacity} 小时"
            ),
            Tone::Good,
        ),
        None => {
            (tr!(lang, "{owner}: needs {hours} h a week", "{owner}：每周需要 {hours} 小时"), Tone::Strong)
        }
    };
    style.paint(tone, &text) + "\n"
}
