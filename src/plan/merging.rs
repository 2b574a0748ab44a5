//! What becomes of two customers' files when they are made one.
//!
//! What the one lacks it is given; lists are united; where both say something else, the one's word
//! stands, and the other's is named.

mod contacts;

use chrono::NaiveDate;

use contacts::{Countries, is_reached_alike, is_same_person, is_same_point, points};

use crate::model::{
    Approval, Contact, ContactKey, ContactPoint, Customer, CustomerKey, CustomerValue, DecisionMaker,
    History, KeyDate, Medium, Preferences, YamlValue,
};

/// One change of the file of the customer that stays.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A key that it lacks.
    Set(String, YamlValue),
    /// A text for one of its lists.
    Add(&'static str, String),
    /// A contact, a date, or one more address or number of a contact.
    Append(String, YamlValue),
    /// A text behind its own.
    Extend(&'static str, String),
}

/// What becomes of two customers' files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merging {
    /// What the one is given.
    pub steps: Vec<Step>,
    /// What the other says and the one doesn't take, by key.
    pub dropped: Vec<(String, YamlValue)>,
    /// What the one said, and says no longer.
    pub replaced: Vec<(String, YamlValue)>,
}

/// One of two customers, with what its history says.
#[derive(Clone, Copy, Debug)]
pub struct MergeSide<'a> {
    /// What its file says.
    pub customer: &'a Customer,
    /// The day of the first thing that happened with it.
    pub first: Option<NaiveDate>,
}

impl<'a> MergeSide<'a> {
    pub fn new(customer: &'a Customer, history: &History<'_>) -> Self {
        MergeSide { customer, first: history.happened().map(|entry| entry.day()).min() }
    }
}

/// What `keep` is given of `other`, and what it isn't.
pub fn merging(one: MergeSide<'_>, two: MergeSide<'_>) -> Merging {
    let (keep, other) = (one.customer, two.customer);
    let mut merging = Merging::default();
    for ((key, own), (_, theirs)) in singles(keep).into_iter().zip(singles(other)) {
        match key {
            "since" => merging.since(one, two),
            // Nobody refers itself.
            "referred_by" if other.referred_by.as_deref() == Some(keep.id.as_str()) => {}
            "referred_by" if keep.referred_by.as_deref() == Some(other.id.as_str()) => {
                merging.single(key.to_owned(), None, theirs);
            }
            _ => merging.single(key.to_owned(), own, theirs),
        }
    }
    for ((key, own), (_, theirs)) in keep.fields().into_iter().zip(other.fields()) {
        if let (CustomerValue::Approval(own), CustomerValue::Approval(theirs)) = (own, theirs) {
            let said = |one: &Approval| (*one != Approval::default()).then(|| one.as_yaml());
            merging.single(key.as_str().to_owned(), said(own), said(theirs));
        }
    }
    // The one that stays is worked with: that the other isn't is no reason to stop.
    if let Some(day) = other.archived.filter(|_| keep.archived.is_none()) {
        merging.dropped.push(("archived".into(), bare(day)));
    }
    let mut names: Vec<&String> = vec![&other.name];
    names.extend(&other.aliases);
    let names: Vec<&String> = names.into_iter().filter(|name| **name != keep.name).collect();
    merging.list("aliases", &keep.aliases, names);
    for ((key, own), (_, theirs)) in keep.fields().into_iter().zip(other.fields()) {
        if let (CustomerValue::Texts(own), CustomerValue::Texts(theirs)) = (own, theirs)
            && !matches!(key, CustomerKey::Aliases | CustomerKey::Distinct)
        {
            merging.list(key.as_str(), own, theirs.iter().collect());
        }
    }
    merging.list("promises.free", &keep.promises.free, other.promises.free.iter().collect());
    merging.list("promises.ask_first", &keep.promises.ask_first, other.promises.ask_first.iter().collect());
    let others = other.distinct.iter().filter(|id| *id != keep.id.as_str());
    merging.list("distinct", &keep.distinct, others.collect());
    for date in other.dates.iter().filter(|date| !keep.dates.contains(date)) {
        merging.steps.push(Step::Append("dates".into(), key_date(date)));
    }
    for one in &other.decision {
        match keep.decision.iter().find(|own| own.who == one.who) {
            None => merging.steps.push(Step::Append("decision".into(), decision_maker(one))),
            Some(own) if own == one => {}
            Some(_) => merging.dropped.push(("decision".into(), decision_maker(one))),
        }
    }
    let countries = (keep.country.as_deref(), other.country.as_deref().or(keep.country.as_deref()));
    for contact in &other.contacts {
        merging.contact(&keep.contacts, contact, countries);
    }
    match (&keep.notes, &other.notes) {
        (None, Some(notes)) => merging.steps.push(Step::Set("notes".into(), text(notes))),
        (Some(own), Some(notes)) if !own.contains(notes.trim_end()) => {
            merging.steps.push(Step::Extend("notes", notes.trim_end().to_owned()));
        }
        _ => {}
    }
    merging.custom(keep.custom.as_ref(), other.custom.as_ref());
    for (key, value) in &other.unknown {
        let own = keep.unknown.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
        merging.single(key.clone(), own, Some(value.clone()));
    }
    merging
}

impl Merging {
    fn single(&mut self, key: String, own: Option<YamlValue>, theirs: Option<YamlValue>) {
        match (own, theirs) {
            (_, None) => {}
            (Some(own), Some(theirs)) if own == theirs => {}
            (None, Some(theirs)) => self.steps.push(Step::Set(key, theirs)),
            (Some(_), Some(theirs)) => self.dropped.push((key, theirs)),
        }
    }

    /// It is known since the earlier of the two days: a later one would begin its sequences anew. A customer
    /// whose file doesn't say it is known since its first entry.
    fn since(&mut self, keep: MergeSide<'_>, other: MergeSide<'_>) {
        let (own, theirs) = (keep.customer.since, other.customer.since);
        if own.is_none() && theirs.is_none() {
            return;
        }
        let known = own.or(keep.first).into_iter().chain(theirs.or(other.first)).min();
        if let (Some(known), true) = (known, known != own) {
            self.steps.push(Step::Set("since".into(), bare(known)));
            self.replaced.extend(own.map(|own| ("since".to_owned(), bare(own))));
        }
        if let Some(theirs) = theirs.filter(|theirs| Some(*theirs) != known) {
            self.dropped.push(("since".into(), bare(theirs)));
        }
    }

    fn list(&mut self, key: &'static str, own: &[String], theirs: Vec<&String>) {
        let new = theirs.into_iter().filter(|text| !own.contains(text));
        self.steps.extend(new.map(|text| Step::Add(key, text.clone())));
    }

    /// A contact that the one knows gets what it lacks; one that it doesn't comes as it is.
    fn contact(&mut self, known: &[Contact], contact: &Contact, countries: Countries<'_>) {
        // Two people share a line: whoever has the address or the name comes first.
        let named: Vec<usize> = (0..known.len()).filter(|at| is_same_person(&known[*at], contact)).collect();
        let is_reached = |at: &usize| is_reached_alike(&known[*at], contact, countries);
        let found = match named.as_slice() {
            [] => (0..known.len()).find(is_reached),
            [one] => Some(*one),
            // Of several who are called so: else it is one more.
            several => several.iter().copied().find(is_reached),
        };
        let Some(at) = found else {
            let fields = contact_fields(contact).into_iter().filter_map(|(key, value)| Some((key, value?)));
            let mut fields: Vec<(String, YamlValue)> = fields.collect();
            let at = fields.iter().take_while(|(key, _)| is_before_points(key)).count();
            fields.splice(at..at, Medium::ALL.into_iter().flat_map(|medium| points(contact, medium)));
            if !contact.chat.is_empty() {
                let chat = contact.chat.iter().map(|(service, handle)| (service.clone(), text(handle)));
                fields.push(("chat".into(), YamlValue::Map(chat.collect())));
            }
            if !fields.is_empty() {
                self.steps.push(Step::Append("contacts".into(), YamlValue::Map(fields)));
            }
            return;
        };
        let own = &known[at];
        for medium in Medium::ALL {
            self.points((at, own), contact, medium, countries);
        }
        for ((key, mine), (_, theirs)) in shared_fields(own, contact) {
            self.single(format!("contacts[{at}].{key}"), mine, theirs);
        }
        for (service, handle) in &contact.chat {
            let mine = own.chat.iter().find(|(known, _)| known == service).map(|(_, handle)| text(handle));
            self.single(format!("contacts[{at}].chat.{service}"), mine, Some(text(handle)));
        }
    }

    /// Another address or number of one person is one more of them.
    fn points(
        &mut self,
        (at, own): (usize, &Contact),
        other: &Contact,
        medium: Medium,
        countries: Countries<'_>,
    ) {
        let known: Vec<&str> = own.all(medium).collect();
        let (first, others) = other.points(medium);
        let first = first.map(ContactPoint::new);
        let mut is_free = own.points(medium).0.is_none();
        for point in first.iter().chain(others) {
            let value = point.datum(medium);
            let alike = known.iter().find(|own| is_same_point(medium, own, &point.value, countries));
            match (alike, std::mem::take(&mut is_free), &value) {
                (Some(own), ..) if **own == point.value && point.label.is_none() => {}
                (Some(_), ..) => self.dropped.push((format!("contacts[{at}].{}", medium.key()), value)),
                (None, true, YamlValue::Text(_)) => {
                    self.steps.push(Step::Set(format!("contacts[{at}].{}", medium.key()), value));
                }
                _ => self.steps.push(Step::Append(format!("contacts[{at}].{}", medium.list_key()), value)),
            }
        }
    }

    fn custom(&mut self, own: Option<&YamlValue>, theirs: Option<&YamlValue>) {
        match (own, theirs) {
            (Some(YamlValue::Map(own)), Some(YamlValue::Map(theirs))) => {
                for (key, value) in theirs {
                    let mine = own.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
                    self.single(format!("custom.{key}"), mine, Some(value.clone()));
                }
            }
            (own, theirs) => self.single("custom".into(), own.cloned(), theirs.cloned()),
        }
    }
}

/// Whether a key of a contact stands before its addresses and numbers.
fn is_before_points(key: &str) -> bool {
    ContactKey::parse(key).is_some_and(|key| key < ContactKey::Email)
}

type ContactField = (String, Option<YamlValue>);

/// The keys of two contacts, side by side.
fn shared_fields(one: &Contact, other: &Contact) -> Vec<(ContactField, ContactField)> {
    let (mut ours, theirs) = (contact_fields(one), contact_fields(other));
    for (key, _) in &theirs {
        if !ours.iter().any(|(known, _)| known == key) {
            ours.push((key.clone(), None));
        }
    }
    let beside = |(key, value): ContactField| {
        let their = theirs.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.clone());
        ((key.clone(), value), (key, their))
    };
    ours.into_iter().map(beside).collect()
}

fn contact_fields(contact: &Contact) -> Vec<ContactField> {
    let own = |value: &Option<String>| value.as_deref().map(text);
    let mut fields = vec![
        ("name".to_owned(), own(&contact.name)),
        ("position".into(), own(&contact.position)),
        ("decides".into(), contact.decides.map(YamlValue::Bool)),
        ("birthday".into(), contact.birthday.map(bare)),
        ("verified".into(), contact.verified.map(bare)),
    ];
    fields.extend(contact.unknown.iter().map(|(key, value)| (key.clone(), Some(value.clone()))));
    fields
}

/// The keys that hold one value, in the order of the file. The name stays, and what is not asked for here is taken
/// over in a way of its own.
fn singles(customer: &Customer) -> Vec<(&'static str, Option<YamlValue>)> {
    let own = |value: &Option<String>| value.as_deref().map(text);
    let values = |(key, field): (CustomerKey, CustomerValue<'_>)| match field {
        _ if matches!(key, CustomerKey::Archived | CustomerKey::Notes) => Vec::new(),
        CustomerValue::Preferences(Preferences { channel, hours, meeting, cares_about, tone }) => vec![
            ("prefers.channel", own(channel)),
            ("prefers.hours", own(hours)),
            ("prefers.meeting", meeting.map(|meeting| text(meeting.as_str()))),
            ("prefers.cares_about", own(cares_about)),
            ("prefers.tone", tone.map(|tone| text(tone.as_str()))),
        ],
        CustomerValue::Day(day) => vec![(key.as_str(), day.map(bare))],
        CustomerValue::Number(number) => vec![(key.as_str(), number.map(bare))],
        CustomerValue::Text(_)
        | CustomerValue::Need(_)
        | CustomerValue::Potential(_)
        | CustomerValue::Interval(_) => {
            vec![(key.as_str(), field.scalar().as_deref().map(text))]
        }
        CustomerValue::Name(_)
        | CustomerValue::Texts(_)
        | CustomerValue::Contacts(_)
        | CustomerValue::Promises(_)
        | CustomerValue::Dates(_)
        | CustomerValue::Decision(_)
        | CustomerValue::Approval(_)
        | CustomerValue::Anything(_) => Vec::new(),
    };
    customer.fields().into_iter().flat_map(values).collect()
}

fn key_date(date: &KeyDate) -> YamlValue {
    YamlValue::Map(vec![("on".into(), bare(date.on)), ("what".into(), text(&date.what))])
}

fn decision_maker(one: &DecisionMaker) -> YamlValue {
    let role = one.role.as_deref().map(|role| ("role".to_owned(), text(role)));
    YamlValue::Map([("who".to_owned(), text(&one.who))].into_iter().chain(role).collect())
}

fn text(text: &str) -> YamlValue {
    YamlValue::Text(text.to_owned())
}

/// What stands without quotes.
fn bare(value: impl ToString) -> YamlValue {
    YamlValue::Number(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerId;

    fn merged(keep: &Customer, other: &Customer) -> Merging {
        let side = |customer| MergeSide::new(customer, &History::default());
        merging(side(keep), side(other))
    }

    fn customer(id: &str, name: &str) -> Customer {
        Customer::named(CustomerId::new(id).expect("an id"), name)
    }

    #[test]
    fn what_is_missing_comes_and_what_differs_is_named() {
        let (mut keep, mut other) = (customer("a", "Acme"), customer("b", "ACME Ltd"));
        (keep.grade, other.grade) = (Some("B".into()), Some("C".into()));
        (keep.region, other.region) = (Some("x".into()), Some("x".into()));
        other.industry = Some("pumps".into());
        other.tags = vec!["new".into()];
        other.archived = "2026-01-01".parse().ok();
        let found = merged(&keep, &other);
        assert_eq!(
            found.steps,
            [
                Step::Set("industry".into(), text("pumps")),
                Step::Add("aliases", "ACME Ltd".into()),
                Step::Add("tags", "new".into())
            ]
        );
        assert_eq!(found.dropped, [("grade".into(), text("C")), ("archived".into(), bare("2026-01-01"))]);
        assert_eq!(merged(&keep, &keep.clone()), Merging::default(), "with itself there is nothing to do");
    }

    #[test]
    fn a_contact_is_known_by_its_address_or_its_name() {
        let contact = |name: &str, email: &str, phone: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Contact { name: some(name), email: some(email), phone: some(phone), ..Contact::default() }
        };
        let (mut keep, mut other) = (customer("a", "Acme"), customer("b", "Acme"));
        keep.contacts = vec![contact("Anna", "anna@acme.example", ""), contact("Bob", "", "1")];
        other.contacts =
            vec![contact("", "ANNA@acme.example", "2"), contact("Bob", "", "3"), contact("Cy", "", "")];
        let found = merged(&keep, &other);
        assert_eq!(
            found.steps,
            [
                Step::Set("contacts[0].phone".into(), text("2")),
                Step::Append("contacts[1].phones".into(), text("3")),
                Step::Append("contacts".into(), YamlValue::Map(vec![("name".into(), text("Cy"))])),
            ]
        );
        let spelled = ("contacts[0].email".to_owned(), text("ANNA@acme.example"));
        assert_eq!(found.dropped, [spelled]);
    }

    #[test]
    fn who_is_in_the_decision_chain_keeps_the_role_and_others_come_behind() {
        let one = |who: &str, role: &str| DecisionMaker::parse(&format!("{who}: {role}")).expect("a person");
        let (mut keep, mut other) = (customer("a", "Acme"), customer("b", "Acme"));
        keep.decision = vec![one("Anna", "decides"), one("Bob", "tests")];
        other.decision = vec![one("Bob", "tests"), one("Anna", "signs"), one("Cy", "")];
        let found = merged(&keep, &other);
        let cy = YamlValue::Map(vec![("who".into(), text("Cy"))]);
        assert_eq!(found.steps, [Step::Append("decision".into(), cy)]);
        let anna = vec![("who".into(), text("Anna")), ("role".into(), text("signs"))];
        assert_eq!(found.dropped, [("decision".to_owned(), YamlValue::Map(anna))]);
    }

    #[test]
    fn it_is_known_since_the_earlier_day() {
        let day = |text: &str| crate::model::date(text);
        let set = |day: &str| vec![Step::Set("since".into(), bare(day))];
        // The days that both files say, the first entries of both, and what becomes of it.
        for (own, theirs, first, second, steps, dropped, replaced) in [
            ("", "", "", "2026-01-01", vec![], 0, 0),
            ("2026-03-01", "2026-08-01", "", "", vec![], 1, 0),
            ("2026-08-01", "2026-03-01", "", "", set("2026-03-01"), 0, 1),
            ("", "2026-08-01", "", "", set("2026-08-01"), 0, 0),
            ("", "2026-08-01", "2026-05-01", "", set("2026-05-01"), 1, 0),
            ("2026-08-01", "", "", "2026-05-01", set("2026-05-01"), 0, 1),
            ("2026-08-01", "", "2026-07-01", "", vec![], 0, 0),
        ] {
            let (mut keep, mut other) = (customer("a", "Acme"), customer("b", "Acme"));
            (keep.since, other.since) = (day(own), day(theirs));
            let one = MergeSide { customer: &keep, first: day(first) };
            let two = MergeSide { customer: &other, first: day(second) };
            let found = merging(one, two);
            assert_eq!(found.steps, steps, "{own} {theirs} {first} {second}");
            assert_eq!((found.dropped.len(), found.replaced.len()), (dropped, replaced), "{own} {theirs}");
        }
    }

    #[test]
    fn a_phone_or_a_handle_is_one_person_unless_two_names_are_against_it() {
        let contact = |name: &str, phone: &str, handle: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let chat = some(handle).map(|handle| ("wechat".to_owned(), handle)).into_iter().collect();
            Contact { name: some(name), phone: some(phone), chat, ..Contact::default() }
        };
        for (own, theirs, same) in [
            (("王强", "0755 5550 0188", ""), ("", "+86 755 5550 0188", ""), true),
            (("王强", "0755 5550 0188", ""), ("Wang Qiang", "+86 755 55500188", ""), true),
            (("", "0755 5550 0188", ""), ("李丽", "0755-55500188", ""), true),
            (("王强", "0755 5550 0188", ""), ("李丽", "0755 5550 0188", ""), false),
            (("王强", "", "wq_1"), ("", "", "WQ_1"), true),
            (("王强", "", "wq_1"), ("李丽", "", "wq_1"), false),
            (("王强", "0755 5550 0188", ""), ("", "0755 5550 0199", ""), false),
            (("王强", "", ""), ("", "", ""), false),
        ] {
            let (mut keep, mut other) = (customer("a", "Acme"), customer("b", "Acme"));
            (keep.country, other.country) = (Some("CN".into()), Some("CN".into()));
            keep.contacts = vec![contact(own.0, own.1, own.2)];
            other.contacts = vec![contact(theirs.0, theirs.1, theirs.2)];
            let appended = merged(&keep, &other).steps.iter().any(|step| matches!(step, Step::Append(..)));
            let nothing = theirs == ("", "", "");
            assert_eq!(!appended, same || nothing, "{own:?} {theirs:?}");
        }
    }
}
