//! Days that are no follow-ups, for people.

use chrono::NaiveDate;

use super::grid::{Column, blocks};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::{DueStatus, Occasion, Reach};
use crate::rules::occasions::{Code, Kind};

/// So many customers are named where one day is that of many.
const NAMED: usize = 6;

/// What is shown of the days.
#[derive(Clone, Copy, Debug)]
pub struct DatesShown {
    /// Whether there is any customer at all.
    pub is_empty_book: bool,
    /// How many of them; the heading counts all.
    pub most: usize,
}

/// One block a day, what is late above them, and what to do next. A festival of many customers is one
/// row, and so are grades to be looked at.
pub fn dates(lang: Lang, found: &[Occasion], today: NaiveDate, shown: DatesShown, style: Style) -> String {
    let style = style.paged();
    let mut out = style.paint(Tone::Strong, &heading(lang, found, today));
    out.push_str("\n\n");
    if found.is_empty() {
        out.push_str(&nothing(lang, shown));
        return out;
    }
    let listed = &found[..found.len().min(shown.most)];
    let mut parts: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for day in listed.chunk_by(|one, next| day_of(one, today) == day_of(next, today)) {
        parts.push((day_heading(lang, &day[0], today, style), rows(lang, day, today, style)));
    }
    let column = |whole| Column { head: "", number: false, whole };
    out.push_str(&blocks(&[column(false), column(false)], &parts, style));
    let more = found.len() - listed.len();
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    out.push_str(&next_steps(lang, listed));
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn heading(lang: Lang, found: &[Occasion], today: NaiveDate) -> String {
    let count = |standing| found.iter().filter(|one| one.due_status(today) == standing).count();
    let (late, now, ahead) = (count(DueStatus::Overdue), count(DueStatus::Today), count(DueStatus::Upcoming));
    let day = lang::date_full(lang, today);
    tr!(
        lang,
        "{day} · {late} late, {now} today, {ahead} to come",
        "{day} · 逾期 {late} 个，今天 {now} 个，即将到来 {ahead} 个"
    )
}

fn nothing(lang: Lang, shown: DatesShown) -> String {
    if shown.is_empty_book {
        return tr!(lang, "There is no customer yet: crm add NAME\n", "还没有客户：crm add 名称\n");
    }
    tr!(
        lang,
        "Nothing of that. crm dates --within 3m looks further ahead.\n",
        "没有符合条件的日期。crm dates --within 3个月 可看得更远。\n"
    )
}

/// The day of its block; none for what is late.
fn day_of(occasion: &Occasion, today: NaiveDate) -> Option<NaiveDate> {
    match occasion.due_status(today) {
        DueStatus::Overdue => None,
        DueStatus::Today => Some(today),
        DueStatus::Upcoming => Some(occasion.on),
    }
}

fn day_heading(lang: Lang, first: &Occasion, today: NaiveDate, style: Style) -> String {
    let (text, tone) = match day_of(first, today) {
        None => (lang.pick("late", "逾期").to_owned(), Tone::Alarm),
        Some(day) => {
            let ahead = lang::late(lang, (today - day).num_days());
            let tone = if day == today { Tone::Good } else { Tone::Strong };
            (format!("{} · {ahead}", lang::date_short(lang, day, today)), tone)
        }
    };
    style.paint(tone, &text)
}

/// The rows of one day; what is the same for many customers is one of them.
fn rows(lang: Lang, day: &[Occasion], today: NaiveDate, style: Style) -> Vec<Vec<String>> {
    let rows = day.chunk_by(is_same).map(|same| match same {
        [one] => row(lang, one, today, style),
        many => bunch(lang, many, today, style),
    });
    rows.collect()
}

fn is_same(one: &Occasion, next: &Occasion) -> bool {
    match (&one.kind, &next.kind) {
        (Kind::Event { what, until }, Kind::Event { what: other, until: end }) => {
            (one.on, what, until) == (next.on, other, end)
        }
        (Kind::Recheck { .. }, Kind::Recheck { .. }) => true,
        _ => false,
    }
}

fn row(lang: Lang, one: &Occasion, today: NaiveDate, style: Style) -> Vec<String> {
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let who = format!("{name}\n{}", style.paint(Tone::Dim, one.id.as_str()));
    let mut what = lang::occasion_of_day(lang, one, today);
    if let Some(beside) = lang::beside(lang, &[one], today) {
        what.push('\n');
        what.push_str(&beside);
    }
    if let Some(reach) = one.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()) {
        what.push('\n');
        what.push_str(&style.paint(Tone::Dim, &reach));
    }
    vec![who, what]
}

/// A person and the first two ways to it: a day's list is not a page.
fn reach(lang: Lang, reach: &Reach) -> String {
    let chat = reach.chat.first().map(|(name, handle)| format!("{} {handle}", lang::service(lang, name)));
    let ways = [reach.phone.clone(), chat, reach.email.clone()].into_iter().flatten().take(2);
    let parts = reach.name.clone().into_iter().chain(ways);
    parts.map(|part| lang::one_line(&part)).collect::<Vec<_>>().join(" · ")
}

fn bunch(lang: Lang, many: &[Occasion], today: NaiveDate, style: Style) -> Vec<String> {
    let count = many.len();
    let who = tr!(lang, "{count} customers", "{count} 个客户");
    let what = match many[0].code {
        Code::Recheck => lang.pick("grades to be looked at again", "等级需要复核").to_owned(),
        _ => lang::occasion_of_day(lang, &many[0], today),
    };
    let all: Vec<&Occasion> = many.iter().collect();
    let what = match lang::beside(lang, &all, today) {
        Some(beside) => format!("{what}\n{beside}"),
        None => what,
    };
    let ids: Vec<&str> = many.iter().take(NAMED).map(|one| one.id.as_str()).collect();
    let mut ids = ids.join(lang.pick(", ", "、"));
    if count > NAMED {
        let (more, kind) = (count - NAMED, many[0].code.as_str());
        ids.push_str(&tr!(
            lang,
            " … and {more} more: --kind {kind} -f ids",
            " ……还有 {more} 个：--kind {kind} -f ids"
        ));
    }
    vec![style.paint(Tone::Strong, &who), format!("{what}\n{}", style.paint(Tone::Dim, &ids))]
}

/// What to type for the kinds that occur.
fn next_steps(lang: Lang, found: &[Occasion]) -> String {
    let has = |codes: &[Code]| found.iter().any(|one| codes.contains(&one.code));
    let mut out = String::new();
    let mut step = |codes: &[Code], text: String| {
        if has(codes) {
            out.push_str(&text);
            out.push('\n');
        }
    };
    step(
        &[Code::Ending],
        tr!(
            lang,
            "Wish to end: crm log ID \"what was done\" --ending answered [--ref NUMBER]",
            "终止意向：crm log 编号 \"处理情况\" --ending 答复（有编号的加 --ref 编号）"
        ),
    );
    step(
        &[Code::Complaint],
        tr!(
            lang,
            "Complaint: crm log ID \"what was done\" --complaint answered [--ref NUMBER]",
            "投诉：crm log 编号 \"处理情况\" --complaint 答复（有编号的加 --ref 编号）"
        ),
    );
    step(
        &[Code::InvoiceDue, Code::InvoiceOverdue],
        tr!(
            lang,
            "Paid: crm log ID --payment AMOUNT --ref INVOICE",
            "已付款：crm log 编号 --payment 金额 --ref 发票号"
        ),
    );
    step(
        &[Code::ContractEnd],
        tr!(
            lang,
            "Renewed: crm log ID --contract AMOUNT --from DAY --until DAY",
            "已续签：crm log 编号 --contract 金额 --from 日期 --until 日期"
        ),
    );
    step(
        &[Code::QuoteUnanswered],
        tr!(
            lang,
            "Quote answered: crm log ID \"what was said\" --reply neutral",
            "报价有答复：crm log 编号 \"沟通内容\" --reply 中立"
        ),
    );
    step(
        &[Code::Pool],
        tr!(
            lang,
            "To keep it: crm log ID \"what was said\" --via call; or crm release ID --why \"…\"",
            "要保留：crm log 编号 \"沟通内容\" --via 电话；或 crm release 编号 --why \"…\""
        ),
    );
    step(
        &[Code::Action],
        tr!(
            lang,
            "Action done: crm log ID \"what was said\" --action NAME",
            "动作已完成：crm log 编号 \"沟通内容\" --action 名称"
        ),
    );
    step(
        &[Code::Move],
        tr!(
            lang,
            "Grade: crm grade ID NEW; as it is: crm grade ID --confirm",
            "等级：crm grade 编号 新等级；不变：crm grade 编号 --confirm"
        ),
    );
    step(
        &[Code::Recheck],
        tr!(lang, "Grade is right: crm grade ID --confirm", "等级无误：crm grade 编号 --confirm"),
    );
    out.push_str(&steps_of_words(lang, found));
    out
}

/// The same for what we promised, asked for and invited to, for deals and for who is gone.
fn steps_of_words(lang: Lang, found: &[Occasion]) -> String {
    let mut out = String::new();
    let mut step = |codes: &[Code], text: String| {
        if found.iter().any(|one| codes.contains(&one.code)) {
            out.push_str(&text);
            out.push('\n');
        }
    };
    step(
        &[Code::Request],
        tr!(
            lang,
            "Request: crm log ID --request granted (or refused) --what \"…\"",
            "申请：crm log 编号 --request 同意（或 驳回） --what \"…\""
        ),
    );
    step(
        &[Code::Promise],
        tr!(
            lang,
            "Promise kept: crm log ID --promise kept --what \"…\" (or --ref NUMBER)",
            "承诺已兑现：crm log 编号 --promise 兑现 --ref 单号（或 --what \"…\"）"
        ),
    );
    step(
        &[Code::Deal],
        tr!(
            lang,
            "Deal: crm log ID \"what was said\" --reply neutral; crm deals shows how it stands",
            "商机：crm log 编号 \"沟通内容\" --reply 中立；crm deals 查看进展"
        ),
    );
    step(
        &[Code::Lost],
        tr!(
            lang,
            "Gone: crm log ID \"what was said\" --reply neutral; crm show ID says why",
            "已流失：crm log 编号 \"沟通内容\" --reply 中立；crm show 编号 查看原因"
        ),
    );
    // Nobody is invited to most festivals.
    let is_invited = found.iter().any(|one| one.invited.is_some());
    step(
        if is_invited { &[Code::Event] } else { &[] },
        tr!(
            lang,
            "Invited, came: crm log ID --invitation EVENT; crm log ID --invitation came",
            "邀请和到场：crm log 编号 --invitation 活动；crm log 编号 --invitation 到场"
        ),
    );
    out
}
