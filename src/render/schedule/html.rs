//! The agenda as a page of HTML: for a mail client or a phone, light and dark, without a script and
//! without anything from outside.

use super::Cover;
use super::said::{dated, place, said};
use super::table::day_heading;
use crate::plan::{Day, Placed, Reach, Schedule};
use crate::render::lang::{self, tr};

/// The look: system fonts, one column, colours of the reader's choice of light or dark.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0 auto;max-width:42rem;padding:1rem;font:16px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif;color:#1c1c1e;background:#fff}\
h1{font-size:1.35rem;margin:1rem 0 .25rem}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}\
.load{color:#5b5b60;margin:0 0 .5rem}\
.one{border:1px solid #d8d8dc;border-radius:.6rem;padding:.6rem .8rem;margin:.6rem 0;overflow-wrap:anywhere}\
.head{display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}\
.grade{font-weight:700;color:#0a58ca}.name{font-weight:600;flex:1 1 12rem}.place{color:#5b5b60;font-size:.9rem}\
.closing .place{color:#b3261e}p{margin:.25rem 0}.label{color:#5b5b60}.id{color:#5b5b60;font:.85rem ui-monospace,monospace}\
a{color:#0a58ca}ul{padding-left:1.2rem}\
@media (prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}.one{border-color:#3a3a3e}\
.load,.place,.label,.id{color:#a1a1a8}.grade,a{color:#7db3ff}.closing .place{color:#ff8a80}}";

/// The whole page.
pub fn html(cover: &Cover<'_>) -> String {
    let lang = cover.lang;
    let title = tr!(lang, "Agenda", "跟进安排");
    let mut body = String::new();
    for schedule in cover.schedules {
        body.push_str(&person(cover, schedule));
    }
    let code = lang.pick("en", "zh-CN");
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn person(cover: &Cover<'_>, schedule: &Schedule) -> String {
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

fn customer(cover: &Cover<'_>, day: &Day, placed: &Placed) -> String {
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
        out.push_str(&format!("<p>{}</p>\n", links(reach)));
    }
    out.push_str(&format!("<p class=\"id\">{}</p>\n</article>\n", escaped(item.id.as_str())));
    out
}

/// A person with links to call and to write.
fn links(reach: &Reach) -> String {
    let mut parts: Vec<String> = reach.name.iter().map(|name| escaped(&lang::one_line(name))).collect();
    if let Some(phone) = &reach.phone {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        parts.push(format!("<a href=\"tel:{digits}\">{}</a>", escaped(&lang::one_line(phone))));
    }
    if let Some(email) = &reach.email {
        let email = escaped(&lang::one_line(email));
        parts.push(format!("<a href=\"mailto:{email}\">{email}</a>"));
    }
    let chat =
        reach.chat.iter().map(|(service, handle)| escaped(&lang::one_line(&format!("{service} {handle}"))));
    parts.extend(chat);
    parts.join(" · ")
}

/// A text that HTML takes as it is, in attributes, too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
