//! Figures of the quarter in sentences: how many went up a grade, and what is to be paid when.

use chrono::NaiveDate;

use crate::model::{Decimal, total};
use crate::plan::{Conversion, Quarter, Receivable};
use crate::render::lang::{self, Lang, tr};
use crate::rules::Policy;

/// So many days are named of what is late, and of what is to come.
const NAMED: usize = 6;

/// How many of each grade went up; nothing where nobody could.
pub(super) fn conversion(lang: Lang, quarter: &Quarter) -> Option<String> {
    let step = |one: &Conversion| {
        let from = one.from.as_deref().map_or_else(|| lang.pick("new", "新").to_owned(), lang::clean);
        let (to, went, had) = (lang::clean(&one.to), one.went, one.had);
        let share = percent(Decimal::from(went), Decimal::from(had));
        tr!(lang, "{from} → {to} {went} of {had} ({share} %)", "{from} → {to} {went}/{had}（{share}%）")
    };
    let steps: Vec<String> = quarter.conversions.iter().filter(|one| one.had > 0).map(step).collect();
    let steps = steps.join(lang.pick(", ", "，"));
    (!steps.is_empty()).then(|| tr!(lang, "Conversion: {steps}.", "转化率：{steps}。"))
}

/// What is to be paid, late and to come, by day; nothing where nobody owes anything.
pub(super) fn receivables(lang: Lang, quarter: &Quarter, policy: &Policy) -> Option<String> {
    let all = &quarter.receivables;
    if all.is_empty() {
        return None;
    }
    let is_late = |one: &&Receivable| one.due.is_some_and(|due| due < quarter.until);
    let late: Vec<&Receivable> = all.iter().filter(is_late).collect();
    let ahead: Vec<&Receivable> = all.iter().filter(|one| !is_late(one)).collect();
    let (count, sum) = sum(all.iter());
    let currency = policy.rates.currency;
    let invoices = lang.pick(if count == 1 { "invoice" } else { "invoices" }, "张发票");
    let mut text = tr!(
        lang,
        "Receivables: {count} {invoices}, {sum} {currency}",
        "应收款：{count} {invoices}，{sum} {currency}"
    );
    for (days, en, zh) in [(late, "overdue", "已逾期"), (ahead, "to come", "未到期")] {
        if !days.is_empty() {
            let (_, sum) = self::sum(days.iter().copied());
            let days = by_day(lang, &days, quarter.until);
            let what = lang.pick(en, zh);
            text.push_str(&tr!(lang, "; {what} {sum} ({days})", "；{what} {sum}（{days}）"));
        }
    }
    let unrated: usize = all.iter().map(|one| one.unrated).sum();
    if unrated > 0 {
        text.push_str(&tr!(lang, "; {unrated} without a rate not counted", "；{unrated} 张没有汇率，未计入"));
    }
    text.push_str(lang.pick(".", "。"));
    Some(text)
}

fn sum<'a>(some: impl Iterator<Item = &'a Receivable> + Clone) -> (usize, String) {
    let amount = total(some.clone().map(|one| one.amount));
    (some.map(|one| one.invoices).sum(), lang::whole(amount))
}

/// `5 Oct 3,000, 3 Nov 1,200`.
fn by_day(lang: Lang, days: &[&Receivable], today: NaiveDate) -> String {
    let day = |one: &&Receivable| {
        let day = one.due.map(|due| lang::day_month(lang, due, today));
        let day = day.unwrap_or_else(|| lang.pick("no day", "未写日期").to_owned());
        format!("{day} {}", lang::whole(one.amount))
    };
    let mut told: Vec<String> = days.iter().take(NAMED).map(day).collect();
    if let Some(more) = days.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let days = if more == 1 { "day" } else { "days" };
        told.push(tr!(lang, "{more} more {days}", "另有 {more} 天"));
    }
    told.join(lang.pick(", ", "，"))
}

/// A part of a whole in percent, to a tenth; nothing of nothing.
pub(super) fn percent(part: Decimal, whole: Decimal) -> String {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    format!("{:.1}", exact.unwrap_or_default().round_dp(1))
}
