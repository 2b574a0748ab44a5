//! What the months to come bring, as a page: for everybody, each person and each class, with how sure that is.

use super::document::{self, Document, Head, Section, Table};
use super::lang::{self, Lang, tr};
use super::redaction;
use super::tone::Style;
use crate::model::{Currency, Decimal, Money};
use crate::plan::{Band, Forecast, ForecastOf, GroupForecast, LEAST_FORECAST, Month, MonthForecast};
use crate::rules::rhythm::BookRhythm;

/// A forecast, and by what it was reckoned.
#[derive(Clone, Copy, Debug)]
pub struct ForecastShown<'a> {
    pub found: &'a Forecast,
    /// Of whom it is told beside everybody.
    pub of: &'a [ForecastOf],
    /// The currency of sums.
    pub currency: Currency,
    /// The numbers.
    pub book: &'a BookRhythm,
}

impl<'a> ForecastShown<'a> {
    /// Those that are told, everybody first.
    pub fn groups(self) -> impl Iterator<Item = &'a GroupForecast> {
        self.found.groups.iter().filter(move |one| one.of == ForecastOf::All || self.of.contains(&one.of))
    }
}

/// The page of a terminal.
pub fn forecast_text(lang: Lang, shown: ForecastShown<'_>, style: Style) -> String {
    document::text(&forecast_page(lang, shown), style)
}

/// The same as a page that is sent around.
pub fn forecast_page(lang: Lang, shown: ForecastShown<'_>) -> Document {
    let known_until = shown.found.known_until;
    let title =
        tr!(lang, "What the months to come bring: {known_until}", "今后几个月的订单预计：{known_until}");
    let all = shown.found.all();
    let customers = all.map_or(0, |all| all.customers);
    let Some(months) = all.and_then(|all| all.months.as_deref()) else {
        let lead = tr!(
            lang,
            "Nothing can be said: {customers} of them have ordered, needed are {LEAST_FORECAST}. One order more or less would be all of it.",
            "说不出结论：其中下过单的客户只有 {customers} 个，至少要 {LEAST_FORECAST} 个；再少，多一单少一单就是全部。"
        );
        return Document { lang, title, lead, sections: Vec::new(), hint: String::new() };
    };
    let mut sections = vec![everybody(lang, shown, months)];
    for of in [ForecastOf::Owner, ForecastOf::Grade] {
        let groups: Vec<&GroupForecast> = shown.groups().filter(|one| one.of == of).collect();
        if !groups.is_empty() {
            sections.push(by(lang, of, &groups, shown));
        }
    }
    let numbers = lang::by_which_numbers(lang, shown.book);
    Document {
        lang,
        title,
        lead: lead(lang, shown, customers, months),
        sections,
        hint: tr!(
            lang,
            "{numbers}. How good it was: crm rhythm --forecast --backtest",
            "{numbers}。准不准：crm rhythm --forecast --backtest"
        ),
    }
}

/// The three whole months together.
fn lead(lang: Lang, shown: ForecastShown<'_>, customers: usize, months: &[MonthForecast]) -> String {
    let Some(MonthForecast { month, orders, revenue }) = months.last() else { return String::new() };
    let (span, count, range) = (span(lang, *month, shown), count(orders.mean), range(orders, count));
    let mut text = tr!(
        lang,
        "{customers} customers that have ordered: within {span} about {count} orders ({range}).",
        "{customers} 个下过单的客户：{span}预计约 {count} 单（{range}）。"
    );
    if let Some(revenue) = revenue.filter(|_| !redaction::hides_amounts()) {
        let all = lang::money(Money { amount: revenue.mean.round(), currency: Some(shown.currency) });
        let (low, high) = (sum(revenue.low), sum(revenue.high));
        text += &tr!(lang, " {all} ({low}–{high}).", "金额约 {all}（{low}–{high}）。");
    }
    text + lang.pick(
        " Four in five sums lie between such numbers, if nothing befalls all customers at once.",
        "五次里有四次落在括号里的两数之间，前提是没有波及所有客户的变故。",
    )
}

/// The months of everybody, with a picture.
fn everybody(lang: Lang, shown: ForecastShown<'_>, months: &[MonthForecast]) -> Section {
    let is_priced = is_priced(months.iter());
    let pictured = |one: &MonthForecast| one.revenue.filter(|_| is_priced).unwrap_or(one.orders);
    // The sum of three months would leave no place for a month.
    let (_, single) = months.split_last().map_or((None, months), |(last, single)| (Some(last), single));
    let most = single.iter().map(|one| pictured(one).high).max().unwrap_or_default();
    let last = months.len().saturating_sub(1);
    let row = |(at, one): (usize, &MonthForecast)| {
        let picture = if at < last { bar(&pictured(one), most) } else { String::new() };
        std::iter::once(span(lang, one.month, shown))
            .chain(figures(one, is_priced))
            .chain([picture])
            .collect()
    };
    let rows = months.iter().enumerate().map(row).collect();
    let mut names = vec![lang.pick("month", "月份").to_owned()];
    names.extend(heads(lang, is_priced, shown.currency));
    names.push(String::new());
    let picture = match is_priced {
        true => lang.pick(
            "█ what nine in ten futures exceed, ▒ to what one in ten does, │ the middle: of the revenue.",
            "█ 十次里九次超过，▒ 到十次里只有一次超过，│ 居中：均指金额。",
        ),
        false => lang.pick(
            "█ what nine in ten futures exceed, ▒ to what one in ten does, │ the middle: of the orders.",
            "█ 十次里九次超过，▒ 到十次里只有一次超过，│ 居中：均指单数。",
        ),
    };
    let below = [picture.to_owned()].into_iter().chain(left_out(lang, shown)).collect::<Vec<_>>().join("\n");
    section(lang.pick("Everybody", "全部客户"), &names, rows, below)
}

/// What isn't in the revenue, and why.
fn left_out(lang: Lang, shown: ForecastShown<'_>) -> Option<String> {
    let all = shown.found.all()?;
    let (count, customers) = (all.unpriced, all.customers);
    let unrated: Vec<String> = shown.found.unrated.iter().map(ToString::to_string).collect();
    let none = unrated.join(lang.pick(", ", "、"));
    let rate = match (count, unrated.is_empty()) {
        (0, true) => return None,
        (_, true) => String::new(),
        (0, false) => {
            return Some(tr!(
                lang,
                "Orders in {none} are not in the revenue: crm.yaml has no rate for their day.",
                "{none} 的订单不在金额之内：crm.yaml 里没有当日的汇率。"
            ));
        }
        (_, false) => tr!(lang, " (no rate in crm.yaml: {none})", "（crm.yaml 里没有汇率：{none}）"),
    };
    Some(tr!(
        lang,
        "Of {count} of {customers} customers no order has a known amount{rate}: they are in the orders, not in the revenue.",
        "{customers} 个客户中有 {count} 个的订单都没有已知金额{rate}：计入单数，不计入金额。"
    ))
}

/// The months of each person, or of each class.
fn by(lang: Lang, of: ForecastOf, groups: &[&GroupForecast], shown: ForecastShown<'_>) -> Section {
    let is_priced = is_priced(groups.iter().filter_map(|one| one.months.as_ref()).flatten());
    let mut rows = Vec::new();
    let mut small = Vec::new();
    for group in groups {
        let name = name(lang, group);
        let Some(months) = &group.months else {
            small.push(tr!(lang, "{name} {count}", "{name} {count} 个", count = group.customers));
            continue;
        };
        for (at, one) in months.iter().enumerate() {
            let name = if at == 0 { name.clone() } else { String::new() };
            let month = span(lang, one.month, shown);
            rows.push([name, month].into_iter().chain(figures(one, is_priced)).collect());
        }
    }
    let (heading, who) = match of {
        ForecastOf::Grade => (lang.pick("By class", "按等级"), lang.pick("class", "等级")),
        _ => (lang.pick("By person", "按负责人"), lang.pick("person", "负责人")),
    };
    let mut names = vec![who.to_owned(), lang.pick("month", "月份").to_owned()];
    names.extend(heads(lang, is_priced, shown.currency));
    let few = small.join(lang.pick(", ", "、"));
    let below = match small.is_empty() {
        true => String::new(),
        false => tr!(
            lang,
            "Fewer than {LEAST_FORECAST} customers that have ordered say nothing by themselves: {few}. They are in the sums above.",
            "下过单的客户不足 {LEAST_FORECAST} 个，单独说明不了什么：{few}；已计入上面的合计。"
        ),
    };
    if rows.is_empty() {
        return Section { heading: heading.to_owned(), below, ..Section::default() };
    }
    section(heading, &names, rows, below)
}

/// Whether any revenue is told: not where amounts are hidden, nor by a picture of them.
fn is_priced<'m>(mut months: impl Iterator<Item = &'m MonthForecast>) -> bool {
    !redaction::hides_amounts() && months.any(|one| one.revenue.is_some())
}

/// Whose they are.
fn name(lang: Lang, group: &GroupForecast) -> String {
    match (group.of, &group.name) {
        (ForecastOf::Owner, Some(owner)) => lang::person(lang, owner),
        (ForecastOf::Owner, None) => lang.pick("the pool", "公海").to_owned(),
        (_, Some(class)) => lang::one_line(class),
        (_, None) => lang.pick("ungraded", "未定级").to_owned(),
    }
}

/// The heads of the figures.
fn heads(lang: Lang, is_priced: bool, currency: Currency) -> Vec<String> {
    let mut heads = vec![lang.pick("orders", "单数").to_owned(), "80 %".to_owned()];
    if is_priced {
        heads.push(tr!(lang, "revenue {currency}", "金额 {currency}"));
        heads.push("80 %".to_owned());
    }
    heads
}

/// The orders and the revenue with their bands.
fn figures(one: &MonthForecast, is_priced: bool) -> Vec<String> {
    let mut cells = vec![count(one.orders.mean), range(&one.orders, count)];
    if is_priced {
        let [mean, band] = one.revenue.map(|band| [sum(band.mean), range(&band, sum)]).unwrap_or_default();
        cells.extend([mean, band]);
    }
    cells
}

/// A section of a table; its months are names, the figures behind them numbers.
pub(super) fn section(heading: &str, names: &[String], rows: Vec<Vec<String>>, below: String) -> Section {
    // The first column names a row; of two names the second is a month.
    let head = |(at, name): (usize, &String)| Head {
        name: name.clone(),
        is_number: at > 0 && !matches!(name.as_str(), "" | "month" | "月份"),
        is_whole: true,
    };
    let columns = names.iter().enumerate().map(head).collect();
    Section { heading: heading.to_owned(), table: Some(Table { columns, rows }), below, ..Section::default() }
}

/// `21–30 Nov`, `Dec`, `Jan 2027`, `Dec–Feb`: the days of a month, or of some.
fn span(lang: Lang, month: Month, shown: ForecastShown<'_>) -> String {
    lang::month_span(lang, (month.from, month.until), shown.found.known_until)
}

/// A number of orders; of a small one its first digit, too.
pub(super) fn count(number: Decimal) -> String {
    number.round_dp(u32::from(number < Decimal::TEN)).normalize().to_string()
}

/// An amount, in whole ones.
pub(super) fn sum(amount: Decimal) -> String {
    lang::money(Money { amount: amount.round(), currency: None })
}

/// The ends of a band, each by `told`.
pub(super) fn range(band: &Band, told: fn(Decimal) -> String) -> String {
    match band.low.round() == band.high.round() {
        true => told(band.low),
        false => format!("{}–{}", told(band.low), told(band.high)),
    }
}

/// So many places are the most that a month may bring.
const BAR: i64 = 12;

/// What a month surely brings, what it may, and the middle.
fn bar(band: &Band, most: Decimal) -> String {
    let place = |value: Decimal| {
        let part = value.checked_mul(Decimal::from(BAR)).and_then(|part| part.checked_div(most));
        part.and_then(|part| i64::try_from(part.round()).ok()).unwrap_or_default().clamp(0, BAR)
    };
    let (low, middle, high) = (place(band.low), place(band.middle).min(BAR - 1), place(band.high));
    let cell = |at: i64| match at {
        _ if at == middle => '│',
        _ if at < low => '█',
        _ if at < high => '▒',
        _ => '·',
    };
    (0..BAR).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_what_is_sure_and_what_may_be() {
        let band = |low: i64, middle: i64, high: i64| Band {
            mean: Decimal::from(middle),
            low: Decimal::from(low),
            middle: Decimal::from(middle),
            high: Decimal::from(high),
        };
        assert_eq!(bar(&band(60, 80, 120), Decimal::from(120)), "██████▒▒│▒▒▒");
        assert_eq!(bar(&band(0, 0, 0), Decimal::ZERO), "│···········");
        assert_eq!(range(&band(1_000, 1_500, 2_000), sum), "1,000–2,000");
        assert_eq!(
            (range(&band(3, 3, 3), count), count(Decimal::new(314, 2))),
            ("3".to_owned(), "3.1".to_owned())
        );
    }
}
