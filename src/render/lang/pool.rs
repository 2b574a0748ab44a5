//! The public pool in words: when a customer leaves its owner, what keeps it, why a claim is refused.

use chrono::NaiveDate;

use super::{Lang, clean, day_month, interval, late, person, person_within, tr};
use crate::rules::pool::{Clause, Exemption, Held, PoolReturn, Refusal, Stay};

/// `leaves you in 3 days (no follow-up since 1 Aug)`: for its owner.
pub fn leaves(lang: Lang, fall: &PoolReturn, today: NaiveDate) -> String {
    let (days, reason) = (fall.days(today), fall_reason(lang, fall, today));
    match days {
        ..0 => {
            tr!(lang, "leaves you with the next sweep ({reason})", "下次自动回收时退回公海（{reason}）")
        }
        _ => {
            let when = late(lang, -days);
            tr!(lang, "leaves you {when} ({reason})", "{when}退回公海（{reason}）")
        }
    }
}

/// `no follow-up since 1 Aug`.
pub fn fall_reason(lang: Lang, fall: &PoolReturn, today: NaiveDate) -> String {
    let (what, day) = (clause(lang, fall.because), day_month(lang, fall.since, today));
    match fall.is_from_claim {
        true => tr!(lang, "no {what} since it was taken on {day}", "{day}接手以来没有{what}"),
        false => tr!(lang, "no {what} since {day}", "{day}以来没有{what}"),
    }
}

/// `3 months, pool.after.C.followup`.
pub fn fall_rule(lang: Lang, fall: &PoolReturn) -> String {
    let (limit, path) = (interval(lang, fall.limit), rule_path(fall));
    tr!(lang, "{limit}, {path}", "{limit}，{path}")
}

/// Where the rule stands in `crm.yaml`.
pub fn rule_path(fall: &PoolReturn) -> String {
    format!("pool.after.{}.{}", clean(&fall.class), fall.because.as_str())
}

/// What stands in the log when a customer is taken away: English, as all that machines write there.
pub fn fall_entry(fall: &PoolReturn) -> String {
    let (what, limit, path) = (clause(Lang::En, fall.because), fall.limit, rule_path(fall));
    let since = if fall.is_from_claim { "its owner has had it since" } else { "last" };
    format!("no {what} for {limit} (rule {path}), {since} {}", fall.since)
}

/// What keeps a customer with its owner.
pub fn held(lang: Lang, held: &Held, today: NaiveDate) -> String {
    let what = match held.by {
        Exemption::Sample => lang.pick("an open sample", "未结束的样品"),
        Exemption::Quote => lang.pick("a quote", "报价"),
        Exemption::Order => lang.pick("an order within the last year", "一年内的订单"),
        Exemption::Complaint => lang.pick("an open complaint", "未解决的投诉"),
        Exemption::Ending => lang.pick("an open wish to end", "未了结的终止意向"),
    };
    match held.until.map(|until| day_month(lang, until, today)) {
        Some(until) => tr!(lang, "{what} keeps it until {until}", "有{what}，保留到{until}"),
        None => tr!(lang, "{what} keeps it", "有{what}，暂不回公海"),
    }
}

/// Why a customer stays whatever happens, where that is worth a word.
pub fn stay(lang: Lang, stay: Stay) -> Option<&'static str> {
    match stay {
        Stay::NoStart => Some(lang.pick(
            "never: nobody wrote down since when its owner has it",
            "不会回公海：没有记录负责人从哪天开始跟进",
        )),
        Stay::NoRules | Stay::Pooled | Stay::Archived | Stay::NoNeed | Stay::NoLimit => None,
    }
}

/// A refusal: what, why with the rule and its figure, and what to try.
pub fn refusal(lang: Lang, refusal: &Refusal, id: &str, today: NaiveDate) -> [String; 3] {
    match refusal {
        Refusal::Owned { by } => {
            let (by, whom) = (person(lang, by), person_within(lang, by));
            [
                match lang {
                    Lang::En => format!("{id} is with {by}"),
                    Lang::Zh => format!("{id} 归{}", whom.trim_end()),
                },
                tr!(lang, "only customers without an owner can be claimed", "只有没有负责人的客户才能认领"),
                tr!(
                    lang,
                    "ask {whom}: crm release {id} --why \"…\"; crm pool lists those that can be claimed",
                    "请{whom}退回公海：crm release {id} --why \"…\"；crm pool 列出可认领的客户"
                ),
            ]
        }
        Refusal::Archived { on } => {
            let on = day_month(lang, *on, today);
            [
                tr!(lang, "{id} is archived since {on}", "{id} 已于{on}归档"),
                tr!(lang, "nobody works on an archived customer", "归档的客户不再跟进"),
                tr!(lang, "crm archive {id} --undo takes it back", "crm archive {id} --undo 可恢复"),
            ]
        }
        Refusal::Barred { since, until, rule } => {
            let (since, until) = (day_month(lang, *since, today), day_month(lang, *until, today));
            let rule = interval(lang, *rule);
            [
                tr!(lang, "you can claim {id} back from {until} on", "{until}起你才能重新认领 {id}"),
                tr!(
                    lang,
                    "it left you on {since}, and pool.barred in crm.yaml is {rule}",
                    "该客户{since}已从你名下退回公海，crm.yaml 的 pool.barred 是 {rule}"
                ),
                tr!(
                    lang,
                    "a colleague can claim it today; crm pool lists the others",
                    "同事今天就可以认领；crm pool 列出其他客户"
                ),
            ]
        }
        Refusal::TooMany { holds, cap } => [
            tr!(lang, "you have {holds} customers, as many as one may", "你已有 {holds} 个客户，达到上限"),
            tr!(lang, "pool.holds in crm.yaml is {cap}", "crm.yaml 的 pool.holds 是 {cap}"),
            tr!(
                lang,
                "crm release ID --why \"…\" makes room; crm list --owner me --sort next",
                "crm release 编号 --why \"…\" 可腾出名额；crm list --owner me --sort next"
            ),
        ],
        Refusal::TooManyToday { claims, cap } => [
            tr!(
                lang,
                "you have claimed {claims} today, as many as one may",
                "你今天已认领 {claims} 个，达到上限"
            ),
            tr!(lang, "pool.claims_a_day in crm.yaml is {cap}", "crm.yaml 的 pool.claims_a_day 是 {cap}"),
            tr!(lang, "go on tomorrow", "请明天再认领"),
        ],
        Refusal::NoPerson { person, known } => {
            let person = super::quoted(lang, person);
            let first = known.first().map(|one| clean(one)).unwrap_or_default();
            let known = known.iter().map(|one| clean(one)).collect::<Vec<_>>().join(lang.pick(", ", "、"));
            [
                tr!(lang, "nobody of the team is called {person}", "团队里没有{person}"),
                tr!(
                    lang,
                    "only people of crm.yaml can claim customers: {known}",
                    "只有 crm.yaml 里的成员才能认领客户：{known}"
                ),
                format!("CRM_USER={first} crm claim {id}"),
            ]
        }
    }
}

fn clause(lang: Lang, clause: Clause) -> &'static str {
    match clause {
        Clause::FollowUp => lang.pick("follow-up", "跟进"),
        Clause::Order => lang.pick("order", "订单"),
        Clause::Deal => lang.pick("deal", "成交进展"),
        Clause::Interest => lang.pick("interest", "表现出兴趣"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Interval;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn an_owner_is_told_when_and_why() {
        let fall = |on: &str, is_from_claim| PoolReturn {
            on: day(on),
            because: Clause::FollowUp,
            class: "C".into(),
            limit: Interval::parse("3 months").expect("an interval"),
            since: day("2026-08-01"),
            is_from_claim,
            held: None,
        };
        for (on, en, zh) in [
            ("2026-11-23", "leaves you in 3 days", "3天后退回公海"),
            ("2026-11-21", "leaves you tomorrow", "明天退回公海"),
            ("2026-11-20", "leaves you today", "今天退回公海"),
            ("2026-11-01", "leaves you with the next sweep", "下次自动回收时退回公海"),
        ] {
            let said = |lang| leaves(lang, &fall(on, false), day("2026-11-20"));
            assert_eq!(said(Lang::En), format!("{en} (no follow-up since 1 Aug)"));
            assert_eq!(said(Lang::Zh), format!("{zh}（8月1日以来没有跟进）"));
        }
        assert_eq!(
            fall_entry(&fall("2026-11-01", false)),
            "no follow-up for 3 months (rule pool.after.C.followup), last 2026-08-01"
        );
        assert_eq!(
            fall_entry(&fall("2026-11-01", true)),
            "no follow-up for 3 months (rule pool.after.C.followup), its owner has had it since 2026-08-01"
        );
        assert_eq!(
            fall_reason(Lang::En, &fall("2026-11-01", true), day("2026-11-20")),
            "no follow-up since it was taken on 1 Aug"
        );
    }

    #[test]
    fn a_refusal_says_which_rule_and_which_figure() {
        let rule = Interval::parse("30 days").expect("an interval");
        let barred = Refusal::Barred { since: day("2026-11-01"), until: day("2026-12-01"), rule };
        for (refusal, en, zh) in [
            (Refusal::Owned { by: "wang".into() }, "acme is with wang", "acme 归 wang"),
            (Refusal::TooMany { holds: 200, cap: 200 }, "pool.holds in crm.yaml is 200", "pool.holds 是 200"),
            (
                Refusal::TooManyToday { claims: 5, cap: 5 },
                "pool.claims_a_day in crm.yaml is 5",
                "pool.claims_a_day 是 5",
            ),
            (
                barred,
                "it left you on 1 Nov, and pool.barred in crm.yaml is 30 days",
                "该客户11月1日已从你名下退回公海，crm.yaml 的 pool.barred 是 30天",
            ),
        ] {
            for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
                let said = super::refusal(lang, &refusal, "acme", day("2026-11-20")).join("\n");
                assert!(said.contains(want), "{said}");
            }
        }
    }
}
