//! What is said of one customer on an agenda, as labelled lines: every form shows the same.

use chrono::{DateTime, FixedOffset, NaiveDate};
use unicode_width::UnicodeWidthStr;

use crate::plan::{Item, Last, Occasion};
use crate::render::document::LabelledLine;
use crate::render::lang::{self, Lang, tr};
use crate::render::reach::reach;
use crate::render::tone::{Style, Tone};
use crate::rules::Lane;
use crate::rules::cadence::emergency::Deadline;
use crate::rules::occasions::Code;
use crate::rules::policy::Label;

/// When the contact is made.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct When {
    /// The day of whoever calls.
    pub day: NaiveDate,
    /// The clock, where the agenda is read at once.
    pub now: Option<DateTime<FixedOffset>>,
}

/// What to know before the contact; the reason comes first, without a label. Of what was said last, at
/// most `most` characters; the hours where it is asked for them.
pub(super) fn said(
    lang: Lang,
    item: &Item,
    today: NaiveDate,
    most: usize,
    when: Option<When>,
) -> Vec<LabelledLine> {
    let reason = lang::reason(lang, &item.verdict, today);
    let first = item.attention.first().filter(|_| item.is_urgent());
    let reason = match first {
        Some(first) => lang::needs_attention(lang, &reason) + &lang::deadline(lang, first, today),
        None => reason,
    };
    let mut lines = vec![LabelledLine { label: "", text: reason }];
    // What it is about, unless the last contact has said just that.
    let about = |one: &Deadline| {
        let last = item.last.as_ref().and_then(|last| last.text.as_deref());
        let text = lang::said_of(lang, &one.emergency, last)?;
        Some(LabelledLine { label: lang.pick("what", "内容"), text: shortened(&text, most) })
    };
    lines.extend(first.and_then(about));
    for other in item.attention.iter().skip(usize::from(first.is_some())) {
        let text = lang::attention(lang, other, today);
        lines.push(LabelledLine { label: lang.pick("attention", "需关注"), text });
        lines.extend(about(other));
    }
    for suggestion in &item.suggests {
        let text = lang::suggested(lang, item.id.as_str(), suggestion, today);
        lines.push(LabelledLine { label: lang::suggestion_label(lang, suggestion), text });
    }
    let mut add = |en, zh, text: String| lines.push(LabelledLine { label: lang.pick(en, zh), text });
    if let Some(age) = item.data.as_ref().filter(|age| age.is_old(today)) {
        add("data", "资料", lang::old_data(lang, age, today));
    }
    if let Some(fall) = &item.leaves {
        add("pool", "公海", lang::leaves(lang, fall, today));
    }
    if let Some(last) = &item.last {
        add("last", "上次", last_said(lang, last, today, most));
    }
    if let Some((score, day)) = item.unsatisfied {
        let day = lang::day_month(lang, day, today);
        let text = tr!(
            lang,
            "what it misses: satisfied {score} of 5 on {day}",
            "{day}满意度只有 {score} 分（满分 5 分），请问明原因"
        );
        add("ask", "询问", text);
    }
    for aim in &item.aims {
        let (en, zh) = if aim.is_of_class { ("do", "行动") } else { ("aim", "策略") };
        add(en, zh, lang::whole_aim(lang, aim));
    }
    if let Some(plan) = &item.plan {
        add("plan", "计划", lang::one_line(plan));
    }
    if item.lacks_plan {
        add("plan", "计划", lang::no_plan(lang, item.id.as_str()));
    }
    for (name, hour) in &item.clashes {
        let (name, at) = (lang::one_line(name), lang::at_hour(lang, Some(hour)));
        add("note", "提示", tr!(lang, "overlaps with {name}, {at}", "与{name}（{at}）时间重叠"));
    }
    if let Some((what, day)) = &item.festival {
        add("there", "当地", festival(lang, what, *day, today));
    }
    let hours = |When { day, now }| lang::call_time(lang, item.calling.as_ref()?, day, now);
    if let Some(hours) = when.and_then(hours) {
        add("when", "时间", hours);
    }
    lines
}

/// That nobody may be there on a day.
fn festival(lang: Lang, what: &Label, day: NaiveDate, today: NaiveDate) -> String {
    let (what, day) = (lang::clean(lang::label(lang, what)), lang::day_month(lang, day, today));
    tr!(lang, "{what} on {day}: perhaps nobody is there", "{day}是{what}，可能联系不上")
}

fn last_said(lang: Lang, last: &Last, today: NaiveDate, most: usize) -> String {
    let mut parts = vec![lang::day_month(lang, last.at.day(), today)];
    // Of an event that nobody said how it was spoken about, what it was says more than that.
    let via = last.via.as_ref().filter(|via| last.event.is_none() || *via != "other");
    parts.extend(via.map(|via| lang::clean(lang::channel(lang, via))));
    parts.extend(last.event.as_ref().map(|event| lang::kind(lang, event).to_owned()));
    parts.extend(last.reply.map(|reply| lang::reply(lang, reply).to_owned()));
    let mut text = parts.join(lang.pick(", ", "，"));
    if let Some(own) = &last.text {
        text.push_str(lang.pick(": ", "："));
        text.push_str(&shortened(&lang::one_line(own), most));
    }
    text
}

fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}

/// The same for a terminal: name and id, the reason, the labelled lines, and how to reach it.
pub(in crate::render) fn block(
    lang: Lang,
    item: &Item,
    today: NaiveDate,
    most: usize,
    when: Option<When>,
    style: Style,
) -> Vec<String> {
    let mut lines = vec![name(item, style)];
    for line in said(lang, item, today, most, when) {
        lines.push(match line.label {
            "" => line.text,
            label => {
                let blank = " ".repeat(4_usize.saturating_sub(label.width()));
                format!("{} {}", style.paint(Tone::Dim, &format!("{label}{blank}")), line.text)
            }
        });
    }
    if let Some(reach) = item.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()) {
        lines.push(format!("{} {reach}", style.paint(Tone::Dim, lang.pick("reach", "联系"))));
    }
    lines
}

/// Its name and its id.
pub(super) fn name(item: &Item, style: Style) -> String {
    let name = style.paint(Tone::Strong, &lang::one_line(&item.name));
    format!("{name}  {}", style.paint(Tone::Dim, item.id.as_str()))
}

/// `3 days late`, on the day itself `today`; and what put it on the list.
pub(super) fn place(lang: Lang, item: &Item, lane: Option<Lane>, day: NaiveDate) -> Vec<String> {
    let late = (day - item.due).num_days();
    let mut parts = Vec::new();
    if late > 0 {
        parts.push(lang::late(lang, late));
    }
    parts.extend(item.minutes.map(|minutes| lang::minutes(lang, minutes)));
    parts.extend(lane.map(|lane| lang::lane(lang, lane).to_owned()));
    parts
}

/// A date with those that it is for: a festival is one, however many customers keep it.
pub(super) struct Dated<'a> {
    pub what: String,
    pub first: &'a Occasion,
    pub customers: Vec<&'a Occasion>,
}

impl Dated<'_> {
    /// Whom it is for: one by name, several by number and their first ids.
    pub fn whom(&self, lang: Lang) -> String {
        let count = self.customers.len();
        if count == 1 {
            return lang::one_line(&self.first.name);
        }
        let ids: Vec<&str> = self.customers.iter().take(3).map(|one| one.id.as_str()).collect();
        let ids = ids.join(lang.pick(", ", "、"));
        let more = if count > 3 { lang.pick(", …", "……") } else { "" };
        tr!(lang, "{count} customers: {ids}{more}", "{count} 个客户：{ids}{more}")
    }
}

/// The dates of an agenda, each once.
pub(super) fn dated<'a>(lang: Lang, dates: &'a [Occasion], today: NaiveDate) -> Vec<Dated<'a>> {
    let mut found: Vec<Dated<'a>> = Vec::new();
    for one in dates {
        let what = lang::occasion(lang, one, today);
        let same = found.iter_mut().find(|known| one.code == Code::Event && known.what == what);
        match same {
            Some(known) => known.customers.push(one),
            None => found.push(Dated { what, first: one, customers: vec![one] }),
        }
    }
    for one in &mut found {
        if let Some(beside) = lang::beside(lang, &one.customers, today) {
            one.what.push_str(&tr!(lang, " ({beside})", "（{beside}）"));
        }
    }
    found
}
