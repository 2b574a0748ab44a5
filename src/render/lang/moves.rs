//! Why a customer should move.

use chrono::NaiveDate;

use super::{
    Lang, clean, day_month, driving_why, interval, one_line, potential, reply, sample_state, tr, view,
};
use crate::render::redaction;
use crate::rules::moves::{MoveReason, Silence, Suggestion};
use crate::rules::{ConfirmedBy, DataAge, Policy};

/// One line of evidence.
pub fn move_reason(lang: Lang, why: &MoveReason, policy: &Policy, today: NaiveDate) -> String {
    let told = reason(lang, why, today);
    match why {
        MoveReason::Computed(why) => {
            let why = driving_why(lang, why, policy, today);
            tr!(lang, "{told}: {why}", "{told}：{why}")
        }
        _ => told,
    }
}

/// What a suggestion is about: an address to be looked at, or the grade.
pub fn suggestion_label(lang: Lang, suggestion: &Suggestion) -> &'static str {
    match suggestion.why {
        MoveReason::Verify { .. } => lang.pick("check", "核实"),
        _ => lang.pick("grade", "等级"),
    }
}

/// What to do about a suggestion, with the command that does it.
pub fn suggested(lang: Lang, id: &str, suggestion: &Suggestion, today: NaiveDate) -> String {
    let why = reason(lang, &suggestion.why, today);
    match (&suggestion.to, &suggestion.why) {
        (Some(to), _) => {
            let to = clean(to);
            tr!(lang, "{to}? {why} (crm grade {id} {to})", "建议定为 {to}：{why}（crm grade {id} {to}）")
        }
        (None, MoveReason::Recheck { .. }) => {
            tr!(lang, "{why} (crm grade {id} --confirm)", "{why}，请复核（crm grade {id} --confirm）")
        }
        (None, _) => why,
    }
}

/// That a contact's data have not been confirmed for long, and how they are.
pub fn old_data(lang: Lang, age: &DataAge, today: NaiveDate) -> String {
    let day = day_month(lang, age.confirmed, today);
    let (by, who) = (age.by, age.contact.as_deref().map(one_line));
    let whose = || who.clone().unwrap_or_else(|| lang.pick("the contact", "联系人").to_owned());
    let by = match by {
        ConfirmedBy::Entered => {
            return tr!(
                lang,
                "{who}: never confirmed, on record since {day}; ask what still holds, and log it with --verified",
                "{who}：{day}录入后从未核实，请核对资料，记录跟进时加 --verified",
                who = whose()
            );
        }
        ConfirmedBy::Verified => lang.pick("verified", "核实"),
        ConfirmedBy::Reply => lang.pick("answered", "回复"),
    };
    let who = whose();
    tr!(
        lang,
        "{who}: last {by} {day}; ask what still holds, and log it with --verified",
        "{who}：上次{by}是{day}，请核对资料，记录跟进时加 --verified"
    )
}

pub(super) fn reason(lang: Lang, why: &MoveReason, today: NaiveDate) -> String {
    let day = |day: NaiveDate| day_month(lang, day, today);
    match why {
        MoveReason::Computed(why) => {
            let scheme = view(lang, why.scheme().as_str());
            tr!(lang, "by {scheme}", "按{scheme}")
        }
        MoveReason::Order { last, orders, .. } => {
            let last = day(*last);
            let noun = if *orders == 1 { "order" } else { "orders" };
            match lang {
                Lang::En => format!("it has ordered: {orders} {noun}, the last on {last}"),
                Lang::Zh => format!("已下单：共{orders}单，最近一单{last}"),
            }
        }
        MoveReason::Sample { state, on } => {
            let (state, on) = (sample_state(lang, *state), day(*on));
            tr!(lang, "a sample runs: {state} {on}", "样品进行中：{state}（自{on}起）")
        }
        MoveReason::SequenceOver { anchor, contacts, ended, replied } => {
            let (anchor, contacts) = (day(*anchor), *contacts);
            let over = match ended {
                Some(state) => {
                    let state = sample_state(lang, *state);
                    tr!(lang, "the sample of {anchor} is over ({state})", "{anchor}的样品已结束（{state}）")
                }
                None => tr!(lang, "the sequence of {anchor} is used up", "{anchor}开始的跟进步骤已用完"),
            };
            let noun = if contacts == 1 { "contact day" } else { "contact days" };
            let answer = match replied {
                Some(on) => {
                    let on = day(*on);
                    tr!(lang, "its last friendly reply was on {on}", "最近一次正面或中立回复在{on}")
                }
                None => lang.pick("nobody replied", "一直没有回复").to_owned(),
            };
            match lang {
                Lang::En => format!("{over}: {contacts} {noun}, no order, {answer}"),
                Lang::Zh => format!("{over}：其间联系过{contacts}天，没有下单，{answer}"),
            }
        }
        MoveReason::Inactive { time, last, rhythm } => {
            let time = interval(lang, *time);
            let mut text = match last {
                Some(last) => {
                    let last = day(*last);
                    tr!(lang, "no order for {time}, the last on {last}", "{time}没有下单，最近一单{last}")
                }
                None => tr!(lang, "no order on record for {time}", "{time}来没有订单记录"),
            };
            if let Some(rhythm) = rhythm {
                let (every, orders) = (rhythm.every, rhythm.orders);
                text.push_str(&tr!(
                    lang,
                    "; it used to order every {every} days (from {orders} orders)",
                    "；此前约每{every}天下一单（依据{orders}单）"
                ));
            }
            text
        }
        MoveReason::BackInContact { on, reply: word, .. } => {
            let (on, word) = (day(*on), reply(lang, *word));
            tr!(lang, "it replied on {on}: {word}", "{on}有回复：{word}")
        }
        MoveReason::Silent(silence) => silent(lang, silence, today),
        MoveReason::NoNeed { on, .. } => {
            let on = day(*on);
            tr!(lang, "on {on} it said that it will never need it", "{on}明确表示不需要")
        }
        MoveReason::Lost { on, why, competitor, .. } => {
            let on = day(*on);
            let why = why.as_deref().map(|why| clean(&redaction::shown(why)));
            let whom = competitor.as_deref().map(|whom| clean(&redaction::shown(whom)));
            let to = whom.map(|whom| tr!(lang, " to {whom}", "，转投{whom}")).unwrap_or_default();
            let why = why.map(|why| tr!(lang, ": {why}", "：{why}")).unwrap_or_default();
            tr!(lang, "it left us on {on}{to}{why}", "{on}流失{to}{why}")
        }
        MoveReason::Ungraded { potential: Some(word), score: Some(score) } => {
            let word = potential(lang, *word);
            tr!(
                lang,
                "no grade yet; {score} points: potential {word}",
                "尚未定级；评分 {score} 分，潜力：{word}"
            )
        }
        MoveReason::Ungraded { potential: word, .. } => match word {
            Some(word) => {
                let word = potential(lang, *word);
                tr!(lang, "no grade yet; potential: {word}", "尚未定级；潜力：{word}")
            }
            None => {
                lang.pick("no grade yet, and no word of its potential", "尚未定级，也没有潜力判断").to_owned()
            }
        },
        MoveReason::Verify { silence, bounced: true } => {
            let (count, since) = (silence.follow_ups, day(silence.since));
            tr!(
                lang,
                "{count} messages in a row came back since {since}: is the contact still there?",
                "自{since}起连续{count}次退信：请核实联系人"
            )
        }
        MoveReason::Verify { silence, bounced: false } => {
            let text = silent(lang, silence, today);
            tr!(lang, "{text}, always to the same address: is it right?", "{text}，都发往同一地址：请核实")
        }
        MoveReason::Recheck { after: Some(event), .. } => {
            let event = clean(super::label(lang, event));
            tr!(lang, "nobody has looked at the grade since {event}", "{event}之后还没有人复核等级")
        }
        MoveReason::Recheck { last, after: None } => match last {
            Some(last) => {
                let last = day(*last);
                tr!(lang, "the grade was last looked at on {last}", "上次确认等级：{last}")
            }
            None => lang.pick("no decision on the grade is on record", "等级从未确认").to_owned(),
        },
    }
}

fn silent(lang: Lang, silence: &Silence, today: NaiveDate) -> String {
    let (count, days, since) = (silence.follow_ups, silence.days, day_month(lang, silence.since, today));
    match lang {
        Lang::En => {
            let (s, ds) = (super::plural::plural(count as u64), super::plural::plural(days as u64));
            format!("{count} follow-up{s} on {days} day{ds} without a reply since {since}")
        }
        Lang::Zh => format!("自{since}起共跟进{count}次（分{days}天），均无回复"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Interval, Reply, SampleState};

    #[test]
    fn every_reason_is_said_in_both_languages() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("a date") };
        let time = Interval::parse("12 months").expect("an interval");
        let silence = || Silence { follow_ups: 5, days: 3, since: day("2026-10-01") };
        let reasons = [
            MoveReason::Order { last: day("2026-11-01"), line: 1, orders: 1 },
            MoveReason::Sample { state: SampleState::Agreed, on: day("2026-11-01") },
            MoveReason::SequenceOver { anchor: day("2026-11-01"), contacts: 1, ended: None, replied: None },
            MoveReason::Inactive { time, last: None, rhythm: None },
            MoveReason::BackInContact { on: day("2026-11-01"), line: 1, reply: Reply::Positive },
            MoveReason::Silent(silence()),
            MoveReason::NoNeed { on: day("2026-11-01"), line: 1 },
            MoveReason::Lost { on: day("2026-11-01"), line: 1, why: None, competitor: None },
            MoveReason::Ungraded { potential: None, score: None },
            MoveReason::Verify { silence: silence(), bounced: true },
            MoveReason::Verify { silence: silence(), bounced: false },
            MoveReason::Recheck { last: None, after: None },
            MoveReason::Recheck {
                last: None,
                after: Some(crate::rules::Label { en: "prices".into(), zh: "调价".into() }),
            },
        ];
        for reason in reasons {
            let say = |lang| move_reason(lang, &reason, &Policy::default(), day("2026-11-20"));
            assert!(!say(Lang::En).is_empty() && say(Lang::En) != say(Lang::Zh), "{reason:?}");
            assert!(say(Lang::Zh).chars().any(|c| ('一'..='龥').contains(&c)), "{reason:?}");
        }
    }
}
