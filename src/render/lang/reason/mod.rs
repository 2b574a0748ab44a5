//! Why a customer stands on the agenda, in one short line.

use chrono::{Datelike, NaiveDate};

use super::{
    Lang, clean, date_short, day_month, every, interval, lead_time, order_window, quoted, tr, words,
};
use crate::model::Interval;
use crate::rules::rhythm::{ExpectedOrder, Placed};
use crate::rules::{AgreedHour, Anchor, AnchorKind, Reason, Rhythm, Source, Verdict};

/// The reason in a few words: `step 4 of 7: 3 days after 6 Nov`. Days have a year only where it isn't
/// that of `today`.
pub fn reason(lang: Lang, verdict: &Verdict, today: NaiveDate) -> String {
    let mut said = cause(lang, verdict, today);
    if let Some(class) = &verdict.by {
        let class = clean(class);
        said.push_str(&tr!(lang, ", by its sample as {class}", "，样品进行中，按 {class} 级跟进"));
    }
    if let Some((from, _)) = verdict.moved {
        let from = match lang {
            Lang::En => date_short(lang, from, today),
            Lang::Zh => {
                let weekday = words::weekday(lang, from.weekday());
                format!("{}（{weekday}）", day_month(lang, from, today))
            }
        };
        said.push_str(&tr!(lang, ", moved from {from}", "，由{from}顺延"));
    }
    said
}

fn cause(lang: Lang, verdict: &Verdict, today: NaiveDate) -> String {
    let day = |day: NaiveDate| day_month(lang, day, today);
    match &verdict.reason {
        Reason::Archived { on } => tr!(lang, "archived on {on}", "{on}已归档", on = day(*on)),
        Reason::NoNeed => tr!(lang, "will never need us", "无需求，不再跟进"),
        Reason::Emergency { kind, reference, opened, answered, .. } => {
            let opened = day(opened.day);
            let number = reference.as_deref().map(|number| match lang {
                Lang::En => format!(" {}", clean(number)),
                Lang::Zh => format!(" {} ", clean(number)),
            });
            let number = number.unwrap_or_default();
            let (what, state) = (words::emergency(lang, *kind), words::to_do(lang, *kind, *answered));
            tr!(lang, "{what}{number} of {opened} not {state}", "{opened}的{what}{number}尚未{state}")
        }
        Reason::Ungraded { unknown: None, .. } => tr!(lang, "no grade yet", "尚未定级"),
        Reason::Ungraded { unknown: Some(grade), .. } => {
            let grade = quoted(lang, grade);
            tr!(lang, "no grade yet: crm.yaml has no {grade}", "尚未定级：crm.yaml 里没有等级{grade}")
        }
        Reason::FirstContact { since: None } => tr!(lang, "never contacted", "从未联系"),
        Reason::FirstContact { since: Some(since) } => {
            tr!(lang, "never contacted, since {since}", "自{since}起从未联系", since = day(*since))
        }
        Reason::Agreed { anchor, hour } if anchor.kind == AnchorKind::Note => {
            let (set, on) = (day(verdict.due.unwrap_or(anchor.day)), day(anchor.day));
            let (hour, at) = (at_hour(lang, hour.as_ref()), if hour.is_some() { " at " } else { "" });
            tr!(lang, "set for {set}{at}{hour} (note of {on})", "定于{set}{hour}（{on}备注）")
        }
        Reason::Agreed { anchor, hour } => {
            let (on, at) = (day(anchor.day), at_hour(lang, hour.as_ref()));
            match hour {
                Some(_) => tr!(lang, "{at}, agreed on {on}", "{at}，{on}约定"),
                None => tr!(lang, "agreed on {on}", "{on}约定"),
            }
        }
        Reason::Planned { was, .. } => {
            let set = day(verdict.due.unwrap_or(today));
            let why = verdict.unplanned().map(|before| cause(lang, &before, today)).unwrap_or_default();
            match was {
                Some(was) => tr!(
                    lang,
                    "planned for {set}, due since {was}: {why}",
                    "排在{set}，自{was}起待跟进：{why}",
                    was = day(*was)
                ),
                None => tr!(lang, "planned for {set}: {why}", "排在{set}：{why}"),
            }
        }
        Reason::Cadence { every: span, source, anchor } => {
            let (rhythm, last) = (every(lang, *span), day(anchor.day));
            let own = match source {
                Source::Customer => lang.pick(" for this customer", "（该客户单独设定）"),
                Source::Person => lang.pick(" for its owner", "（负责人单独设定）"),
                Source::Default | Source::Workspace => "",
            };
            tr!(lang, "{rhythm}{own}, last contact {last}", "{rhythm}{own}，上次联系{last}")
        }
        Reason::Rhythm { rhythm, expected, lead, anchor, .. } => {
            in_rhythm(lang, rhythm, expected, *lead, anchor, today)
        }
        Reason::Step { step, of, gap, from, .. } => {
            let (gap, from) = (words::days(lang, *gap), day(*from));
            tr!(lang, "step {step} of {of}: {gap} after {from}", "第{step}步（共{of}步）：{from}后{gap}")
        }
        Reason::Decide { of, choices, .. } => {
            let choice = choice(lang, choices);
            tr!(lang, "sequence of {of} used up: {choice}", "{of}步跟进已走完：{choice}")
        }
        Reason::NoSample { anchor, .. } => {
            let last = day(anchor.day);
            tr!(
                lang,
                "no sample on record: log it, or grade it anew; last contact {last}",
                "没有样品记录：请补记样品，或重新定级；上次联系{last}"
            )
        }
        Reason::Times { times, done, month, anchor, .. } => {
            let (count, last) = (times.count(), day(anchor.day));
            let month = words::month(lang, *month);
            tr!(
                lang,
                "at least {count} a month, {done} so far in {month}, last contact {last}",
                "每月至少{count}次，{month}已有{done}次，上次联系{last}"
            )
        }
        Reason::LeftAlone { .. } => tr!(lang, "left alone by its grade", "该等级不安排跟进"),
    }
}

/// The hour of an agreed day, with its zone where somebody of the team has another.
pub fn at_hour(lang: Lang, hour: Option<&AgreedHour>) -> String {
    let Some(AgreedHour { time, zone, is_elsewhere }) = hour else { return String::new() };
    let time = time.format("%H:%M");
    match zone.filter(|_| *is_elsewhere) {
        Some(zone) => tr!(lang, "{time} ({zone})", "{time}（{zone}）", zone = zone.name()),
        None => time.to_string(),
    }
}

/// What a decision leads to: `decide A, C or D`, or only that it is wanted.
pub(super) fn choice(lang: Lang, choices: &[String]) -> String {
    let choices: Vec<String> = choices.iter().map(|class| clean(class)).collect();
    let Some((last, others)) = choices.split_last().filter(|(_, others)| !others.is_empty()) else {
        return lang.pick("decide on its grade", "请重新定级").to_owned();
    };
    let others = others.join(lang.pick(", ", "、"));
    tr!(lang, "decide {others} or {last}", "请定为 {others} 或 {last}")
}

fn in_rhythm(
    lang: Lang,
    rhythm: &Rhythm,
    expected: &ExpectedOrder,
    lead: Interval,
    anchor: &Anchor,
    today: NaiveDate,
) -> String {
    let (window, orders) = (order_window(lang, &expected.days, today), rhythm.orders);
    let how = match (lang, rhythm.season.is_some(), rhythm.every) {
        (_, true, _) => lang.pick("in season", "按季节").to_owned(),
        (Lang::En, _, 1) => "every day".to_owned(),
        (Lang::En, _, every) => format!("every {}", words::days(lang, every)),
        (Lang::Zh, _, every) => format!("约每{every}天一单"),
    };
    match expected.placed {
        Placed::Ahead => {
            let before = lead_time(lang, lead);
            tr!(
                lang,
                "{before}, {window} ({how}, {orders} orders)",
                "{before}：{window}（{how}，据{orders}单）"
            )
        }
        Placed::Within(span) => {
            let span = every(lang, span);
            tr!(
                lang,
                "{span} while its next order may come, {window} ({how}, {orders} orders)",
                "预计{window}下单，其间{span}（{how}，据{orders}单）"
            )
        }
        Placed::Alone(longest) => {
            let last = day_month(lang, anchor.day, today);
            let longest = match lang {
                Lang::En => interval(lang, longest),
                // 每3个月一次 → 每3个月联系一次
                Lang::Zh => every(lang, longest).replace("一次", "联系一次"),
            };
            tr!(
                lang,
                "never left alone for over {longest}, last contact {last}",
                "至少{longest}，上次联系{last}"
            )
        }
    }
}

#[cfg(test)]
mod tests;
