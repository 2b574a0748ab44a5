//! Who may be lost, for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Decimal, Money};
use crate::plan::{AlarmRecord, AlarmedCustomer};
use crate::rules::Policy;
use crate::rules::views::Class;

/// Of fewer answers than so many to one kind of alarm it isn't said how often it was false.
const ENOUGH: usize = 5;

/// How much is shown, and of whom.
#[derive(Clone, Copy, Debug)]
pub struct AlarmsShown {
    /// No more than so many.
    pub most: usize,
    /// Whoever the customers are, not the watched ones alone.
    pub is_all: bool,
    /// Whether nobody asked for some of the customers.
    pub is_of_all: bool,
}

/// Each customer for which an alarm rings: what tells it, what that puts at stake, what is done about it, and what to
/// type.
pub fn alarm(
    lang: Lang,
    (found, shown): (&[AlarmedCustomer], AlarmsShown),
    record: &[AlarmRecord],
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> String {
    let day = lang::date_full(lang, today);
    let style = style.paged();
    let heading = heading(lang, found, policy);
    let mut out = style.paint(Tone::Strong, &format!("{day} · {heading}")) + "\n";
    let AlarmsShown { most, is_all, is_of_all } = shown;
    let shown = &found[..found.len().min(most)];
    if !shown.is_empty() {
        out.push('\n');
        let columns = [
            Column { head: "", number: false, whole: false },
            Column { head: "", number: true, whole: true },
        ];
        let rows: Vec<Vec<String>> = shown.iter().map(|one| row(lang, one, policy, today, style)).collect();
        out.push_str(&grid(&columns, &rows, style));
    }
    let more = found.len() - shown.len();
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    out.push_str(&footer(lang, found, record, (is_all, is_of_all)));
    out
}

fn heading(lang: Lang, found: &[AlarmedCustomer], policy: &Policy) -> String {
    let count = match (lang, found.len()) {
        (_, 0) => return lang.pick("no alarm", "没有预警").to_owned(),
        (Lang::En, 1) => "1 customer may be lost".to_owned(),
        (Lang::En, count) => format!("{count} customers may be lost"),
        (Lang::Zh, count) => format!("{count} 个客户可能流失"),
    };
    let stakes: Vec<Decimal> = found.iter().filter_map(AlarmedCustomer::stake).collect();
    if stakes.is_empty() {
        return count;
    }
    let sum = sum(stakes.into_iter().fold(Decimal::ZERO, Decimal::saturating_add), policy);
    tr!(lang, "{count} · at stake {sum} a year", "{count} · 涉及每年 {sum}")
}

fn sum(amount: Decimal, policy: &Policy) -> String {
    lang::money(Money { amount: amount.round_dp(0), currency: Some(policy.rates.currency) })
}

fn row(lang: Lang, one: &AlarmedCustomer, policy: &Policy, today: NaiveDate, style: Style) -> Vec<String> {
    let dim = |text: &str| style.paint(Tone::Dim, text);
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let grade = one.grade.as_deref().map(lang::one_line);
    let layer = one.layer.map(|layer| lang::class(lang, "pyramid", layer.as_str()).to_owned());
    let owner = match &one.owner {
        Some(owner) => lang::person(lang, owner),
        None => lang.pick("pool", "公海").to_owned(),
    };
    let facts: Vec<String> =
        [Some(one.id.to_string()), grade, layer, Some(owner)].into_iter().flatten().collect();
    let mut lines = vec![format!("{name}  {}", dim(&facts.join(" · ")))];
    for alarm in &one.alarms {
        lines.push(lang::alarm(lang, alarm, policy.rates.currency, today));
    }
    if let Some(rescue) = &one.rescue {
        let rescue = lang::whole_aim(lang, rescue);
        lines.push(dim(&tr!(lang, "rescue: {rescue}", "挽救：{rescue}")));
    }
    lines.push(String::new());
    let stake = one.stake().map(|stake| sum(stake, policy)).unwrap_or_default();
    vec![lines.join("\n"), style.paint(Tone::Alarm, &stake)]
}

/// What to do next, and how often it was right.
fn footer(
    lang: Lang,
    found: &[AlarmedCustomer],
    record: &[AlarmRecord],
    (is_all, is_of_all): (bool, bool),
) -> String {
    let mut out = match found.first() {
        None if !is_of_all => {
            lang.pick("None rings for those that were asked about.\n", "所问的客户没有预警。\n").to_owned()
        }
        None => {
            lang.pick("All that rings is answered, or nothing does.\n", "没有待回答的预警。\n").to_owned()
        }
        Some(one) => {
            let (id, kind) = (&one.id, one.alarms.first().map(|alarm| alarm.kind));
            let kind =
                kind.map(|kind| lang.pick(kind.as_str(), lang::alarm_kind(lang, kind))).unwrap_or_default();
            tr!(
                lang,
                "It rings until somebody answers it with real, false or accepted:\n  crm log {id} --alarm {kind} --answer real --why \"…\"\n",
                "回答之前一直预警（属实、误报、接受）：\n  crm log {id} --alarm {kind} --answer 属实 --why \"…\"\n"
            )
        }
    };
    if !is_all {
        out.push_str(lang.pick("Of the other customers: crm alarm --all\n", "其他客户：crm alarm --all\n"));
    }
    if !record.is_empty() {
        out.push_str(lang.pick("\nAnswered in the last 12 months:\n", "\n近 12 个月的回答：\n"));
        record.iter().for_each(|one| out.push_str(&(counted(lang, one) + "\n")));
    }
    out
}

/// `  silent 6, 2 of them false (33 %)`; of a few the part says nothing.
fn counted(lang: Lang, one: &AlarmRecord) -> String {
    let (what, count, wrong) = (lang::alarm_kind(lang, one.kind), one.answered(), one.wrong);
    let part = match count >= ENOUGH {
        true => format!(" ({} %)", (wrong * 100 + count / 2) / count),
        false => String::new(),
    };
    tr!(lang, "  {what} {count}, {wrong} of them false{part}", "  {what} {count} 次，误报 {wrong} 次{part}")
}
