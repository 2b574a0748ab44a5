//! The deals for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Currency, Decimal, Money};
use crate::plan::{Deal, sum_of_deals};

/// How many of them are shown, and what is said of the others.
#[derive(Clone, Copy, Debug)]
pub struct DealsShown {
    /// No more than so many.
    pub most: usize,
    /// How many that have not moved for long are left out.
    pub old: usize,
    /// The currency of sums.
    pub currency: Currency,
}

/// Each deal with its stage, what may come of it, and what it waits for.
pub fn deals(lang: Lang, found: &[Deal], shown: DealsShown, today: NaiveDate, style: Style) -> String {
    let day = lang::date_full(lang, today);
    let heading = tr!(lang, "{day} · {what}", "{day} · {what}", what = heading(lang, found, shown.currency));
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() && shown.old == 0 {
        out.push_str(lang.pick(
            "No quote, no sample and no need waits for an order: crm log ID \"…\" --quote 1200 --item X\n",
            "没有等待成交的报价、样品或需求：crm log 编号 \"…\" --quote 1200 --item 品名\n",
        ));
        return out;
    }
    let heads = match lang {
        Lang::En => ["customer", "stage", "amount", "waits for"],
        Lang::Zh => ["客户", "阶段", "金额", "等待"],
    };
    let columns: Vec<Column<'_>> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| Column { head, number: index == 2, whole: index == 1 || index == 2 })
        .collect();
    let rows: Vec<Vec<String>> =
        found.iter().take(shown.most).map(|deal| row(lang, deal, today, style)).collect();
    if !rows.is_empty() {
        out.push('\n');
        out.push_str(&grid(&columns, &rows, style));
    }
    let more = found.len() - rows.len();
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    let old = shown.old;
    if old > 0 {
        out.push_str(&match (lang, old) {
            (Lang::En, 1) => "1 more has not moved for long: crm deals --old\n".to_owned(),
            (Lang::En, _) => format!("{old} more have not moved for long: crm deals --old\n"),
            (Lang::Zh, _) => format!("另有 {old} 个久无进展：crm deals --old\n"),
        });
    }
    if found.iter().any(|deal| deal.opportunity.is_open()) {
        out.push_str(lang.pick(
            "\nWhen one is over: crm log ID --quote lost --why \"…\", or --order AMOUNT\n",
            "\n有结果时：crm log 编号 --quote 丢单 --why \"原因\"，或 --order 金额\n",
        ));
    }
    out
}

fn heading(lang: Lang, found: &[Deal], currency: Currency) -> String {
    let sum = sum_of_deals(found);
    let money = |amount: Decimal| lang::money(Money { amount: amount.round_dp(0), currency: Some(currency) });
    let (count, all, likely) = (found.len(), money(sum.amount), money(sum.weighted));
    let mut text = match (lang, count) {
        (Lang::En, 1) => "1 deal".to_owned(),
        (Lang::En, _) => format!("{count} deals"),
        (Lang::Zh, _) => format!("{count} 个商机"),
    };
    if !sum.amount.is_zero() {
        text += &tr!(lang, ": {all}", "：共 {all}");
        if found.iter().any(|deal| deal.opportunity.is_open()) {
            text += &tr!(lang, ", weighted {likely}", "，加权 {likely}");
        }
    }
    if sum.unrated > 0 {
        let unrated = sum.unrated;
        text += &tr!(lang, " ({unrated} without a rate left out)", "（{unrated} 个没有汇率，未计入）");
    }
    text
}

fn row(lang: Lang, deal: &Deal, today: NaiveDate, style: Style) -> Vec<String> {
    let own = &deal.opportunity;
    let item = own.item.as_deref().map(lang::one_line);
    let facts: Vec<String> = item.into_iter().chain([deal.id.to_string()]).collect();
    let name = style.paint(Tone::Strong, &lang::one_line(&deal.name));
    let customer = format!("{name}\n{}", style.paint(Tone::Dim, &facts.join(" · ")));
    let days = lang::days(lang, deal.days_in_stage(today));
    let stage = format!("{}\n{}", lang::stage(lang, own.stage), style.paint(Tone::Dim, &days));
    let amount = own.money.map(lang::money).unwrap_or_default();
    let likely = match own.is_open() {
        true => lang::exact_percent(lang, deal.likelihood),
        false => String::new(),
    };
    let amount = format!("{amount}\n{}", style.paint(Tone::Dim, &likely));
    vec![customer, stage, amount, waiting(lang, deal, today, style)]
}

fn waiting(lang: Lang, deal: &Deal, today: NaiveDate, style: Style) -> String {
    let own = &deal.opportunity;
    let Some(wait) = own.waits_for else {
        let competitor = own.competitor.as_deref().map(|name| {
            let name = lang::one_line(name);
            tr!(lang, "to {name}", "被 {name} 拿走")
        });
        let why = own.why.as_deref().map(|why| lang::written(lang, why));
        let day = lang::day_month(lang, own.moved, today);
        return [Some(day), why, competitor].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    };
    let expected = own.expected.map(|day| {
        let tone = if day < today { Tone::Alarm } else { Tone::Dim };
        style.paint(tone, &lang::order_expected(lang, day, today))
    });
    let owner = deal.owner.as_deref().map(|owner| style.paint(Tone::Dim, &lang::person(lang, owner)));
    let beside: Vec<String> = owner.into_iter().chain(expected).collect();
    let tone = if own.is_old() { Tone::Alarm } else { Tone::Plain };
    let said = style.paint(tone, lang::wait(lang, wait));
    format!("{said}\n{}", beside.join(" · "))
}
