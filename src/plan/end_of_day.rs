//! What is left to do at the end of the day (S3; the last part S4): thank who ordered, confirm what is
//! agreed for tomorrow, offer material to the interested, complete what was written down in haste.

use chrono::NaiveDate;

use super::Reach;
use crate::model::{Customer, CustomerId, Event, FollowUp, History, Money, Reply, words};
use crate::rules::Calendar;

words! {
    /// What is left to do with a customer.
    Leftover {
        /// It ordered today: thank it.
        Thank = "thank",
        /// Something is agreed for the next working day: confirm it.
        Confirm = "confirm",
        /// It was interested today: offer material.
        Offer = "offer",
        /// A follow-up of the last day lacks the reply or what comes next.
        Complete = "complete",
    }
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
    /// What a follow-up lacks: `reply`, `next`.
    pub lacks: Vec<&'static str>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
}

/// What is left to do with one customer. `history` must be as of `today`.
pub fn end_of_day(
    customer: &Customer,
    history: &History<'_>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<EndOfDay> {
    if customer.is_archived(today) {
        return Vec::new();
    }
    let tomorrow = calendar.working_days_after(today, 1);
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut found = Vec::new();
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
            lacks,
            contact: customer.contact(with).map(Reach::of),
        });
    };
    for entry in history.entries().iter().filter(|entry| entry.day() == today) {
        if let Event::Order(order) = &entry.event
            && !order.is_return()
        {
            add(Leftover::Thank, today, order.item.as_deref().or(entry.text.as_deref()), order.money, vec![]);
        }
    }
    // A day that was set without the customer is not an appointment, and replaces the one before it.
    let set = history.day_set();
    if let Some((entry, next)) = set.filter(|(_, next)| *next > today && *next <= tomorrow)
        && let Event::FollowUp(said) = &entry.event
    {
        add(Leftover::Confirm, next, said.plan.as_deref().or(customer.plan.as_deref()), None, vec![]);
    }
    let interested = history
        .follow_ups()
        .rev()
        .find(|(entry, said)| entry.day() == today && said.reply == Some(Reply::Positive));
    if let Some((entry, _)) = interested {
        add(Leftover::Offer, today, entry.text.as_deref(), None, vec![]);
    }
    for (entry, said) in history.follow_ups().filter(|(entry, _)| entry.day() >= yesterday) {
        // What comes next is said by the latest one, or a note since.
        let is_latest = history.last_follow_up().is_some_and(|(latest, _)| std::ptr::eq(latest, entry));
        let lacks = lacking(said, is_latest && set.is_none());
        if !lacks.is_empty() {
            add(Leftover::Complete, entry.day(), entry.text.as_deref(), None, lacks);
        }
    }
    found
}

/// What a follow-up that is written in full has, and this one hasn't.
fn lacking(said: &FollowUp<'_>, says_next: bool) -> Vec<&'static str> {
    let parts = [("reply", said.reply.is_none()), ("next", said.next.is_none())];
    // Who gave no answer has agreed on nothing, either.
    let silent = matches!(said.reply, Some(Reply::None | Reply::Bounced | Reply::Negative));
    parts
        .into_iter()
        .filter(|(name, lacks)| *lacks && !((silent || !says_next) && *name == "next"))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Note, Order, Stamp};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// `F:reply:next` (`-` for none), `O`.
    fn left(lines: &[&'static str]) -> Vec<(&'static str, String, String)> {
        let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        let entry = |line: &&'static str| {
            let (at, what) = line.split_once(' ').expect("a day and what happened");
            let event = match what.split(':').collect::<Vec<_>>()[..] {
                ["F", reply, next] => Event::FollowUp(FollowUp {
                    reply: Reply::parse(reply),
                    next: (next != "-").then(|| day(next)),
                    ..FollowUp::default()
                }),
                ["O"] => Event::Order(Order::default()),
                ["N", next] => Event::Note(Note { next: Some(day(next)), ..Note::default() }),
                _ => panic!("what is {line}?"),
            };
            Entry { line: 1, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) }
        };
        let today = day("2026-11-20");
        let history = History::new(lines.iter().map(entry).collect()).as_of(today);
        end_of_day(&customer, &history, &Calendar::default(), today)
            .into_iter()
            .map(|one| (one.what.as_str(), one.on.to_string(), one.lacks.join(" ")))
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
}
