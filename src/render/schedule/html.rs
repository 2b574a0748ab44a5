//! The agenda as a page of HTML.

use super::AgendaHeader;
use super::labelled_line::{dated, place, said};
use super::table::day_heading;
use crate::plan::{Day, Placed, Schedule};
use crate::render::document::html::{escaped, links, page};
use crate::render::lang::{self, tr};

/// The whole page.
pub fn html(cover: &AgendaHeader<'_>) -> String {
    let lang = cover.lang;
    let title = tr!(lang, "Agenda", "跟进安排");
    let mut body = String::new();
    for schedule in cover.schedules {
        body.push_str(&person(cover, schedule));
    }
    page(lang, &title, &body)
}

fn person(cover: &AgendaHeader<'_>, schedule: &Schedule) -> String {
    let lang = cover.lang;
    let (owner, span, load) = (cover.owner(schedule), cover.span(schedule), cover.load(schedule));
    let mut out = format!(
        "<h1>{} · {}</h1>\n<p class=\"load\">{}</p>\n",
        escaped(&owner),
        escaped(&span),
        escaped(&load)
    );
    for day in &schedule.days {
        out.push_str(&format!("<h2>{}</h2>\n", escaped(&day_heading(cover, day))));
        for placed in &day.placed {
            out.push_str(&customer(cover, day, placed));
        }
    }
    if !schedule.left.is_empty() {
        let count = schedule.left.len();
        let last = schedule.days.last().map_or(cover.today, |day| day.date);
        out.push_str(&tr!(
            lang,
            "<h2>Did not fit ({count})</h2>\n<ul>\n",
            "<h2>排不下（{count}）</h2>\n<ul>\n"
        ));
        for item in &schedule.left {
            let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
            out.push_str(&format!(
                "<li><span class=\"grade\">{}</span> {} <span class=\"place\">{}</span></li>\n",
                escaped(grade.as_deref().unwrap_or("–")),
                escaped(&lang::one_line(&item.name)),
                escaped(&place(lang, item, None, last).join(" · "))
            ));
        }
        out.push_str("</ul>\n");
    }
    if !schedule.dates.is_empty() {
        let title = lang.pick("Dates and deadlines", "日期与截止");
        out.push_str(&format!("<h2>{title}</h2>\n<ul>\n"));
        for one in dated(lang, &schedule.dates, cover.today) {
            let (what, whom) = (escaped(&one.what), escaped(&one.whom(lang)));
            out.push_str(&format!("<li>{what} <span class=\"place\">{whom}</span></li>\n"));
        }
        out.push_str("</ul>\n");
    }
    out
}

fn customer(cover: &AgendaHeader<'_>, day: &Day, placed: &Placed) -> String {
    let (lang, item) = (cover.lang, &placed.item);
    let lane = placed.lane.map_or("", crate::rules::Lane::as_str);
    let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
    let mut out = format!(
        "<article class=\"one {lane}\">\n<div class=\"head\"><span class=\"grade\">{}</span>\
         <span class=\"name\">{}</span><span class=\"place\">{}</span></div>\n",
        escaped(grade.as_deref().unwrap_or("–")),
        escaped(&lang::one_line(&item.name)),
        escaped(&place(lang, item, placed.lane, day.date).join(" · "))
    );
    for line in said(lang, item, cover.today, usize::MAX, Some(cover.call_on(day.date))) {
        let text = escaped(&line.text);
        out.push_str(&match line.label {
            "" => format!("<p>{text}</p>\n"),
            label => format!("<p><span class=\"label\">{label}</span> {text}</p>\n"),
        });
    }
    if let Some(reach) = &item.contact {
        out.push_str(&format!("<p>{}</p>\n", links(lang, reach)));
    }
    out.push_str(&format!("<p class=\"id\">{}</p>\n</article>\n", escaped(item.id.as_str())));
    out
}
