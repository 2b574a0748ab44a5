//! Who orders next and when, in a sentence: the figures, how little they rest on, and never that somebody is lost.

use chrono::{Datelike, NaiveDate};

use super::words::{date_short, day_month, days, interval, money, month};
use super::{Lang, tr};
use crate::model::{Currency, Decimal, Interval, Money};
use crate::plan::{NextOrder, OrderRhythm, Refit};
use crate::rules::rhythm::{BookRhythm, ENOUGH_REPEATERS, ExpectedDays, FittedBook, Footing, HARDLY};

/// `30 %`, in whole percents; what is neither nothing nor all is never said to be.
pub fn chance(lang: Lang, part: Decimal) -> String {
    let whole = (part * Decimal::ONE_HUNDRED).round();
    let (low, high) = (whole < Decimal::ONE, whole > Decimal::from(99));
    let text = match (low, high) {
        (true, _) => "<1".to_owned(),
        (_, true) => ">99".to_owned(),
        _ => whole.normalize().to_string(),
    };
    tr!(lang, "{text} %", "{text}%")
}

/// `3 in 10`, as one tells it.
fn in_ten(lang: Lang, part: Decimal) -> String {
    let tenths = (part * Decimal::TEN).round().normalize();
    let (few, many) = (part < Decimal::new(5, 2), part >= Decimal::new(95, 2));
    match (few, many) {
        (true, _) => lang.pick("fewer than 1 in 20", "不到二十分之一").to_owned(),
        (_, true) => lang.pick("more than 19 in 20", "超过二十分之十九").to_owned(),
        // Chinese reads a digit within a word badly: 十分之九.
        _ => match (
            lang,
            tenths.to_string().parse().ok().and_then(|at: usize| "〇一二三四五六七八九十".chars().nth(at)),
        ) {
            (Lang::Zh, Some(word)) => format!("约十分之{word}"),
            _ => format!("{tenths} in 10"),
        },
    }
}

/// `4 weeks`, `10 days`: how far ahead somebody asks.
pub fn span_ahead(lang: Lang, ahead: u32) -> String {
    match (ahead % 7, ahead / 7) {
        (0, count @ 2..) => tr!(lang, "{count} weeks", "{count}周"),
        _ => days(lang, ahead),
    }
}

/// `21–30 Nov`, `Dec`, `Jan 2027`, `Dec–Feb`, `11月21日–30日`: some days of one month, one month, or several whole ones.
pub fn month_span(lang: Lang, (from, until): (NaiveDate, NaiveDate), today: NaiveDate) -> String {
    let is_one = (from.year(), from.month()) == (until.year(), until.month());
    let (first, last) = (month(lang, from), month(lang, until));
    let year = until.year();
    match (from.day() == 1, is_one) {
        (false, _) => order_window(lang, &ExpectedDays { from, middle: from, until }, today),
        (_, false) => tr!(lang, "{first}–{last}", "{first}–{last}"),
        (_, true) if year == today.year() => last,
        (_, true) => tr!(lang, "{last} {year}", "{year}年{last}"),
    }
}

/// `3–14 May`, `28 Apr–14 May`, `5月3日–14日`.
pub fn order_window(lang: Lang, window: &ExpectedDays, today: NaiveDate) -> String {
    let ExpectedDays { from, until, .. } = *window;
    let last = day_month(lang, until, today);
    if from == until {
        return last;
    }
    let (first, day) = (from.day(), until.day());
    match (lang, (from.year(), from.month()) == (until.year(), until.month())) {
        (Lang::En, true) => format!("{first}–{last}"),
        (Lang::Zh, true) => format!("{}–{day}日", day_month(lang, from, today)),
        (_, false) if from.year() == until.year() => {
            let start = day_month(lang, from, until);
            let whole = day_month(lang, from, today);
            match lang {
                Lang::En => format!("{start}–{last}"),
                Lang::Zh => format!("{whole}–{}", day_month(lang, until, from)),
            }
        }
        _ => format!("{}–{last}", day_month(lang, from, today)),
    }
}

/// All of it in a line: `orders about every 32 days; last 41 days ago, late for it; 3 in 10 this late order within 4
/// weeks; if it is still in its rhythm, next 3–14 May (80 %)`.
pub fn order_rhythm(lang: Lang, own: &OrderRhythm, today: NaiveDate) -> String {
    let mut parts = vec![how(lang, own, today), since(lang, own), likely(lang, own)];
    // Of one that is hardly in its rhythm any more, it would say nothing when the next order in it came.
    let window = own.window.filter(|_| own.in_rhythm >= HARDLY);
    parts.extend(window.map(|window| {
        let days = order_window(lang, &window, today);
        match own.footing {
            Footing::OneOrder => {
                tr!(lang, "usual customers order again {days} (80 %)", "一般客户再次下单在{days}（80%）")
            }
            _ => tr!(
                lang,
                "if it is still in its rhythm, next {days} (80 %)",
                "若仍按自己的节奏，下一单在{days}（80%）"
            ),
        }
    }));
    parts.join(lang.pick("; ", "；"))
}

/// Its gap or its season, and how little that rests on where it does.
fn how(lang: Lang, own: &OrderRhythm, today: NaiveDate) -> String {
    match (own.footing, own.every) {
        (Footing::Season(season), _) => {
            let of = day_month(lang, season.of, today);
            tr!(lang, "orders in its season, as on {of}", "按季节下单，如{of}那次")
        }
        (Footing::OneOrder, _) => lang.pick("one order only", "只下过一单").to_owned(),
        (Footing::Own, every) => {
            let every = days(lang, every.unwrap_or(1));
            let orders = own.orders;
            match orders {
                2 | 3 => tr!(
                    lang,
                    "{orders} orders, which say little: about every {every}",
                    "只有{orders}单，依据不足：约每{every}一单"
                ),
                _ => tr!(lang, "orders about every {every}", "约每{every}订一次"),
            }
        }
    }
}

/// How long ago, and whether that is late.
fn since(lang: Lang, own: &OrderRhythm) -> String {
    let ago = match own.since {
        ..=0 => lang.pick("last today", "上一单就在今天").to_owned(),
        1 => lang.pick("last yesterday", "上一单在昨天").to_owned(),
        count => tr!(lang, "last {count} days ago", "上一单在{count}天前"),
    };
    if !own.is_late {
        return ago;
    }
    let still = chance(lang, own.in_rhythm);
    tr!(
        lang,
        "{ago}, late for it (still in its rhythm: {still})",
        "{ago}，比平时晚（仍按节奏的可能：{still}）"
    )
}

/// How likely it orders soon.
fn likely(lang: Lang, own: &OrderRhythm) -> String {
    let (part, span) = (in_ten(lang, own.chance), span_ahead(lang, own.days));
    match own.is_late {
        true => tr!(lang, "{part} this late order within {span}", "晚到这个程度的客户，{span}内下单的{part}"),
        false => tr!(lang, "{part} like it order within {span}", "这样的客户，{span}内下单的{part}"),
    }
}

/// `7 days before its next order`.
pub fn lead_time(lang: Lang, lead: Interval) -> String {
    let span = interval(lang, lead);
    tr!(lang, "{span} before its next order", "预计下单前{span}")
}

/// How it orders, in a cell of a list: `every 32 days`, `one order only`, `in season`.
pub fn rhythm_line(lang: Lang, own: &OrderRhythm) -> String {
    match (own.footing, own.every) {
        (Footing::Season(_), _) => lang.pick("in season", "按季节").to_owned(),
        (Footing::OneOrder, _) => lang.pick("one order only", "只有一单").to_owned(),
        (Footing::Own, every) => {
            let every = every.unwrap_or(1);
            let span = if every == 1 { "day".to_owned() } else { days(Lang::En, every) };
            match lang {
                Lang::En => format!("every {span}"),
                Lang::Zh => format!("每{every}天"),
            }
        }
    }
}

/// From what it was reckoned, line by line.
pub fn rhythm_why(
    lang: Lang,
    next: &NextOrder,
    book: &BookRhythm,
    currency: Currency,
    today: NaiveDate,
) -> Vec<String> {
    let own = &next.expected;
    let (orders, last) = (own.orders, date_short(lang, own.last, today));
    let merge = book.numbers.merge_days;
    let mut lines = vec![tr!(
        lang,
        "{orders} orders count, the last on {last}; fewer than {merge} days apart is one",
        "计入{orders}单，最近一单{last}；相隔不到{merge}天的算一单"
    )];
    if let Footing::Season(season) = own.footing {
        let (tests, error) = (season.tests, days(lang, u32::try_from(season.error).unwrap_or(u32::MAX)));
        lines.push(match season.gap_error {
            Some(gap) => tr!(
                lang,
                "by the year, because that told its last {tests} orders within {error}, its gap within {gap}",
                "按年份推算：它最近{tests}单按年份误差{error}，按间隔误差{gap}天"
            ),
            None => tr!(
                lang,
                "by the year, because it orders once a year; that told its last {tests} orders within {error}",
                "按年份推算：它一年一单，最近{tests}单按年份误差{error}"
            ),
        });
    }
    let (rhythm, within) = (chance(lang, own.in_rhythm), chance(lang, own.chance));
    let span = span_ahead(lang, own.days);
    lines.push(tr!(
        lang,
        "still in its rhythm: {rhythm}; an order within {span}: {within}",
        "仍按节奏：{rhythm}；{span}内下单：{within}"
    ));
    let sum = |amount: Decimal| money(Money { amount: amount.round_dp(0), currency: Some(currency) });
    match (next.worth.usual, next.worth.year) {
        (Some(usual), Some(year)) => {
            let (usual, year) = (sum(usual), sum(year));
            lines.push(tr!(
                lang,
                "a usual order is {usual}; its last year of orders was {year}",
                "平常一单{usual}；截至最近一单的一年共{year}"
            ));
            if let Some(stake) = next.stake.map(sum) {
                lines.push(tr!(
                    lang,
                    "at stake: {stake}, that year as far as it may be out of its rhythm",
                    "风险金额：{stake}，即这一年的金额乘以不再按节奏的可能"
                ));
            }
        }
        _ => lines.push(lang.pick("no amount is known", "没有已知金额").to_owned()),
    }
    lines.push(by_which_numbers(lang, book));
    lines
}

/// That the numbers are to be found anew, and what that would change: two lines.
pub fn refit(lang: Lang, refit: &Refit) -> String {
    let repeaters = refit.repeaters;
    let mut text = match refit.fitted {
        Some(day) => tr!(
            lang,
            "Ordering rhythms go by numbers of {day}, older than a quarter · crm rhythm --fit\n",
            "下单节奏的数值求于 {day}，已超过一个季度 · crm rhythm --fit\n"
        ),
        None => tr!(
            lang,
            "Ordering rhythms go by shipped numbers; {repeaters} order again · crm rhythm --fit\n",
            "下单节奏用程序自带的数值，而重复下单的客户有 {repeaters} 个 · crm rhythm --fit\n"
        ),
    };
    if let Some(new) = refit.new {
        let gap = |book: &BookRhythm| book.numbers.gap.round_dp(1).normalize();
        let (was, is, moved, dates) = (gap(&refit.old), gap(&new), refit.moved, refit.dates);
        text.push_str(&tr!(
            lang,
            "  the usual gap {was} → {is} weeks; {moved} of {dates} next dates would move\n",
            "  通常间隔 {was} → {is} 周；{dates} 个下次跟进日期中 {moved} 个会变\n"
        ));
    }
    text
}

/// Whether the numbers are this book's own.
pub fn by_which_numbers(lang: Lang, book: &BookRhythm) -> String {
    match book.fitted {
        Some(FittedBook { day, customers, repeaters, .. }) => tr!(
            lang,
            "by rhythm.yaml of {day}: {customers} customers, {repeaters} with two orders and more",
            "按 {day} 的 rhythm.yaml：{customers} 个客户，其中 {repeaters} 个下过两单以上"
        ),
        None => tr!(
            lang,
            "by the shipped numbers; from {ENOUGH_REPEATERS} customers that order again: crm rhythm --fit",
            "按程序自带的数值；重复下单的客户满{ENOUGH_REPEATERS}个后可用 crm rhythm --fit"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::Season;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn window(from: &str, until: &str) -> ExpectedDays {
        ExpectedDays { from: day(from), middle: day(from), until: day(until) }
    }

    fn own(footing: Footing, orders: usize, is_late: bool) -> OrderRhythm {
        OrderRhythm {
            orders,
            last: day("2026-03-20"),
            since: 41,
            footing,
            every: (footing == Footing::Own).then_some(32),
            is_late,
            in_rhythm: Decimal::new(62, 2),
            days: 28,
            chance: Decimal::new(31, 2),
            orders_ahead: Decimal::new(33, 2),
            window: Some(window("2026-05-03", "2026-05-14")),
        }
    }

    #[test]
    fn what_is_said_is_said_in_both_languages() {
        let season = Season {
            expected: day("2027-03-06"),
            of: day("2026-03-06"),
            error: 4,
            gap_error: Some(140),
            tests: 6,
            year: [None; 8],
        };
        for (rhythm, en, zh) in [
            (
                own(Footing::Own, 12, true),
                "orders about every 32 days; last 41 days ago, late for it (still in its rhythm: 62 %); 3 in 10 this late order within 4 weeks; if it is still in its rhythm, next 3–14 May (80 %)",
                "约每32天订一次；上一单在41天前，比平时晚（仍按节奏的可能：62%）；晚到这个程度的客户，4周内下单的约十分之三；若仍按自己的节奏，下一单在5月3日–14日（80%）",
            ),
            (
                own(Footing::Own, 2, false),
                "2 orders, which say little: about every 32 days; last 41 days ago; 3 in 10 like it order within 4 weeks; if it is still in its rhythm, next 3–14 May (80 %)",
                "只有2单，依据不足：约每32天一单；上一单在41天前；这样的客户，4周内下单的约十分之三；若仍按自己的节奏，下一单在5月3日–14日（80%）",
            ),
            (
                own(Footing::OneOrder, 1, false),
                "one order only; last 41 days ago; 3 in 10 like it order within 4 weeks; usual customers order again 3–14 May (80 %)",
                "只下过一单；上一单在41天前；这样的客户，4周内下单的约十分之三；一般客户再次下单在5月3日–14日（80%）",
            ),
            (
                own(Footing::Season(season), 10, false),
                "orders in its season, as on 6 Mar; last 41 days ago; 3 in 10 like it order within 4 weeks; if it is still in its rhythm, next 3–14 May (80 %)",
                "按季节下单，如3月6日那次；上一单在41天前；这样的客户，4周内下单的约十分之三；若仍按自己的节奏，下一单在5月3日–14日（80%）",
            ),
        ] {
            assert_eq!(order_rhythm(Lang::En, &rhythm, day("2026-04-30")), en);
            assert_eq!(order_rhythm(Lang::Zh, &rhythm, day("2026-04-30")), zh);
        }
    }

    #[test]
    fn chances_and_windows_say_no_more_than_is_known() {
        for (part, percent, tenths) in [
            ("0", "<1 %", "fewer than 1 in 20"),
            ("0.004", "<1 %", "fewer than 1 in 20"),
            ("0.06", "6 %", "1 in 10"),
            ("0.5", "50 %", "5 in 10"),
            ("0.94", "94 %", "9 in 10"),
            ("0.996", ">99 %", "more than 19 in 20"),
        ] {
            let part: Decimal = part.parse().expect("a number");
            assert_eq!((chance(Lang::En, part).as_str(), in_ten(Lang::En, part).as_str()), (percent, tenths));
        }
        for (from, until, en, zh) in [
            ("2026-05-03", "2026-05-03", "3 May", "5月3日"),
            ("2026-05-03", "2026-05-14", "3–14 May", "5月3日–14日"),
            ("2026-04-28", "2026-05-14", "28 Apr–14 May", "4月28日–5月14日"),
            ("2026-12-28", "2027-01-03", "28 Dec–3 Jan 2027", "12月28日–2027年1月3日"),
            ("2027-02-28", "2027-03-03", "28 Feb–3 Mar 2027", "2027年2月28日–3月3日"),
            ("2027-02-01", "2027-02-03", "1–3 Feb 2027", "2027年2月1日–3日"),
        ] {
            let window = window(from, until);
            assert_eq!(order_window(Lang::En, &window, day("2026-04-30")), en);
            assert_eq!(order_window(Lang::Zh, &window, day("2026-04-30")), zh);
        }
        assert_eq!(span_ahead(Lang::En, 28), "4 weeks");
        assert_eq!(span_ahead(Lang::En, 7), "7 days");
        assert_eq!(span_ahead(Lang::Zh, 10), "10天");
    }
}
