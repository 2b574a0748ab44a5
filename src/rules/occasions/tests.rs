use super::*;
use crate::model::{
    Birthday, Complaint, ComplaintState, Contact, Contract, Currency, CustomerId, Ending, EndingState, Entry,
    Event, FollowUp, Invoice, KeyDate, Money, Order, Payment, Quote, Reply, Stamp, Text, decimal,
};
use crate::model::{Interval, Unit};
use crate::rules::policy::{EventDays, Label, Policy, TeamEvent, YearDay};
use crate::rules::{Action, Whom};

/// The tests' day, a Friday.
pub(super) const TODAY: &str = "2026-11-20";

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(super) fn customer() -> Customer {
    Customer::named(CustomerId::new("acme").expect("an id"), "Acme")
}

fn money(text: &str) -> Option<Money> {
    let (amount, currency) = text.split_once('-').unwrap_or((text, ""));
    decimal(amount).map(|amount| Money { amount, currency: Currency::new(currency) })
}

/// A log in short: `2026-11-10 invoice I-1 100-EUR 2026-11-20`, `- ` for what isn't there.
pub(super) fn log(lines: &[&'static str]) -> History<'static> {
    let entry = |(number, line): (usize, &&'static str)| {
        let words: Vec<&'static str> = line.split_whitespace().collect();
        let word = |index: usize| words.get(index).copied().filter(|word| *word != "-");
        let text = |index: usize| word(index).map(|word| Text::from(word.to_owned()));
        let (reference, money) = (text(2), word(3).and_then(money));
        let event = match words[1] {
            "invoice" => Event::Invoice(Invoice { reference, money, due: word(4).map(day) }),
            "payment" => Event::Payment(Payment { reference, money }),
            "quote" => Event::Quote(Quote { reference, money, ..Quote::default() }),
            "order" => Event::Order(Order { reference, money, ..Order::default() }),
            "contract" => Event::Contract(Contract {
                reference,
                money,
                from: word(4).map(day),
                until: word(5).map(day),
            }),
            "complaint" => {
                let state = ComplaintState::parse(words[3]).expect("a state");
                Event::Complaint(Complaint { reference, state })
            }
            "ending" => {
                let state = EndingState::parse(words[3]).expect("a state");
                Event::Ending(Ending { reference, state, why: None, competitor: None })
            }
            "grade" => Event::Grade(crate::model::Change { to: text(2), ..Default::default() }),
            reply => Event::FollowUp(FollowUp { reply: Reply::parse(reply), ..FollowUp::default() }),
        };
        let at = Stamp::parse(words[0]).expect("a stamp");
        Entry { line: u32::try_from(number).expect("few") + 1, ..Entry::new(at, event) }
    };
    History::new(lines.iter().enumerate().map(entry).collect())
}

/// `2026-11-20 code …` for each, with what matters of it.
pub(super) fn told(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    from: &str,
    to: &str,
) -> Vec<String> {
    let class = customer.grade.as_deref();
    let playbooks = Playbook::all_of(&policy.playbooks, class, None);
    of(customer, class, &playbooks, history, policy, (day(from), day(to))).iter().map(short).collect()
}

fn short(occasion: &Occasion) -> String {
    let name = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    let sum = |money: &Money| {
        format!("{} {}", money.amount, money.currency.map(|code| code.to_string()).unwrap_or_default())
    };
    let rest = match &occasion.kind {
        Kind::Birthday { who, age, .. } => format!("{} {}", name(who), age.unwrap_or(0)),
        Kind::Founded { years } => years.to_string(),
        Kind::Anniversary { what, years, .. } => format!("{what} {years}"),
        Kind::Cooperation { since, years } => format!("{since} {years}"),
        Kind::Date { what } => what.clone(),
        Kind::Event { what, until } => {
            format!("{}{}", what.en, until.map(|day| format!(" until {day}")).unwrap_or_default())
        }
        Kind::ContractEnd { reference, .. } => name(reference),
        Kind::InvoiceDue { reference, rest, total } => {
            format!("{} {} of {}", name(reference), rest.amount, sum(total))
        }
        Kind::InvoiceOverdue { reference, rest, total, level, levels } => {
            format!("{} {} of {} {level}/{levels}", name(reference), rest.amount, sum(total))
        }
        Kind::QuoteUnanswered { reference, .. } => name(reference),
        Kind::Emergency { reference, answered, settle_by, .. } => {
            format!("{} {} {settle_by}", name(reference), if *answered { "answered" } else { "open" })
        }
        Kind::Request { reference, what, by } => {
            format!("{} {} {}", name(reference), name(what), name(by))
        }
        Kind::Approval { by } => name(by),
        Kind::Promise { reference, what, made } => format!("{} {} {made}", name(reference), name(what)),
        Kind::Deal { deal, since, is_expected } => {
            let (wait, expected) =
                (deal.waits_for.expect("an open one"), if *is_expected { " expected" } else { "" });
            format!("{} {} {since}{expected}", name(&deal.item), wait.as_str())
        }
        Kind::Action { name, last, .. } => {
            format!("{name} {}", last.map_or_else(|| "never".to_owned(), |last| last.to_string()))
        }
        Kind::Pool(fall) => format!("{} {}", fall.because.as_str(), fall.since),
        Kind::Lost { since, why, competitor } => format!("{since} {} {}", name(why), name(competitor)),
        Kind::Move(to) => name(&to.to),
        Kind::Appointment { hour, plan, .. } => format!("{} {}", hour.time, name(plan)),
        Kind::Recheck { grade, last, .. } => {
            format!("{grade} {}", last.map(|day| day.to_string()).unwrap_or_default())
        }
    };
    format!("{} {} {rest}", occasion.on, occasion.code().as_str()).trim_end().to_owned()
}

#[test]
fn birthdays_come_each_year_and_on_28_february_where_there_is_no_29() {
    for (birthday, from, to, want) in [
        ("11-20", TODAY, TODAY, &["2026-11-20 birthday Anna 0"][..]),
        ("1976-11-27", TODAY, "2026-12-04", &["2026-11-27 birthday Anna 50"]),
        ("11-19", TODAY, "2026-12-04", &[]),
        ("12-05", TODAY, "2026-12-04", &[]),
        // Over the end of the year.
        ("01-02", "2026-12-28", "2027-01-10", &["2027-01-02 birthday Anna 0"]),
        ("1980-12-31", "2026-12-28", "2027-01-10", &["2026-12-31 birthday Anna 46"]),
        ("11-20", TODAY, "2027-11-20", &["2026-11-20 birthday Anna 0", "2027-11-20 birthday Anna 0"]),
        // 29 February.
        ("02-29", "2026-02-20", "2026-03-05", &["2026-02-28 birthday Anna 0"]),
        ("1984-02-29", "2027-02-20", "2027-03-05", &["2027-02-28 birthday Anna 43"]),
        ("02-29", "2028-02-20", "2028-03-05", &["2028-02-29 birthday Anna 0"]),
        // Nobody has one before the first.
        ("2027-11-20", TODAY, "2028-11-20", &["2028-11-20 birthday Anna 1"]),
    ] {
        let mut customer = customer();
        let birthday = Birthday::parse(birthday);
        assert!(birthday.is_some());
        let anna = Contact { name: Some("Anna".into()), birthday, ..Contact::default() };
        customer.contacts = vec![Contact::default(), anna];
        let found = told(&customer, &History::default(), &Policy::default(), from, to);
        assert_eq!(found, want, "{birthday:?}, {from} to {to}");
    }
}

#[test]
fn the_founding_day_needs_its_day() {
    for (founded, from, to, want) in [
        ("1988-11-28", TODAY, "2026-12-04", &["2026-11-28 founded 38"][..]),
        ("1812-11-28", TODAY, "2026-12-04", &["2026-11-28 founded 214"]),
        ("1988", TODAY, "2027-12-04", &[]),
        ("1996-02-29", "2026-02-01", "2026-03-01", &["2026-02-28 founded 30"]),
        ("2027-02-01", TODAY, "2027-12-04", &[]),
    ] {
        let mut customer = customer();
        customer.founded = Some(founded.into());
        let found = told(&customer, &History::default(), &Policy::default(), from, to);
        assert_eq!(found, want, "{founded}, {from} to {to}");
    }
}

#[test]
fn a_day_of_the_file_comes_once_and_then_each_year() {
    for (on, from, to, want) in [
        ("2026-11-20", TODAY, TODAY, &["2026-11-20 date x"][..]),
        ("2026-11-25", TODAY, "2026-12-04", &["2026-11-25 date x"]),
        ("2021-11-25", TODAY, "2026-12-04", &["2026-11-25 anniversary x 5"]),
        ("2026-11-19", TODAY, "2026-12-04", &[]),
        ("2026-11-25", TODAY, "2027-12-04", &["2026-11-25 date x", "2027-11-25 anniversary x 1"]),
        ("2024-01-03", "2026-12-28", "2027-01-10", &["2027-01-03 anniversary x 3"]),
        ("2024-02-29", "2026-02-20", "2026-03-05", &["2026-02-28 anniversary x 2"]),
        ("2024-02-29", "2028-02-20", "2028-03-05", &["2028-02-29 anniversary x 4"]),
    ] {
        let mut customer = customer();
        customer.dates = vec![KeyDate { on: day(on), what: "x".into() }];
        let found = told(&customer, &History::default(), &Policy::default(), from, to);
        assert_eq!(found, want, "{on}, {from} to {to}");
    }
}

#[test]
fn events_are_each_years_or_listed_and_have_their_countries() {
    let label = |name: &str| Label { en: name.into(), zh: name.into() };
    let each_year = |on: (u32, u32), until: (u32, u32)| EventDays::EachYear {
        on: YearDay { month: on.0, day: on.1 },
        until: YearDay { month: until.0, day: until.1 },
    };
    let listed = |spans: &[(&str, &str)]| {
        EventDays::Listed(spans.iter().map(|(on, until)| (day(on), day(until))).collect())
    };
    let new_year = || listed(&[("2026-02-17", "2026-02-23"), ("2027-02-06", "2027-02-12")]);
    let break_ = || each_year((12, 24), (1, 2));
    for (days, countries, days_before, country, from, to, want) in [
        (each_year((12, 25), (12, 25)), &[][..], 0, None, TODAY, "2026-12-31", &["2026-12-25 event x"][..]),
        (each_year((12, 25), (12, 25)), &[], 0, None, TODAY, "2026-12-04", &[]),
        // Its customers' countries; nobody knows where one without a country is.
        (
            each_year((12, 25), (12, 25)),
            &["DE", "FR"],
            0,
            Some("FR"),
            TODAY,
            "2026-12-31",
            &["2026-12-25 event x"],
        ),
        (each_year((12, 25), (12, 25)), &["DE", "FR"], 0, Some("CN"), TODAY, "2026-12-31", &[]),
        (each_year((12, 25), (12, 25)), &["DE", "FR"], 0, None, TODAY, "2026-12-31", &[]),
        // Told of so many days before.
        (each_year((12, 25), (12, 25)), &[], 35, None, TODAY, "2026-12-04", &["2026-12-25 event x"]),
        (each_year((12, 25), (12, 25)), &[], 34, None, TODAY, "2026-12-04", &[]),
        (each_year((1, 1), (1, 1)), &[], 7, None, "2026-12-25", "2026-12-25", &["2027-01-01 event x"]),
        // While it runs, over the end of the year, too.
        (break_(), &[], 0, None, "2027-01-02", "2027-01-02", &["2026-12-24 event x until 2027-01-02"]),
        (break_(), &[], 0, None, "2027-01-03", "2027-01-03", &[]),
        (each_year((2, 29), (2, 29)), &[], 0, None, "2027-02-20", "2027-03-05", &["2027-02-28 event x"]),
        // What moves is known for the years that are written, and for no other.
        (new_year(), &[], 0, None, "2026-02-01", "2026-03-01", &["2026-02-17 event x until 2026-02-23"]),
        (new_year(), &[], 0, None, "2027-02-10", "2027-02-11", &["2027-02-06 event x until 2027-02-12"]),
        (new_year(), &[], 0, None, "2028-01-01", "2028-03-01", &[]),
    ] {
        let mut customer = customer();
        customer.country = country.map(str::to_owned);
        let countries = countries.iter().map(|code| (*code).to_owned()).collect();
        let event = TeamEvent { what: label("x"), days, countries, days_before, review: false };
        let policy = Policy { events: vec![event.clone()], ..Policy::default() };
        assert_eq!(
            told(&customer, &History::default(), &policy, from, to),
            want,
            "{event:?}, {from} to {to}"
        );
    }
}

#[test]
fn who_left_owes_and_complains_but_is_not_celebrated() {
    let mut acme = customer();
    acme.grade = Some("C".into());
    acme.founded = Some("1988-11-20".into());
    acme.contacts = vec![Contact { birthday: Birthday::parse("11-20"), ..Contact::default() }];
    acme.dates = vec![KeyDate { on: day("2021-11-20"), what: "x".into() }];
    let days = EventDays::Listed(vec![(day(TODAY), day(TODAY))]);
    let what = Label { en: "fair".into(), zh: "展会".into() };
    let event = TeamEvent { what, days, countries: Vec::new(), days_before: 0, review: false };
    let policy = Policy { events: vec![event], ..Policy::default() };
    let history = log(&[
        "2026-01-01 contract K 5 2026-01-01 2026-11-20",
        "2026-10-01 invoice I 100 2026-11-20",
        "2026-11-19 complaint R opened",
        "2026-11-19 ending R opened",
        "2026-11-12 quote Q 5",
    ]);
    let codes = |acme: &Customer| -> Vec<&str> {
        of(acme, None, &[], &history, &policy, (day(TODAY), day(TODAY)))
            .iter()
            .map(|found| found.code().as_str())
            .collect()
    };
    let all = [
        "quote-unanswered",
        "ending",
        "complaint",
        "invoice-due",
        "contract-end",
        "birthday",
        "founded",
        "anniversary",
        "event",
        "recheck",
    ];
    assert_eq!(codes(&acme), all, "by day, then the most pressing first");
    let mut archived = acme.clone();
    archived.archived = Some(day("2026-11-20"));
    assert_eq!(codes(&archived), ["ending", "complaint", "invoice-due"]);
    archived.archived = Some(day("2026-11-21"));
    assert_eq!(codes(&archived), all, "not yet");
    let mut dead = acme;
    dead.need = Some(Need::Dead);
    assert_eq!(codes(&dead), ["ending", "complaint", "invoice-due"]);
}

/// An action is due its time after it was last done: by its name in either language, or by the way it is called by.
#[test]
fn an_action_of_a_playbook_is_due_again_after_its_time() {
    let action = |name: Option<&str>, en: &str, zh: &str, months| Action {
        what: Label { en: en.into(), zh: zh.into() },
        name: name.map(str::to_owned),
        every: Interval::new(months, Unit::Month),
        ..Action::default()
    };
    let playbook = Playbook {
        whom: Whom::Class("A".into()),
        actions: vec![
            action(None, "visit", "拜访", 1),
            action(Some("report"), "quarterly report", "季度报告", 3),
            action(None, "survey", "调查", 6),
            Action { every: None, ..action(None, "service plan", "服务方案", 1) },
        ],
        ..Playbook::default()
    };
    let rarely = Playbook {
        whom: Whom::Class("B".into()),
        actions: vec![action(None, "visit", "拜访", 3), action(None, "survey", "调查", 3)],
        ..Playbook::default()
    };
    let both = [&rarely, &playbook];
    let once = |at: &'static str, action: &'static str| {
        let said = FollowUp { action: Some(action.into()), ..FollowUp::default() };
        let at = Stamp::parse(at).expect("a stamp");
        let event = Event::FollowUp(said);
        let entry = Entry { line: 1, ..Entry::new(at, event) };
        let found = super::actions::due(
            &both,
            &customer(),
            &History::new(vec![entry]),
            &Policy::default(),
            (day(TODAY), day("2027-12-31")),
        );
        found.iter().map(|one| one.on.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(once("2026-10-15", "visit"), "2026-11-15", "of two the earlier day, whichever stands first");
    assert_eq!(once("2026-10-15", "survey"), "2027-01-15");
    let policy = Policy { playbooks: vec![playbook], ..Policy::default() };
    let customer = Customer { grade: Some("A".into()), ..customer() };
    let entry = |(at, via, action): &(&'static str, &'static str, Option<&'static str>)| Entry {
        via: Some((*via).into()),
        line: 1,
        ..Entry::new(
            Stamp::parse(at).expect("a stamp"),
            Event::FollowUp(FollowUp { action: action.map(Into::into), ..FollowUp::default() }),
        )
    };
    let due = |entries: &[(&'static str, &'static str, Option<&'static str>)], to: &str| {
        let history = History::new(entries.iter().map(entry).collect());
        let found = told(&customer, &history.as_of(day(TODAY)), &policy, TODAY, to);
        found.into_iter().filter(|one| one.contains(" action ")).collect::<Vec<_>>().join("; ")
    };
    for (entries, to, want) in [
        (&[("2026-08-01", "call", None)][..], TODAY, ""),
        (&[("2026-10-15", "visit", None)], TODAY, "2026-11-15 action visit 2026-10-15"),
        (&[("2026-10-15", "meeting", Some("拜访"))], TODAY, "2026-11-15 action visit 2026-10-15"),
        (&[("2026-10-15", "visit", None), ("2026-11-02", "meeting", Some("Visit"))], TODAY, ""),
        (&[("2026-10-31", "visit", None)], "2026-12-31", "2026-11-30 action visit 2026-10-31"),
        (&[("2026-08-20", "email", Some("report"))], TODAY, "2026-11-20 action report 2026-08-20"),
        (&[("2026-08-20", "email", Some("quarterly report"))], TODAY, "2026-11-20 action report 2026-08-20"),
        (&[("2025-08-20", "email", Some("service plan"))], TODAY, ""),
        (&[("2025-08-20", "email", Some("gift"))], TODAY, ""),
    ] {
        assert_eq!(due(entries, to), want, "{entries:?}");
    }
}

#[test]
fn the_first_order_comes_again_each_year_unless_the_file_says_when_cooperation_began() {
    let orders: &[&'static str] = &["2023-11-24 order 5", "2024-06-01 order 5"];
    let returned: &[&'static str] = &["2022-11-24 order -5", "2023-11-24 order 5"];
    let said = |what: &str, on: &str| vec![KeyDate { on: day(on), what: what.into() }];
    for (lines, dates, want) in [
        (orders, Vec::new(), &["2026-11-24 anniversary 2023-11-24 3"][..]),
        (returned, Vec::new(), &["2026-11-24 anniversary 2023-11-24 3"]),
        (&["2025-11-30 order 5"], Vec::new(), &["2026-11-30 anniversary 2025-11-30 1"]),
        (&["2026-11-24 order 5"], Vec::new(), &[]),
        (&[], Vec::new(), &[]),
        (orders, said("Cooperation began", "2023-01-06"), &[]),
        (orders, said("合作开始", "2023-01-06"), &[]),
        (orders, said("party", "2023-01-06"), &["2026-11-24 anniversary 2023-11-24 3"]),
    ] {
        let customer = Customer { grade: None, dates, ..customer() };
        let history = crate::rules::views::test_support::history(lines);
        let mut found = told(&customer, &history, &Policy::default(), TODAY, "2026-12-04");
        found.retain(|one| !one.contains(" move "));
        assert_eq!(found, want, "{lines:?}");
    }
}

#[test]
fn a_grade_that_an_event_asks_for_is_told_until_somebody_decides() {
    let asked = |grade: &str, lines: &[&'static str]| {
        let customer = Customer { grade: Some(grade.into()), ..customer() };
        let history = crate::rules::views::test_support::history(lines);
        let mut found = told(&customer, &history, &Policy::default(), TODAY, TODAY);
        found.retain(|one| one.contains(" move "));
        found
    };
    let order = "2026-11-19 order 5";
    assert_eq!(asked("D", &[order]), ["2026-11-19 move A"]);
    assert_eq!(asked("A", &[order]), [] as [&str; 0]);
    assert_eq!(asked("D", &["2026-11-18 order 5", "2026-11-19 order 5"]), ["2026-11-19 move A"]);
    assert_eq!(asked("C", &[]), [] as [&str; 0]);
}
