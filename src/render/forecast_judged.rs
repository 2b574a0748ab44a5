//! How good the forecast was, as a page: what was said of three months, what came, and what simpler rules would have said.

use super::document::{self, Document, Section};
use super::forecast::{count, range, section, sum};
use super::lang::{self, Lang, tr};
use super::redaction;
use super::tone::Style;
use crate::model::{Currency, Decimal};
use crate::plan::{Band, Came, ForecastOf, Held, JudgedCut, JudgedForecast, Misses, Month, MonthForecast};
use crate::rules::rhythm::LEAST_CUSTOMERS;

/// The forecasts of three days, held against what came.
#[derive(Clone, Copy, Debug)]
pub struct JudgedForecastShown<'a> {
    pub found: &'a JudgedForecast,
    /// The currency of sums.
    pub currency: Currency,
}

/// The page of a terminal.
pub fn judged_forecast_text(lang: Lang, shown: JudgedForecastShown<'_>, style: Style) -> String {
    document::text(&judged_forecast_page(lang, shown), style)
}

/// The same as a page that is sent around.
pub fn judged_forecast_page(lang: Lang, shown: JudgedForecastShown<'_>) -> Document {
    let title = lang.pick("How good the forecast was", "订单预计准不准").to_owned();
    let cuts: Vec<&JudgedCut> = shown.found.cuts.iter().filter(|cut| cut.said_together().is_some()).collect();
    let small: Vec<String> = shown.found.cuts.iter().filter_map(|cut| too_small(lang, cut)).collect();
    let small = small.join(lang.pick(" ", ""));
    if cuts.is_empty() {
        return Document { lang, title, lead: small, sections: Vec::new(), hint: String::new() };
    }
    let mut sections = vec![said(lang, &cuts, shown, false)];
    let is_priced = cuts.iter().any(|cut| cut.said_together().is_some_and(|said| said.revenue.is_some()));
    if is_priced && !redaction::hides_amounts() {
        sections.push(said(lang, &cuts, shown, true));
    }
    sections.push(held(lang, &shown.found.held));
    sections.push(beside(lang, shown.found));
    let lead = lang.pick(
        "What was known on the last days of three months, held against the three months after each.",
        "用三个月末各自已知的情况推算随后三个月，与后来的订单对照。",
    );
    let lead = [lead, small.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    Document {
        lang,
        title,
        lead: lead.join(lang.pick(" ", "")),
        sections,
        hint: lang
            .pick(
                "Whose a customer is and its class are today's; of those who first ordered later no rhythm was known.",
                "客户的负责人和等级按今天的算；后来才第一次下单的客户，当时还没有节奏可言。",
            )
            .to_owned(),
    }
}

/// That a book was too small on a day to be judged.
fn too_small(lang: Lang, cut: &JudgedCut) -> Option<String> {
    let JudgedCut { known_until, customers, .. } = cut;
    cut.said_together().is_none().then(|| {
        tr!(
            lang,
            "Of {known_until} nothing can be said: {customers} customers had ordered, needed are {LEAST_CUSTOMERS}.",
            "{known_until}说不出结论：下过单的客户有 {customers} 个，至少要 {LEAST_CUSTOMERS} 个。"
        )
    })
}

/// What was said of the three months after each day, and what came.
fn said(lang: Lang, cuts: &[&JudgedCut], shown: JudgedForecastShown<'_>, of_revenue: bool) -> Section {
    let told = |said: &MonthForecast| if of_revenue { said.revenue } else { Some(said.orders) };
    let came = |came: Came| if of_revenue { came.revenue } else { came.orders.into() };
    let ends = |cut: &&JudgedCut| {
        let band = cut.said_together().and_then(told)?;
        Some([band.low, band.high, came(cut.came)])
    };
    let ends = || cuts.iter().filter_map(ends).flatten();
    let ends = (ends().min().unwrap_or_default(), ends().max().unwrap_or_default());
    let figure: fn(Decimal) -> String = if of_revenue { sum } else { count };
    let row = |cut: &&JudgedCut| {
        let said = cut.said_together()?;
        let Month { from, until, .. } = said.month;
        let band = told(said)?;
        let arrived = came(cut.came);
        Some(vec![
            lang::month_span(lang, (from, until), until),
            figure(band.mean),
            range(&band, figure),
            figure(arrived),
            figure(came(cut.newcomers)),
            bar(&band, arrived, ends),
        ])
    };
    let rows = cuts.iter().filter_map(row).collect();
    let names = match lang {
        Lang::En => ["months", "said", "80 %", "came", "newcomers", ""],
        Lang::Zh => ["月份段", "预计", "80 %", "实际", "新客户", ""],
    };
    let heading = match of_revenue {
        true => tr!(lang, "Revenue, {currency}", "金额，{currency}", currency = shown.currency),
        false => lang.pick("Orders", "单数").to_owned(),
    };
    let own = cuts.iter().filter(|cut| cut.is_fitted).count();
    let below = match of_revenue {
        true => String::new(),
        false => tr!(
            lang,
            "▒ the band that was said, │ what came, from the least to the most of all. By numbers of its own as of that day: {own} of {all}, else the shipped ones.",
            "▒ 当时所说的范围，│ 实际；左右两端为各次中的最小和最大。按当时本客户群自己的数值：{all} 次中 {own} 次，其余按程序自带的数值。",
            all = cuts.len()
        ),
    };
    section(&heading, &names.map(str::to_owned), rows, below)
}

/// How many of the bands held.
fn held(lang: Lang, all: &[Held]) -> Section {
    let of = |held: usize, of: usize| match of {
        0 => String::new(),
        _ => tr!(lang, "{held} of {of}", "{of} 中 {held}"),
    };
    let row = |held: &Held| {
        let name = match held.of {
            ForecastOf::All => lang.pick("everybody's months", "全部客户，逐月"),
            ForecastOf::Owner => lang.pick("each person's months", "每个负责人，逐月"),
            ForecastOf::Grade => lang.pick("each class's months", "每个等级，逐月"),
        };
        vec![name.to_owned(), of(held.orders, held.of_orders), of(held.revenue, held.of_revenue)]
    };
    let names = match lang {
        Lang::En => ["of", "orders", "revenue"],
        Lang::Zh => ["对象", "单数", "金额"],
    };
    let below = lang.pick(
        "Four in five should; fewer: something befell many customers at once, or their rhythm has changed.",
        "应有五分之四落在范围内；更少，说明有什么事同时影响了许多客户，或者他们的节奏变了。",
    );
    let heading = lang.pick("How often what came lay within the 80 %", "实际落在 80% 范围内的次数");
    section(heading, &names.map(str::to_owned), all.iter().map(row).collect(), below.to_owned())
}

/// A rule by its name, and which error is its.
type Rule = (&'static str, fn(Misses) -> Decimal);

/// The errors beside simpler rules.
fn beside(lang: Lang, found: &JudgedForecast) -> Section {
    let part = |misses: Option<Misses>, of: fn(Misses) -> Decimal| {
        let part = misses.map(|misses| (of(misses) * Decimal::ONE_HUNDRED).round_dp(0).normalize());
        part.map(|part| tr!(lang, "{part} %", "{part}%")).unwrap_or_default()
    };
    let rows: [Rule; 3] = [
        (lang.pick("this forecast", "本预计"), |misses| misses.model),
        (lang.pick("as in the three months before", "与前三个月相同"), |misses| misses.last_quarter),
        (lang.pick("as in these months a year before", "与上年同月相同"), |misses| misses.year_before),
    ];
    let revenue = found.revenue.filter(|_| !redaction::hides_amounts());
    let row = |(name, of): (&str, _)| vec![name.to_owned(), part(found.orders, of), part(revenue, of)];
    let names = match lang {
        Lang::En => ["by", "orders", "revenue"],
        Lang::Zh => ["依据", "单数", "金额"],
    };
    let below = lang.pick(
        "All errors of everybody's three months as a part of what came; less is better.",
        "全部客户三个月合计的误差之和，除以实际之和；越小越好。",
    );
    let rows = rows.into_iter().map(row).collect();
    let heading = lang.pick("By how much it was wrong, beside simpler rules", "差多少，与简单规则相比");
    section(heading, &names.map(str::to_owned), rows, below.to_owned())
}

/// So many places are from the least to the most that was said or came.
const BAR: i64 = 12;

/// The band that was said, and what came.
fn bar(band: &Band, came: Decimal, (least, most): (Decimal, Decimal)) -> String {
    let place = |value: Decimal| {
        let part = (value - least).checked_mul(Decimal::from(BAR));
        let part = part.and_then(|part| part.checked_div(most - least));
        part.and_then(|part| i64::try_from(part.round()).ok()).unwrap_or_default().clamp(0, BAR)
    };
    let (low, high, came) = (place(band.low), place(band.high), place(came).min(BAR - 1));
    let cell = |at: i64| match at {
        _ if at == came => '│',
        _ if (low..high).contains(&at) => '▒',
        _ => '·',
    };
    (0..BAR).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_the_band_and_what_came() {
        let ten = |low: i64, high: i64| {
            let [low, middle, high] = [low, low, high].map(Decimal::from);
            Band { mean: middle, low, middle, high }
        };
        let of = |band: &Band, came: i64| bar(band, came.into(), (Decimal::from(100), Decimal::from(220)));
        assert_eq!(of(&ten(120, 160), 140), "··▒▒│▒······");
        assert_eq!(of(&ten(120, 160), 220), "··▒▒▒▒·····│");
        assert_eq!(bar(&ten(5, 5), Decimal::from(5), (Decimal::from(5), Decimal::from(5))), "│···········");
    }
}
