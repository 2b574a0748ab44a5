//! The closed vocabularies of the files: each word as it is written on disk.

/// Declares an enum whose variants are words of the files, with both directions of the mapping.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word, in the order in which they are documented.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            /// Every value, in the same order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it stands in the files.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value that a word stands for, if it is one of them.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Whether the customer needs what we sell (S2).
    Need {
        /// Needs it now.
        Target = "target",
        /// Will need it.
        Potential = "potential",
        /// Will never need it.
        Dead = "dead",
    }
}
words! {
    /// What could become of the customer (S4).
    Potential {
        /// A clear new need, a budget, an industry that grows.
        High = "high",
        /// Something in between.
        Medium = "medium",
        /// Little to expect.
        Low = "low",
    }
}
words! {
    /// What a customer's file says of its potential.
    SaidPotential {
        /// A clear new need, a budget, an industry that grows.
        High = "high",
        /// Something in between.
        Medium = "medium",
        /// Little to expect.
        Low = "low",
        /// What its points as a lead say.
        Scored = "scored",
    }
}

impl SaidPotential {
    /// What it says by itself; `None` where the points do.
    pub fn class(self) -> Option<Potential> {
        match self {
            SaidPotential::High => Some(Potential::High),
            SaidPotential::Medium => Some(Potential::Medium),
            SaidPotential::Low => Some(Potential::Low),
            SaidPotential::Scored => None,
        }
    }
}

impl From<Potential> for SaidPotential {
    fn from(potential: Potential) -> Self {
        match potential {
            Potential::High => SaidPotential::High,
            Potential::Medium => SaidPotential::Medium,
            Potential::Low => SaidPotential::Low,
        }
    }
}

words! {
    /// How the customer reacted to a follow-up.
    Reply {
        /// No answer at all.
        None = "none",
        /// The message came back, the number is dead.
        Bounced = "bounced",
        /// It answered, and does not want.
        Negative = "negative",
        /// It answered, without saying yes or no.
        Neutral = "neutral",
        /// It answered, and wants.
        Positive = "positive",
        /// It answered; what it thinks nobody knows.
        Answered = "answered",
    }
}

impl Reply {
    /// Whether somebody answered, whatever was said.
    pub fn is_answer(self) -> bool {
        !matches!(self, Reply::None | Reply::Bounced)
    }
}

words! {
    /// Whether the customer would receive a visit (S3).
    Visit {
        /// It would.
        Yes = "yes",
        /// It would not.
        No = "no",
        /// It may.
        Maybe = "maybe",
    }
}
words! {
    /// Where a sample stands (S0).
    SampleState {
        /// Agreed with the customer, being made.
        Agreed = "agreed",
        /// On its way.
        Sent = "sent",
        /// With the customer.
        Received = "received",
        /// Tested and accepted.
        Passed = "passed",
        /// Tested and rejected.
        Failed = "failed",
        /// Called off.
        Cancelled = "cancelled",
    }
}
words! {
    /// What became of a quote.
    QuoteState {
        /// The customer has not decided.
        Open = "open",
        /// Somebody else got the deal, or nobody.
        Lost = "lost",
        /// It became an order.
        Won = "won",
    }
}

words! {
    /// Where a complaint stands (S4): answered in 24 hours, solved in 48.
    ComplaintState {
        /// Raised by the customer.
        Opened = "opened",
        /// We answered.
        Answered = "answered",
        /// It is settled.
        Solved = "solved",
    }
}
words! {
    /// Where a wish to end stands (S4): answered in 24 hours, decided in 48.
    EndingState {
        /// The customer says that it wants to end.
        Opened = "opened",
        /// We answered.
        Answered = "answered",
        /// It stays.
        Saved = "saved",
        /// It is gone.
        Lost = "lost",
    }
}

impl EndingState {
    /// Whether it is decided: the customer stays, or is gone.
    pub fn is_over(self) -> bool {
        matches!(self, EndingState::Saved | EndingState::Lost)
    }
}

words! {
    /// Where a promise stands (S1, S4).
    PromiseState {
        /// It was given, and has a day.
        Made = "made",
        /// We did what we promised.
        Kept = "kept",
        /// We didn't, and won't.
        Broken = "broken",
    }
}

words! {
    /// Where a request for what needs consent first stands (S4).
    RequestState {
        /// Somebody asks for consent.
        Asked = "asked",
        /// It may be promised.
        Granted = "granted",
        /// It may not.
        Refused = "refused",
        /// Whoever asked needs no answer any more.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Where an invitation to an event stands (S2).
    InvitationState {
        /// We invited the customer.
        Invited = "invited",
        /// It means to come.
        Accepted = "accepted",
        /// It can't come, or doesn't want to.
        Declined = "declined",
        /// It was there.
        Came = "came",
        /// It wasn't there, whatever it had answered.
        Absent = "absent",
    }
}

words! {
    /// What tells that a customer may be lost, the gravest first (own).
    AlarmKind {
        /// It wants to end, and that isn't settled in time.
        Ending = "ending",
        /// It complained, and that isn't solved in time.
        Complaint = "complaint",
        /// It says that it will never need what we sell, and has needed it before.
        NeedLost = "need-lost",
        /// Somebody else got what we had quoted.
        Competitor = "competitor",
        /// Its orders have stopped: it is out of its rhythm.
        Silent = "silent",
        /// It buys less than the year before, by more than chance makes of it.
        Falling = "falling",
        /// Whom we talk to can't be reached any more.
        ContactGone = "contact-gone",
        /// It pays later than the year before.
        PaysLater = "pays-later",
    }
}

words! {
    /// The reasons for another grade, and the tasks, by their stable codes: what machines see, what can be asked for, and
    /// what an answer names.
    MoveCode {
        /// It has ordered.
        Order = "order",
        /// It has a sample.
        Sample = "sample",
        /// The sample's sequence is over, without an order.
        SequenceOver = "sequence-over",
        /// It orders no longer.
        Inactive = "inactive",
        /// It was written off, and answers again.
        BackInContact = "back-in-contact",
        /// Nobody answers.
        Silent = "silent",
        /// It will never need it.
        NoNeed = "no-need",
        /// It wanted to end, and is gone.
        Lost = "lost",
        /// Nobody graded it yet.
        Ungraded = "ungraded",
        /// The scheme computes another class than the file says.
        Computed = "computed",
        /// A task: is the contact still there?
        Verify = "verify",
        /// A task: is the grade still right?
        Recheck = "recheck",
    }
}

words! {
    /// What somebody found behind an alarm (own).
    AlarmAnswer {
        /// It was one: somebody does something about it.
        Real = "real",
        /// There was nothing behind it.
        False = "false",
        /// It is so, and is left so.
        Accepted = "accepted",
    }
}

words! {
    /// What somebody answered to a suggestion (own).
    SuggestionAnswer {
        /// It was done as it was suggested.
        Done = "done",
        /// Not before a day.
        Later = "later",
        /// It was not right.
        Wrong = "wrong",
    }
}

words! {
    /// How long the customer likes a meeting to be (S1).
    Meeting {
        Short = "short",
        Long = "long",
    }
}

words! {
    /// In which tone one writes to the customer (issue 13; the two own).
    WritingTone {
        Formal = "formal",
        Friendly = "friendly",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for (word, value) in Reply::WORDS.iter().zip(Reply::ALL) {
            assert_eq!(Reply::parse(word), Some(*value));
            assert_eq!(value.as_str(), *word);
        }
        assert_eq!(Need::parse("Target"), None, "case counts in the files");
    }
}
