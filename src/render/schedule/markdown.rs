//! The agenda as Markdown.

use super::AgendaHeader;
use super::labelled_line::{dated, place, said};
use super::table::day_heading;
use crate::plan::{Item, Placed, Schedule};
use crate::render::agenda::reach;
use crate::render::document::markdown::escaped;
use crate::render::lang::{self, tr};

/// Headings for persons and days, a list item a customer.
pub fn markdown(cover: &AgendaHeader<'_>) -> String {
    let lang = cover.lang;
    let mut out = String::new();
    for schedule in cover.schedules {
        let (owner, span, load) = (cover.owner(schedule), cover.span(schedule), cover.load(schedule));
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("# {}\n\n{load}\n", escaped(&format!("{owner} · {span}"))));
        for day in &schedule.days {
            out.push_str(&format!("\n## {}\n\n", escaped(&day_heading(cover, day))));
            for placed in &day.placed {
                out.push_str(&customer(cover, placed, day.date));
            }
        }
        if !schedule.left.is_empty() {
            let count = schedule.left.len();
            out.push_str(&tr!(lang, "\n## Did not fit ({count})\n\n", "\n## 排不下（{count}）\n\n"));
            let last = schedule.days.last().map_or(cover.today, |day| day.date);
            for item in &schedule.left {
                let places = place(lang, item, None, last).join(" · ");
                out.push_str(&format!("- {} · {}\n", title(item), escaped(&places)));
            }
        }
        if !schedule.dates.is_empty() {
            out.push_str(&dates(cover, schedule));
        }
    }
    out
}

/// The days that are no follow-ups.
fn dates(cover: &AgendaHeader<'_>, schedule: &Schedule) -> String {
    let lang = cover.lang;
    let mut out = lang.pick("\n## Dates and deadlines\n\n", "\n## 日期与截止\n\n").to_owned();
    for one in dated(lang, &schedule.dates, cover.today) {
        out.push_str(&format!("- {} · {}\n", escaped(&one.what), escaped(&one.whom(lang))));
    }
    out
}

fn customer(cover: &AgendaHeader<'_>, placed: &Placed, day: chrono::NaiveDate) -> String {
    let (lang, item) = (cover.lang, &placed.item);
    let places = place(lang, item, placed.lane, day).join(" · ");
    let mut out = format!("- {} · {}\n", title(item), escaped(&places));
    for line in said(lang, item, cover.today, usize::MAX, Some(cover.call_on(day))) {
        let text = escaped(&line.text);
        out.push_str(&match line.label {
            "" => format!("  - {text}\n"),
            label => format!("  - {label}{} {text}\n", lang.pick(":", "：")),
        });
    }
    if let Some(reach) = item.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()) {
        let label = lang.pick("reach:", "联系：");
        out.push_str(&format!("  - {label} {}\n", escaped(&reach)));
    }
    out
}

fn title(item: &Item) -> String {
    let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
    let (name, id) = (escaped(&lang::one_line(&item.name)), item.id.as_str());
    format!("**{} {name}** `{id}`", escaped(grade.as_deref().unwrap_or("–")))
}
