//! `crm review`: which customers should move where, on what evidence.

mod quarter;

use clap::Args as ClapArgs;

use crate::cli::agree;
use crate::cli::change::{Decided, Wanted, change_slot, now};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::cli::words::listed;
use crate::format::Edit;
use crate::model::{Customer, History};
use crate::plan::{self, Proposal};
use crate::render;
use crate::render::answer::ReviewAnswer;
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::moves::MoveCode;
use crate::rules::{EffectiveClass, Policy};
use crate::store::CustomerTree;
use quarter::Asked;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm review                       who should move, and who has to be looked at\n  crm review --only order,sample   for these reasons alone\n  crm review --apply               ask for each move, on a terminal\n  crm review --owner li --yes      apply all of Li's moves\n  crm review --quarter             the last three months on one page\n\nA move changes file and log together, or neither. Tasks (verify, recheck) are never applied:\ncrm log ID --verified, crm grade ID --confirm."
)]
pub struct Args {
    /// For these reasons alone: order, sample, sequence-over, inactive, back-in-contact, silent, no-need, lost, ungraded, computed, verify, recheck
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<String>,
    /// Ask for each move, and apply what is agreed to
    #[arg(long)]
    apply: bool,
    /// Apply all moves without asking
    #[arg(short, long)]
    yes: bool,
    /// The re-evaluation of a quarter on one page: who rose, who fell, shares before and after, since
    /// DAY (else three months ago)
    #[arg(
        long,
        value_name = "DAY",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["only", "apply", "yes", "by", "exit_code"]
    )]
    quarter: Option<String>,
    /// With --quarter: no more than so many of each list
    #[arg(short = 'n', long, value_name = "COUNT", requires = "quarter")]
    limit: Option<usize>,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Exit with 1 if anything is suggested
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    if let Some(since) = &args.quarter {
        let most = args.limit.unwrap_or(usize::MAX);
        let asked = Asked { since, filter: &args.filter, format: args.format, most };
        return quarter::run(&session, &asked);
    }
    let only: Vec<String> = listed(&args.only)
        .into_iter()
        .map(|word| lang::move_code(&word).map_or(word, str::to_owned))
        .collect();
    if let Some(code) = only.iter().find(|code| !MoveCode::WORDS.contains(&code.as_str())) {
        let known = |lang: Lang| match lang {
            Lang::En => MoveCode::WORDS.join(", "),
            Lang::Zh => {
                MoveCode::WORDS.iter().map(|code| lang::move_word(code)).collect::<Vec<_>>().join("、")
            }
        };
        return Err(Failure::usage(both!("there is no reason \"{code}\"", "没有「{code}」这个原因"))
            .try_this(both!(|lang| "one of {known}", "可选：{known}", known = known(lang))));
    }
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::proposals(customer, driving, history, policy, today)
    };
    let (found, problems) = query::asked(&session, &layout, &filter, ask);
    let mut proposals: Vec<Proposal> = found.into_iter().flatten().collect();
    proposals
        .retain(|proposal| only.is_empty() || only.iter().any(|code| code == proposal.suggestion.why.code()));
    plan::in_review_order(&mut proposals, policy);
    if args.apply || args.yes {
        whole_book(context, &problems)?;
        apply(&session, &layout, args, &proposals)?;
        return Ok(context.exit_code(&problems));
    }
    let answer = ReviewAnswer { proposals: &proposals, policy, today };
    args.format.answer(context, &answer)?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && !proposals.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// Applies the moves: all of them with `--yes`, else those that are agreed to on the terminal.
fn apply(
    session: &Session<'_>,
    layout: &CustomerTree,
    args: &Args,
    proposals: &[Proposal],
) -> Result<(), Failure> {
    let lang = session.lang;
    if !args.yes && !session.interactive {
        return Err(Failure::usage(both!(
            "--apply asks, and there is nobody to ask",
            "--apply 需要逐个确认，但这里不是终端"
        ))
        .try_this(both!(
            "crm review --yes applies all that crm review shows",
            "crm review --yes 应用 crm review 列出的全部调整"
        )));
    }
    let by = session.user(args.by.as_deref())?;
    let mut applied = 0;
    let moves: Vec<&Proposal> =
        proposals.iter().filter(|proposal| proposal.suggestion.to.is_some()).collect();
    for (turn, proposal) in moves.iter().enumerate() {
        let Some(files) = layout.find(proposal.id.as_str()) else { continue };
        let ask = || asked(session, &session.config.policy, proposal, (turn + 1, moves.len()));
        match if args.yes { Answer::Yes } else { ask() } {
            Answer::Yes => {}
            Answer::No => continue,
            Answer::Quit => break,
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
            let entry = Decided::Grade.entry(now(session), &by, from, to, Some(&why));
            let (from, to) = (from.unwrap_or("–"), to.unwrap_or("–"));
            let done = tr!(lang, "{name} ({id}): grade {from} → {to}", "{name}（{id}）：等级 {from} → {to}");
            Ok(Wanted { edits, entries: vec![entry], kept: Vec::new(), done })
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

/// What somebody says to a move.
enum Answer {
    Yes,
    No,
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
    context.say(&tr!(
        lang,
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}: {why}{effects}",
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}：{why}{effects}"
    ));
    loop {
        let question = lang.pick("  apply? [y/N/q] ", "  确认调整？[1 调整 / 2 不调整，q 退出] ");
        let Some(answer) = context.ask(question) else { return Answer::Quit };
        match (agree::read(&answer), answer.trim()) {
            (Some(true), _) => return Answer::Yes,
            (Some(false), _) => return Answer::No,
            (None, "q" | "Q" | "quit" | "退出") => return Answer::Quit,
            _ => context.say(lang.pick(
                "  y applies it, n (or Enter) leaves it, q leaves this and all others",
                "  1（或 y）调整；2（或 n、直接回车）不调整；q 退出，其余都不调整",
            )),
        }
    }
}
