//! What is open with a customer: complaints and wishes to end, promises, requests, deals, samples,
//! quotes, invoices.

use chrono::NaiveDate;

use super::line::{Line, line};
use crate::model::{ComplaintState, RequestState};
use crate::plan::{Deal, Profile};
use crate::render::lang::{self, Lang, tr};
use crate::render::tone::{Style, Tone};
use crate::rules::contracts::RunningContract;
use crate::rules::emergencies::LostCustomer;
use crate::rules::invitations::Invited;
use crate::rules::promises::PromiseRecord;
use crate::rules::requests::RequestRecord;

pub(in crate::render) fn open(lang: Lang, profile: &Profile, today: NaiveDate, style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    let named = |reference: Option<&str>| reference.map(lang::one_line).unwrap_or_default();
    for one in &profile.emergencies {
        let state = match one.answered {
            false => lang::complaint_state(lang, ComplaintState::Opened),
            true => lang::complaint_state(lang, ComplaintState::Answered),
        };
        let day = lang::day_month(lang, one.opened.day, today);
        let text = spaced(&[
            &named(one.reference.as_deref()),
            &tr!(lang, "{state}, since {day}", "{state}，始于 {day}"),
            &named(one.why.as_deref()),
            &competitor(lang, one.competitor.as_deref()),
            &named(one.text.as_deref()),
        ]);
        let label = lang::emergency(lang, one.kind).to_owned();
        lines.push((label, style.paint(Tone::Alarm, &text)));
    }
    lines.extend(profile.lost.as_ref().map(|lost| gone(lang, lost, today, style)));
    lines.extend(promises(lang, &profile.promises, today, style));
    lines.extend(requests(lang, &profile.requests, today, style));
    lines.extend(invited(lang, &profile.invited, today));
    lines.extend(profile.deals.iter().map(|deal| self::deal(lang, deal, today, style)));
    for sample in &profile.samples {
        let (name, state) = (named(sample.name.as_deref()), lang::sample_state(lang, sample.state));
        let item = sample
            .item
            .as_deref()
            .filter(|item| Some(*item) != sample.name.as_deref())
            .map(lang::one_line)
            .unwrap_or_default();
        let day = lang::day_month(lang, sample.on, today);
        lines.push(line(
            lang,
            "sample",
            "样品",
            spaced(&[&name, &item, &tr!(lang, "{state} {day}", "{day}{state}")]),
        ));
    }
    for quote in &profile.quotes {
        let name = named(quote.reference.as_deref());
        let item = quote.item.as_deref().map(lang::one_line).unwrap_or_default();
        let (amount, day) =
            (quote.money.map(lang::money).unwrap_or_default(), lang::day_month(lang, quote.day, today));
        let age = (today - quote.day).num_days();
        let day = match age {
            0 => tr!(lang, "of {day}, today", "{day}，今天"),
            1 => tr!(lang, "of {day}, 1 day ago", "{day}，昨天"),
            _ => tr!(lang, "of {day}, {age} days ago", "{day}，{age}天前"),
        };
        lines.push(line(lang, "quote", "报价", spaced(&[&name, &item, &amount, &day])));
    }
    lines.extend(profile.contracts.iter().map(|one| contract(lang, one, today)));
    for invoice in &profile.unpaid {
        let (name, rest) = (named(invoice.reference.as_deref()), lang::money(invoice.rest));
        let mut tone = Tone::Plain;
        let due = invoice.due.map(|due| {
            let (day, late) = (lang::day_month(lang, due, today), (today - due).num_days());
            if late > 0 {
                tone = Tone::Alarm;
            }
            let late = lang::late(lang, late);
            tr!(lang, "due {day}, {late}", "{day}到期，{late}")
        });
        let open = tr!(lang, "{rest} open", "未付 {rest}");
        let text = spaced(&[&name, &open, &due.unwrap_or_default()]);
        lines.push(line(lang, "invoice", "应收", style.paint(tone, &text)));
    }
    lines
}

fn contract(lang: Lang, one: &RunningContract, today: NaiveDate) -> Line {
    let day = |day: NaiveDate| lang::day_month(lang, day, today);
    let from = one.from.map(day).map(|from| tr!(lang, "from {from}", "{from}起"));
    let until = one.until.map(|until| {
        let (until, left) = (day(until), lang::late(lang, (today - until).num_days()));
        tr!(lang, "until {until}, {left}", "到{until}，{left}")
    });
    let number = one.reference.as_deref().map(lang::one_line).unwrap_or_default();
    let money = one.money.map(lang::money).unwrap_or_default();
    line(
        lang,
        "contract",
        "合同",
        spaced(&[&number, &money, &from.unwrap_or_default(), &until.unwrap_or_default()]),
    )
}

fn competitor(lang: Lang, name: Option<&str>) -> String {
    name.map(|name| lang::competitor(lang, name)).unwrap_or_default()
}

/// Since when it is gone, why and to whom.
fn gone(lang: Lang, lost: &LostCustomer, today: NaiveDate, style: Style) -> Line {
    let named = |text: Option<&str>| text.map(lang::one_line).unwrap_or_default();
    let day = lang::day_month(lang, lost.lost.day, today);
    let text = spaced(&[
        &named(lost.reference.as_deref()),
        &tr!(lang, "gone since {day}", "{day}流失"),
        &named(lost.why.as_deref()),
        &competitor(lang, lost.competitor.as_deref()),
    ]);
    line(lang, "lost", "已流失", style.paint(Tone::Alarm, &text))
}

/// How far a deal has come, what may come of it and when, and what it waits for.
fn deal(lang: Lang, deal: &Deal, today: NaiveDate, style: Style) -> Line {
    let own = &deal.opportunity;
    let days = lang::days(lang, deal.days_in_stage(today));
    let stage = tr!(lang, "{stage} for {days}", "{stage}已{days}", stage = lang::stage(lang, own.stage));
    let likely = lang::exact_percent(lang, deal.likelihood);
    let likely = tr!(lang, "{likely} likely", "可能性 {likely}");
    let amount = match own.money.map(lang::money) {
        Some(amount) => tr!(lang, "{amount}, {likely}", "{amount}，{likely}"),
        None => likely,
    };
    let expected = own.expected.map(|day| lang::order_expected(lang, day, today));
    let wait = own.waits_for.map(|wait| {
        let wait = lang::wait(lang, wait);
        tr!(lang, "waits for {wait}", "等待{wait}")
    });
    let refs: Vec<String> = own.references.iter().map(|one| lang::one_line(one)).collect();
    let text = spaced(&[
        &own.item.as_deref().map(lang::one_line).unwrap_or_default(),
        &refs.join(lang.pick(", ", "、")),
        &stage,
        &amount,
        &expected.unwrap_or_default(),
        &wait.unwrap_or_default(),
    ]);
    let tone = if own.is_old() { Tone::Alarm } else { Tone::Plain };
    line(lang, "deal", "商机", style.paint(tone, &text))
}

/// The open promises with their days, and how those before them went.
fn promises(lang: Lang, record: &PromiseRecord, today: NaiveDate, style: Style) -> Vec<Line> {
    let own = |text: &Option<String>| text.as_deref().map(lang::one_line).unwrap_or_default();
    let open = record.open.iter().map(|one| {
        let late = one.due.map(|due| (today - due).num_days());
        let due = one.due.map(|due| {
            let (day, late) =
                (lang::date_short(lang, due, today), lang::late(lang, (today - due).num_days()));
            tr!(lang, "due {day}, {late}", "{day}到期，{late}")
        });
        let made = lang::day_month(lang, one.made, today);
        let text = spaced(&[
            &own(&one.reference),
            &own(&one.what),
            &due.unwrap_or_else(|| tr!(lang, "no day", "未定日期")),
            &tr!(lang, "made {made}", "{made}承诺"),
        ]);
        let tone = if late.is_some_and(|late| late > 0) { Tone::Alarm } else { Tone::Plain };
        line(lang, "promise", "待兑现", style.paint(tone, &text))
    });
    let mut lines: Vec<Line> = open.collect();
    let PromiseRecord { kept, kept_late, .. } = record;
    let broken = record.broken.len();
    if kept + broken > 0 {
        let text = tr!(
            lang,
            "{kept} kept, {kept_late} of them late; {broken} broken",
            "已兑现 {kept} 项（其中逾期 {kept_late} 项），未兑现 {broken} 项"
        );
        lines.push(line(lang, "promised", "承诺兑现", text));
    }
    lines
}

/// So many answers to requests, and so many events, are shown.
const ANSWERS: usize = 3;

/// The open requests, and what was answered to the last ones.
fn requests(lang: Lang, record: &RequestRecord, today: NaiveDate, style: Style) -> Vec<Line> {
    let own = |text: &Option<String>| text.as_deref().map(lang::one_line).unwrap_or_default();
    let who = |by: &Option<String>| by.as_deref().map(|by| lang::person(lang, by)).unwrap_or_default();
    let open = record.open.iter().map(|one| {
        let day = lang::day_month(lang, one.asked, today);
        let state = tr!(lang, "asked on {day}", "{day}申请");
        let text = spaced(&[&own(&one.reference), &own(&one.what), &state, &who(&one.by), &own(&one.why)]);
        line(lang, "request", "待审批", style.paint(Tone::Alarm, &text))
    });
    let answered = record.answered.iter().rev().take(ANSWERS).map(|one| {
        let day = lang::day_month(lang, one.on, today);
        let state = if one.is_granted { RequestState::Granted } else { RequestState::Refused };
        let state = lang::request_state(lang, state);
        let state = tr!(lang, "{state} on {day}", "{day}{state}");
        let text = spaced(&[&own(&one.reference), &own(&one.what), &state, &who(&one.by), &own(&one.why)]);
        line(lang, "request", "申请", text)
    });
    open.chain(answered).chain(more(lang, record.answered.len())).collect()
}

/// How many of them aren't shown.
fn more(lang: Lang, all: usize) -> Option<Line> {
    let more = all.checked_sub(ANSWERS).filter(|more| *more > 0)?;
    Some((
        String::new(),
        tr!(lang, "· {more} more: --json has them all", "· 另有 {more} 项，--json 列出全部"),
    ))
}

/// The events that it was last invited to.
fn invited(lang: Lang, all: &[Invited], today: NaiveDate) -> Vec<Line> {
    let last = all.iter().rev().take(ANSWERS).map(|one| {
        let (state, day) = (lang::invitation_state(lang, one.state), lang::day_month(lang, one.on, today));
        let state = tr!(lang, "{state} on {day}", "{day}{state}");
        line(lang, "event", "活动", spaced(&[&lang::one_line(&one.what), &state]))
    });
    last.chain(more(lang, all.len())).collect()
}

fn spaced(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}
