use super::*;
use crate::render::document;
use crate::render::lang::class_rule;
use crate::render::tone::Style;
use crate::rules::Scheme;
use crate::rules::moves::MoveRules;
use crate::rules::views::{SalesMeasure, Views};

fn text(policy: &Policy, lang: Lang, width: usize) -> String {
    let member = |name: &str, hours: i64, is_manager| TeamMember {
        name: name.to_owned(),
        hours_a_week: Some(Decimal::from(hours)),
        is_manager,
        day: (!is_manager).then(|| Hours::parse("8:30-12, 13-17:30").expect("hours")),
        cadence: crate::model::Interval::parse("5 months")
            .map(|every| ("E".to_owned(), every))
            .into_iter()
            .collect(),
    };
    let people = [member("Li Na", 8, true), member("Wang", 5, false)];
    let today = "2026-11-20".parse().expect("a date");
    let handbook = Handbook { lang, policy, people: &people, today };
    document::text(&handbook.document(), Style::plain(width))
}

#[test]
fn every_class_of_every_view_has_its_rule_in_both_languages() {
    let policy = Policy::default();
    for lang in [Lang::En, Lang::Zh] {
        for view in Views::NAMES {
            for class in Views::words(view) {
                let rule = class_rule(lang, view, class, &policy).unwrap_or_default();
                assert!(!rule.is_empty(), "{view} {class}");
            }
        }
        assert_eq!(class_rule(lang, "moon", "full", &policy), None);
    }
}

#[test]
fn what_is_ranked_by_quantity_says_so_with_its_unit() {
    let mut policy = Policy::default();
    (policy.views.abc.by, policy.views.abc.unit) = (SalesMeasure::Quantity, Some("pcs".to_owned()));
    for (view, lang, says) in [
        (
            "abc",
            Lang::En,
            "down the ranking by last year's quantity (pcs), until 80 % of all of it is reached",
        ),
        ("abc", Lang::Zh, "按近一年订货数量（pcs）从高到低，累计到全部数量的 80%"),
        ("volume", Lang::En, "down the ranking by last year's revenue, until 80 % of all revenue is reached"),
    ] {
        assert_eq!(class_rule(lang, view, "A", &policy).as_deref(), Some(says));
    }
}

#[test]
fn who_has_left_moves_before_all_others_and_points_grade_where_they_may() {
    let mut policy = Policy::default();
    let page = text(&policy, Lang::En, 400);
    // Each grade has its own above; the last list has all, in their order.
    let at = |text: &str| page.rfind(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(at("has left, and neither ordered nor opened a deal since") < at("an order → "));
    assert!(!page.contains("by its points"));
    policy.views.lead.ungraded = true;
    assert!(text(&policy, Lang::En, 400).contains("by its points where the file says no potential"));
}

#[test]
fn each_scheme_has_a_handbook_that_fits_the_page() {
    use unicode_width::UnicodeWidthStr;
    for scheme in [
        Scheme::Trade,
        Scheme::Abc,
        Scheme::Volume,
        Scheme::Pyramid,
        Scheme::Value,
        Scheme::Lifecycle,
        Scheme::Importance,
        Scheme::Need,
    ] {
        let policy = Policy {
            scheme,
            grades: scheme.grades(),
            playbooks: Playbook::defaults(scheme),
            ..Policy::default()
        };
        for lang in [Lang::En, Lang::Zh] {
            let text = text(&policy, lang, 80);
            assert!(text.lines().all(|line| line.width() <= 80), "{text}");
            for grade in &policy.grades {
                assert!(text.contains(&lang::named(lang, grade)), "{scheme:?} {}", grade.class);
            }
        }
    }
}

#[test]
fn what_somebody_has_of_ones_own_stands_beside_the_rule_of_all() {
    let policy = Policy::default();
    for (lang, says) in [
        (
            Lang::En,
            [
                "Own working hours of the day: Wang 08:30–12:00, 13:00–17:30.",
                "Li Na every 5 months, Wang every 5 months",
            ],
        ),
        (Lang::Zh, ["个人工作时间：Wang 08:30–12:00, 13:00–17:30。", "Li Na 每5个月一次、Wang 每5个月一次"]),
    ] {
        let page = text(&policy, lang, 400);
        for says in says {
            assert_eq!(page.matches(says).count(), 1, "{says}: {page}");
        }
    }
}

#[test]
fn a_changed_number_is_told_and_no_longer_a_default() {
    let usual = text(&Policy::default(), Lang::En, 400);
    assert!(usual.contains("nobody decided on or confirmed for 3 months"), "{usual}");
    assert!(usual.contains("look again (default)\n"), "{usual}");
    let recheck = crate::model::Interval::parse("5 weeks").expect("a time");
    let rules = MoveRules { recheck, ..MoveRules::default() };
    let mut policy = Policy { moves: Some(rules), ..Policy::default() };
    policy.views.face.first = Decimal::new(35, 2);
    let own = text(&policy, Lang::En, 400);
    assert!(own.contains("nobody decided on or confirmed for 5 weeks"), "{own}");
    assert!(own.contains("look again\n") && own.contains("View: face\n"), "{own}");
    assert!(own.contains("among the first 35 % by profit"), "{own}");
    policy.moves = None;
    assert!(text(&policy, Lang::En, 400).contains("No moves are suggested"));
}

#[test]
fn how_long_before_the_next_order_one_speaks_is_on_the_page() {
    let lead_time = crate::model::Interval::parse("3 weeks").expect("an interval");
    let policy = Policy { lead_time, ..Policy::default() };
    for (lang, says) in
        [(Lang::En, "on 3 weeks before the next one in the customer's own rhythm"), (Lang::Zh, "提前3周联系")]
    {
        let page = text(&policy, lang, 400);
        assert!(page.contains(says), "{page}");
    }
}
