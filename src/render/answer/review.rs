//! `crm review`: which customers should move where, on what evidence.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang, one_line};
use super::super::review::review;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::computed::Computed;
use super::form::Answer;
use super::value::{Day, FromTo, Number, Word, list};
use crate::model::{Potential, Reply, SampleState};
use crate::plan::{Effect, Proposal};
use crate::rules::Policy;
use crate::rules::moves::{self, MoveCode, MoveReason};

/// What `crm review` answers.
pub struct ReviewAnswer<'a> {
    /// The moves, then the tasks.
    pub proposals: &'a [Proposal],
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// The day.
    pub today: NaiveDate,
    /// Whether some reasons alone were asked for.
    pub is_part: bool,
}

/// Moves between grades, then tasks. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The suggestions of crm review --format json")]
pub struct SuggestionList(Vec<Suggestion>);

/// One suggestion for one customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "suggestion")]
pub struct Suggestion {
    /// The customer's id.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// Who looks after it; null in the pool.
    pub owner: Option<String>,
    /// The grade it has; null without one.
    pub from: Option<String>,
    /// The grade it should have; null for a task.
    pub to: Option<String>,
    /// Whether it should be archived, too.
    pub archive: bool,
    /// Why.
    pub reason: Why,
    /// The figures it rests on: their names depend on the code. Of code computed: scheme, class, and the scheme's
    /// figures: rank and of; with abc and volume revenue, currency, share_above and share_reached (fractions of the
    /// revenue before and with the customer); with value amount, margin and renewal, each with figure, class,
    /// a_from and b_from, and one_off and score.
    pub evidence: Evidence,
}

/// Why a customer should move.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Why {
    /// The stable code. verify and recheck are tasks.
    #[schemars(extend("enum" = MoveCode::WORDS))]
    pub code: &'static str,
    /// The reason in English.
    pub text: String,
}

/// What a suggestion rests on, and what it means for the work.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "evidence")]
pub struct Evidence {
    /// By its code.
    #[serde(flatten)]
    pub figures: Figures,
    /// Minutes a year that the grade takes now, and that the other one would take; null without a grade, and for a
    /// task.
    pub minutes_a_year: FromTo<Option<Number>>,
    /// How often it is followed up now, and how often by the suggested grade; in English, for people. Null without
    /// a grade, and for a task.
    pub cadence: FromTo<Option<String>>,
    /// The next follow-up now, and with the suggested grade, YYYY-MM-DD; null for never, and for a task.
    pub next_due: FromTo<Option<Day>>,
}

/// The figures of each code.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Figures {
    /// computed: the scheme's figures.
    Computed(Computed),
    /// order: which one.
    Order {
        /// The day of the last order.
        last_order: Day,
        /// Where it stands in the log.
        line: u32,
        /// How many orders there are.
        orders: usize,
    },
    /// sample: where it stands.
    Sample {
        /// Where the sample stands.
        state: Word<SampleState>,
        /// Since when.
        since: Day,
    },
    /// sequence-over: all of its steps are used up.
    SequenceOver {
        /// What they are counted from.
        anchor: Day,
        /// Contact days since.
        contact_days: usize,
        /// How the sample ended, where it did.
        sample: Option<Word<SampleState>>,
        /// The last answer.
        last_reply: Option<Day>,
    },
    /// inactive: no order for too long.
    Inactive {
        /// The last order.
        last_order: Option<Day>,
        /// Its own rhythm: every so many days; null where it isn't known.
        rhythm_days: Option<u32>,
        /// By how many days the next order may come before or after that.
        rhythm_spread: Option<u32>,
        /// From how many orders that is known.
        orders: Option<usize>,
    },
    /// back-in-contact: it answers again.
    BackInContact {
        /// When.
        on: Day,
        /// Where it stands in the log.
        line: u32,
        /// How.
        reply: Word<Reply>,
    },
    /// verify: nobody answers, and the address may be wrong.
    Verify {
        /// How often.
        #[serde(flatten)]
        silence: Silence,
        /// Whether they bounced.
        bounced: bool,
    },
    /// silent: nobody answers.
    Silent(Silence),
    /// no-need: it said that it will never need it.
    NoNeed {
        /// When.
        on: Day,
        /// Where it stands in the log.
        line: u32,
    },
    /// lost: it wanted to end, and is gone.
    Lost {
        /// When.
        on: Day,
        /// Where it stands in the log.
        line: u32,
        /// Why, as it was last said.
        why: Option<String>,
        /// To whom it went.
        competitor: Option<String>,
    },
    /// ungraded: nobody graded it yet.
    Ungraded {
        /// What could become of it, by its file or its points.
        potential: Option<Word<Potential>>,
        /// Its points as a lead, where they decide.
        score: Option<Number>,
    },
    /// recheck: nobody looked at the grade for too long.
    Recheck {
        /// The last decision or confirmation.
        last_decision: Option<Day>,
        /// The event after which nobody has decided, where that asks for it; else null.
        after: Option<String>,
    },
}

/// Follow-ups without an answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Silence {
    /// How many in a row.
    pub follow_ups: usize,
    /// On how many days.
    pub contact_days: usize,
    /// Since when.
    pub since: Day,
}

impl Answer for ReviewAnswer<'_> {
    type Json = SuggestionList;
    type Row = Suggestion;

    const COLUMNS: &'static [Column<Suggestion>] = &[
        column("from", |one| one.from.cell()),
        column("to", |one| one.to.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one_line(&one.name)),
        column("owner", |one| one.owner.cell()),
        column("reason", |one| one.reason.code.cell()),
        column("reason_text", |one| one.reason.text.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        review(lang, (self.proposals, self.is_part), self.policy, self.today, style)
    }

    fn json(&self) -> SuggestionList {
        SuggestionList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<Suggestion> {
        list(self.proposals, |one| Suggestion::of(one, lang, self.policy, self.today))
    }
}

impl Suggestion {
    fn of(proposal: &Proposal, lang: Lang, policy: &Policy, today: NaiveDate) -> Self {
        let suggestion = &proposal.suggestion;
        let (now, then) = (&proposal.now, &proposal.then);
        let cadence = |effect: &Effect| {
            effect.cadence.as_ref().map(|cadence| lang::cadence(Lang::En, cadence).to_string())
        };
        Suggestion {
            id: proposal.id.to_string(),
            name: proposal.name.clone(),
            owner: proposal.owner.clone(),
            from: suggestion.from.clone(),
            to: suggestion.to.clone(),
            archive: suggestion.archive,
            reason: Why {
                code: suggestion.why.code(),
                text: lang::move_reason(lang, &suggestion.why, policy, today),
            },
            evidence: Evidence {
                figures: Figures::of(&suggestion.why, suggestion.to.as_deref(), policy),
                minutes_a_year: FromTo { from: now.minutes.map(Number), to: then.minutes.map(Number) },
                cadence: FromTo { from: cadence(now), to: cadence(then) },
                next_due: FromTo { from: now.due.map(Day), to: then.due.map(Day) },
            },
        }
    }
}

impl Figures {
    /// `class` is the one that is suggested.
    fn of(why: &MoveReason, class: Option<&str>, policy: &Policy) -> Self {
        match why {
            MoveReason::Computed(why) => Figures::Computed(Computed::of(why, class, policy)),
            MoveReason::Order { last, line, orders } => {
                Figures::Order { last_order: Day(*last), line: *line, orders: *orders }
            }
            MoveReason::Sample { state, on } => Figures::Sample { state: Word(*state), since: Day(*on) },
            MoveReason::SequenceOver { anchor, contacts, ended, replied } => Figures::SequenceOver {
                anchor: Day(*anchor),
                contact_days: *contacts,
                sample: ended.map(Word),
                last_reply: replied.map(Day),
            },
            MoveReason::Inactive { last, rhythm, .. } => Figures::Inactive {
                last_order: last.map(Day),
                rhythm_days: rhythm.map(|rhythm| rhythm.every),
                rhythm_spread: rhythm.map(|rhythm| rhythm.spread()),
                orders: rhythm.map(|rhythm| rhythm.orders),
            },
            MoveReason::BackInContact { on, line, reply } => {
                Figures::BackInContact { on: Day(*on), line: *line, reply: Word(*reply) }
            }
            MoveReason::Silent(silence) => Figures::Silent(Silence::of(silence)),
            MoveReason::NoNeed { on, line } => Figures::NoNeed { on: Day(*on), line: *line },
            MoveReason::Lost { on, line, why, competitor } => {
                Figures::Lost { on: Day(*on), line: *line, why: why.clone(), competitor: competitor.clone() }
            }
            MoveReason::Ungraded { potential, score } => {
                Figures::Ungraded { potential: potential.map(Word), score: score.map(Number) }
            }
            MoveReason::Verify { silence, bounced } => {
                Figures::Verify { silence: Silence::of(silence), bounced: *bounced }
            }
            MoveReason::Recheck { last, after } => Figures::Recheck {
                last_decision: last.map(Day),
                after: after.as_ref().map(|event| event.en.clone()),
            },
        }
    }
}

impl Silence {
    fn of(silence: &moves::Silence) -> Self {
        Silence { follow_ups: silence.follow_ups, contact_days: silence.days, since: Day(silence.since) }
    }
}
