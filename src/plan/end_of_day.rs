//! What is left to do at the end of the day (S3; the last part S4): do what has its day now, thank who ordered, confirm what is
//! agreed for tomorrow, offer material to the interested, complete what was written down in haste. What the log says was
//! done since is off the list.

use chrono::NaiveDate;

use super::Reach;
use crate::model::{
    Customer, CustomerId, Entry, EntryField, Event, FollowUp, History, Money, Need, Reply, words,
};
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::promises::{self, OpenPromise};
use crate::rules::views::{NeedRule, need_of};
use crate::rules::{EmergencyKind, Policy};

words! {
    /// What is left to do with a customer.
    Leftover {
        /// A complaint, a wish to end or a promise whose day is here, or comes before the next working day is over.
        Answer = "answer",
        /// It ordered today: thank it.
        Thank = "thank",
        /// Something is agreed for the next working day: confirm it.
        Confirm = "confirm",
        /// It was interested today: offer material.
        Offer = "offer",
        /// A follow-up of the last day lacks the reply or what comes next; or, where nothing is known of it, the need or
        /// whether a visit is possible.
        Complete = "complete",
    }
}

/// What is open, and has to be done by a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    Emergency(Deadline),
    Promise(OpenPromise),
}

/// One customer at the end of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct EndOfDay {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// What is left to do.
    pub what: Leftover,
    /// Of which day: the order's, the appointment's, the follow-up's.
    pub on: NaiveDate,
    /// What was ordered, said or planned.
    pub text: Option<String>,
    /// The order's amount.
    pub money: Option<Money>,
    /// What has a deadline.
    pub deadline: Option<Pending>,
    /// What a follow-up lacks: `reply`, `next`, `need`, `visit`.
    pub lacks: Vec<EntryField>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
}

/// What is left to do with one customer. `history` must be as of `today`.
pub fn end_of_day(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<EndOfDay> {
    let tomorrow = policy.calendar.working_days_after(today, 1);
    let is_archived = customer.is_archived(today);
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut found = Vec::new();
    found.extend(pending(customer, history, policy, (today, tomorrow)));
    if is_archived {
        return found;
    }
    let mut add = |what, on, text: Option<&str>, money, lacks| {
        let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
        found.push(EndOfDay {
            id: customer.id.clone(),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            what,
            on,
            text: text.map(str::to_owned),
            money,
            deadline: None,
            lacks,
            contact: customer.contact(with).map(Reach::of),
        });
    };
    let entries = history.entries();
    let since = |at: usize| entries[at + 1..].iter().filter(|entry| entry.day() == today);
    let place =
        |entry: &Entry<'_>| entries.iter().position(|one| std::ptr::eq(one, entry)).unwrap_or_default();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.day() == today) {
        if let Event::Order(order) = &entry.event
            && order.counts()
            && !since(at).any(reaches)
        {
            add(Leftover::Thank, today, order.item.as_deref().or(entry.text.as_deref()), order.money, vec![]);
        }
    }
    // A day that was set without the customer is not an appointment, and replaces the one before it.
    let set = history.day_set();
    if let Some((entry, next)) = set.filter(|(_, next)| *next > today && *next <= tomorrow)
        && let Event::FollowUp(said) = &entry.event
        && !is_confirmed(entries, place(entry), next, today)
    {
        add(Leftover::Confirm, next, said.plan.as_deref().or(customer.plan.as_deref()), None, vec![]);
    }
    let interested = history
        .follow_ups()
        .rev()
        .find(|(entry, said)| entry.day() == today && said.reply == Some(Reply::Positive));
    // Who has ordered today knows what it wants.
    let has_ordered = entries.iter().any(|entry| entry.day() == today && entry.event.is_order());
    if let Some((entry, _)) = interested
        && !has_ordered
        && !since(place(entry)).any(|later| reaches(later) || offers(later))
    {
        add(Leftover::Offer, today, entry.text.as_deref(), None, vec![]);
    }
    let last = history.last_follow_up().map(|(latest, _)| latest);
    let unknown = unknown(customer, history, &policy.views.need, today);
    for (entry, said) in history.follow_ups().filter(|(entry, _)| entry.day() >= yesterday) {
        // What comes next is said by the latest one, or a note since; of what nothing is known, it is asked for.
        let is_latest = last.is_some_and(|latest| std::ptr::eq(latest, entry));
        let mut lacks = lacking(said, is_latest && set.is_none());
        if is_latest && !is_silent(said) {
            lacks.extend(&unknown);
        }
        if !lacks.is_empty() {
            add(Leftover::Complete, entry.day(), entry.text.as_deref(), None, lacks);
        }
    }
    found
}

impl Pending {
    /// What it is about.
    pub fn text(&self) -> Option<&str> {
        match self {
            Pending::Emergency(one) => one.emergency.text.as_deref(),
            Pending::Promise(one) => one.what.as_deref(),
        }
    }
}

/// What is open and has its day by `last`, the earliest first. Of one that is out of the work a wish to end alone counts.
fn pending(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    (today, last): (NaiveDate, NaiveDate),
) -> Vec<EndOfDay> {
    let is_out = customer.is_archived(today) || customer.need == Some(Need::Dead);
    let open = emergency::in_order(history, &policy.complaint).into_iter();
    let open = open.filter(|one| !is_out || one.emergency.kind == EmergencyKind::Ending);
    let promised = promises::open(history).into_iter().filter(|_| !customer.is_archived(today));
    let promised = promised.filter_map(|one| Some((one.due?, Pending::Promise(one))));
    let mut found: Vec<_> = open.map(|one| (one.due, Pending::Emergency(one))).chain(promised).collect();
    found.retain(|(due, _)| *due <= last);
    found.sort_by_key(|(due, _)| *due);
    let left = |(on, deadline): (NaiveDate, Pending)| EndOfDay {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        what: Leftover::Answer,
        on,
        text: deadline.text().map(str::to_owned),
        money: None,
        deadline: Some(deadline),
        lacks: Vec::new(),
        contact: customer.contact(None).map(Reach::of),
    };
    found.into_iter().map(left).collect()
}

/// Whether something reached the customer by it: a contact of ours, or what was done for it without one.
fn reaches(entry: &Entry<'_>) -> bool {
    match &entry.event {
        Event::FollowUp(_) => true,
        Event::Note(note) => note.action.is_some(),
        _ => false,
    }
}

/// Whether material was offered by it: a quote, a sample, or the promise to send something.
fn offers(entry: &Entry<'_>) -> bool {
    matches!(entry.event, Event::Quote(_) | Event::Sample(_) | Event::Promise(_))
}

/// Whether somebody spoke with the customer today of a day that was set before: since the entry at `set`, or by it, where it
/// only says again what stood already.
fn is_confirmed(entries: &[Entry<'_>], set: usize, next: NaiveDate, today: NaiveDate) -> bool {
    let spoken = |entry: &Entry<'_>| entry.day() == today && matches!(entry.event, Event::FollowUp(_));
    let stood = || entries[..set].iter().rev().find_map(|entry| entry.event.next());
    entries[set + 1..].iter().any(spoken) || spoken(&entries[set]) && stood() == Some(next)
}

/// The channel of a visit.
const VISIT: &str = "visit";

/// What nobody has ever learned of the customer, and a contact with it should: its need, and whether a visit is possible.
fn unknown(customer: &Customer, history: &History<'_>, rule: &NeedRule, today: NaiveDate) -> Vec<EntryField> {
    let has_visited =
        |entry: &Entry<'_>, said: &FollowUp<'_>| said.visit.is_some() || entry.via.as_deref() == Some(VISIT);
    let parts = [
        (EntryField::Need, need_of(customer, history, rule, today).is_none()),
        (EntryField::Visit, !history.follow_ups().any(|(entry, said)| has_visited(entry, said))),
    ];
    parts.into_iter().filter(|(_, lacks)| *lacks).map(|(field, _)| field).collect()
}

/// What a follow-up that is written in full has, and this one hasn't.
fn lacking(said: &FollowUp<'_>, says_next: bool) -> Vec<EntryField> {
    let parts = [(EntryField::Reply, said.reply.is_none()), (EntryField::Next, said.next.is_none())];
    // Who gave no answer has agreed on nothing, either.
    let silent = is_silent(said) || said.reply == Some(Reply::Negative);
    parts
        .into_iter()
        .filter(|(field, lacks)| *lacks && !((silent || !says_next) && *field == EntryField::Next))
        .map(|(field, _)| field)
        .collect()
}

/// Whether nobody answered: nothing could be learned.
fn is_silent(said: &FollowUp<'_>) -> bool {
    matches!(said.reply, Some(Reply::None | Reply::Bounced))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Complaint, ComplaintState, Ending, EndingState, Need, Note, Order, Promise, PromiseState, Quote,
        Stamp, Visit,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn promise(state: &str, due: Option<NaiveDate>) -> Event<'static> {
        let state = PromiseState::parse(state).expect("a state");
        Event::Promise(Promise { state, what: Some("list".into()), due, reference: None })
    }

    /// `F:reply:next` (`-` for none; need and visit are known of each), `O`, `N:next`; and `ask:reply`, of which they aren't.
    fn left(lines: &[&'static str]) -> Vec<(&'static str, String, String)> {
        let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        let entry = |line: &&'static str| {
            let (at, what) = line.split_once(' ').expect("a day and what happened");
            let event = match what.split(':').collect::<Vec<_>>()[..] {
                ["F", reply, next] => Event::FollowUp(FollowUp {
                    reply: Reply::parse(reply),
                    next: (next != "-").then(|| day(next).into()),
                    need: Some(Need::Potential),
                    visit: Some(Visit::Maybe),
                    ..FollowUp::default()
                }),
                ["ask", reply] => Event::FollowUp(FollowUp {
                    reply: Reply::parse(reply),
                    next: Some(day("2026-12-10").into()),
                    ..FollowUp::default()
                }),
                ["C", state] => Event::Complaint(Complaint {
                    reference: None,
                    state: ComplaintState::parse(state).expect("a state"),
                }),
                ["E", state] => Event::Ending(Ending {
                    reference: None,
                    state: EndingState::parse(state).expect("a state"),
                    why: None,
                    competitor: None,
                }),
                ["P", state, due] => promise(state, Some(day(due))),
                ["P", state] => promise(state, None),
                ["gift"] => Event::Note(Note { action: Some("gift".into()), ..Note::default() }),
                ["Q"] => Event::Quote(Quote::default()),
                ["O"] => Event::Order(Order::default()),
                ["N", next] => Event::Note(Note { next: Some(day(next).into()), ..Note::default() }),
                _ => panic!("what is {line}?"),
            };
            let at = if at.contains('T') { format!("{at}:00+08:00") } else { at.to_owned() };
            Entry { line: 1, ..Entry::new(Stamp::parse(&at).expect("a stamp"), event) }
        };
        let today = day("2026-11-20");
        let history = History::new(lines.iter().map(entry).collect()).as_of(today);
        end_of_day(&customer, &history, &Policy::default(), today)
            .into_iter()
            .map(|one| {
                let lacks: Vec<&str> = one.lacks.iter().map(|field| field.as_str()).collect();
                (one.what.as_str(), one.on.to_string(), lacks.join(" "))
            })
            .collect()
    }

    #[test]
    fn the_end_of_a_friday() {
        let told = |what, on: &str, lacks: &str| (what, on.to_owned(), lacks.to_owned());
        assert_eq!(left(&["2026-11-20 O"]), [told("thank", "2026-11-20", "")]);
        assert_eq!(left(&["2026-11-19 O"]), [], "yesterday's were thanked yesterday");
        // The next working day is Monday; what is agreed for the weekend is before it.
        for (next, is_told) in
            [("2026-11-21", true), ("2026-11-23", true), ("2026-11-24", false), ("2026-11-20", false)]
        {
            let line: &'static str = Box::leak(format!("2026-11-10 F:neutral:{next}").into_boxed_str());
            assert_eq!(left(&[line]).len(), usize::from(is_told), "{next}");
        }
        let agreed_again = ["2026-11-10 F:neutral:2026-11-23", "2026-11-12 F:neutral:2026-12-23"];
        assert_eq!(left(&agreed_again), [], "the latest counts");
        let set = ["2026-11-10 F:neutral:2026-11-23", "2026-11-12 N:2026-11-23"];
        assert_eq!(left(&set), [], "what was set without the customer is not an appointment");
        let noted = ["2026-11-19 F:neutral:-", "2026-11-19 N:2026-11-27"];
        assert_eq!(left(&noted), [], "a note says what comes next, too");
        assert_eq!(left(&["2026-11-20 F:positive:2026-12-01"]), [told("offer", "2026-11-20", "")]);
        assert_eq!(left(&["2026-11-19 F:-:-"]), [told("complete", "2026-11-19", "reply next")]);
        let later = ["2026-11-19 F:neutral:-", "2026-11-20 F:neutral:2026-12-01"];
        assert_eq!(left(&later), [], "the latest says what comes next");
        assert_eq!(left(&["2026-11-19 F:neutral:-"]), [told("complete", "2026-11-19", "next")]);
        assert_eq!(
            left(&["2026-11-19 F:none:-", "2026-11-18 F:-:-"]),
            [],
            "silence agrees on nothing; older is older"
        );
    }

    #[test]
    fn what_has_its_day_by_the_next_working_day_and_is_open_is_told() {
        let answer = |on: &str| vec![("answer", on.to_owned(), String::new())];
        let cases: &[(&[&'static str], Option<&str>)] = &[
            // The next working day is Monday.
            (&["2026-11-20 C:opened"], Some("2026-11-21")),
            (&["2026-11-10 E:opened"], Some("2026-11-11")),
            (&["2026-11-18 C:opened", "2026-11-19 C:answered"], Some("2026-11-20")),
            (&["2026-11-20 C:opened", "2026-11-20 C:solved"], None),
            (&["2026-11-10 P:made:2026-11-23"], Some("2026-11-23")),
            (&["2026-11-10 P:made:2026-11-12"], Some("2026-11-12")),
            (&["2026-11-10 P:made:2026-11-24"], None),
            (&["2026-11-10 P:made:2026-11-23", "2026-11-12 P:kept"], None),
        ];
        for (lines, expected) in cases {
            assert_eq!(left(lines), expected.map(answer).unwrap_or_default(), "{lines:?}");
        }
    }

    #[test]
    fn what_was_done_since_is_off_the_list() {
        let is_left = |lines: &[&'static str], what: &str| left(lines).iter().any(|(left, ..)| *left == what);
        let (order, thanks) = ("2026-11-20T10:00 O", "2026-11-20T16:00 F:none:-");
        let cases: &[(&str, &[&'static str], bool)] = &[
            ("thank", &[order, thanks], false),
            ("thank", &[order, "2026-11-20T16:00 gift"], false),
            ("thank", &["2026-11-20T09:00 F:positive:2026-12-01", order], true),
            ("thank", &[order, "2026-11-20T16:00 Q"], true),
            ("thank", &[order, "2026-11-20T16:00 F:none:-", "2026-11-20T17:00 O"], true),
            ("offer", &["2026-11-20T09:00 F:positive:2026-12-01", "2026-11-20T11:00 Q"], false),
            ("offer", &["2026-11-20T09:00 F:positive:2026-12-01", "2026-11-20T11:00 F:none:-"], false),
            ("offer", &["2026-11-20T08:00 Q", "2026-11-20T09:00 F:positive:2026-12-01"], true),
            // Who has ordered knows what it wants.
            ("offer", &["2026-11-20T09:00 F:positive:2026-12-01", "2026-11-20T11:00 O"], false),
            // Who was spoken with today knows of Monday, unless that is when it was agreed.
            ("confirm", &["2026-11-10 F:neutral:2026-11-23"], true),
            ("confirm", &["2026-11-10 F:neutral:2026-11-23", "2026-11-20 F:neutral:-"], false),
            ("confirm", &["2026-11-10 F:neutral:2026-11-23", "2026-11-19 F:neutral:-"], true),
            ("confirm", &["2026-11-10 F:neutral:2026-11-23", "2026-11-20 F:neutral:2026-11-23"], false),
            ("confirm", &["2026-11-10 F:neutral:2026-12-23", "2026-11-20 F:neutral:2026-11-23"], true),
            ("confirm", &["2026-11-20 F:neutral:2026-11-23"], true),
        ];
        for (what, lines, expected) in cases {
            assert_eq!(is_left(lines, what), *expected, "{what} after {lines:?}");
        }
    }

    #[test]
    fn of_what_nothing_is_known_it_is_asked_for() {
        let cases: &[(&[&'static str], &str)] = &[
            (&["2026-11-20 ask:neutral"], "need visit"),
            (&["2026-11-19 ask:negative"], "need visit"),
            (&["2026-11-18 ask:neutral"], ""),
            (&["2026-11-20 ask:none"], ""),
            (&["2026-11-20 ask:-"], "reply need visit"),
            (&["2026-09-01 F:neutral:-", "2026-11-20 ask:neutral"], ""),
            // A need counts for half a year; whether a visit is possible is asked once.
            (&["2025-09-01 F:neutral:-", "2026-11-20 ask:neutral"], "need"),
            (&["2026-11-19 ask:neutral", "2026-11-20 ask:neutral"], "need visit"),
        ];
        for (lines, expected) in cases {
            let told: Vec<String> = left(lines)
                .into_iter()
                .filter(|(what, ..)| *what == "complete")
                .map(|(_, _, lacks)| lacks)
                .collect();
            assert_eq!(told.join(", "), *expected, "{lines:?}");
        }
    }
}
