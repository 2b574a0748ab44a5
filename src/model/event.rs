//! What the kinds of entries have of their own.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    AlarmAnswer, AlarmKind, ComplaintState, Decimal, EndingState, InvitationState, Money, MoveCode, Need,
    NextContact, PromiseState, QuoteState, Reply, RequestState, SampleState, Stamp, SuggestionAnswer, Visit,
};

/// Text of the log.
pub type Text<'a> = Cow<'a, str>;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// A contact with the customer, answered or not.
    FollowUp(FollowUp<'a>),
    /// A sample moved.
    Sample(Sample<'a>),
    /// We quoted.
    Quote(Quote<'a>),
    /// It ordered.
    Order(Order<'a>),
    /// A contract was made.
    Contract(Contract<'a>),
    /// We sent an invoice.
    Invoice(Invoice<'a>),
    /// It paid.
    Payment(Payment<'a>),
    /// It complained, or we dealt with it.
    Complaint(Complaint<'a>),
    /// It wants to end working with us, or we dealt with that.
    Ending(Ending<'a>),
    /// We promised it something, or kept or broke what we promised.
    Promise(Promise<'a>),
    /// Somebody asked for consent to promise it something, or had an answer.
    Request(Request<'a>),
    /// We invited it to an event, or it came.
    Invitation(Invitation<'a>),
    /// Its grade was decided.
    Grade(Change<'a>),
    /// It went to another owner, to the pool or out of it.
    Owner(Change<'a>),
    /// Something worth keeping; no contact.
    Note(Note<'a>),
    /// Somebody answered an alarm about it.
    Alarm(Alarm<'a>),
    /// Somebody answered a suggestion.
    Suggestion(SuggestionAnswered<'a>),
    /// Another customer was made one with it: the trace of the other's id.
    Merged(Trace<'a>),
    /// Its id was changed: the trace of the old one.
    Renamed(Trace<'a>),
    /// A kind that this version doesn't know.
    Other(Text<'a>),
}

/// A contact with the customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowUp<'a> {
    /// The contact's name.
    pub with: Option<Text<'a>>,
    /// Who of us was there beside the one who wrote it: a visit of two is one contact.
    pub with_us: Vec<Text<'a>>,
    /// How the customer reacted.
    pub reply: Option<Reply>,
    /// Its need, as this contact showed it.
    pub need: Option<Need>,
    /// Whether a visit is possible.
    pub visit: Option<Visit>,
    /// How satisfied it was, from 1 to 5.
    pub satisfaction: Option<Decimal>,
    /// How long it took.
    pub minutes: Option<Decimal>,
    /// The date agreed, or wished.
    pub next: Option<NextContact>,
    /// What the next contact should achieve.
    pub plan: Option<Text<'a>>,
    /// Whether newcomers should read it.
    pub example: Option<bool>,
    /// What of the playbook was done by it: a visit, a report, a gift.
    pub action: Option<Text<'a>>,
    /// When it was written down, where that was more than 24 hours after the contact.
    pub written: Option<Stamp>,
}

/// A sample's step.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample<'a> {
    /// Where it stands now.
    pub state: SampleState,
    pub item: Option<Text<'a>>,
    /// Its number.
    pub reference: Option<Text<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote<'a> {
    /// What became of it; nothing as long as it is open.
    pub state: Option<QuoteState>,
    pub money: Option<Money>,
    /// Product line.
    pub item: Option<Text<'a>>,
    /// Its number.
    pub reference: Option<Text<'a>>,
    /// When the customer means to order.
    pub expected: Option<NaiveDate>,
    /// Why it was lost or won.
    pub why: Option<Text<'a>>,
    /// Who got the deal instead.
    pub competitor: Option<Text<'a>>,
    /// How much was quoted, in its unit.
    pub quantity: Option<Decimal>,
    /// What the quantity is counted in.
    pub unit: Option<Text<'a>>,
}

impl Quote<'_> {
    /// Whether it is no offer of ours, but tells what became of one.
    pub fn is_over(&self) -> bool {
        matches!(self.state, Some(QuoteState::Lost | QuoteState::Won))
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order<'a> {
    pub money: Option<Money>,
    /// Margin as a fraction of the amount.
    pub margin: Option<Decimal>,
    /// What it cost us, in the order's currency; the margin's other form.
    pub cost: Option<Decimal>,
    /// Product line.
    pub item: Option<Text<'a>>,
    /// Its number.
    pub reference: Option<Text<'a>>,
    /// How much of it; of a return what came back, whatever its sign.
    pub quantity: Option<Decimal>,
    /// What the quantity is counted in.
    pub unit: Option<Text<'a>>,
    /// Of a return, the number of the order that it takes off.
    pub returns: Option<Text<'a>>,
    /// Its lines, beside the sum.
    pub items: Vec<OrderItem<'a>>,
    /// Whether the log takes all of it back: no field of it, the history knows.
    pub is_taken_back: bool,
}

/// A line of an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderItem<'a> {
    pub item: Option<Text<'a>>,
    /// How much of it, in its unit.
    pub quantity: Option<Decimal>,
    pub unit: Option<Text<'a>>,
    /// What the customer pays for it, in the order's currency.
    pub amount: Option<Decimal>,
    /// What it costs us.
    pub cost: Option<Decimal>,
}

impl Order<'_> {
    /// Whether goods came back: an order of a negative amount. It counts in the sums, and is not an order otherwise: no
    /// contact, no reason for a grade, no repeat.
    pub fn is_return(&self) -> bool {
        self.money.is_some_and(|money| money.amount < Decimal::ZERO)
    }

    /// Whether something was ordered by it, and not all of that taken back: what was cancelled was no order.
    pub fn counts(&self) -> bool {
        !self.is_return() && !self.is_taken_back
    }
}

impl Event<'_> {
    /// How much was quoted or ordered, and what that is counted in.
    pub fn quantity(&self) -> Option<(Decimal, Option<&str>)> {
        match self {
            Event::Quote(Quote { quantity, unit, .. }) | Event::Order(Order { quantity, unit, .. }) => {
                Some(((*quantity)?, unit.as_deref()))
            }
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract<'a> {
    /// Its number.
    pub reference: Option<Text<'a>>,
    pub money: Option<Money>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoice<'a> {
    /// Its number.
    pub reference: Option<Text<'a>>,
    pub money: Option<Money>,
    /// When it is to be paid.
    pub due: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payment<'a> {
    /// The invoice's number.
    pub reference: Option<Text<'a>>,
    pub money: Option<Money>,
}

/// A complaint's step.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint<'a> {
    /// Its number; complaints without one are one and the same.
    pub reference: Option<Text<'a>>,
    /// Where it stands now.
    pub state: ComplaintState,
}

/// A step of a wish to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending<'a> {
    /// Its number; those without one are one and the same.
    pub reference: Option<Text<'a>>,
    /// Where it stands now.
    pub state: EndingState,
    /// Why the customer wants to end, stays or is gone.
    pub why: Option<Text<'a>>,
    /// To whom it goes, or would go.
    pub competitor: Option<Text<'a>>,
}

/// A promise, or what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise<'a> {
    /// Where it stands now.
    pub state: PromiseState,
    /// What was promised.
    pub what: Option<Text<'a>>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Its number; without one it is known by what was promised.
    pub reference: Option<Text<'a>>,
}

/// A request for consent, or its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Request<'a> {
    /// Where it stands now.
    pub state: RequestState,
    /// What was asked for.
    pub what: Option<Text<'a>>,
    /// Its number; without one it is known by what was asked for.
    pub reference: Option<Text<'a>>,
    /// Why it is asked for, or was granted, refused or withdrawn.
    pub why: Option<Text<'a>>,
}

/// An invitation to an event, or what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation<'a> {
    /// Where it stands now.
    pub state: InvitationState,
    /// The event.
    pub what: Option<Text<'a>>,
}

/// Something worth keeping, which may set the day of the next contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note<'a> {
    /// The contact's name, where something was done for one.
    pub with: Option<Text<'a>>,
    /// The day that was set, without the customer.
    pub next: Option<NextContact>,
    /// What the contact on that day should achieve.
    pub plan: Option<Text<'a>>,
    /// Whether the day is the planner's: it spreads the work, and nobody was promised anything.
    pub planned: bool,
    /// What was done for the customer without a contact: a gift, a card.
    pub action: Option<Text<'a>>,
    /// What it says of another entry.
    pub mark: Option<Mark<'a>>,
}

/// What a note says of another entry of its log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark<'a> {
    /// That one, by the hash of its line.
    pub of: Text<'a>,
    /// Whether newcomers should read it.
    pub example: Option<bool>,
    /// The line of the file on which that one stands; 0 where none of the log is it.
    pub line: u32,
}

impl Note<'_> {
    /// What such a note says where the files' version has no word of its own for it.
    pub const PLANNED: &'static str = "spread over the working days";
}

/// The answer to an alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm<'a> {
    /// What rang.
    pub of: AlarmKind,
    pub answer: AlarmAnswer,
    /// What is behind it.
    pub why: Option<Text<'a>>,
}

/// A change of grade or owner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change<'a> {
    /// What it was; none for ungraded or the pool.
    pub from: Option<Text<'a>>,
    /// What it is now.
    pub to: Option<Text<'a>>,
    /// The reason.
    pub why: Option<Text<'a>>,
}

/// What somebody answered to a suggestion of another grade, or to a task.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionAnswered<'a> {
    /// Its reason.
    pub code: MoveCode,
    pub answer: SuggestionAnswer,
    /// The grade that was suggested; none for a task.
    pub to: Option<Text<'a>>,
    /// The reason of the answer, where it isn't the one of the decision on the grade beside it.
    pub why: Option<Text<'a>>,
    /// From which day on it is suggested again.
    pub until: Option<NaiveDate>,
}

/// An id that this customer had, or that one had that is a part of it now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace<'a> {
    /// The old id.
    pub from: Option<Text<'a>>,
}
