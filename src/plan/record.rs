//! How often each rule for another grade was right: what people answered to what it suggested, and what became of it.

use chrono::NaiveDate;

use crate::model::{
    Customer, CustomerId, Entry, Event, History, Interval, MoveCode, SuggestionAnswer, SuggestionAnswered,
    Unit,
};

/// So many accepted and refused ones say something of a rule (own): on fewer one answer more changes it by a tenth and more.
pub const LEAST_ANSWERS: usize = 10;

/// An answer to a suggestion, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AnsweredSuggestion {
    pub id: CustomerId,
    /// The customer's name.
    pub name: String,
    pub code: MoveCode,
    pub answer: SuggestionAnswer,
    /// The day of the answer.
    pub on: NaiveDate,
    pub by: Option<String>,
    /// The grade that was suggested; none for a task.
    pub to: Option<String>,
    /// Until when it was put off.
    pub until: Option<NaiveDate>,
    /// The reason of the answer, or of the decision beside it.
    pub why: Option<String>,
    /// The day within a quarter on which a move that was accepted was taken back.
    pub taken_back: Option<NaiveDate>,
    /// Whether it was accepted less than a quarter ago, and may still be taken back.
    pub is_recent: bool,
}

/// The answers in the log of one customer since a day, the oldest first. `history` must be as of `today`.
pub fn suggestion_answers(
    customer: &Customer,
    history: &History<'_>,
    since: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<AnsweredSuggestion> {
    let entries = history.entries();
    let told = |(place, entry): (usize, &Entry<'_>)| {
        let Event::Suggestion(said) = &entry.event else { return None };
        if since.is_some_and(|since| entry.day() < since) {
            return None;
        }
        let quarter = Interval::new(3, Unit::Month).map_or(today, |quarter| quarter.after(entry.day()));
        let is_done = said.answer == SuggestionAnswer::Done && said.to.is_some();
        let taken_back =
            if is_done { taken_back(entries, place, said).filter(|day| *day <= quarter) } else { None };
        Some(AnsweredSuggestion {
            id: customer.id.clone(),
            name: customer.name.clone(),
            code: said.code,
            answer: said.answer,
            on: entry.day(),
            by: entry.by.as_deref().map(str::to_owned),
            to: said.to.as_deref().map(str::to_owned),
            until: said.until,
            why: said.why.as_deref().or_else(|| beside(entries, entry)).map(str::to_owned),
            taken_back,
            is_recent: is_done && taken_back.is_none() && today < quarter,
        })
    };
    entries.iter().enumerate().filter_map(told).collect()
}

/// Why the grade was kept or changed by the command that wrote this answer.
fn beside<'e>(entries: &'e [Entry<'_>], answer: &Entry<'_>) -> Option<&'e str> {
    decision(entries, answer)?.event.grade()?.why.as_deref()
}

fn decision<'e, 'a>(entries: &'e [Entry<'a>], answer: &Entry<'_>) -> Option<&'e Entry<'a>> {
    let is_beside =
        |entry: &&Entry<'_>| entry.at == answer.at && entry.by == answer.by && entry.event.grade().is_some();
    entries.iter().find(is_beside)
}

/// The day on which the grade from before this answer was given back.
fn taken_back(entries: &[Entry<'_>], place: usize, said: &SuggestionAnswered<'_>) -> Option<NaiveDate> {
    let answer = &entries[place];
    let change = decision(entries, answer)?.event.grade().filter(|change| change.to == said.to)?;
    let gives_back = |entry: &&Entry<'_>| {
        let later = entry.event.grade();
        later.is_some_and(|later| later.from != later.to && later.to == change.from)
    };
    let after = entries[place + 1..].iter().filter(|entry| entry.at != answer.at);
    after.clone().find(gives_back).map(Entry::day)
}

/// What is known of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRecord {
    pub code: MoveCode,
    /// How many of its suggestions nobody has answered.
    pub open: usize,
    /// Its answers, the newest first.
    pub answers: Vec<AnsweredSuggestion>,
}

impl RuleRecord {
    /// How many were answered so.
    pub fn count(&self, answer: SuggestionAnswer) -> usize {
        self.answers.iter().filter(|one| one.answer == answer).count()
    }

    /// How many were accepted, and taken back within a quarter.
    pub fn taken_back(&self) -> usize {
        self.answers.iter().filter(|one| one.taken_back.is_some()).count()
    }

    /// How many of those that were accepted may still be taken back.
    pub fn recent(&self) -> usize {
        self.answers.iter().filter(|one| one.is_recent).count()
    }

    /// How many say whether it was right: what is put off is not decided.
    pub fn decided(&self) -> usize {
        self.count(SuggestionAnswer::Done) + self.count(SuggestionAnswer::Wrong)
    }

    /// How often it was right, in percent: accepted, and not taken back. Nothing where too few have decided.
    pub fn right(&self) -> Option<usize> {
        let (decided, right) = (self.decided(), self.count(SuggestionAnswer::Done) - self.taken_back());
        (decided >= LEAST_ANSWERS).then(|| (right * 100 + decided / 2) / decided)
    }
}

/// What is known of all rules.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionRecord {
    /// The first day of the answers; none for all that there are.
    pub since: Option<NaiveDate>,
    pub today: NaiveDate,
    /// Those that suggest something, or were answered.
    pub rules: Vec<RuleRecord>,
}

impl SuggestionRecord {
    /// What each customer has of answers, and of suggestions that nobody has answered.
    pub fn of(
        found: Vec<(Vec<AnsweredSuggestion>, Vec<MoveCode>)>,
        since: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        let (answers, open): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let (answers, open): (Vec<AnsweredSuggestion>, Vec<MoveCode>) =
            (answers.into_iter().flatten().collect(), open.into_iter().flatten().collect());
        let rule = |code: &MoveCode| {
            let mut own: Vec<AnsweredSuggestion> =
                answers.iter().filter(|one| one.code == *code).cloned().collect();
            own.sort_by(|one, other| other.on.cmp(&one.on).then_with(|| one.id.cmp(&other.id)));
            RuleRecord { code: *code, open: open.iter().filter(|one| *one == code).count(), answers: own }
        };
        let rules = MoveCode::ALL.iter().map(rule);
        SuggestionRecord {
            since,
            today,
            rules: rules.filter(|rule| rule.open > 0 || !rule.answers.is_empty()).collect(),
        }
    }

    /// Whether nothing was ever suggested.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// How many answers there are.
    pub fn answered(&self) -> usize {
        self.rules.iter().map(|rule| rule.answers.len()).sum()
    }

    /// How many suggestions wait for one.
    pub fn open(&self) -> usize {
        self.rules.iter().map(|rule| rule.open).sum()
    }
}
