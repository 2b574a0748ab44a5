//! The page one reads before a call.

mod buying;
mod classes;
mod company;
pub(super) mod history;
mod line;
pub(super) mod open;
mod paying;

pub(super) use buying::{buying, decision_maker};
pub use history::entry;
pub(super) use line::Line;

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Approval, Contact, ContactPoint, Currency, Customer, Decimal, Entry, Money, Zone};
use crate::plan::Profile;
use crate::rules::alarms::Sign;
use crate::rules::approval::{Unapproved, unapproved};
use crate::rules::cadence::emergency::Deadline;
use crate::rules::emergencies::is_unsatisfied;
use crate::rules::lead;
use crate::rules::pool::Held;
use crate::rules::rhythm::Placed;
use crate::rules::views::Views;
use crate::rules::{DrivingSource, EffectiveClass, Policy, Reason};
use line::{line, two_columns};

/// What the page is made of.
pub struct Subject<'a> {
    pub customer: &'a Customer,
    /// What is known and open.
    pub profile: &'a Profile,
    /// Its class in every view.
    pub views: &'a Views,
    /// Orders that count nowhere, because their currency had no rate.
    pub unrated: u32,
    /// The names of the customers that it has referred.
    pub referred: &'a [String],
    /// Its history, newest first.
    pub log: &'a [&'a Entry<'a>],
    /// The lines of those entries that newcomers should read.
    pub examples: &'a HashSet<u32>,
    /// The number of older entries that are left out.
    pub more: usize,
    /// The folder of the pictures and papers that its log keeps, where it keeps any.
    pub kept: Option<&'a str>,
    /// The clock, where it is read at once.
    pub now: Option<DateTime<FixedOffset>>,
}

/// The page: who it is, what comes next and why, what is open, how it went.
pub fn page(lang: Lang, subject: &Subject<'_>, policy: &Policy, today: NaiveDate, style: Style) -> String {
    let style = style.paged();
    let Subject { customer, profile, views, unrated, referred, log, examples, more, kept, now } = subject;
    let name = style.paint(Tone::Strong, &lang::one_line(&customer.name));
    let id = style.paint(Tone::Dim, customer.id.as_str());
    let mut head = vec![vec![format!("{name}  {id}")]];
    let about = about(lang, customer);
    if !about.is_empty() {
        head.push(vec![style.paint(Tone::Dim, &about)]);
    }
    let mut out = grid(&[Column { head: "", number: false, whole: false }], &head, style);
    out.push('\n');
    let mut lines = standing(lang, customer, profile, policy, today, style);
    lines.extend(people(lang, customer, today));
    let data = profile.data.as_ref().filter(|age| age.is_old(today));
    lines.extend(data.map(|age| line(lang, "data", "资料", lang::old_data(lang, age, today))));
    let hours = profile.calling.as_ref().and_then(|calling| lang::local_time(lang, calling, today, *now));
    lines.extend(hours.map(|hours| line(lang, "when", "时间", hours)));
    lines.extend(buying(lang, customer));
    lines.extend(complete(lang, customer, profile, style));
    lines.extend(scored(lang, profile, today));
    lines.extend(
        customer.referred_by.as_deref().map(|id| line(lang, "referred by", "转介绍人", lang::one_line(id))),
    );
    if !referred.is_empty() {
        let names = referred.iter().map(|name| lang::one_line(name)).collect::<Vec<_>>();
        lines.push(line(lang, "referred", "转介绍了", names.join(lang.pick(", ", "、"))));
    }
    lines.extend(agreed(lang, customer));
    lines.extend(open::open(lang, profile, today, style));
    lines.extend(figures(lang, profile, today));
    lines.extend(paying::paying(lang, &customer.id, profile, today, style));
    lines.extend(company::company(lang, customer));
    lines.extend(notes(lang, customer, today));
    lines.extend(not_approved(lang, customer, policy, today, style));
    out.push_str(&two_columns(&lines, style));
    out.push('\n');
    out.push_str(&classes::classes(lang, views, *unrated, policy, today, style));
    out.push('\n');
    out.push_str(&history::history(lang, (log, examples), *more, today, style));
    if let Some(folder) = kept {
        let folder = lang::clean(folder);
        out.push_str(
            &style.paint(Tone::Dim, &tr!(lang, "files are kept in {folder}", "文件存放在 {folder}")),
        );
        out.push('\n');
    }
    out
}

pub(super) fn about(lang: Lang, customer: &Customer) -> String {
    let country = customer.country.as_deref().map(|code| lang::country(lang, code));
    let place = match (&customer.region, &country) {
        (Some(region), Some(country)) => Some(tr!(lang, "{region}, {country}", "{country} · {region}")),
        (region, country) => region.clone().or_else(|| country.clone()),
    };
    let aliases = (!customer.aliases.is_empty()).then(|| customer.aliases.join(", "));
    let parts =
        [aliases, customer.industry.clone(), place, customer.number.clone(), customer.website.clone()];
    parts.into_iter().flatten().map(|part| lang::one_line(&part)).collect::<Vec<_>>().join(" · ")
}

fn standing(
    lang: Lang,
    customer: &Customer,
    profile: &Profile,
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> Vec<Line> {
    let driving = &profile.driving;
    let rule = profile.verdict.rule(driving.class.as_deref(), policy);
    let mut lines = attention(lang, profile, today, style);
    lines.extend(alarms(lang, profile, policy, today, style));
    lines.extend(graded(lang, profile, policy, today, style));
    // What is about the grade stands below it; an address that may be wrong has a line of its own.
    let grade = lang.pick("grade", "等级");
    for suggestion in &profile.suggests {
        let label = Some(lang::suggestion_label(lang, suggestion)).filter(|label| *label != grade);
        let text = lang::suggested(lang, customer.id.as_str(), suggestion, today);
        lines.push((label.unwrap_or_default().to_owned(), text));
    }
    // The page says on its own line when the next order comes.
    let reason = match &profile.verdict.reason {
        Reason::Rhythm { lead, expected, .. }
            if expected.placed == Placed::Ahead && profile.rhythm.is_some() =>
        {
            lang::lead_time(lang, *lead)
        }
        _ => lang::reason(lang, &profile.verdict, today),
    };
    let next = match profile.verdict.due {
        Some(due) => {
            let late = (today - due).num_days();
            let tone = if late > 0 { Tone::Alarm } else { Tone::Good };
            let (day, when) = (lang::date_short(lang, due, today), lang::late(lang, late));
            let day = style.paint(tone, &tr!(lang, "{day}, {when}", "{day}，{when}"));
            tr!(lang, "{day}: {reason}", "{day}：{reason}")
        }
        None => tr!(lang, "never: {reason}", "不再跟进：{reason}"),
    };
    lines.push(line(lang, "next", "下次", next));
    let log_name = format!("{}.log.jsonl", customer.id);
    for why in lang::why(lang, &profile.verdict, rule, (&log_name, customer.owner.as_deref()), today) {
        lines.push((String::new(), style.paint(Tone::Dim, &format!("· {why}"))));
    }
    let owner = match customer.owner.as_deref() {
        Some(owner) => lang::person(lang, owner),
        None => lang.pick("nobody: in the pool", "无（公海）").to_owned(),
    };
    lines.push(line(lang, "owner", "负责人", owner));
    lines.extend(leaves(lang, profile, today, style));
    for aim in &profile.aims {
        let (en, zh) = if aim.is_of_class { ("do", "行动") } else { ("aim", "策略") };
        lines.push(line(lang, en, zh, lang::whole_aim(lang, aim)));
    }
    // What was planned in the latest follow-up is for this time, the file's for the whole of it.
    for plan in [&profile.next_plan, &customer.plan].into_iter().flatten() {
        let is_first = lines.last().is_none_or(|(label, _)| label != lang.pick("plan", "计划"));
        let label = if is_first { lang.pick("plan", "计划") } else { "" };
        lines.push((label.to_owned(), lang::one_line(plan)));
    }
    if profile.lacks_plan {
        let missing = lang::no_plan(lang, customer.id.as_str());
        lines.push(line(lang, "plan", "计划", style.paint(Tone::Alarm, &missing)));
    }
    lines
}

/// The mark of a customer that complained or wants to end.
fn attention(lang: Lang, profile: &Profile, today: NaiveDate, style: Style) -> Vec<Line> {
    let mark = |one: &Deadline| {
        let late = lang::late(lang, (today - one.due).num_days());
        let said = lang::attention(lang, one, today);
        let said = tr!(lang, "{said}, {late}", "{said}，{late}");
        line(lang, "attention", "需关注", style.paint(Tone::Alarm, &said))
    };
    profile.attention.iter().map(mark).collect()
}

/// What tells that it may be lost; what is open for too long stands above it already.
fn alarms(lang: Lang, profile: &Profile, policy: &Policy, today: NaiveDate, style: Style) -> Vec<Line> {
    let told = profile.alarms.iter().filter(|alarm| !matches!(alarm.sign, Sign::Open { .. }));
    let said = told.map(|alarm| {
        let said = lang::alarm(lang, alarm, policy.rates.currency, today);
        line(lang, "alarm", "预警", style.paint(Tone::Alarm, &said))
    });
    said.collect()
}

/// When it leaves its owner, by which rule, and what keeps it.
fn leaves(lang: Lang, profile: &Profile, today: NaiveDate, style: Style) -> Vec<Line> {
    let fall = match &profile.leaves {
        Ok(fall) => fall,
        Err(stay) => {
            return lang::stay(lang, *stay)
                .map(|text| line(lang, "pool", "公海", text))
                .into_iter()
                .collect();
        }
    };
    let day = lang::date_short(lang, fall.on, today);
    let when = match fall.days(today) {
        days @ 0.. => lang::late(lang, -days),
        ..0 => tr!(lang, "with the next sweep", "下次自动回收时"),
    };
    let (reason, rule) = (lang::fall_reason(lang, fall, today), lang::fall_rule(lang, fall));
    let text = match &fall.held {
        // What is open keeps it: the day says nothing.
        Some(held @ Held { until: None, .. }) => {
            let held = lang::held(lang, held, today);
            tr!(lang, "stays: {held}; {reason} ({rule})", "保留：{held}；{reason}（{rule}）")
        }
        held => {
            let held = held.as_ref().map(|held| lang::held(lang, held, today));
            let held = held.map_or_else(String::new, |held| tr!(lang, "; {held}", "；{held}"));
            let when = tr!(lang, "{day}, {when}", "{day}，{when}");
            let tone = if fall.is_due(today) { Tone::Alarm } else { Tone::Plain };
            let when = style.paint(tone, &when);
            tr!(lang, "{when}: {reason} ({rule}){held}", "{when}：{reason}（{rule}）{held}")
        }
    };
    vec![line(lang, "pool", "公海", text)]
}

/// How complete the file is, and what it lacks.
fn complete(lang: Lang, customer: &Customer, profile: &Profile, style: Style) -> Vec<Line> {
    let Some(of) = &profile.completeness else { return Vec::new() };
    let said = lang::completeness(lang, of);
    if of.missing.is_empty() {
        return vec![line(lang, "complete", "完整度", said)];
    }
    let command = lang::fill_in(customer.id.as_str(), &of.missing);
    let command = (String::new(), style.paint(Tone::Dim, &format!("· {command}")));
    vec![line(lang, "complete", "完整度", style.paint(Tone::Alarm, &said)), command]
}

/// What its points as a lead are made of, where it has any.
fn scored(lang: Lang, profile: &Profile, today: NaiveDate) -> Option<Line> {
    let points = lang::lead_points(lang, &profile.lead, today);
    let sum = lead::score(&profile.lead);
    (!points.is_empty())
        .then(|| line(lang, "score", "评分", tr!(lang, "{sum}: {points}", "{sum} 分：{points}")))
}

/// The class that drives the cadence, and who says so.
pub(super) fn graded(
    lang: Lang,
    profile: &Profile,
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> Vec<Line> {
    let driving = &profile.driving;
    let mut grade = match driving.class.as_deref() {
        Some(class) => lang::one_line(class),
        None => lang.pick("none yet", "尚未定级").to_owned(),
    };
    if let Some(rule) = driving.class.as_deref().and_then(|class| policy.grade(class)) {
        grade = lang::named(lang, rule);
    }
    if let Some((day, by, why)) = profile.graded.as_ref().filter(|_| driving.source == DrivingSource::File) {
        let day = lang::day_month(lang, *day, today);
        grade.push_str(&tr!(lang, ", since {day}", "，始于 {day}"));
        if let Some(by) = by {
            let by = lang::person(lang, by);
            grade.push_str(&tr!(lang, " by {by}", "（{by}）"));
        }
        if let Some(why) = why {
            let why = lang::written(lang, why);
            grade.push_str(&tr!(lang, ": {why}", "：{why}"));
        }
    }
    if let Some(day) = profile.confirmed.filter(|_| driving.source == DrivingSource::File) {
        let day = lang::day_month(lang, day, today);
        grade.push_str(&tr!(lang, ", confirmed on {day}", "，{day}复核"));
    }
    let mut grade = style.paint(Tone::Strong, &grade);
    if let Some(written) = &driving.written {
        let written = lang::one_line(written);
        let text = tr!(lang, "the file says {written}", "客户文件写的是 {written}");
        grade.push_str(lang.pick("; ", "；"));
        grade.push_str(&style.paint(Tone::Alarm, &text));
    }
    let mut lines = vec![line(lang, "grade", "等级", grade)];
    if let Some(why) = computed(lang, driving, policy, today) {
        lines.push((String::new(), style.paint(Tone::Dim, &format!("· {why}"))));
    }
    lines
}

/// What a computed scheme says of its class, or of not having one.
pub(in crate::render) fn computed(
    lang: Lang,
    driving: &EffectiveClass,
    policy: &Policy,
    today: NaiveDate,
) -> Option<String> {
    let why = driving.why.as_ref()?;
    let (scheme, why) =
        (lang::view(lang, why.scheme().as_str()), lang::driving_why(lang, why, policy, today));
    Some(match driving.source {
        DrivingSource::Computed => tr!(lang, "computed by {scheme}: {why}", "按{scheme}计算：{why}"),
        DrivingSource::File => return None,
        DrivingSource::Unplaced => tr!(
            lang,
            "{scheme} can't tell ({why}): the grade that crm.yaml keeps for that",
            "{scheme}无法判断（{why}），用 crm.yaml 为此指定的等级"
        ),
    })
}

pub(super) fn people(lang: Lang, customer: &Customer, today: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, contact) in customer.contacts.iter().enumerate() {
        let label = if index == 0 { lang.pick("contacts", "联系人") } else { "" };
        lines.push((label.to_owned(), person(lang, contact, today)));
    }
    lines.extend(buying::deciding(lang, customer));
    lines.extend(preferred(lang, customer).map(|text| line(lang, "prefers", "偏好", text)));
    lines
}

/// What the customer prefers, in one line.
pub(super) fn preferred(lang: Lang, customer: &Customer) -> Option<String> {
    let prefers = &customer.prefers;
    let cares = prefers.cares_about.as_ref().map(|what| {
        let what = lang::one_line(what);
        tr!(lang, "cares about {what}", "看重{what}")
    });
    let meeting = prefers.meeting.map(|meeting| lang::meeting(lang, meeting).to_owned());
    let channel = prefers.channel.as_deref().map(|channel| lang::clean(lang::channel(lang, channel)));
    // A zone that nobody knows is shown as it is written.
    let zone = customer.timezone.as_deref().filter(|name| Zone::parse(name).is_none()).map(lang::clean);
    let tone = prefers.tone.map(|tone| {
        let tone = lang::writing_tone(lang, tone);
        tr!(lang, "{tone} mails", "邮件语气{tone}")
    });
    let parts: Vec<String> = [channel, meeting, tone, cares, zone].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick(", ", "，")))
}

/// A contact in one line.
pub(super) fn person(lang: Lang, contact: &Contact, today: NaiveDate) -> String {
    let decides = (contact.decides == Some(true)).then(|| lang.pick("decides", "决策人").to_owned());
    let who = [contact.name.clone(), contact.position.clone(), decides];
    let who = who
        .into_iter()
        .flatten()
        .map(|part| lang::one_line(&part))
        .collect::<Vec<_>>()
        .join(lang.pick(", ", "，"));
    let chat =
        contact.chat.iter().map(|(name, handle)| Some(format!("{} {handle}", lang::service(lang, name))));
    let birthday = contact.birthday.map(|day| tr!(lang, "birthday {day}", "生日 {day}"));
    let verified = contact.verified.map(|day| {
        let day = lang::day_month(lang, day, today);
        tr!(lang, "verified {day}", "{day}核实")
    });
    let phones = points(lang, &contact.phone, &contact.phones);
    let mails = points(lang, &contact.email, &contact.emails);
    let ways = [Some(who)].into_iter().chain(phones).chain(mails);
    let ways = ways.chain(chat).chain([birthday, verified]).flatten();
    ways.filter(|way| !way.is_empty()).map(|way| lang::one_line(&way)).collect::<Vec<_>>().join(" · ")
}

/// Who has agreed to work for it, and when.
pub(super) fn approved(lang: Lang, customer: &Customer, today: NaiveDate) -> Option<String> {
    let Approval { by, on } = &customer.approved;
    let by = by.as_deref().map(|by| lang::person(lang, by));
    let on = on.map(|on| lang::day_month(lang, on, today));
    Some(match (by, on) {
        (Some(by), Some(on)) => tr!(lang, "by {by} on {on}", "{by}，{on}"),
        (Some(by), None) => tr!(lang, "by {by}", "{by}"),
        (None, Some(on)) => tr!(lang, "on {on}, nobody says by whom", "{on}，未写明由谁批准"),
        (None, None) => return None,
    })
}

/// That it is worked with without the management's consent.
fn not_approved(
    lang: Lang,
    customer: &Customer,
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> Option<Line> {
    let text = match unapproved(customer, &policy.managers, today)? {
        Unapproved::Nobody => {
            lang.pick("not yet: it takes the management's consent", "还没有：须经管理层批准")
        }
        Unapproved::NoManager(_) => lang.pick("not by a manager", "批准的人不是 manager"),
    };
    let id = &customer.id;
    let text = tr!(
        lang,
        "{text} · crm set {id} approved.by=ID approved.on=today",
        "{text} · crm set {id} approved.by=人员 approved.on=今天"
    );
    Some(line(lang, "approval", "批准", style.paint(Tone::Alarm, &text)))
}

/// The first of its numbers or addresses, and the others with what is known of them.
fn points(lang: Lang, first: &Option<String>, others: &[ContactPoint]) -> Vec<Option<String>> {
    let other = |one: &ContactPoint| {
        let bounced = one.bounced.map(|day| tr!(lang, "reaches nobody since {day}", "{day}起联系不上"));
        let said: Vec<String> = one.label.clone().into_iter().chain(bounced).collect();
        let said = said.join(lang.pick(", ", "，"));
        let said = if said.is_empty() { said } else { tr!(lang, " ({said})", "（{said}）") };
        Some(format!("{}{said}", one.value))
    };
    std::iter::once(first.clone()).chain(others.iter().map(other)).collect()
}

pub(super) fn agreed(lang: Lang, customer: &Customer) -> Vec<Line> {
    let promises = &customer.promises;
    let mut parts = Vec::new();
    if !promises.free.is_empty() {
        let free = lang::one_line(&promises.free.join(", "));
        parts.push(tr!(lang, "may promise {free}", "可直接承诺：{free}"));
    }
    if !promises.ask_first.is_empty() {
        let ask = lang::one_line(&promises.ask_first.join(", "));
        parts.push(tr!(lang, "ask first for {ask}", "需先审批：{ask}"));
    }
    if parts.is_empty() {
        Vec::new()
    } else {
        vec![line(lang, "promises", "承诺", parts.join(lang.pick("; ", "；")))]
    }
}

pub(super) fn figures(lang: Lang, profile: &Profile, today: NaiveDate) -> Vec<Line> {
    let figures = &profile.figures;
    let mut lines = Vec::new();
    if let Some(last) = figures.last_order {
        let (orders, total, year) =
            (figures.orders, sums(&figures.ordered), sums(&figures.ordered_last_year));
        let last = lang::day_month(lang, last, today);
        let year = if year.is_empty() { "0".to_owned() } else { year };
        let total = if total.is_empty() { lang.pick("no amount", "未记金额").to_owned() } else { total };
        let noun = if orders == 1 { "order" } else { "orders" };
        let text = match lang {
            Lang::En => format!("{orders} {noun}, {total}; in the last 12 months {year}; last on {last}"),
            Lang::Zh => format!("{orders} 单，金额 {total}；近12个月 {year}；最近一单 {last}"),
        };
        lines.push(line(lang, "orders", "订单", text));
        let rhythm = profile.rhythm.as_ref().map(|own| lang::order_rhythm(lang, own, today));
        lines.extend(rhythm.map(|text| line(lang, "rhythm", "节奏", text)));
        let bought = figures.bought.iter().map(|item| lang::one_line(item)).collect::<Vec<_>>();
        if !bought.is_empty() {
            lines.push(line(lang, "bought", "买过", bought.join(lang.pick(", ", "、"))));
        }
    }
    if figures.follow_ups > 0 {
        let (count, answered) = (figures.follow_ups, figures.answered);
        let minutes = lang::minutes(lang, figures.minutes);
        let noun = if count == 1 { "follow-up" } else { "follow-ups" };
        let text = match lang {
            Lang::En => format!("{count} {noun}, {answered} answered, {minutes} written down"),
            Lang::Zh => format!("跟进 {count} 次，{answered} 次有回复，记录用时 {minutes}"),
        };
        lines.push(line(lang, "contact", "往来", text));
    }
    if let Some((score, day)) = figures.satisfaction {
        let day = lang::day_month(lang, day, today);
        let ask = if is_unsatisfied(score) { lang.pick(": ask why", "：请问明原因") } else { "" };
        let text = tr!(lang, "{score} of 5 on {day}{ask}", "{score} 分（满分 5 分），{day}{ask}");
        lines.push(line(lang, "satisfied", "满意度", text));
    }
    lines
}

fn sums(totals: &std::collections::BTreeMap<Currency, Decimal>) -> String {
    totals
        .iter()
        .map(|(currency, amount)| lang::money(Money { amount: *amount, currency: Some(*currency) }))
        .collect::<Vec<_>>()
        .join(" + ")
}

pub(super) fn notes(lang: Lang, customer: &Customer, today: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, date) in customer.dates.iter().enumerate() {
        let label = if index == 0 { lang.pick("dates", "日期") } else { "" };
        lines.push((label.to_owned(), format!("{} {}", date.on, lang::one_line(&date.what))));
    }
    if let Some(influence) = &customer.influence {
        lines.push(line(lang, "influence", "影响力", lang::one_line(influence)));
    }
    lines.extend(approved(lang, customer, today).map(|text| line(lang, "approved", "批准", text)));
    if !customer.tags.is_empty() {
        lines.push(line(lang, "tags", "标签", lang::one_line(&customer.tags.join(", "))));
    }
    if let Some(archived) = customer.archived {
        lines.push(line(lang, "archived", "归档", lang::day_month(lang, archived, today)));
    }
    for (index, text) in customer.notes.iter().flat_map(|notes| lang::lines(notes)).enumerate() {
        let label = if index == 0 { lang.pick("notes", "备注") } else { "" };
        lines.push((label.to_owned(), text));
    }
    lines
}

#[cfg(test)]
mod tests;
