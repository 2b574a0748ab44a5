use super::*;
use crate::model::{
    Contact, Contract, Currency, CustomerId, Decimal, Entry, Event, FollowUp, Invoice, Money, Note, Order,
    Payment, Stamp, date,
};

fn day(text: &str) -> NaiveDate {
    date(text).expect("a date")
}

fn entry(at: &str, line: u32, event: Event<'static>) -> Entry<'static> {
    Entry { line, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) }
}

fn codes(customer: &Customer, entries: Vec<Entry<'static>>, policy: &Policy) -> Vec<(String, &'static str)> {
    check(customer, &History::new(entries), policy, day("2026-11-21"))
        .into_iter()
        .map(|finding| {
            let spot = match finding.spot {
                Location::Key(key) => key,
                Location::Field { line, field } => format!("{line}:{field}"),
            };
            (spot, finding.trouble.code())
        })
        .collect()
}

fn acme() -> Customer {
    Customer::named(CustomerId::new("acme").expect("an id"), "Acme")
}

#[test]
fn dates_of_what_has_happened_are_not_in_the_future() {
    let mut customer = acme();
    customer.since = Some(day("2026-11-23"));
    let name = Some("Ann".to_owned());
    customer.contacts = vec![Contact { name, verified: Some(day("2027-01-01")), ..Contact::default() }];
    let entries = vec![
        entry("2026-11-22T01:00:00+14:00", 1, Event::Note(Note::default())), // a colleague across the date line
        entry("2026-11-23", 2, Event::Note(Note::default())),
    ];
    assert_eq!(
        codes(&customer, entries, &Policy::default()),
        [
            ("since".to_owned(), "future-date"),
            ("contacts[0].verified".to_owned(), "future-date"),
            ("2:at".to_owned(), "future-date"),
        ]
    );
}

#[test]
fn what_is_agreed_lies_ahead_of_its_entry_and_spans_end_after_they_begin() {
    let follow_up = |next| Event::FollowUp(FollowUp { next: Some(day(next).into()), ..FollowUp::default() });
    let contract = |from, until| {
        Event::Contract(Contract { from: Some(day(from)), until: Some(day(until)), ..Contract::default() })
    };
    let entries = vec![
        entry("2026-11-20", 1, follow_up("2026-11-19")),
        entry("2026-11-20", 2, follow_up("2026-11-20")),
        entry("2026-11-20", 3, contract("2026-12-01", "2026-11-30")),
        entry("2026-11-20", 4, contract("2026-12-01", "2026-12-01")),
    ];
    assert_eq!(
        codes(&acme(), entries, &Policy::default()),
        [("1:next".to_owned(), "next-before-entry"), ("3:until".to_owned(), "ends-before-start")]
    );
}

#[test]
fn zones_exist_and_hours_are_readable() {
    for (zone, hours, want) in [
        ("Europe/Berlin", "9-12", &[][..]),
        ("Europe/Berlim", "mornings", &["timezone unknown-timezone", "prefers.hours unclear-hours"]),
    ] {
        let mut customer = acme();
        customer.timezone = Some(zone.into());
        customer.prefers.hours = Some(hours.into());
        let told = codes(&customer, Vec::new(), &Policy::default());
        let told: Vec<String> = told.iter().map(|(key, code)| format!("{key} {code}")).collect();
        assert_eq!(told, want, "{zone} {hours}");
    }
}

#[test]
fn grades_people_invoices_and_currencies_are_known() {
    let mut customer = acme();
    customer.grade = Some("Z".into());
    customer.owner = Some("zhao".into());
    let eur = Money { amount: Decimal::ONE, currency: Currency::new("EUR") };
    let reference = |text: &'static str| Some(text.into());
    let entries = || {
        vec![
            entry("2026-11-20", 1, Event::Order(Order { money: Some(eur), ..Order::default() })),
            entry(
                "2026-11-20",
                2,
                Event::Invoice(Invoice { reference: reference("I-1"), ..Invoice::default() }),
            ),
            entry("2026-11-20", 3, Event::Payment(Payment { reference: reference("I-1"), money: None })),
            entry("2026-11-20", 4, Event::Payment(Payment { reference: reference("I-2"), money: None })),
        ]
    };
    let mut policy = Policy::default();
    assert_eq!(
        codes(&customer, entries(), &policy),
        [
            ("grade".to_owned(), "unknown-grade"),
            ("1:currency".to_owned(), "no-rate"),
            ("4:ref".to_owned(), "unknown-invoice"),
        ],
        "without a list of people everybody is known"
    );
    policy.people = vec!["li".into()];
    let rate = crate::rules::Rate { from: day("2026-11-21"), rate: Decimal::TWO };
    policy.rates.others.insert(eur.currency.expect("EUR"), vec![rate]);
    let found = codes(&customer, entries(), &policy);
    assert!(found.contains(&("owner".to_owned(), "unknown-person")));
    assert!(found.contains(&("1:currency".to_owned(), "no-rate")), "the rate begins a day later");
}

#[test]
fn slips_of_a_customer_are_told_at_their_keys() {
    let mut customer = acme();
    customer.founded = Some("2099".into());
    customer.country = Some("UK".into());
    let birthday = crate::model::Birthday::parse("2030-01-02");
    let reached = Contact { email: Some("info@acme.example".into()), ..Contact::default() };
    customer.contacts = vec![
        Contact { birthday, ..Contact::default() },
        reached,
        Contact { name: Some("Ann".into()), ..Contact::default() },
    ];
    let told = codes(&customer, Vec::new(), &Policy::default());
    let told: Vec<String> = told.iter().map(|(key, code)| format!("{key} {code}")).collect();
    let want = [
        "contacts[0].birthday future-date",
        "founded future-date",
        "country unknown-country",
        "contacts[0] empty-contact",
    ];
    assert_eq!(told, want);
    let found = check(&customer, &History::new(Vec::new()), &Policy::default(), day("2026-11-21"));
    assert!(found.iter().all(|one| one.trouble.severity() == crate::model::Severity::Warning));
    customer.founded = Some("2026".into());
    customer.country = Some("GB".into());
    customer.contacts.remove(0);
    assert_eq!(codes(&customer, Vec::new(), &Policy::default()), []);
}

#[test]
fn slips_of_a_log_are_told_at_their_fields() {
    use crate::model::{Complaint, ComplaintState, Sample, SampleState};
    let follow_up = |next: &str, minutes: i64| {
        let (next, minutes) = (date(next).map(Into::into), Some(Decimal::from(minutes)));
        Event::FollowUp(FollowUp { next, minutes, ..FollowUp::default() })
    };
    let complaint =
        |state, of: &'static str| Event::Complaint(Complaint { state, reference: Some(of.into()) });
    let sample = |state| Event::Sample(Sample { state, item: None, reference: Some("S".into()) });
    let entries = vec![
        entry("2026-11-01", 1, follow_up("2999-01-01", 15)),
        entry("2026-11-01", 2, follow_up("2027-01-01", 99_999)),
        entry("2026-11-01", 3, follow_up("2036-11-01", 480)),
        entry("2026-11-02", 4, complaint(ComplaintState::Solved, "C-1")),
        entry("2026-11-03", 5, complaint(ComplaintState::Opened, "c-1")),
        entry("2026-11-03", 6, complaint(ComplaintState::Opened, "C-2")),
        entry("2026-11-03", 7, complaint(ComplaintState::Solved, "C-2")),
        entry("2026-11-05", 8, complaint(ComplaintState::Opened, "C-2")),
        entry("2026-11-01", 9, sample(SampleState::Received)),
        entry("2026-11-04", 10, sample(SampleState::Sent)),
    ];
    let told = codes(&acme(), entries, &Policy::default());
    let told: Vec<String> = told.iter().map(|(key, code)| format!("{key} {code}")).collect();
    let want = ["1:next unusual-value", "2:minutes unusual-value", "9:at before-begun", "4:at before-begun"];
    assert_eq!(told, want);
}

#[test]
fn the_newest_grading_knows_of_the_one_before_it() {
    use crate::model::Change;
    let graded = |at: &str, line, from: Option<&'static str>, to: &'static str| {
        let change = Change { from: from.map(Into::into), to: Some(to.into()), why: None };
        entry(at, line, Event::Grade(change))
    };
    let mut customer = acme();
    customer.grade = Some("C".into());
    for (entries, want) in [
        (
            vec![graded("2026-11-01", 1, Some("D"), "B"), graded("2026-11-02", 2, Some("D"), "C")],
            &["2:from"][..],
        ),
        (vec![graded("2026-11-01", 1, Some("D"), "B"), graded("2026-11-02", 2, Some("B"), "C")], &[]),
        // Of one moment either may be the first.
        (vec![graded("2026-11-01", 1, Some("D"), "B"), graded("2026-11-01", 2, Some("D"), "C")], &[]),
        // A later one that knows settles it.
        (
            vec![
                graded("2026-11-01", 1, Some("D"), "B"),
                graded("2026-11-02", 2, Some("D"), "A"),
                graded("2026-11-03", 3, Some("A"), "C"),
            ],
            &[],
        ),
        // Nothing is said of what it was before.
        (vec![graded("2026-11-01", 1, Some("D"), "B"), graded("2026-11-02", 2, None, "C")], &[]),
    ] {
        let told = codes(&customer, entries, &Policy::default());
        let keys: Vec<&str> = told.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, want);
        assert!(told.iter().all(|(_, code)| *code == "broken-chain"));
    }
}
