//! Referrals for people.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::{ReferralFacts, Referrals};

/// How many came by referral and how many of them ordered; who referred whom; who was asked, and when.
pub fn referrals(lang: Lang, found: &Referrals, today: NaiveDate, style: Style) -> String {
    let ((all, all_ordered), (count, ordered)) = (found.customers, found.referred);
    let (others, others_ordered) = (all - count, all_ordered - ordered);
    let heading =
        tr!(lang, "{count} of {all} customers came by referral", "{all} 个客户中，{count} 个经转介绍而来");
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if count > 0 {
        let (rate, other) = (percent(ordered, count), percent(others_ordered, others));
        out.push_str(&tr!(
            lang,
            "{ordered} of them ordered ({rate}); of the others {others_ordered} of {others} ({other})\n",
            "其中 {ordered} 个已下单（{rate}）；其他 {others} 个中 {others_ordered} 个已下单（{other}）\n"
        ));
    }
    if found.came.is_empty() && found.asked.is_empty() {
        out.push_str(lang.pick(
            "Who referred a customer: crm set ID referred_by=ID\nAsked for a referral: crm log ID \"…\" --action referral\n",
            "客户由谁介绍：crm set 编号 referred_by=编号\n问过能否转介绍：crm log 编号 \"…\" --action 转介绍\n",
        ));
        return out;
    }
    let column = |number| Column { head: "", number, whole: number };
    if !found.referrers.is_empty() {
        let title = lang.pick("Referred by", "介绍人");
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, title)));
        let rows: Vec<Vec<String>> = found
            .referrers
            .iter()
            .map(|one| {
                let id = lang::one_line(&one.id);
                // Of one behind a mask, or that is there no more, the id is all there is.
                let who = match one.name.as_deref().map(lang::one_line) {
                    Some(name) => {
                        format!("{}\n{}", style.paint(Tone::Strong, &name), style.paint(Tone::Dim, &id))
                    }
                    None => style.paint(Tone::Strong, &id),
                };
                let came =
                    found.came.iter().filter(|came| came.referred_by.as_deref() == Some(one.id.as_str()));
                let came: Vec<String> = came.map(|came| came_said(lang, came, today)).collect();
                let (count, ordered) = (one.referred, one.ordered);
                let sum =
                    tr!(lang, "{count} referred, {ordered} ordered", "介绍 {count} 个，下单 {ordered} 个");
                vec![who, format!("{sum}\n{}", came.join("\n"))]
            })
            .collect();
        out.push_str(&grid(&[column(false), column(false)], &rows, style));
    }
    if !found.asked.is_empty() {
        let title = lang.pick("Asked for a referral, the longest ago first", "问过能否转介绍（最久的在前）");
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, title)));
        let rows: Vec<Vec<String>> = found
            .asked
            .iter()
            .map(|one| {
                let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
                let who = format!("{name}\n{}", style.paint(Tone::Dim, one.id.as_str()));
                vec![who, asked_said(lang, one, today)]
            })
            .collect();
        out.push_str(&grid(&[column(false), column(false)], &rows, style));
    }
    out
}

fn came_said(lang: Lang, one: &ReferralFacts, today: NaiveDate) -> String {
    let name = lang::one_line(&one.name);
    match one.ordered.map(|day| lang::day_month(lang, day, today)) {
        Some(day) => tr!(lang, "{name}, ordered since {day}", "{name}，{day}首单"),
        None => tr!(lang, "{name}, no order yet", "{name}，尚未下单"),
    }
}

fn asked_said(lang: Lang, one: &ReferralFacts, today: NaiveDate) -> String {
    let Some((day, reply)) = one.asked else { return String::new() };
    let day = lang::date_short(lang, day, today);
    match reply.map(|reply| lang::reply(lang, reply)) {
        Some(reply) => tr!(lang, "{day}, {reply}", "{day}，{reply}"),
        None => day,
    }
}

/// A part of a whole: `25 %`; of nothing a dash.
fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{} %", (part * 100 + whole / 2) / whole),
    }
}
