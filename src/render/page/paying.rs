//! How a customer pays, and by which invoices that is known.

use chrono::NaiveDate;

use super::line::{Line, line};
use crate::model::{CustomerId, Decimal};
use crate::plan::Profile;
use crate::render::lang::{self, Lang, tr};
use crate::render::tone::{Style, Tone};
use crate::rules::{PaidInvoice, PaymentHabit};

/// So many of the newest invoices are named; the others are in the JSON.
const NAMED: usize = 3;

pub(super) fn paying(
    lang: Lang,
    id: &CustomerId,
    profile: &Profile,
    today: NaiveDate,
    style: Style,
) -> Vec<Line> {
    let Some(habit) = &profile.payment else { return Vec::new() };
    let tone = if habit.days() > Decimal::ZERO { Tone::Alarm } else { Tone::Good };
    let mut lines = vec![line(lang, "pays", "付款", style.paint(tone, &said(lang, habit)))];
    let why = |text: String| (String::new(), style.paint(Tone::Dim, &format!("· {text}")));
    lines.extend(habit.invoices.iter().rev().take(NAMED).map(|one| why(invoice(lang, one, today))));
    let more = habit.invoices.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(why(tr!(
            lang,
            "{more} more: crm show {id} --json",
            "另有 {more} 张：crm show {id} --json"
        )));
    }
    lines
}

/// `3.3 days late on average, 1 of 3 invoices on time (last 12 months)`.
fn said(lang: Lang, habit: &PaymentHabit) -> String {
    let (days, count, on_time) = (habit.days(), habit.count(), habit.on_time());
    let open = match habit.overdue.len() {
        0 => String::new(),
        open => tr!(lang, ", {open} overdue", "，其中 {open} 张逾期未付"),
    };
    let mean = days.abs();
    let noun = if count == 1 { "invoice" } else { "invoices" };
    let unit = if mean == Decimal::ONE { "day" } else { "days" };
    let average = match days.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Greater => tr!(lang, "{mean} {unit} late on average", "平均逾期 {mean} 天"),
        std::cmp::Ordering::Equal => tr!(lang, "on the day on average", "平均按期付款"),
        std::cmp::Ordering::Less => tr!(lang, "{mean} {unit} early on average", "平均提前 {mean} 天"),
    };
    tr!(
        lang,
        "{average}, {on_time} of {count} {noun} on time{open} (last 12 months)",
        "{average}，{count} 张发票中 {on_time} 张按时{open}（近12个月）"
    )
}

/// `I-7: due 1 May, paid 11 May, 10 days late`.
fn invoice(lang: Lang, one: &PaidInvoice, today: NaiveDate) -> String {
    let name = one
        .reference
        .as_deref()
        .map_or_else(|| lang.pick("without a number", "无单号").to_owned(), lang::one_line);
    let (due, paid) = (lang::day_month(lang, one.due, today), lang::day_month(lang, one.paid, today));
    let late = match one.days_late() {
        0 => lang.pick("on the day", "按期").to_owned(),
        1 => lang.pick("1 day late", "逾期 1 天").to_owned(),
        -1 => lang.pick("1 day early", "提前 1 天").to_owned(),
        days if days > 0 => tr!(lang, "{days} days late", "逾期 {days} 天"),
        days => {
            let days = -days;
            tr!(lang, "{days} days early", "提前 {days} 天")
        }
    };
    tr!(lang, "{name}: due {due}, paid {paid}, {late}", "{name}：{due}到期，{paid}付清，{late}")
}
