//! The agenda on a terminal, and as the plain text of a mail.

use super::labelled_line::{block, dated, name, place};
use super::{AgendaHeader, Schedule};
use crate::plan::{AlarmedCustomer, Day, Item, Placed};
use crate::render::grid::{Column, grid};
use crate::render::lang::{self, tr};
use crate::render::tone::{Style, Tone};
use crate::rules::Lane;

/// One block a person, one a day, and below what did not fit.
pub fn table(cover: &AgendaHeader<'_>, style: Style) -> String {
    let style = style.paged();
    let mut out = String::new();
    for schedule in cover.schedules {
        if !out.is_empty() {
            out.push('\n');
        }
        let (owner, span, load) = (cover.owner(schedule), cover.span(schedule), cover.load(schedule));
        out.push_str(&style.paint(Tone::Strong, &format!("{owner} · {span} · {load}")));
        out.push('\n');
        if !schedule.alarms.is_empty() {
            let heading = tr!(cover.lang, "may be lost: crm alarm", "可能流失：crm alarm");
            out.push_str(&format!("\n{}\n", style.paint(Tone::Alarm, &heading)));
            let rows: Vec<Vec<String>> =
                schedule.alarms.iter().map(|one| alarmed(cover, one, style)).collect();
            out.push_str(&grid(&COLUMNS, &rows, style));
        }
        out.push_str(&days(cover, schedule, style));
    }
    out
}

fn days(cover: &AgendaHeader<'_>, schedule: &Schedule, style: Style) -> String {
    let lang = cover.lang;
    let mut out = String::new();
    for day in &schedule.days {
        if schedule.days.len() > 1 {
            out.push('\n');
            out.push_str(&style.paint(Tone::Strong, &day_heading(cover, day)));
            out.push('\n');
        }
        if day.placed.is_empty() {
            out.push_str(&match day.due {
                0 => tr!(lang, "  nothing is due\n", "  没有待跟进的客户\n"),
                _ => tr!(lang, "  no time is left\n", "  时间已排满\n"),
            });
            continue;
        }
        let rows: Vec<Vec<String>> = day.placed.iter().map(|placed| row(cover, day, placed, style)).collect();
        out.push('\n');
        out.push_str(&grid(&COLUMNS, &rows, style));
    }
    if !schedule.left.is_empty() {
        let count = schedule.left.len();
        out.push_str(&style.paint(Tone::Alarm, &tr!(lang, "did not fit ({count})", "排不下（{count}）")));
        out.push('\n');
        let rows: Vec<Vec<String>> =
            schedule.left.iter().map(|item| left(cover, schedule, item, style)).collect();
        out.push_str(&grid(&COLUMNS, &rows, style));
    }
    if !schedule.dates.is_empty() {
        let dates = dated(lang, &schedule.dates, cover.today);
        let count = dates.len();
        let heading = tr!(lang, "dates and deadlines ({count})", "日期与截止（{count}）");
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, &heading)));
        let rows: Vec<Vec<String>> = dates
            .iter()
            .map(|one| {
                let id = if one.customers.len() == 1 { one.first.id.as_str() } else { "" };
                vec![
                    format!("{}\n  {}  {}", one.what, one.whom(lang), style.paint(Tone::Dim, id))
                        .trim_end()
                        .to_owned(),
                ]
            })
            .collect();
        out.push_str(&grid(&[Column { head: "", number: false, whole: false }], &rows, style));
    }
    out
}

fn alarmed(cover: &AgendaHeader<'_>, one: &AlarmedCustomer, style: Style) -> Vec<String> {
    let grade = lang::grade(one.grade.as_deref(), None);
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let said = lang::alarms(cover.lang, one, cover.today).join("\n");
    vec![
        style.paint(Tone::Strong, grade.as_deref().unwrap_or("–")),
        format!("{name}  {}\n{said}", style.paint(Tone::Dim, one.id.as_str())),
        String::new(),
    ]
}

const COLUMNS: [Column<'static>; 3] = [
    Column { head: "", number: false, whole: true },
    Column { head: "", number: false, whole: false },
    Column { head: "", number: true, whole: true },
];

/// `2026-11-20 (Fri) · 5 of 12 due · 1.5 of 1.6 h`.
pub(super) fn day_heading(cover: &AgendaHeader<'_>, day: &Day) -> String {
    let lang = cover.lang;
    let date = lang::date_full(lang, day.date);
    let (placed, due, hours) = (day.placed.len(), day.due, lang::hours(day.minutes()));
    let share = if placed == due {
        tr!(lang, "{due} due", "待跟进 {due} 个")
    } else {
        tr!(lang, "{placed} of {due} due", "待跟进 {due} 个，排入 {placed} 个")
    };
    let heading = match day.capacity {
        Some(capacity) => {
            let of = lang::taken_of(lang, day.minutes(), capacity);
            tr!(lang, "{date} · {share} · {of}", "{date} · {share} · {of}")
        }
        None => tr!(lang, "{date} · {share} · {hours} h", "{date} · {share} · {hours} 小时"),
    };
    if day.carried.is_zero() {
        return heading;
    }
    let carried = lang::hours(day.carried);
    tr!(lang, "{heading}, and {carried} h begun before", "{heading}，另有前面未完的 {carried} 小时")
}

fn row(cover: &AgendaHeader<'_>, day: &Day, placed: &Placed, style: Style) -> Vec<String> {
    let (lang, item) = (cover.lang, &placed.item);
    let mut lines = block(lang, item, cover.today, usize::MAX, Some(cover.call_on(day.date)), style);
    lines.push(String::new());
    let tone = match placed.lane {
        Some(Lane::Closing) => Tone::Alarm,
        _ => Tone::Dim,
    };
    let right: Vec<String> =
        place(lang, item, placed.lane, day.date).iter().map(|part| style.paint(tone, part)).collect();
    vec![grade(item, style), lines.join("\n"), right.join("\n")]
}

fn left(cover: &AgendaHeader<'_>, schedule: &Schedule, item: &Item, style: Style) -> Vec<String> {
    let last = schedule.days.last().map_or(cover.today, |day| day.date);
    let right = place(cover.lang, item, None, last).join(" · ");
    vec![grade(item, style), name(item, style), style.paint(Tone::Dim, &right)]
}

fn grade(item: &Item, style: Style) -> String {
    let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
    style.paint(Tone::Strong, grade.as_deref().unwrap_or("–"))
}
