//! What the program itself wrote into logs, for the reader.
//!
//! A log is read by colleagues of both languages and by other programs, so a command writes one fixed
//! English text, whoever runs it; a reader of Chinese is shown its Chinese. That holds for logs that were
//! written years ago, too. Texts of people stay as they are.

use std::borrow::Cow;

use super::{Lang, interval, one_line, person};
use crate::model::{CustomerKey, Interval, Note};

/// The text of an entry, or the reason of a decision, on one line.
pub fn written(lang: Lang, text: &str) -> String {
    let own = match lang {
        Lang::En => None,
        Lang::Zh => chinese(text.trim()),
    };
    one_line(&own.map_or(Cow::Borrowed(text), Cow::Owned))
}

fn chinese(text: &str) -> Option<String> {
    match text {
        "handover" => return Some("交接".to_owned()),
        Note::PLANNED => return Some("分摊到各工作日".to_owned()),
        _ => {}
    }
    let prefixed = |prefix, zh: &str| text.strip_prefix(prefix).map(|rest| format!("{zh}{rest}"));
    fell(text)
        .or_else(|| forgotten(text))
        .or_else(|| prefixed("archived: ", "归档："))
        .or_else(|| prefixed("no longer archived: ", "恢复跟进："))
        .or_else(|| text.strip_prefix("merged from ").map(merged))
        .or_else(|| changed(text))
}

/// `status: in talks → on hold`, `status=trial, region=North: sample order`: what `crm log --status` and `crm set --why`
/// write.
fn changed(text: &str) -> Option<String> {
    let status = CustomerKey::Status.as_str();
    if let Some(change) = text.strip_prefix(status).and_then(|rest| rest.strip_prefix(": "))
        && change.contains(" → ")
    {
        return Some(format!("{}：{change}", CustomerKey::Status.info().chinese));
    }
    let (changes, why) = text.split_once(": ")?;
    let in_chinese = |change: &str| {
        let (key, value) = change.split_once('=')?;
        let sign = key.len() - key.trim_end_matches(['+', '-']).len();
        let (key, sign) = key.split_at(key.len() - sign);
        Some(format!("{}{sign}={value}", CustomerKey::parse(key)?.info().chinese))
    };
    let changes: Option<Vec<String>> = changes.split(", ").map(in_chinese).collect();
    Some(format!("{}：{why}", changes?.join("，")))
}

/// `b-two (B Two)`, and below it what wasn't taken over, line by line.
fn merged(text: &str) -> String {
    const HEADINGS: [(&str, &str); 4] = [
        ("not taken:", "未采用："),
        ("replaced:", "已替换："),
        ("renumbered:", "改编号："),
        ("its comments:", "其注释："),
    ];
    let line = |line: &str| {
        let heading = HEADINGS.iter().find(|(own, _)| *own == line).map(|(_, zh)| (*zh).to_owned());
        let key = || {
            let (key, value) = line.split_once(": ")?;
            Some(format!("{}：{value}", CustomerKey::parse(key)?.info().chinese))
        };
        heading.or_else(key).unwrap_or_else(|| line.to_owned())
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    format!("合并自 {}", lines.join("\n"))
}

/// `no follow-up for 6 months (rule pool.after.E.followup), last 2026-05-20`.
fn fell(text: &str) -> Option<String> {
    let (what, rest) = text.strip_prefix("no ")?.split_once(" for ")?;
    let (limit, rest) = rest.split_once(" (rule ")?;
    let (rule, since) = rest.split_once("), ")?;
    let what = match what {
        "follow-up" => "跟进",
        "order" => "订单",
        "deal" => "成交进展",
        "interest" => "表现出兴趣",
        _ => return None,
    };
    let limit = interval(Lang::Zh, Interval::parse(limit)?);
    let since = match (since.strip_prefix("last "), since.strip_prefix("its owner has had it since ")) {
        (Some(day), _) => format!("最近一次 {day}"),
        (None, Some(day)) => format!("负责人自 {day} 起接手"),
        (None, None) => return None,
    };
    Some(format!("{limit}没有{what}（规则 {rule}），{since}"))
}

/// `forgotten on request on 2026-11-20 by li (0a1b2c)`; the mark is for the program.
fn forgotten(text: &str) -> Option<String> {
    let (day, by) = text.strip_prefix("forgotten on request on ")?.split_once(" by ")?;
    let by = by.rsplit_once(" (").map_or(by, |(by, _)| by);
    Some(format!("{day} 应本人要求删除，经办：{}", person(Lang::Zh, by)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_wrote_is_read_in_the_readers_language() {
        for (text, zh) in [
            (
                "no follow-up for 6 months (rule pool.after.E.followup), last 2026-05-20",
                "6个月没有跟进（规则 pool.after.E.followup），最近一次 2026-05-20",
            ),
            (
                "no order for 1 year (rule pool.after.A.order), its owner has had it since 2026-05-20",
                "1年没有订单（规则 pool.after.A.order），负责人自 2026-05-20 起接手",
            ),
            (
                "no interest for 6 months (rule pool.after.C.interest), last 2026-05-20",
                "6个月没有表现出兴趣（规则 pool.after.C.interest），最近一次 2026-05-20",
            ),
            ("status: 洽谈中 → 暂缓", "状态：洽谈中 → 暂缓"),
            ("status: – → trial", "状态：– → trial"),
            ("status=试单: sample order", "状态=试单：sample order"),
            ("tags+=重点, region=华东: 拜访后", "标签+=重点，地区=华东：拜访后"),
            ("price=12: as agreed", "price=12: as agreed"),
            ("status: he thinks about it", "status: he thinks about it"),
            ("merged from b-two (B Two)", "合并自 b-two (B Two)"),
            ("handover", "交接"),
            ("spread over the working days", "分摊到各工作日"),
            ("archived: closed down", "归档：closed down"),
            ("no longer archived: 又有需求", "恢复跟进：又有需求"),
            ("merged from acme-2", "合并自 acme-2"),
            ("forgotten on request on 2026-11-20 by li", "2026-11-20 应本人要求删除，经办：li"),
            ("forgotten on request on 2026-11-20 by li (0a1b2c)", "2026-11-20 应本人要求删除，经办：li"),
            // What people wrote.
            ("no time for E this autumn", "no time for E this autumn"),
            ("no order for a year", "no order for a year"),
            ("没精力跟进", "没精力跟进"),
        ] {
            assert_eq!((written(Lang::En, text).as_str(), written(Lang::Zh, text).as_str()), (text, zh));
        }
    }

    #[test]
    fn what_a_merge_left_is_named_in_the_readers_language() {
        let text = "merged from b-two (B Two)\nnot taken:\napproved: wang\ncontacts[0].email: x";
        assert_eq!(written(Lang::Zh, text), "合并自 b-two (B Two) 未采用： 批准：wang contacts[0].email: x");
    }
}
