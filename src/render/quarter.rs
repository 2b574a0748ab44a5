//! The re-evaluation of a quarter, for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::redaction;
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{Course, Quarter, Share, Stand};
use crate::rules::Policy;

/// One page: shares before and after, who rose, who fell, whose grade is to be looked at again. At
/// most `most` customers a list.
pub fn quarter(lang: Lang, quarter: &Quarter, policy: &Policy, most: usize, style: Style) -> String {
    let mut out = style.paint(Tone::Strong, &heading(lang, quarter)) + "\n\n";
    out.push_str(&shares(lang, quarter, policy, style));
    out.push_str(&tr!(
        lang,
        "Archived customers are in none of these; crm list --view counts them, too.\n",
        "以上不含已归档客户；crm list --view 的合计包含它们。\n"
    ));
    let lists = [
        (lang.pick("rose", "上升"), Tone::Good, &quarter.rose),
        (lang.pick("fell", "下降"), Tone::Alarm, &quarter.fell),
        (lang.pick("graded for the first time", "首次定级"), Tone::Strong, &quarter.graded),
        (lang.pick("new", "新客户"), Tone::Strong, &quarter.came),
        (lang.pick("archived", "已归档"), Tone::Strong, &quarter.left),
        (lang.pick("due for a recheck", "等级待复核"), Tone::Strong, &quarter.recheck),
    ];
    for (title, tone, list) in lists {
        if list.is_empty() {
            continue;
        }
        let count = list.len();
        out.push('\n');
        out.push_str(&style.paint(tone, &tr!(lang, "{title} ({count})", "{title}（{count}）")));
        out.push('\n');
        let is_recheck = std::ptr::eq(list, &quarter.recheck);
        let rows: Vec<Vec<String>> = list
            .iter()
            .take(most)
            .map(|one| row(lang, one, is_recheck, policy, quarter.until, style))
            .collect();
        let whole = |whole| Column { head: "", number: false, whole };
        if !rows.is_empty() {
            out.push_str(&grid(&[whole(true), whole(false)], &rows, style));
        }
        if let Some(more) = count.checked_sub(most).filter(|more| *more > 0) {
            out.push_str(&tr!(
                lang,
                "… and {more} more, by --limit\n",
                "……还有 {more} 个（受 --limit 限制）\n"
            ));
        }
    }
    out.push('\n');
    out.push_str(&next(lang, quarter));
    out
}

fn heading(lang: Lang, quarter: &Quarter) -> String {
    let (since, until) = (lang::date_full(lang, quarter.since), lang::date_full(lang, quarter.until));
    let (rose, fell, graded) = (quarter.rose.len(), quarter.fell.len(), quarter.graded.len());
    let moved = rose + fell + graded;
    tr!(
        lang,
        "{since} to {until} · {moved} of {all} moved: {rose} up, {fell} down",
        "{since}至{until} · {all} 个客户中 {moved} 个有变动：升 {rose}，降 {fell}",
        all = quarter.total.customers.1
    )
}

fn shares(lang: Lang, quarter: &Quarter, policy: &Policy, style: Style) -> String {
    let currency = policy.rates.currency;
    let revenue = tr!(lang, "revenue a year, {currency}", "年销售额（{currency}）");
    let heads = match lang {
        Lang::En => ["class", "customers", "%", &revenue, "%"],
        Lang::Zh => ["等级", "客户数", "%", &revenue, "%"],
    };
    let columns: Vec<Column<'_>> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| Column { head, number: index > 0, whole: index > 0 })
        .collect();
    let total = &quarter.total;
    let mut rows: Vec<Vec<String>> =
        quarter.shares.iter().map(|share| share_row(class(lang, share, policy), share, total)).collect();
    let all = lang.pick("all", "合计").to_owned();
    rows.push(
        share_row(all, total, total).into_iter().map(|cell| style.paint(Tone::Strong, &cell)).collect(),
    );
    grid(&columns, &rows, style)
}

fn class(lang: Lang, share: &Share, policy: &Policy) -> String {
    match share.class.as_deref().map(|class| (class, policy.grade(class))) {
        Some((_, Some(rule))) => lang::named(lang, rule),
        Some((class, None)) => lang::clean(class),
        None => lang.pick("no grade", "未定级").to_owned(),
    }
}

fn share_row(name: String, share: &Share, total: &Share) -> Vec<String> {
    let count = Decimal::from;
    let change = |before: String, after: String| {
        if before == after { after } else { format!("{before} → {after}") }
    };
    let whole = lang::whole;
    vec![
        name,
        change(share.customers.0.to_string(), share.customers.1.to_string()),
        change(
            percent(count(share.customers.0), count(total.customers.0)),
            percent(count(share.customers.1), count(total.customers.1)),
        ),
        change(whole(share.revenue.0), whole(share.revenue.1)),
        change(
            redaction::shown(percent(share.revenue.0, total.revenue.0)),
            redaction::shown(percent(share.revenue.1, total.revenue.1)),
        ),
    ]
}

/// A part of a whole in percent, to a tenth; nothing of nothing.
fn percent(part: Decimal, whole: Decimal) -> String {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    format!("{:.1}", exact.unwrap_or_default().round_dp(1))
}

fn row(
    lang: Lang,
    one: &Course,
    is_recheck: bool,
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> Vec<String> {
    let class = |side: &Option<Stand>| {
        side.as_ref().map(|side| side.class.as_deref().map_or_else(|| "–".to_owned(), lang::clean))
    };
    let what = match (class(&one.before), class(&one.after)) {
        (Some(before), Some(after)) if before != after && !is_recheck => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    };
    let (name, id) = (lang::one_line(&one.name), style.paint(Tone::Dim, one.id.as_str()));
    let mut text = format!("{name}  {id}");
    if is_recheck {
        text.push('\n');
        text.push_str(&match one.recheck.flatten() {
            Some(last) => {
                let last = lang::day_month(lang, last, today);
                tr!(lang, "last looked at on {last}", "上次确认{last}")
            }
            None => lang.pick("never confirmed", "从未确认").to_owned(),
        });
    } else if let Some(why) = reason(lang, one, policy, today) {
        text.push('\n');
        text.push_str(&why);
    }
    vec![style.paint(Tone::Strong, &what), text]
}

/// Who decided on it and why; of a computed class what it rests on.
fn reason(lang: Lang, one: &Course, policy: &Policy, today: NaiveDate) -> Option<String> {
    if let Some(why) = &one.computed {
        return Some(lang::driving_why(lang, why, policy, today));
    }
    let decision = one.decision.as_ref()?;
    let mut text = lang::day_month(lang, decision.on, today);
    if let Some(by) = &decision.by {
        text.push_str(lang.pick(", ", "，"));
        text.push_str(&lang::person(lang, by));
    }
    if let Some(why) = &decision.why {
        text.push_str(lang.pick(": ", "："));
        text.push_str(&lang::written(lang, why));
    }
    Some(text)
}

fn next(lang: Lang, quarter: &Quarter) -> String {
    let suggested = quarter.suggested;
    let mut out = String::new();
    if suggested > 0 {
        out.push_str(&tr!(
            lang,
            "Suggested moves: {suggested} · crm review, crm review --apply\n",
            "建议调整：{suggested} 个 · crm review，crm review --apply\n"
        ));
    }
    if !quarter.recheck.is_empty() {
        out.push_str(&tr!(
            lang,
            "To keep a grade: crm grade ID --confirm --why \"quarterly review\"\n",
            "保持等级：crm grade 编号 --confirm --why \"季度复核\"\n"
        ));
    }
    if out.is_empty() {
        out.push_str(&tr!(lang, "Nothing is left to decide.\n", "没有待决定的事项。\n"));
    }
    out
}
