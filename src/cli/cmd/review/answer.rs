//! `crm review ID --wrong`, `--later`, `--done`: what somebody answers to a suggestion, without a move.

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use crate::cli::change::{Wanted, change_slot, now};
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{Entry, Event, MoveCode, SuggestionAnswer, SuggestionAnswered};
use crate::plan::Proposal;
use crate::render::lang::{self, both, tr};
use crate::rules::moves::Suggestion;
use crate::store::CustomerFiles;

/// The answers that can be typed.
#[derive(Debug, Default, ClapArgs)]
pub struct AnswerArgs {
    /// Put it off: it is suggested again from that day on
    #[arg(long, value_name = "DAY", requires = "customer", conflicts_with_all = ["wrong", "done"])]
    pub later: Option<String>,
    /// It isn't right: it is not suggested again until the facts change (see crm help grades)
    #[arg(long, requires_all = ["customer", "why"], conflicts_with = "done")]
    pub wrong: bool,
    /// The task is done
    #[arg(long, requires = "customer")]
    pub done: bool,
    /// With --later, --wrong, --done: the reason, for the log
    #[arg(long, value_name = "TEXT", requires = "customer")]
    pub why: Option<String>,
}

/// An answer, and until when it puts off.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub answer: SuggestionAnswer,
    pub until: Option<NaiveDate>,
    pub why: Option<&'a str>,
}

impl AnswerArgs {
    /// What was typed; none where nothing is answered.
    pub fn given(&self, session: &Session<'_>) -> Result<Option<Given<'_>>, Failure> {
        let why = self.why.as_deref().map(str::trim).filter(|why| !why.is_empty());
        let given = |answer, until| Ok(Some(Given { answer, until, why }));
        if let Some(day) = &self.later {
            return given(SuggestionAnswer::Later, Some(until(session, day)?));
        }
        match (self.wrong, self.done) {
            (true, _) if why.is_none() => {
                Err(Failure::usage(both!("what is refused needs its reason", "不采纳要写明原因"))
                    .try_this(both!("--why \"a dealer's single order\"", "--why \"经销商的单次订单\"")))
            }
            (true, _) => given(SuggestionAnswer::Wrong, None),
            (_, true) => given(SuggestionAnswer::Done, None),
            _ if self.why.is_some() => Err(Failure::usage(both!(
                "--why is the reason of an answer, and there is none",
                "--why 是处理的原因，但没有说明怎样处理"
            ))
            .try_this(both!("add --later DAY, --wrong or --done", "加上 --later 日期、--wrong 或 --done"))),
            _ => Ok(None),
        }
    }
}

/// A day to come, up to which something is put off.
pub fn until(session: &Session<'_>, typed: &str) -> Result<NaiveDate, Failure> {
    let (day, today) = (date_input::ahead(session, "--later", typed)?, session.today);
    if day > today {
        return Ok(day);
    }
    Err(Failure::usage(both!("{day} is not after today", "{day} 不晚于今天"))
        .try_this(both!("--later 4w, or a day to come", "--later 4周，或以后的日期")))
}

/// Writes the answer to all that is suggested for the customer, or says why there is none.
pub fn write(
    session: &Session<'_>,
    files: &CustomerFiles,
    given: Given<'_>,
    by: Option<&str>,
    proposals: &[Proposal],
) -> Result<Exit, Failure> {
    let id = &files.id;
    if proposals.is_empty() {
        return Err(Failure::new(
            Exit::Refused,
            both!("nothing is suggested for {id}", "{id} 没有待处理的建议"),
        )
        .try_this(both!(
            "crm review {id} shows what is, crm show {id} what was answered",
            "crm review {id} 看现有建议，crm show {id} 看已作的处理"
        )));
    }
    let (fits, others): (Vec<&Proposal>, Vec<&Proposal>) =
        proposals.iter().partition(|proposal| fits(&proposal.suggestion, given.answer));
    if fits.is_empty() {
        return Err(unfit(&others[0].suggestion, id.as_str()));
    }
    let by = session.user(by)?;
    change_slot(session, files, false, |loaded| {
        let at = now(session);
        let entry = |one: &&Proposal| {
            let event = event(&one.suggestion, given);
            Entry { by: Some(by.clone().into()), ..Entry::new(at, event) }
        };
        let lang = session.lang;
        let codes: Vec<String> = fits.iter().map(|one| named(lang, &one.suggestion)).collect();
        let (name, codes) = (lang::one_line(&loaded.customer.name), codes.join(lang.pick(", ", "、")));
        let answer = lang::suggestion_answer(lang, given.answer, given.answer == SuggestionAnswer::Done);
        let until = given.until.map(|day| tr!(lang, " until {day}", "至 {day}")).unwrap_or_default();
        let done =
            tr!(lang, "{name} ({id}): {codes}: {answer}{until}", "{name}（{id}）：{codes}，{answer}{until}");
        Ok(Wanted { entries: fits.iter().map(entry).collect(), done, ..Wanted::default() })
    })
}

/// The entry's own part.
pub fn event(suggestion: &Suggestion, given: Given<'_>) -> Event<'static> {
    Event::Suggestion(SuggestionAnswered {
        code: suggestion.why.word(),
        answer: given.answer,
        to: suggestion.to.clone().map(Into::into),
        why: given.why.map(|why| why.to_owned().into()),
        until: given.until,
    })
}

fn named(lang: lang::Lang, suggestion: &Suggestion) -> String {
    let code = suggestion.why.code();
    let to = suggestion.to.as_deref().map(|to| format!(" → {to}")).unwrap_or_default();
    format!("{}{to}", lang.pick(code, lang::move_word(code)))
}

/// A move is done by the grade, and whether a grade is right is said by confirming it.
fn fits(suggestion: &Suggestion, answer: SuggestionAnswer) -> bool {
    match answer {
        SuggestionAnswer::Later => true,
        SuggestionAnswer::Wrong => !matches!(suggestion.why.word(), MoveCode::Recheck | MoveCode::Ungraded),
        SuggestionAnswer::Done => suggestion.why.word() == MoveCode::Verify,
    }
}

fn unfit(suggestion: &Suggestion, id: &str) -> Failure {
    let (code, refused) = (suggestion.why.word(), |failure| Failure::new(Exit::Refused, failure));
    match code {
        MoveCode::Recheck => {
            refused(both!("whether the grade is right says a confirmation", "等级是否合适，要由确认来回答"))
                .try_this(both!("crm grade {id} --confirm", "crm grade {id} --confirm"))
        }
        MoveCode::Ungraded => refused(both!("a customer without a grade needs one", "未定级的客户要先定级"))
            .try_this(both!("crm grade {id} D, or --later 4w", "crm grade {id} D，或 --later 4周")),
        _ => refused(both!("a move is done by applying it", "等级调整要应用才算完成"))
            .try_this(both!("crm review {id} --yes", "crm review {id} --yes")),
    }
}
