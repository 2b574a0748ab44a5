//! What the lead score makes of the rules that a team writes.

use chrono::NaiveDate;

use crate::config::parse_workspace_config;
use crate::model::{Contact, Customer, CustomerId, Decimal, Need, Potential, SaidPotential};
use crate::rules::lead::{NoLead, first_potential, points, score, until};
use crate::rules::views::test_support::{day, history, number};
use crate::rules::views::{Lead, ViewRules, need_of};

const TODAY: &str = "2026-11-21";

fn rules(rules: &str) -> ViewRules {
    let text = format!("score: {{rules: [{rules}]}}\n");
    let (config, problems) = parse_workspace_config(text.as_bytes(), std::path::Path::new("crm.yaml"));
    assert!(problems.is_empty(), "{text}: {problems:?}");
    config.policy.views
}

fn customer() -> Customer {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    customer.industry = Some("Agricultural machinery".into());
    customer.country = Some("DE".into());
    customer.staff = Some(number("120"));
    customer.tags = vec!["VIP".into(), "fair".into()];
    customer.budget = Some("40,000".into());
    customer.need = Some(Need::Potential);
    let (name, position) = (Some("Anna".into()), Some("Head buyer".into()));
    customer.contacts = vec![Contact { name, position, ..Contact::default() }];
    customer.owner = Some("alice".into());
    customer.grade = Some("deal".into());
    customer
}

#[test]
fn a_rule_gives_its_points_where_the_file_says_so() {
    for (rule, want) in [
        ("{points: 5, key: budget}", 5),
        ("{points: 5, key: expansion}", 0),
        // A free text has the word in it, whatever its case; what is a word is the word.
        ("{points: 5, key: industry, is: [MACHINERY]}", 5),
        ("{points: 5, key: industry, is: [hydraulics, machinery]}", 5),
        ("{points: 5, key: industry, is: [pumps]}", 0),
        ("{points: 5, key: country, is: [de, AT]}", 5),
        ("{points: 5, key: country, is: [FR]}", 0),
        ("{points: 5, key: tags, is: [vip]}", 5),
        ("{points: 5, key: tags, is: [vi]}", 0),
        ("{points: 5, key: need, is: [potential]}", 5),
        ("{points: 5, key: staff}", 5),
        ("{points: 5, key: staff, from: 120}", 5),
        ("{points: 5, key: staff, from: 121}", 0),
        ("{points: 5, key: staff, below: 120}", 0),
        ("{points: 5, key: staff, from: 100, below: 121}", 5),
        ("{points: 5, key: revenue, below: 100}", 0),
        ("{points: 5, key: contacts}", 5),
        ("{points: 5, key: contacts.decides}", 0),
        ("{points: 5, key: contacts.position, is: [buyer]}", 5),
        ("{points: 5, key: contacts.email}", 0),
        ("{points: 5, key: name, is: [acm]}", 5),
        ("{points: 5, key: owner, is: [li]}", 0),
        ("{points: 5, key: owner, is: [Alice]}", 5),
        ("{points: 5, key: grade, is: [D]}", 0),
        ("{points: 5, key: contacts.name, is: [ann]}", 5),
        ("{points: -7, key: budget}", -7),
    ] {
        let found = points(&customer(), &history(&[]), &rules(rule), day(TODAY));
        assert_eq!(score(&found), Decimal::from(want), "{rule}");
    }
    let mut customer = customer();
    customer.contacts[0].decides = Some(false);
    let rule = rules("{points: 5, key: contacts.decides}");
    assert!(points(&customer, &history(&[]), &rule, day(TODAY)).is_empty());
    customer.contacts.push(Contact { decides: Some(true), ..Contact::default() });
    assert_eq!(score(&points(&customer, &history(&[]), &rule, day(TODAY))), Decimal::from(5));
}

#[test]
fn a_rule_gives_its_points_where_the_log_says_so() {
    let log: &[&str] = &[
        "2026-01-10 followup reply=positive need=target",
        "2026-08-23 followup reply=neutral",
        "2026-10-01 followup reply=none",
        "2026-10-02 sample sent item=HX",
        "2026-10-03 quote 500 item=HX",
    ];
    for (rule, want, on) in [
        // What was said of the need has ended: the file's has no day.
        ("{points: 8, event: need}", 0, None),
        ("{points: 8, event: need, is: [potential]}", 8, None),
        ("{points: 8, event: reply}", 8, Some("2026-08-23")),
        // The newest answer replaces those before it; who was not reached gave none.
        ("{points: 8, event: reply, is: [positive]}", 0, None),
        ("{points: 8, event: reply, is: [neutral]}", 8, Some("2026-08-23")),
        ("{points: 8, event: reply, is: [none]}", 8, Some("2026-10-01")),
        ("{points: 8, event: visit}", 0, None),
        ("{points: 8, event: sample}", 8, Some("2026-10-02")),
        ("{points: 8, event: sample, is: [agreed]}", 0, None),
        ("{points: 8, event: quote}", 8, Some("2026-10-03")),
        ("{points: 8, event: order}", 0, None),
        // From 23 August to 21 November it is 90 of 184 days to 23 February.
        ("{points: 8, event: reply, fades: 6 months}", 4, Some("2026-08-23")),
        ("{points: -8, event: reply, fades: 6 months}", -4, Some("2026-08-23")),
        ("{points: 8, event: reply, is: [positive], fades: 6 months}", 0, None),
    ] {
        let found = points(&customer(), &history(log), &rules(rule), day(TODAY));
        assert_eq!(score(&found), Decimal::from(want), "{rule}");
        assert_eq!(found.first().and_then(|point| point.on), on.map(day), "{rule}");
    }
}

#[test]
fn points_fade_evenly_and_half_a_point_counts_away_from_nothing() {
    let rules = rules("{points: 3, event: reply, fades: 6 days}");
    let log = history(&["2026-11-01 followup reply=positive"]);
    let of = |day: NaiveDate| score(&points(&customer(), &log, &rules, day));
    let days: Vec<String> = (1..=8).map(|on| of(day(&format!("2026-11-0{on}"))).to_string()).collect();
    assert_eq!(days, ["3", "3", "2", "2", "1", "1", "0", "0"]);
}

#[test]
fn a_sample_gives_its_points_while_it_runs_and_one_that_passed_until_its_deal_is_over() {
    for (log, want) in [
        (&["2026-01-10 sample sent item=HX"][..], 8),
        (&["2026-01-10 sample sent item=HX", "2026-01-12 order 5 item=HX"], 8),
        (&["2026-01-10 sample passed item=HX"], 8),
        (&["2026-01-10 sample passed item=HX", "2026-01-12 order 5 item=hx"], 0),
        // What is ordered is seldom called as what was tried; what was ordered before is ordered again.
        (&["2026-01-10 sample passed item=HX", "2026-01-12 order 5 item=PP"], 0),
        (
            &["2026-01-08 order 5 item=PP", "2026-01-10 sample passed item=HX", "2026-01-12 order 5 item=PP"],
            8,
        ),
        (&["2026-01-10 sample passed item=HX", "2026-01-12 order 5"], 0),
        (&["2026-01-10 sample passed", "2026-01-12 order 5 item=PP"], 0),
        (&["2026-01-10 sample passed item=HX", "2026-01-12 order -5 item=HX"], 8),
        (&["2026-01-08 order 5 item=HX", "2026-01-10 sample passed item=HX"], 8),
        (
            &[
                "2026-01-10 sample agreed item=HX ref=1",
                "2026-01-11 sample passed ref=1",
                "2026-01-12 order 5 item=PP",
            ],
            0,
        ),
        (
            &[
                "2026-01-10 sample passed item=HX",
                "2026-01-11 sample sent item=PP",
                "2026-01-12 order 5 item=HX",
            ],
            8,
        ),
        (&["2026-01-10 sample failed item=HX"], 0),
    ] {
        let rule = rules("{points: 8, event: sample}");
        let found = points(&customer(), &history(log), &rule, day(TODAY));
        assert_eq!(score(&found), Decimal::from(want), "{log:?}");
    }
}

#[test]
fn who_has_left_needs_nothing_or_is_archived_is_cold_whatever_its_points() {
    let rules = rules("{points: 80, key: industry}");
    let no_lead = |customer: &Customer, log: &[&'static str]| {
        let found = {
            let need = need_of(customer, &history(log), &rules.need, day(TODAY));
            NoLead::of(customer, &history(log), need, day(TODAY))
        };
        assert_eq!(
            score(&points(customer, &history(log), &rules, day(TODAY))),
            Decimal::from(80),
            "they stay"
        );
        assert_eq!(Lead::of_score(Decimal::from(80), found, &rules.lead) == Lead::Cold, found.is_some());
        found
    };
    let lost = |on| Some(NoLead::Lost { on: day(on) });
    for (log, want) in [
        (&["2026-11-01 ending opened"][..], None),
        (&["2026-11-01 ending lost"], lost("2026-11-01")),
        (&["2026-11-01 ending lost", "2026-11-02 followup reply=positive"], lost("2026-11-01")),
        (&["2026-11-01 ending lost", "2026-11-02 order 5"], None),
        (&["2026-11-01 ending lost", "2026-11-02 quote 5"], None),
        (&["2026-11-01 ending lost", "2026-11-02 quote lost"], lost("2026-11-01")),
        (&["2026-11-01 ending lost", "2026-11-02 sample agreed"], None),
        (&["2026-11-01 ending lost", "2026-11-02 sample cancelled"], lost("2026-11-01")),
        (&["2026-10-01 quote 5", "2026-11-01 ending lost"], lost("2026-11-01")),
        (&["2026-11-01 ending saved"], None),
        (&["2026-11-01 followup need=dead"], Some(NoLead::NoNeed)),
        (&["2026-11-01 followup need=dead", "2026-11-02 followup need=target"], None),
        // What was said has ended: the file's counts.
        (&["2026-04-01 followup need=dead"], None),
    ] {
        assert_eq!(no_lead(&customer(), log), want, "{log:?}");
    }
    let mut customer = customer();
    customer.archived = Some(day("2026-11-20"));
    assert_eq!(no_lead(&customer, &[]), Some(NoLead::Archived { on: day("2026-11-20") }));
    customer.archived = Some(day("2026-11-22"));
    customer.need = Some(Need::Dead);
    assert_eq!(no_lead(&customer, &[]), Some(NoLead::NoNeed));
}

/// The day that is named is the first one with another sum: all days before it have the same one.
#[test]
fn the_points_stay_the_same_until_the_day_that_is_named() {
    let rules = rules(
        "{points: 25, event: need}, {points: 20, event: reply, fades: 5 months}, \
         {points: -9, event: sample, fades: 40 days}, {points: 1, event: visit, fades: 1 day}",
    );
    let log = history(&[
        "2026-03-31 followup need=target",
        "2026-09-08 followup reply=neutral",
        "2026-10-20 sample sent item=HX",
    ]);
    let of = |day: NaiveDate| score(&points(&customer(), &log, &rules, day));
    let mut today = day("2026-10-20");
    let mut changes = 0;
    for _ in 0..400 {
        let next = today.succ_opt().expect("a day");
        let until = until(&points(&customer(), &log, &rules, today), &log, &rules, today);
        assert!(until > today);
        // A rule may change while the sum does not: sooner is allowed, later is not.
        assert!(of(next) == of(today) || until == next, "{today}: {until}");
        changes += usize::from(of(next) != of(today));
        today = next;
    }
    assert!(changes > 15, "{changes}");
    assert_eq!(until(&points(&customer(), &log, &rules, today), &log, &rules, today), NaiveDate::MAX);
}

#[test]
fn the_potential_is_the_files_or_that_of_the_points() {
    use Potential::{High, Low, Medium};
    for (said, ungraded, points, want) in [
        (None, false, 80, (None, false)),
        (None, true, 80, (Some(High), true)),
        (None, true, 30, (Some(Medium), true)),
        (Some(SaidPotential::Low), true, 80, (Some(Low), false)),
        (Some(SaidPotential::Scored), false, 60, (Some(High), true)),
        (Some(SaidPotential::Scored), false, 59, (Some(Medium), true)),
        (Some(SaidPotential::Scored), false, 29, (Some(Low), true)),
    ] {
        let mut rules = rules(&format!("{{points: {points}, key: budget}}"));
        rules.lead.ungraded = ungraded;
        let mut customer = customer();
        customer.potential = said;
        let first = first_potential(&customer, &history(&[]), &rules, day(TODAY));
        let of_points = first.score == Some(Decimal::from(points));
        assert_eq!((first.potential, of_points), want, "{said:?} {points}");
    }
}
