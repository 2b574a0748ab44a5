//! What tells that a customer may be lost, in a sentence.

use chrono::{Datelike, NaiveDate};

use super::words::{alarm_kind, day_month, money, month};
use super::{Lang, chance, clean, one_line, tr};
use crate::model::{Currency, Decimal, Money};
use crate::plan::AlarmedCustomer;
use crate::rules::alarms::{Alarm, Sign};

/// What rings, and its figures: `orders have stopped: none for 103 days, usually one every 30; late since 12 Sep`.
pub fn alarm(lang: Lang, alarm: &Alarm, currency: Currency, today: NaiveDate) -> String {
    let what = alarm_kind(lang, alarm.kind);
    let said = said(lang, alarm, currency, today);
    tr!(lang, "{what}: {said}", "{what}：{said}")
}

fn said(lang: Lang, alarm: &Alarm, currency: Currency, today: NaiveDate) -> String {
    let since = day_month(lang, alarm.since, today);
    match &alarm.sign {
        Sign::Open { emergency: one, days } => {
            let opened = day_month(lang, one.opened.day, today);
            let number = one.reference.as_deref().map(|number| clean(number) + lang.pick(" ", "，"));
            let number = number.unwrap_or_default();
            let state = match one.answered {
                true => lang.pick("answered, not settled", "已答复，未了结"),
                false => lang.pick("not answered yet", "尚未答复"),
            };
            tr!(
                lang,
                "{number}of {opened}, open for {days} days, {state}",
                "{number}{opened}提出，已{days}天，{state}"
            )
        }
        Sign::NeedLost => {
            tr!(lang, "says since {since} that it needs nothing any more", "{since}表示不再需要")
        }
        Sign::Competitor { name, item } => {
            let name = one_line(name);
            let item = item.as_deref().map(one_line).map(|item| tr!(lang, " ({item})", "（{item}）"));
            let item = item.unwrap_or_default();
            tr!(lang, "{name} got what we had quoted{item}, {since}", "{since}我方报价{item}被 {name} 拿走")
        }
        Sign::Silent { in_rhythm, days, every, orders, .. } => {
            let still = chance(lang, *in_rhythm);
            let few = match orders {
                2 | 3 => tr!(lang, " ({orders} orders, which say little)", "（只有{orders}单，依据不足）"),
                _ => String::new(),
            };
            match every {
                Some(every) => tr!(
                    lang,
                    "none for {days} days, usually one every {every}{few}; late since {since}, still in its rhythm {still}",
                    "已{days}天没有下单，平时约{every}天一单{few}，{since}起已晚；仍按节奏的可能 {still}"
                ),
                None => tr!(
                    lang,
                    "none in its season; late since {since}, still in its rhythm {still}",
                    "本季没有下单，{since}起已晚；仍按节奏的可能 {still}"
                ),
            }
        }
        Sign::Falling { now, before, until } => {
            let sum = |amount: Decimal| money(Money { amount: amount.round_dp(0), currency: Some(currency) });
            let (less, now, old) = (percent(*before - *now, *before), sum(*now), sum(*before));
            let last = until.pred_opt().unwrap_or(*until);
            let (month, year) = (month(lang, last), last.year());
            tr!(
                lang,
                "{now} in the 12 months to {month} {year}, {old} in those before: {less} % less, and more than chance",
                "截至{year}年{month}的 12 个月 {now}，此前 12 个月 {old}：少了 {less}%，超出偶然波动"
            )
        }
        Sign::ContactGone { times, name } => {
            let name = name.as_deref().map(one_line).unwrap_or_else(|| lang.pick("it", "对方").to_owned());
            tr!(
                lang,
                "the last {times} messages to {name} came back, since {since}",
                "{since}起发给 {name} 的最近 {times} 次联系都被退回"
            )
        }
        Sign::PaysLater { now, before, invoices, .. } => {
            let days = |lang: Lang, days: Decimal| match days.is_sign_negative() {
                false => tr!(lang, "{days} days late", "晚 {days} 天"),
                true => tr!(lang, "{early} days early", "早 {early} 天", early = -days),
            };
            let (now, old) = (days(lang, *now), days(lang, *before));
            tr!(
                lang,
                "{now} on average ({invoices} invoices), {old} the year before",
                "平均{now}（{invoices} 张发票），上一年{old}"
            )
        }
    }
}

/// In whole percents of a whole above nothing.
fn percent(part: Decimal, whole: Decimal) -> Decimal {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    percent.unwrap_or_default().round().normalize()
}

/// All that rings for a customer, one by one.
pub fn alarms(lang: Lang, one: &AlarmedCustomer, today: NaiveDate) -> Vec<String> {
    one.alarms.iter().map(|own| alarm(lang, own, one.currency, today)).collect()
}

/// For how many one rings, and for whom: `Alarm: mueller and others may be lost (3) · crm alarm`; nothing where none does.
pub fn alarms_in_short(lang: Lang, found: &[AlarmedCustomer]) -> Option<String> {
    let first = found.first()?;
    let (id, count) = (clean(first.id.as_str()), found.len());
    Some(match count {
        1 => tr!(lang, "Alarm: {id} may be lost · crm alarm", "预警：{id} 可能流失 · crm alarm"),
        _ => tr!(
            lang,
            "Alarm: {id} and others may be lost ({count}) · crm alarm",
            "预警：{id} 等 {count} 个客户可能流失 · crm alarm"
        ),
    })
}
