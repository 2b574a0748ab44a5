//! The numbers of the pool.

use crate::model::{Interval, Unit, Usual, words};
use crate::rules::settings::{COUNT, INTERVAL, Kind, Shape, Slot, settings, span};

words! {
    /// What a customer was left without.
    Clause {
        FollowUp = "followup",
        Order = "order",
        /// An order, a quote, a sample or a contract.
        Deal = "deal",
        /// A sign of interest: an answer that is no refusal, a need, a visit that is welcome, or a deal.
        Interest = "interest",
    }
}

settings! {
    /// When a customer falls into the pool, and who may claim it (S2; the numbers are the team's).
    #[derive(Clone, Debug, PartialEq)]
    pub struct PoolRules "When a customer falls back into the public pool, and who may claim it. `off`, or no `after`: nobody loses one unasked." {
        /// For a class of the scheme, how long its customers may be left: counted from the last follow-up (order,
        /// deal), or from the day the owner got the customer, whichever is later. The earliest decides.
        "after" after: Vec<Limits> = Shape::Named(&Shape::Section(Limits::SECTION)), Vec::new(),
            examples r#"{"C": {"followup": "3 months"}, "E": {"deal": "9 months"}}"#;
        /// So early the owner's agenda says that a customer leaves.
        "warn" warn: Interval = Shape::Value(Kind::Interval(Some(Usual::WARNING))), span(7, Unit::Day);
        /// What keeps a customer with its owner: a running sample, a quote as long as views.deal.quote, an order within
        /// the last year, an open complaint. All of them without this key. An open wish to end (`ending`) keeps it
        /// whatever stands here.
        "exempt" exempt: Vec<Exemption> = Shape::List(&Shape::Value(Kind::Word(Exemption::WORDS))), Exemption::ALL.to_vec(),
            examples r#"["sample", "quote", "order", "complaint"]"#;
        /// With so many customers, the archived ones left out, a person may claim no more.
        "holds" holds: Option<usize> = COUNT, None, examples "200";
        /// How many customers one person may claim on one day.
        "claims_a_day" claims_a_day: Option<usize> = COUNT, None, examples "5";
        /// For so long the last owner may not claim a customer back that was released or taken away.
        "barred" barred: Option<Interval> = INTERVAL, None, examples "\"30 days\"";
    }
}

settings! {
    /// What the customers of one class may be left without.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Limits "" {
        /// Without a follow-up.
        "followup" followup: Option<Interval> = INTERVAL, None, examples "\"3 months\"";
        /// Without an order.
        "order" order: Option<Interval> = INTERVAL, None, examples "\"1 year\"";
        /// Without an order, a quote, a sample or a contract.
        "deal" deal: Option<Interval> = INTERVAL, None, examples "\"9 months\"";
        /// Without a sign of interest: an answer that is no refusal, a need, a visit that is welcome, or a deal.
        "interest" interest: Option<Interval> = INTERVAL, None, examples "\"6 months\"";
    }
    besides {
        /// The class of the driving scheme.
        class: String = String::new();
    }
}

words! {
    /// What keeps a customer with its owner.
    Exemption {
        /// A sample that runs, and nothing ordered after it.
        Sample = "sample",
        /// A quote, as long as it keeps a deal in negotiation.
        Quote = "quote",
        /// An order within the last year.
        Order = "order",
        /// A complaint that isn't solved.
        Complaint = "complaint",
        /// A wish to end, until the customer is saved or lost.
        Ending = "ending",
    }
}

impl<'a> From<&'a mut Vec<Limits>> for Slot<'a> {
    fn from(_: &'a mut Vec<Limits>) -> Self {
        Slot::Own
    }
}

impl<'a> From<&'a mut Vec<Exemption>> for Slot<'a> {
    fn from(_: &'a mut Vec<Exemption>) -> Self {
        Slot::Own
    }
}

impl PoolRules {
    /// What keeps a customer with its owner. Who wants to end is not passed on by a rule, whatever the team exempts.
    pub fn exemptions(&self) -> impl Iterator<Item = Exemption> {
        let named = self.exempt.iter().copied().filter(|by| *by != Exemption::Ending);
        named.chain([Exemption::Ending])
    }
}

impl Limits {
    /// What it may be left without, each with how long.
    pub fn clauses(&self) -> impl Iterator<Item = (Clause, Interval)> {
        let all = [
            (Clause::FollowUp, self.followup),
            (Clause::Order, self.order),
            (Clause::Deal, self.deal),
            (Clause::Interest, self.interest),
        ];
        all.into_iter().filter_map(|(clause, limit)| Some((clause, limit?)))
    }
}
