//! The book by who orders next, for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Currency, Decimal, Money};
use crate::plan::NextOrder;
use crate::rules::rhythm::{BookRhythm, HARDLY};

/// Of so many customers, one has ordered within a month where the list of orders is new (own).
const MANY: usize = 5;

/// Days after which an ERP's monthly list is old (own).
const STALE_AFTER: i64 = 35;

/// How many of them are shown, and by what they were reckoned.
#[derive(Clone, Copy, Debug)]
pub struct RhythmShown<'a> {
    /// No more than so many.
    pub most: usize,
    /// Within so many days an order is asked for.
    pub days: u32,
    /// From what each was reckoned, too.
    pub why: bool,
    /// The currency of sums.
    pub currency: Currency,
    /// The numbers.
    pub book: &'a BookRhythm,
}

/// Each customer with its last order, how likely and when the next one comes, and what is at stake.
pub fn rhythm(
    lang: Lang,
    found: &[NextOrder],
    shown: RhythmShown<'_>,
    today: NaiveDate,
    style: Style,
) -> String {
    let style = style.paged();
    let day = lang::date_full(lang, today);
    let heading = tr!(lang, "{day} · {what}", "{day} · {what}", what = heading(lang, found, shown, today));
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() {
        out.push_str(lang.pick(
            "None of them has ordered, or it is archived: the grade's cadence counts.\ncrm log ID \"…\" --order 1200\n",
            "其中没有下过单的客户（已归档的不列），按等级的周期跟进。\ncrm log 编号 \"…\" --order 1200\n",
        ));
        return out;
    }
    out.push('\n');
    let most = found.iter().take(shown.most);
    match shown.why {
        true => most.for_each(|next| out.push_str(&told(lang, next, shown, today, style))),
        false => out.push_str(&table(lang, most, shown, today, style)),
    }
    let more = found.len().saturating_sub(shown.most);
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    if !shown.why {
        let numbers = lang::by_which_numbers(lang, shown.book);
        out.push_str(&style.paint(Tone::Dim, &tr!(lang, "\n{numbers}", "\n{numbers}")));
        out.push_str(lang.pick(
            "\nWhy: crm rhythm --why ID; how often it was right: crm rhythm --backtest\n",
            "\n由来：crm rhythm --why 编号；准不准：crm rhythm --backtest\n",
        ));
    }
    out
}

fn table<'a>(
    lang: Lang,
    found: impl Iterator<Item = &'a NextOrder>,
    shown: RhythmShown<'_>,
    today: NaiveDate,
    style: Style,
) -> String {
    let span = lang::span_ahead(lang, shown.days);
    let heads = [
        lang.pick("customer", "客户").to_owned(),
        lang.pick("last order", "上一单").to_owned(),
        tr!(lang, "{span}", "{span}内"),
        lang.pick("next (80 %)", "下一单（80%）").to_owned(),
        lang.pick("expected", "预计金额").to_owned(),
    ];
    let column = |(at, head)| Column { head, number: at == 2 || at == 4, whole: at > 0 };
    let columns: Vec<Column<'_>> = heads.iter().map(String::as_str).enumerate().map(column).collect();
    let rows: Vec<Vec<String>> = found.map(|next| row(lang, next, today, style)).collect();
    grid(&columns, &rows, style)
}

/// How many have ordered, what is expected of them, and what is at stake.
fn heading(lang: Lang, found: &[NextOrder], shown: RhythmShown<'_>, today: NaiveDate) -> String {
    let (count, span) = (found.len(), lang::span_ahead(lang, shown.days));
    let mut text = match (lang, count) {
        (Lang::En, 1) => "1 customer that has ordered".to_owned(),
        (Lang::En, _) => format!("{count} customers that have ordered"),
        (Lang::Zh, _) => format!("{count} 个下过单的客户"),
    };
    if found.is_empty() || shown.why {
        return text;
    }
    let orders: Decimal = found.iter().map(|next| next.expected.orders_ahead).sum();
    // Of a few customers it may be less than one order, and is not nothing.
    let orders = orders.round_dp(u32::from(orders < Decimal::TEN)).normalize();
    let sum = |of: fn(&NextOrder) -> Option<Decimal>| {
        let all = found.iter().filter_map(of).fold(Decimal::ZERO, Decimal::saturating_add);
        lang::money(Money { amount: all.round_dp(0), currency: Some(shown.currency) })
    };
    let (expected, stake) = (sum(|next| next.amount), sum(|next| next.stake));
    let unknown = found.iter().filter(|next| next.amount.is_none()).count();
    text += &match unknown == count {
        // Nothing is known of any amount, which is not nothing.
        true => tr!(
            lang,
            "\nexpected within {span}: about {orders} orders, of amounts that nobody knows (crm check)",
            "\n{span}内预计约 {orders} 单，金额不明（见 crm check）"
        ),
        false => tr!(
            lang,
            "\nexpected within {span}: about {orders} orders, {expected}; at stake {stake}",
            "\n{span}内预计约 {orders} 单，{expected}；风险金额 {stake}"
        ),
    };
    if unknown > 0 && unknown < count {
        text += &tr!(
            lang,
            "\nwithout {unknown} customers, of whose orders no amount is known (crm check)",
            "\n不含 {unknown} 个金额不明的客户（见 crm check）"
        );
    }
    let newest = found.iter().map(|next| next.expected.last).max();
    if let Some(newest) = newest.filter(|newest| count >= MANY && (today - *newest).num_days() > STALE_AFTER)
    {
        let days = (today - newest).num_days();
        let newest = lang::day_month(lang, newest, today);
        text += &tr!(
            lang,
            "\nthe newest order of all is of {newest}, {days} days ago: is there a newer list? crm import --orders",
            "\n最新的一单是 {newest}，已过 {days} 天：有没有更新的订单表？crm import --orders"
        );
    }
    text
}

fn row(lang: Lang, next: &NextOrder, today: NaiveDate, style: Style) -> Vec<String> {
    let own = &next.expected;
    let dim = |text: &str| style.paint(Tone::Dim, text);
    let grade = next.grade.as_deref().map(lang::one_line);
    let owner = next.owner.as_deref().map(|owner| lang::person(lang, owner));
    let facts: Vec<String> = [Some(next.id.to_string()), grade, owner].into_iter().flatten().collect();
    let name = style.paint(Tone::Strong, &lang::one_line(&next.name));
    let last = lang::day_month(lang, own.last, today);
    let late =
        if own.is_late { style.paint(Tone::Alarm, lang.pick("late", "晚了")) } else { String::new() };
    let window = own.window.filter(|_| own.in_rhythm >= HARDLY);
    let window = window.map(|window| lang::order_window(lang, &window, today)).unwrap_or_default();
    let rhythm = lang::chance(lang, own.in_rhythm);
    let rhythm = tr!(lang, "in rhythm {rhythm}", "按节奏 {rhythm}");
    let sum = |amount: Option<Decimal>| {
        amount.map(|amount| lang::money(Money { amount: amount.round_dp(0), currency: None }))
    };
    let stake = sum(next.stake).map(|stake| tr!(lang, "stake {stake}", "风险 {stake}"));
    vec![
        format!("{name}\n{}", dim(&facts.join(" · "))),
        format!("{last}\n{}", dim(&lang::rhythm_line(lang, own))),
        format!("{}\n{late}", lang::chance(lang, own.chance)),
        format!("{window}\n{}", dim(&rhythm)),
        format!("{}\n{}", sum(next.amount).unwrap_or_default(), dim(&stake.unwrap_or_default())),
    ]
}

/// One customer in a sentence, and from what that was reckoned.
fn told(lang: Lang, next: &NextOrder, shown: RhythmShown<'_>, today: NaiveDate, style: Style) -> String {
    let name = style.paint(Tone::Strong, &lang::one_line(&next.name));
    let said = lang::order_rhythm(lang, &next.expected, today);
    let why = lang::rhythm_why(lang, next, shown.book, shown.currency, today);
    let lines =
        std::iter::once(said).chain(why.iter().map(|line| style.paint(Tone::Dim, &format!("· {line}"))));
    let rows: Vec<Vec<String>> = lines.map(|line| vec![line]).collect();
    let id = style.paint(Tone::Dim, next.id.as_str());
    let column = Column { head: "", number: false, whole: false };
    format!("{name}  {id}\n{}\n", grid(&[column], &rows, style))
}
