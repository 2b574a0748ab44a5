//! The re-evaluation of a quarter, for people.

mod sums;

use chrono::NaiveDate;

use super::document::{self, Document, Entry, Figure, Head, Section, Table};
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::redaction;
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{Course, Division, Loss, Quarter, Share, Stand};
use crate::rules::Policy;
use sums::percent;

/// One page: shares before and after, who rose, who fell, whose grade is to be looked at again. At
/// most `most` customers a list.
pub fn quarter(lang: Lang, quarter: &Quarter, policy: &Policy, most: usize, style: Style) -> String {
    let style = style.paged();
    let (days, moved) = heading_parts(lang, quarter);
    let mut out = style.paint(Tone::Strong, &format!("{days} · {moved}")) + "\n\n";
    let mut table = share_table(lang, quarter, policy);
    if let Some(all) = table.rows.last_mut() {
        all.iter_mut().for_each(|cell| *cell = style.paint(Tone::Strong, cell));
    }
    out.push_str(&document::rows(&table, style));
    out.push_str(&format!("{}\n", archived_note(lang)));
    for told in figures(lang, quarter, policy) {
        let whole = Column { head: "", number: false, whole: false };
        out.push_str(&grid(&[whole], &[vec![told]], style.paged()));
    }
    for list in lists(lang, quarter) {
        if list.customers.is_empty() {
            continue;
        }
        out.push('\n');
        out.push_str(&style.paint(list.tone, &list.heading(lang)));
        out.push('\n');
        let row = |one: &Course| {
            let (what, name, id) = (list.what(one), lang::one_line(&one.name), one.id.as_str());
            let mut text = format!("{name}  {}", style.paint(Tone::Dim, id));
            text.extend(list.why(lang, one, policy, quarter.until).map(|why| format!("\n{why}")));
            vec![style.paint(Tone::Strong, &what), text]
        };
        let rows: Vec<Vec<String>> = list.customers.iter().take(most).map(row).collect();
        let whole = |whole| Column { head: "", number: false, whole };
        if !rows.is_empty() {
            out.push_str(&grid(&[whole(true), whole(false)], &rows, style));
        }
        out.extend(list.more(lang, most).map(|more| more + "\n"));
    }
    out.push('\n');
    out.push_str(&next(lang, quarter));
    out
}

/// From when to when, and how many moved.
fn heading_parts(lang: Lang, quarter: &Quarter) -> (String, String) {
    let (since, until) = (lang::date_full(lang, quarter.since), lang::date_full(lang, quarter.until));
    let (rose, fell, graded) = (quarter.rose.len(), quarter.fell.len(), quarter.graded.len());
    let moved = rose + fell + graded;
    (
        tr!(lang, "{since} to {until}", "{since}至{until}"),
        tr!(
            lang,
            "{moved} of {all} moved: {rose} up, {fell} down",
            "{all} 个客户中 {moved} 个有变动：升 {rose}，降 {fell}",
            all = quarter.total.customers.1
        ),
    )
}

fn archived_note(lang: Lang) -> &'static str {
    lang.pick(
        "Archived customers are in none of these; crm list --view counts them, too.",
        "以上不含已归档客户；crm list --view 的合计包含它们。",
    )
}

fn share_table(lang: Lang, quarter: &Quarter, policy: &Policy) -> Table {
    let currency = policy.rates.currency;
    // Classes by quantity are told in what they go by, as crm list --view does.
    let unit = Division::Grade.unit(policy);
    let sold = match unit.map(|unit| unit.map(lang::one_line)) {
        Some(Some(unit)) => tr!(lang, "quantity a year, {unit}", "年数量（{unit}）"),
        Some(None) => lang.pick("quantity a year", "年数量").to_owned(),
        None => tr!(lang, "revenue a year, {currency}", "年销售额（{currency}）"),
    };
    let heads = match lang {
        Lang::En => ["class", "customers", "%", &sold, "%"],
        Lang::Zh => ["等级", "客户数", "%", &sold, "%"],
    };
    let head = |(index, name): (usize, &&str)| Head {
        name: (*name).to_owned(),
        is_number: index > 0,
        is_whole: index > 0,
    };
    let total = &quarter.total;
    let row = |name: String, share: &Share| {
        let sold = match unit {
            Some(_) => {
                let said = |sum| lang::quantity(lang, sum, None);
                (said(share.quantity.0), said(share.quantity.1), share.quantity, total.quantity)
            }
            None => {
                let (before, after) = share.revenue;
                (lang::whole(before), lang::whole(after), share.revenue, total.revenue)
            }
        };
        share_row(name, share, total, sold)
    };
    let mut rows: Vec<Vec<String>> =
        quarter.shares.iter().map(|share| row(class(lang, share, policy), share)).collect();
    rows.push(row(lang.pick("all", "合计").to_owned(), total));
    Table { columns: heads.iter().enumerate().map(head).collect(), rows }
}

fn class(lang: Lang, share: &Share, policy: &Policy) -> String {
    match share.class.as_deref().map(|class| (class, policy.grade(class))) {
        Some((_, Some(rule))) => lang::named(lang, rule),
        Some((class, None)) => lang::clean(class),
        None => lang.pick("no grade", "未定级").to_owned(),
    }
}

/// What is sold on both days, as it is said, and as a part of all.
type Sold = (String, String, (Decimal, Decimal), (Decimal, Decimal));

fn share_row(name: String, share: &Share, total: &Share, (before, after, own, all): Sold) -> Vec<String> {
    let count = Decimal::from;
    let change = |before: String, after: String| {
        if before == after { after } else { format!("{before} → {after}") }
    };
    vec![
        name,
        change(share.customers.0.to_string(), share.customers.1.to_string()),
        change(
            percent(count(share.customers.0), count(total.customers.0)),
            percent(count(share.customers.1), count(total.customers.1)),
        ),
        change(before, after),
        change(redaction::shown(percent(own.0, all.0)), redaction::shown(percent(own.1, all.1))),
    ]
}

/// Customers of whom something is told.
struct List<'a> {
    name: &'static str,
    anchor: &'static str,
    tone: Tone,
    customers: &'a [Course],
    tells: Tells,
}

/// What is told of a customer of a list.
#[derive(Clone, Copy, PartialEq)]
enum Tells {
    /// From where it moved, and who decided so.
    Move,
    /// By what it was lost, and what it brought.
    Loss,
    /// When its grade was confirmed.
    Recheck,
}

/// The lists of the page, in its order.
fn lists(lang: Lang, quarter: &Quarter) -> [List<'_>; 7] {
    let list = |name, anchor, tone, customers, tells| List { name, anchor, tone, customers, tells };
    let [rose, fell] = [lang.pick("rose", "上升"), lang.pick("fell", "下降")];
    let graded = lang.pick("graded for the first time", "首次定级");
    let [came, left] = [lang.pick("new", "新客户"), lang.pick("archived", "已归档")];
    let recheck = lang.pick("due for a recheck", "等级待复核");
    [
        list(rose, "rose", Tone::Good, &quarter.rose, Tells::Move),
        list(fell, "fell", Tone::Alarm, &quarter.fell, Tells::Move),
        list(graded, "graded", Tone::Strong, &quarter.graded, Tells::Move),
        list(came, "new", Tone::Strong, &quarter.came, Tells::Move),
        list(left, "archived", Tone::Strong, &quarter.left, Tells::Move),
        list(lang.pick("lost", "流失"), "lost", Tone::Alarm, &quarter.lost, Tells::Loss),
        list(recheck, "recheck", Tone::Strong, &quarter.recheck, Tells::Recheck),
    ]
}

impl List<'_> {
    fn heading(&self, lang: Lang) -> String {
        let (name, count) = (self.name, self.customers.len());
        tr!(lang, "{name} ({count})", "{name}（{count}）")
    }

    /// Its class, or from which to which it went.
    fn what(&self, one: &Course) -> String {
        let class = |side: &Option<Stand>| {
            side.as_ref().map(|side| side.class.as_deref().map_or_else(|| "–".to_owned(), lang::clean))
        };
        match (class(&one.before), class(&one.after)) {
            (Some(before), Some(after)) if before != after && self.tells == Tells::Move => {
                format!("{before} → {after}")
            }
            (before, _) if self.tells == Tells::Loss => before.unwrap_or_default(),
            (before, after) => after.or(before).unwrap_or_default(),
        }
    }

    /// Why it stands there, where that is known.
    fn why(&self, lang: Lang, one: &Course, policy: &Policy, today: NaiveDate) -> Option<String> {
        match self.tells {
            Tells::Move => reason(lang, one, policy, today),
            Tells::Loss => one.loss.as_ref().map(|loss| lost_by(lang, one, loss, policy, today)),
            Tells::Recheck => Some(match one.recheck.flatten() {
                Some(last) => {
                    let last = lang::day_month(lang, last, today);
                    tr!(lang, "last looked at on {last}", "上次确认{last}")
                }
                None => lang.pick("never confirmed", "从未确认").to_owned(),
            }),
        }
    }

    /// How many of it are not shown.
    fn more(&self, lang: Lang, most: usize) -> Option<String> {
        let more = self.customers.len().checked_sub(most).filter(|more| *more > 0)?;
        Some(tr!(lang, "… and {more} more, by --limit", "……还有 {more} 个（受 --limit 限制）"))
    }
}

/// By what it was lost, and what it brought a year.
fn lost_by(lang: Lang, one: &Course, loss: &Loss, policy: &Policy, today: NaiveDate) -> String {
    let day = loss.day().map(|day| lang::day_month(lang, day, today)).unwrap_or_default();
    let mut parts = vec![match loss {
        Loss::Ended { .. } => tr!(lang, "ended working with us on {day}", "{day}终止合作"),
        Loss::Archived { on: Some(_) } => tr!(lang, "archived on {day}", "{day}归档"),
        Loss::Archived { on: None } => lang.pick("archived", "已归档").to_owned(),
        Loss::NoOrder { .. } => tr!(lang, "no order since {day}", "{day}之后没有下单"),
    }];
    if let Loss::Ended { why, competitor, .. } = loss {
        parts.extend(why.as_deref().map(|why| lang::written(lang, why)));
        parts.extend(competitor.as_deref().map(|name| lang::competitor(lang, name)));
    }
    let revenue = one.before.as_ref().map_or(Decimal::ZERO, |side| side.revenue);
    let (revenue, currency) = (lang::whole(revenue), policy.rates.currency);
    parts.push(tr!(lang, "brought {revenue} {currency} a year", "年销售额 {revenue} {currency}"));
    parts.join(" · ")
}

/// What became of the book, in sentences.
fn figures(lang: Lang, quarter: &Quarter, policy: &Policy) -> Vec<String> {
    let told = [
        sums::conversion(lang, quarter),
        churn(lang, quarter, policy),
        sums::receivables(lang, quarter, policy),
    ];
    told.into_iter().flatten().collect()
}

/// How many of those that were buying are lost, with what they brought; nothing where nobody was buying.
fn churn(lang: Lang, quarter: &Quarter, policy: &Policy) -> Option<String> {
    let (buying, lost) = (quarter.total.buying, quarter.total.lost);
    if buying == 0 {
        return None;
    }
    let (of, gone) = quarter.churned;
    let share = percent(Decimal::from(lost), Decimal::from(buying));
    let part = redaction::shown(percent(gone, of));
    let (gone, of, currency) = (lang::whole(gone), lang::whole(of), policy.rates.currency);
    let verb = if lost == 1 { "is" } else { "are" };
    let by_class: Vec<String> = quarter
        .shares
        .iter()
        .filter(|share| share.buying > 0)
        .map(|share| {
            let class = share.class.as_deref().map_or_else(|| "–".to_owned(), lang::clean);
            let (lost, buying) = (share.lost, share.buying);
            tr!(lang, "{class} {lost} of {buying}", "{class} {lost}/{buying}")
        })
        .collect();
    let by_class = by_class.join(lang.pick(", ", "，"));
    Some(tr!(
        lang,
        "Churn: {lost} of the {buying} customers that were buying {verb} lost ({share} %), with {gone} of {of} {currency} a year ({part} %); by class {by_class}.",
        "流失率：期初 {buying} 个在购客户流失 {lost} 个（{share}%），年销售额 {gone}，占 {of} {currency} 的 {part}%；按等级：{by_class}。"
    ))
}

/// The same, to be sent around: each figure leads to the customers that it counts.
pub fn quarter_document(lang: Lang, quarter: &Quarter, policy: &Policy, most: usize) -> Document {
    let lists = lists(lang, quarter);
    let figure = |list: &List<'_>| Figure {
        name: list.name,
        value: list.customers.len().to_string(),
        is_alarm: list.tone == Tone::Alarm && !list.customers.is_empty(),
        opens: if list.customers.is_empty() { "" } else { list.anchor },
    };
    let entry = |list: &List<'_>, one: &Course| Entry {
        grade: Some(list.what(one)),
        name: lang::one_line(&one.name),
        id: one.id.to_string(),
        lines: list.why(lang, one, policy, quarter.until).into_iter().map(Into::into).collect(),
        ..Entry::default()
    };
    let section = |list: &List<'_>| Section {
        heading: list.heading(lang),
        anchor: list.anchor,
        entries: list.customers.iter().take(most).map(|one| entry(list, one)).collect(),
        below: list.more(lang, most).unwrap_or_default(),
        ..Section::default()
    };
    let summary = Section {
        heading: lang.pick("Classes before and after", "各等级前后对比").to_owned(),
        figures: lists.iter().map(figure).collect(),
        table: Some(share_table(lang, quarter, policy)),
        above: figures(lang, quarter, policy).join(lang.pick(" ", "")),
        below: archived_note(lang).to_owned(),
        ..Section::default()
    };
    let sections = lists.iter().filter(|list| !list.customers.is_empty()).map(section);
    let (title, lead) = heading_parts(lang, quarter);
    Document {
        lang,
        title: tr!(lang, "The quarter, {title}", "季度复核 {title}"),
        lead,
        sections: std::iter::once(summary).chain(sections).collect(),
        hint: next(lang, quarter).trim_end().replace('\n', lang.pick(". ", "。")),
    }
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
    out.extend(quarter.refit.as_ref().map(|refit| lang::refit(lang, refit)));
    if out.is_empty() {
        out.push_str(&tr!(lang, "Nothing is left to decide.\n", "没有待决定的事项。\n"));
    }
    out
}
