//! `crm review --apply`, `--yes`: the moves that are agreed to.

use std::slice;

use super::answer::{self, Given};
use crate::cli::agree;
use crate::cli::change::{Decided, Wanted, change_slot, now};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::Edit;
use crate::model::SuggestionAnswer;
use crate::plan::Proposal;
use crate::render;
use crate::render::lang::{self, both, tr};
use crate::rules::Policy;
use crate::store::{CustomerFiles, CustomerTree};

/// Applies the moves: all of them with `--yes`, else those that are agreed to on the terminal.
pub fn run(
    session: &Session<'_>,
    layout: &CustomerTree,
    (is_agreed, by): (bool, Option<&str>),
    proposals: &[Proposal],
) -> Result<(), Failure> {
    let lang = session.lang;
    if !is_agreed && !session.interactive {
        return Err(Failure::usage(both!(
            "--apply asks, and there is nobody to ask",
            "--apply 需要逐个确认，但这里不是终端"
        ))
        .try_this(both!(
            "crm review --yes applies all that crm review shows",
            "crm review --yes 应用 crm review 列出的全部调整"
        )));
    }
    let who = session.user(by)?;
    let mut applied = 0;
    let moves: Vec<&Proposal> =
        proposals.iter().filter(|proposal| proposal.suggestion.to.is_some()).collect();
    for (turn, proposal) in moves.iter().enumerate() {
        let Some(files) = layout.find(proposal.id.as_str()) else { continue };
        let ask = || asked(session, &session.config.policy, proposal, (turn + 1, moves.len()));
        match if is_agreed { Answer::Yes } else { ask() } {
            Answer::Yes => {}
            Answer::No => continue,
            Answer::Quit => break,
            Answer::Later => {
                put_off(session, files, by, proposal)?;
                continue;
            }
            Answer::Wrong => {
                refuse(session, files, by, proposal)?;
                continue;
            }
        }
        let suggestion = &proposal.suggestion;
        change_slot(session, files, false, |loaded| {
            let customer = &loaded.customer;
            let (id, name) = (&customer.id, lang::one_line(&customer.name));
            if customer.grade != suggestion.from {
                return Err(Failure::new(
                    Exit::Refused,
                    both!("the grade of {id} was changed meanwhile", "{id} 的等级刚被修改过"),
                ));
            }
            // It is this person's decision, so in their language, as if they had typed it.
            let why = lang::move_reason(lang, &suggestion.why, &session.config.policy, session.today);
            let (from, to) = (suggestion.from.as_deref(), suggestion.to.as_deref());
            let mut edits: Vec<Edit> = to
                .filter(|to| Some(*to) != from)
                .map(|to| Edit::Set("grade".into(), to.to_owned()))
                .into_iter()
                .collect();
            if suggestion.archive {
                edits.push(Edit::Set("archived".into(), session.today.to_string()));
            }
            let entry = Decided::Grade.entry(now(session), &who, from, to, Some(&why));
            let (from, to) = (from.unwrap_or("–"), to.unwrap_or("–"));
            let done = tr!(lang, "{name} ({id}): grade {from} → {to}", "{name}（{id}）：等级 {from} → {to}");
            // In a pipe each is a line.
            let done = render::paragraph(&done, session.style().table_width);
            Ok(Wanted { edits, entries: vec![entry], done, ..Wanted::default() })
        })?;
        applied += 1;
    }
    let left = proposals.iter().filter(|proposal| proposal.suggestion.to.is_none()).count();
    session.print(&tr!(
        lang,
        "applied {applied}; {left} to look at by hand\n",
        "已调整 {applied} 个；另有 {left} 个待人工处理\n"
    ))
}

/// Asks until when and why; who says no day leaves it.
fn put_off(
    session: &Session<'_>,
    files: &CustomerFiles,
    by: Option<&str>,
    proposal: &Proposal,
) -> Result<(), Failure> {
    let lang = session.lang;
    let until = loop {
        let question = lang.pick("  until when? (4w, or a date) ", "  推迟至何时？（4周，或日期）");
        let Some(typed) = session.ask(question).filter(|typed| !typed.trim().is_empty()) else {
            return Ok(());
        };
        match answer::until(session, typed.trim()) {
            Ok(day) => break day,
            Err(failure) => session.say(&failure.told(lang)),
        }
    };
    let why = session.ask(lang.pick("  why? (Enter: no word) ", "  原因？（直接回车：不写）"));
    let why = why.as_deref().map(str::trim).filter(|why| !why.is_empty());
    let given = Given { answer: SuggestionAnswer::Later, until: Some(until), why };
    answer::write(session, files, given, by, slice::from_ref(proposal)).map(|_| ())
}

/// Asks why; who says nothing leaves it.
fn refuse(
    session: &Session<'_>,
    files: &CustomerFiles,
    by: Option<&str>,
    proposal: &Proposal,
) -> Result<(), Failure> {
    let why = session.ask(session.lang.pick("  why isn't it right? ", "  为什么不采纳？"));
    let Some(why) = why.as_deref().map(str::trim).filter(|why| !why.is_empty()) else { return Ok(()) };
    let given = Given { answer: SuggestionAnswer::Wrong, until: None, why: Some(why) };
    // What can't be refused is told, and the others are asked about.
    if let Err(failure) = answer::write(session, files, given, by, slice::from_ref(proposal)) {
        session.say(&failure.told(session.lang));
    }
    Ok(())
}

/// What somebody says to a move.
enum Answer {
    Yes,
    No,
    /// Not before a day.
    Later,
    /// It isn't right.
    Wrong,
    Quit,
}

/// Asks until the answer is one; the end of the input is the end of the questions.
fn asked(context: &Context, policy: &Policy, proposal: &Proposal, turn: (usize, usize)) -> Answer {
    let lang = context.lang;
    let (from, to) = (
        proposal.suggestion.from.as_deref().unwrap_or("–"),
        proposal.suggestion.to.as_deref().unwrap_or("–"),
    );
    let (id, name) = (&proposal.id, lang::one_line(&proposal.name));
    let owner = proposal.owner.as_deref().map(|owner| format!("  {}", lang::person(lang, owner)));
    let why = lang::move_reason(lang, &proposal.suggestion.why, policy, context.today);
    let effects = render::effects(lang, proposal, context.today).join(" · ");
    let effects = if effects.is_empty() { effects } else { format!("\n  {effects}") };
    let ((turn, of), owner) = (turn, owner.unwrap_or_default());
    let said = tr!(
        lang,
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}: {why}{effects}",
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}：{why}{effects}"
    );
    context.say(&render::paragraph(&said, context.style().width));
    loop {
        let question = lang.pick(
            "  apply? [y/N/q, l later, w wrong] ",
            "  确认调整？[1 调整 / 2 不调整 / 3 推迟 / 4 不采纳，q 退出] ",
        );
        let Some(answer) = context.ask(question) else { return Answer::Quit };
        match (agree::read(&answer), answer.trim()) {
            (Some(true), _) => return Answer::Yes,
            (Some(false), _) => return Answer::No,
            (None, "l" | "L" | "later" | "3" | "推迟") => return Answer::Later,
            (None, "w" | "W" | "wrong" | "4" | "不采纳") => return Answer::Wrong,
            (None, "q" | "Q" | "quit" | "退出") => return Answer::Quit,
            _ => context.say(lang.pick(
                "  y applies it, n (or Enter) leaves it, l puts it off to a day, w refuses it\n  with a reason, q leaves this and all others",
                "  1（或 y）调整；2（或 n、直接回车）不调整；3（或 l）推迟至某日；\n  4（或 w）不采纳，并写明原因；q 退出，其余都不调整",
            )),
        }
    }
}
