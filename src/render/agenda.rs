//! The agenda for people.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::page::computed;
use super::schedule::labelled_line::{When, block};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{AlarmedCustomer, DueStatus, Item};
use crate::rules::{Policy, Reason};

/// The longest part of what was said last that an agenda shows.
const SAID: usize = 160;

/// The agenda as a table: one block a customer, then what it adds up to and what to do next.
pub fn agenda(
    lang: Lang,
    items: &[Item],
    policy: &Policy,
    today: NaiveDate,
    shown: Shown<'_>,
    style: Style,
) -> String {
    let style = style.paged();
    let mut out = style.paint(Tone::Strong, &heading(lang, items, today, style.width));
    out.push('\n');
    if let Some(alarm) = lang::alarms_in_short(lang, shown.alarms) {
        out.push_str(&(style.paint(Tone::Alarm, &alarm) + "\n"));
    }
    if items.is_empty() {
        out.push_str(&nothing(lang, shown));
        return out;
    }
    let columns = [
        Column { head: "", number: false, whole: true },
        Column { head: "", number: false, whole: false },
        Column { head: "", number: true, whole: true },
    ];
    let rows: Vec<Vec<String>> =
        items.iter().take(shown.most).map(|item| row(lang, item, policy, today, shown.why, style)).collect();
    let more = items.len() - rows.len();
    if !rows.is_empty() {
        out.push('\n');
        out.push_str(&grid(&columns, &rows, style));
    }
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    out.push_str(&footer(lang, items, policy));
    out
}

/// What an agenda shows of its customers.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was searched for.
    pub words: &'a str,
    /// Whether there is any customer at all.
    pub is_empty_book: bool,
    /// How many of them; the heading counts all.
    pub most: usize,
    /// Whether with the derivation of each date.
    pub why: bool,
    /// Those for whom an alarm rings, due or not.
    pub alarms: &'a [AlarmedCustomer],
}

/// What to try where nobody is due.
fn nothing(lang: Lang, shown: Shown<'_>) -> String {
    if shown.is_empty_book {
        return tr!(lang, "There is no customer yet: crm add NAME\n", "还没有客户：crm add 名称\n");
    }
    let words = lang::one_line(shown.words);
    if words.is_empty() {
        return tr!(
            lang,
            "Nothing is due. crm due --within 7d shows what comes.\n",
            "没有待跟进的客户。crm due --within 1周 可查看接下来的安排。\n"
        );
    }
    tr!(
        lang,
        "Nothing of that is due. crm due {words} --within 1y shows when it will be.\n",
        "没有符合条件的待跟进客户。crm due {words} --within 1年 可查看何时到期。\n"
    )
}

fn heading(lang: Lang, items: &[Item], today: NaiveDate, width: usize) -> String {
    let day = lang::date_full(lang, today);
    let overdue = items.iter().filter(|item| item.due_status() == DueStatus::Overdue).count();
    let is_to_come = |item: &&Item| item.due_status() == DueStatus::Upcoming && !item.is_urgent();
    let upcoming = items.iter().filter(is_to_come).count();
    let due = items.len() - upcoming;
    let mut parts =
        vec![tr!(lang, "{due} due, {overdue} of them overdue", "待跟进 {due} 个，其中逾期 {overdue} 个")];
    if upcoming > 0 {
        parts.push(tr!(lang, "{upcoming} to come", "即将到期 {upcoming} 个"));
    }
    parts.push(lang::minutes(lang, items.iter().filter_map(|item| item.minutes).sum::<Decimal>()));
    let mut heading = day;
    let mut used = heading.width();
    for part in parts {
        let fits = used + 3 + part.width() <= width;
        heading.push_str(if fits { " · " } else { "\n" });
        used = if fits { used + 3 } else { 0 } + part.width();
        heading.push_str(&part);
    }
    heading
}

/// Where a hot lead without a grade stands in the order of work.
pub(super) fn works_as(lang: Lang, item: &Item) -> Option<String> {
    let (class, score) = (lang::clean(item.works_as.as_deref()?), item.score?.normalize());
    Some(tr!(
        lang,
        "without a grade, but a hot lead ({score} points) that needs it or wants to buy: worked among {class}",
        "尚未定级，但为热线索（{score} 分），有需求或有意向：按 {class} 级的位置处理"
    ))
}

fn row(lang: Lang, item: &Item, policy: &Policy, today: NaiveDate, why: bool, style: Style) -> Vec<String> {
    let grade = lang::grade(item.grade.as_deref(), item.written.as_deref()).unwrap_or_else(|| "–".into());
    let when = why.then(|| When { day: item.due.max(today), now: None });
    let mut lines = block(lang, item, today, SAID, when, style);
    if why {
        let rule = item.verdict.rule(item.grade.as_deref(), policy);
        let class = computed(lang, &item.driving, policy, today);
        let place = works_as(lang, item);
        for line in class.into_iter().chain(place).chain(lang::why(
            lang,
            &item.verdict,
            rule,
            (&item.log_name, item.owner.as_deref()),
            today,
        )) {
            lines.push(style.paint(Tone::Dim, &format!("· {line}")));
        }
    }
    lines.push(String::new());
    let tone = match item.due_status() {
        DueStatus::Overdue => Tone::Alarm,
        DueStatus::Today => Tone::Good,
        DueStatus::Upcoming if item.is_urgent() => Tone::Good,
        DueStatus::Upcoming => Tone::Dim,
    };
    let mut right = style.paint(tone, &lang::late(lang, item.days_late));
    if let Some(minutes) = item.minutes {
        right.push('\n');
        right.push_str(&style.paint(Tone::Dim, &lang::minutes(lang, minutes)));
    }
    vec![style.paint(Tone::Strong, &grade), lines.join("\n"), right]
}

fn footer(lang: Lang, items: &[Item], policy: &Policy) -> String {
    let is_ungraded = |item: &&Item| matches!(item.verdict.reason, Reason::Ungraded { .. });
    let ungraded = items.iter().filter(is_ungraded).count();
    let mut out = tr!(
        lang,
        "Before the call: crm show ID\nAfter it: crm log ID \"what was said\" --reply positive --next fri\n",
        "联系之前：crm show 编号\n联系之后：crm log 编号 \"沟通内容\" --reply 有意向 --next 周五\n"
    );
    let grade = policy.usual_class().unwrap_or("C");
    if ungraded > 0 {
        out.push_str(&tr!(
            lang,
            "Without a grade: {ungraded} · crm grade ID {grade} --why \"…\"\n",
            "尚未定级：{ungraded} 个 · crm grade 编号 {grade} --why \"…\"\n"
        ));
    }
    out
}
