//! The numbers of the lead score: what earns points, and how many make a lead hot or warm.

use std::sync::Arc;

use crate::model::{
    ContactKey, CustomerKey, Decimal, Interval, Measure, Need, Reply, SampleState, Unit, Visit, words,
};
use crate::rules::RequiredField;
use crate::rules::settings::{INTERVAL, Kind, NAME, Shape, Slot, settings, span};

/// Whole points.
const POINTS: Shape = Shape::Value(Kind::Number(Measure::LeadPoints, None));
/// Any number that a file may have.
const AMOUNT: Shape = Shape::Value(Kind::Number(Measure::Cost, None));

words! {
    /// What of the log earns points.
    LeadEvent {
        /// Whether it needs what we sell: the newest follow-up's word while it counts, else the file's.
        Need = "need",
        /// The newest follow-up that was answered.
        Reply = "reply",
        /// The newest follow-up that says of a visit whether it is possible.
        Visit = "visit",
        /// One that runs, or passed and whose deal is open still.
        Sample = "sample",
        /// An open quote.
        Quote = "quote",
        /// Any that was ever placed.
        Order = "order",
    }
}

impl LeadEvent {
    /// The words that `is` may have.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            LeadEvent::Need => Need::WORDS,
            LeadEvent::Reply => Reply::WORDS,
            LeadEvent::Visit => Visit::WORDS,
            LeadEvent::Sample => SampleState::WORDS,
            LeadEvent::Quote | LeadEvent::Order => &[],
        }
    }

    /// Whether a word leaves what was said before as it was: nobody answered.
    pub fn tells_nothing(self, word: &str) -> bool {
        let reply = (self == LeadEvent::Reply).then(|| Reply::parse(word)).flatten();
        matches!(reply, Some(Reply::None | Reply::Bounced))
    }

    /// Those that are meant where `is` says none; without any, all.
    pub fn usual(self) -> &'static [&'static str] {
        match self {
            LeadEvent::Need => &["target"],
            LeadEvent::Reply => &["neutral", "positive"],
            LeadEvent::Visit => &["yes"],
            LeadEvent::Sample | LeadEvent::Quote | LeadEvent::Order => &[],
        }
    }
}

/// What earns points.
#[derive(Clone, Debug, PartialEq)]
pub enum LeadTest {
    /// The customer's file says so: one of these words, or a number from here on and below there; without any of them,
    /// anything at all.
    Key { field: RequiredField, is: Vec<String>, from: Option<Decimal>, below: Option<Decimal> },
    /// The log does: one of these words, or those that are usual. The points fade over so long.
    Event { event: LeadEvent, is: Vec<String>, fades: Option<Interval> },
}

/// What earns a customer points (S2: score by rules).
#[derive(Clone, Debug, PartialEq)]
pub struct LeadRule {
    /// Shared with the points that it gives.
    pub test: Arc<LeadTest>,
    /// Whole points; below 0 they are taken off.
    pub points: Decimal,
}

settings! {
    /// A rule as crm.yaml writes it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct WrittenLeadRule "" {
        /// How many points it earns; below 0 they are taken off.
        "points" points: Decimal = POINTS, Decimal::ZERO, examples "25" "-10";
        /// A key of the customer's file, or `contacts.email` for what at least one contact has; contacts.decides is
        /// there where one decides.
        "key" key: Option<String> = NAME, None, examples "\"industry\"" "\"contacts.decides\"";
        /// What the log says: need, reply and visit (the newest answer), sample (one that runs, or passed and whose deal is
        /// open still), quote (an open one), order.
        "event" event: Option<String> = Shape::Value(Kind::Word(LeadEvent::WORDS)), None, examples "\"reply\"";
        /// The words that count. Of a text those that it has in it, of tags and words those that it is; without any, what
        /// is there at all; of a need target, of a reply neutral or positive, of a visit yes.
        "is" is: Vec<String> = Shape::List(&NAME), Vec::new(), examples r#"["machinery", "hydraulics"]"#;
        /// Of a number: from here on.
        "from" from: Option<Decimal> = AMOUNT, None, examples "100";
        /// Of a number: below this.
        "below" below: Option<Decimal> = AMOUNT, None, examples "500";
        /// Of an event: its points fade from its day on, evenly, and are gone after so long.
        "fades" fades: Option<Interval> = INTERVAL, None, examples "\"6 months\"";
    }
}

settings! {
    /// The lead score: points by rules, and what they decide (S2, S4; the numbers own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct LeadRules "The lead score: what earns points, and from how many on a lead is hot or warm." {
        /// From so many points on a lead is warm.
        "warm" warm: Decimal = POINTS, Decimal::new(30, 0);
        /// From so many points on it is hot.
        "hot" hot: Decimal = POINTS, Decimal::new(60, 0);
        /// Whether the agenda puts those with more points first within a grade.
        "order" order: bool = Shape::Value(Kind::Truth), false;
        /// Whether an ungraded customer of whom the file says no potential gets its first grade by its points: hot is a
        /// high potential.
        "ungraded" ungraded: bool = Shape::Value(Kind::Truth), false;
        /// What earns points; those that are written are all there are.
        "rules" rules: Vec<LeadRule> = Shape::List(&Shape::Section(WrittenLeadRule::SECTION)), signs(),
            examples r#"[{"points": 25, "event": "need"}, {"points": 10, "key": "industry", "is": ["machinery"]}, {"points": 10, "event": "reply", "is": ["positive"], "fades": "6 months"}]"#;
    }
    rising ["warm", "hot"]
}

impl<'a> From<&'a mut Vec<String>> for Slot<'a> {
    fn from(_: &'a mut Vec<String>) -> Self {
        Slot::Own
    }
}

impl<'a> From<&'a mut Vec<LeadRule>> for Slot<'a> {
    fn from(_: &'a mut Vec<LeadRule>) -> Self {
        Slot::Own
    }
}

/// S4's signs of potential (a need, a budget, who decides, expansion, the industry's outlook), what the customer's people
/// answer, and a sample; together 100 points.
fn signs() -> Vec<LeadRule> {
    let owned = |is: &[&str]| is.iter().map(|word| (*word).to_owned()).collect();
    let key = |points, field, is: &[&str]| LeadRule {
        points: Decimal::new(points, 0),
        test: Arc::new(LeadTest::Key { field, is: owned(is), from: None, below: None }),
    };
    let event = |points, event, is: &[&str], fades| LeadRule {
        points: Decimal::new(points, 0),
        test: Arc::new(LeadTest::Event { event, is: owned(is), fades }),
    };
    let half_a_year = Some(span(6, Unit::Month));
    vec![
        event(25, LeadEvent::Need, &["target"], None),
        event(5, LeadEvent::Need, &["potential"], None),
        key(15, RequiredField::Key(CustomerKey::Budget), &[]),
        key(15, RequiredField::Contact(ContactKey::Decides), &[]),
        key(10, RequiredField::Key(CustomerKey::Expansion), &[]),
        key(10, RequiredField::Key(CustomerKey::Outlook), &["good", "好"]),
        event(10, LeadEvent::Reply, &["positive"], half_a_year),
        event(5, LeadEvent::Reply, &["neutral", "positive"], half_a_year),
        event(10, LeadEvent::Sample, &[], None),
    ]
}
