use super::*;
use crate::model::Decimal;
use crate::rules::views::test_support::{TODAY, customer, day, history, policy};

const MONTHLY: [&str; 8] = [
    "2026-01-10 order 100",
    "2026-02-10 order 100",
    "2026-03-10 order 100",
    "2026-04-10 order 100",
    "2026-05-10 order 100",
    "2026-06-10 order 100",
    "2026-07-10 order 100",
    "2026-08-10 order 100",
];

/// The alarms that ring, as `kind since`.
fn rings(lines: &[&'static str]) -> Vec<String> {
    let found = ringing(&customer(), &history(lines).as_of(day(TODAY)), &policy(), day(TODAY));
    found.iter().map(|alarm| format!("{} {}", alarm.kind.as_str(), alarm.since)).collect()
}

#[test]
fn each_sign_rings_on_its_own() {
    let cases: &[(&[&'static str], &[&str])] = &[
        (&[], &[]),
        // Open for two days and more.
        (&["2026-11-19 complaint opened"], &[]),
        (&["2026-11-18 complaint opened"], &["complaint 2026-11-21"]),
        (&["2026-11-18 complaint opened", "2026-11-19 complaint answered"], &["complaint 2026-11-21"]),
        (&["2026-11-10 complaint opened", "2026-11-19 complaint solved"], &[]),
        (
            &["2026-11-10 ending opened", "2026-11-10 complaint opened"],
            &["ending 2026-11-13", "complaint 2026-11-13"],
        ),
        // Lost needs: of one that had any, of late, without an order since.
        (&["2026-11-10 followup need=dead"], &[]),
        (&["2026-05-10 followup need=target", "2026-11-10 followup need=dead"], &["need-lost 2026-11-10"]),
        (&["2026-05-10 followup need=target", "2026-08-10 followup need=dead"], &[]),
        (&["2026-05-10 order 5", "2026-11-10 followup need=dead"], &["need-lost 2026-11-10"]),
        (&["2026-11-10 followup need=dead", "2026-11-12 order 5"], &[]),
        // What a competitor got.
        (
            &["2026-10-10 quote 5 ref=Q", "2026-11-10 quote lost ref=Q competitor=Nord"],
            &["competitor 2026-11-10"],
        ),
        (&["2026-10-10 quote 5 ref=Q", "2026-11-10 quote lost ref=Q"], &[]),
        (&["2026-08-10 quote lost competitor=Nord"], &[]),
        (&["2026-11-10 quote lost competitor=Nord", "2026-11-12 order 5"], &[]),
        (&["2026-11-10 quote lost ref=Q competitor=Nord", "2026-11-12 quote open ref=q"], &[]),
        (
            &["2026-11-10 quote lost ref=Q competitor=Nord", "2026-11-12 quote 5 ref=R"],
            &["competitor 2026-11-10"],
        ),
        // Nobody is reached any more.
        (&["2026-11-10 followup reply=bounced"], &[]),
        (
            &["2026-11-10 followup reply=bounced", "2026-11-12 followup reply=bounced"],
            &["contact-gone 2026-11-10"],
        ),
        // Gone for good is no alarm any more.
        (&["2026-11-10 ending lost"], &[]),
    ];
    for (lines, want) in cases {
        assert_eq!(rings(lines), *want, "{lines:?}");
    }
}

#[test]
fn silence_is_told_of_those_that_had_a_rhythm() {
    let silent = rings(&MONTHLY);
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert!(silent[0].starts_with("silent 2026-09-"), "{silent:?}");
    let found = raised(&customer(), &history(&MONTHLY).as_of(day(TODAY)), &policy(), day(TODAY));
    let Sign::Silent { in_rhythm, days, orders, .. } = found[0].sign else { panic!("{found:?}") };
    assert_eq!((days, orders), (103, 8));
    assert!(in_rhythm < Decimal::new(3, 1), "{in_rhythm}");
    assert_eq!(rings(&MONTHLY[..1]), [""; 0], "one order is no rhythm");
    let back = [&MONTHLY[..], &["2026-11-15 order 100"]].concat();
    assert_eq!(rings(&back), [""; 0], "it ordered again");
    let archived = Customer { archived: Some(day("2026-11-01")), ..customer() };
    assert_eq!(raised(&archived, &history(&MONTHLY), &policy(), day(TODAY)), []);
}

/// Orders of 24 whole months up to October 2026, so much in each.
fn months(amounts: [u32; 24]) -> Vec<&'static str> {
    let line = |(month, amount): (usize, u32)| {
        let (year, month) = (2024 + (month + 10) / 12, (month + 10) % 12 + 1);
        &*format!("{year}-{month:02}-05 order {amount}").leak()
    };
    let orders = amounts.into_iter().enumerate().filter(|(_, amount)| *amount > 0).map(line);
    std::iter::once("2024-01-05 order 1").chain(orders).collect()
}

#[test]
fn less_than_the_year_before_is_told_where_it_is_more_than_chance() {
    let falls = |lines: &[&'static str]| {
        let found = raised(&customer(), &history(lines).as_of(day(TODAY)), &policy(), day(TODAY));
        found.into_iter().find_map(|alarm| match alarm.sign {
            Sign::Falling { now, before, until } => {
                assert_eq!((alarm.since, until), (day("2025-11-01"), day("2026-11-01")));
                Some((now.to_string(), before.to_string()))
            }
            _ => None,
        })
    };
    let both = |before: [u32; 12], now: [u32; 12]| {
        let mut all = [0; 24];
        all[..12].copy_from_slice(&before);
        all[12..].copy_from_slice(&now);
        months(all)
    };
    let want = Some(("840".to_owned(), "1200".to_owned()));
    assert_eq!(falls(&both([100; 12], [70; 12])), want, "alike each month: a third less is no chance");
    assert_eq!(falls(&both([100; 12], [71; 12])), None, "not by as much as alarm.fall");
    assert_eq!(falls(&both([100; 12], [130; 12])), None);
    // Few large orders: one less is chance.
    let few = [0, 500, 0, 0, 0, 500, 0, 0, 500, 0, 0, 500];
    let fewer = [0, 0, 0, 500, 0, 0, 0, 500, 0, 0, 0, 0];
    assert_eq!(falls(&both(few, fewer)), None);
    assert!(
        falls(&both(few, [0, 30, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0])).is_some(),
        "but nearly all of them isn't"
    );
    // Not known whole, or not in money.
    assert_eq!(falls(&both([100; 12], [70; 12])[2..]), None);
    let mut unknown = both([100; 12], [70; 12]);
    unknown.push("2026-09-06 order");
    assert_eq!(falls(&unknown), None);
    unknown.pop();
    unknown.push("2026-09-06 order 5 JPY");
    assert_eq!(falls(&unknown), None);
    // This month isn't over.
    let mut ahead = both([100; 12], [71; 12]);
    ahead.push("2026-11-20 order -900");
    assert_eq!(falls(&ahead), None);
}

#[test]
fn an_answer_quiets_an_alarm_for_a_time() {
    let answered = |answer: &'static str| {
        let mut lines = MONTHLY.to_vec();
        lines.push(answer);
        rings(&lines).len()
    };
    assert_eq!(answered("2026-11-20 alarm silent answer=real"), 0);
    assert_eq!(answered("2026-09-25 alarm silent answer=false why=stock"), 0);
    assert_eq!(answered("2026-11-20 alarm falling answer=false"), 1, "another one");
    assert_eq!(answered("2026-08-20 alarm silent answer=accepted"), 1, "it wasn't late then");
    // After three months it rings again.
    let lines = ["2026-05-10 followup need=target", "2026-08-25 followup need=dead"];
    let quiet = [&lines[..], &["2026-08-26 alarm need-lost answer=accepted"]].concat();
    assert_eq!(rings(&quiet), [""; 0]);
    // Something new, though it was answered.
    let anew = [
        "2026-10-10 quote lost competitor=Nord",
        "2026-10-11 alarm competitor answer=real",
        "2026-11-10 quote lost competitor=Ost",
    ];
    assert_eq!(rings(&anew[..2]), [""; 0]);
    assert_eq!(rings(&anew), ["competitor 2026-11-10"]);
}

#[test]
fn the_first_grade_and_the_top_of_the_pyramid_are_watched() {
    let mut policy = policy();
    for (class, layer, want) in [
        (Some("A"), None, true),
        (Some("B"), None, false),
        (None, None, false),
        (Some("nothing"), None, false),
        (Some("B"), Some(Pyramid::Super), true),
        (None, Some(Pyramid::Big), true),
        (Some("C"), Some(Pyramid::Medium), false),
        (Some("C"), Some(Pyramid::Inactive), false),
    ] {
        assert_eq!(is_watched(class, layer, &policy), want, "{class:?} {layer:?}");
    }
    policy.alarm = AlarmRules { grades: 2, pyramid: Watched::Nobody, ..AlarmRules::default() };
    assert!(is_watched(Some("B"), None, &policy) && !is_watched(Some("C"), Some(Pyramid::Super), &policy));
}

#[test]
fn who_pays_later_than_the_year_before_is_told() {
    use crate::model::{Entry, Invoice, Money, Payment, Stamp};
    let invoice = |number: u32, due: NaiveDate, late: i64| {
        let reference = || Some(format!("I-{number}").into());
        let money = Some(Money { amount: Decimal::ONE_HUNDRED, currency: None });
        let at = |day: NaiveDate| Stamp::Day(day);
        let made = due - chrono::Duration::days(30);
        let event = Event::Invoice(Invoice { reference: reference(), money, due: Some(due) });
        let paid = Event::Payment(Payment { reference: reference(), money });
        [(made, event), (due + chrono::Duration::days(late), paid)]
            .map(|(on, event)| Entry::new(at(on), event))
    };
    let habit = |before: i64, now: i64, count: u32| {
        let mut lines = Vec::new();
        for number in 0..count {
            lines.extend(invoice(number, day("2025-02-10"), before));
            lines.extend(invoice(100 + number, day("2026-06-10"), now));
        }
        lines.sort_by_key(Entry::day);
        for (line, entry) in (1..).zip(&mut lines) {
            entry.line = line;
        }
        let found = year::pays_later(&History::new(lines), &policy(), day(TODAY));
        found.map(|alarm| match alarm.sign {
            Sign::PaysLater { now, before, invoices, .. } => (now.to_string(), before.to_string(), invoices),
            sign => panic!("{sign:?}"),
        })
    };
    let told = |now: &str, before: &str| Some((now.to_owned(), before.to_owned(), 3));
    for (before, now, count, want) in [
        (0, 12, 3, told("12", "0")),
        (-5, 5, 3, told("5", "-5")),
        (5, 14, 3, None),
        (-20, -5, 3, None),
        (0, 12, 2, None),
        (12, 0, 3, None),
    ] {
        assert_eq!(habit(before, now, count), want, "{before} {now} {count}");
    }
}
