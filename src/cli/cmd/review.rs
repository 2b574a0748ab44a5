//! `crm review`: which customers should move where, on what evidence.

mod quarter;

use clap::Args as ClapArgs;

use crate::cli::agree;
use crate::cli::change::{Decided, Wanted, change_slot, now};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, SentFormatArgs};
use crate::cli::mailing::{About, MailArgs, PersonalMail, one_owner, reader};
use crate::cli::people::{managers, named};
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::cli::words::listed;
use crate::format::Edit;
use crate::model::{Customer, History, Interval, Unit};
use crate::plan::{self, MonthlyReview, Proposal, Upkeep};
use crate::render::answer::ReviewAnswer;
use crate::render::lang::{self, Lang, both, tr};
use crate::render::{self, ReviewHeader};
use crate::rules::moves::MoveCode;
use crate::rules::{EffectiveClass, Policy};
use crate::store::CustomerTree;
use quarter::Asked;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm review                       who should move, and who has to be looked at\n  crm review --only order,sample   for these reasons alone\n  crm review --apply               ask for each move, on a terminal\n  crm review --owner li --yes      apply all of Li's moves\n  crm review --quarter             the last three months on one page\n  crm review --mail --send         a mail to each, by send: of your own file\n  crm review --quarter -f html     the same page for a browser, each figure with its customers\n\nA move changes file and log together, or neither. Tasks (verify, recheck) are never applied:\ncrm log ID --verified, crm grade ID --confirm."
)]
pub struct Args {
    /// For these reasons alone: order, sample, sequence-over, inactive, back-in-contact, silent, no-need, lost, ungraded, computed, verify, recheck
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<String>,
    /// Ask for each move, and apply what is agreed to
    #[arg(long, conflicts_with = "send")]
    apply: bool,
    /// Apply all moves without asking
    #[arg(short, long, conflicts_with = "send")]
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
    /// A mail to each person with what that person has to look at: the suggestions, data to confirm, wishes to end and
    /// contracts that end within a month (the same as --format mail --all-owners)
    #[arg(long = "mail", help_heading = "Output", conflicts_with_all = ["json", "apply", "yes"])]
    is_mail: bool,
    /// One mail or page for each person
    #[arg(long, conflicts_with_all = ["owner", "apply", "yes", "quarter"])]
    all_owners: bool,
    /// Exit with 1 if anything is suggested
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: SentFormatArgs,
    #[command(flatten)]
    mail: MailArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let form = match args.format.chosen() {
        Format::Table if args.is_mail => Format::Mail,
        form if args.is_mail && form != Format::Mail => return Err(no_mail()),
        form => form,
    };
    let form = args.mail.form(context, form)?;
    if let Some(since) = &args.quarter {
        let most = args.limit.unwrap_or(usize::MAX);
        let asked = Asked { since, filter: &args.filter, form, mail: &args.mail, most };
        return quarter::run(&session, &asked);
    }
    let only = only(&args.only)?;
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    // Who asks for some reasons alone is not told of other things.
    let is_sent = matches!(form, Format::Md | Format::Html | Format::Mail) && only.is_empty();
    let until = Interval::new(1, Unit::Month).map_or(today, |month| month.after(today));
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let upkeep = is_sent.then(|| plan::upkeep(customer, driving, history, policy, (today, until)));
        (plan::proposals(customer, driving, history, policy, today), upkeep.unwrap_or_default())
    };
    let (found, problems) = query::asked(&session, &layout, &filter, ask);
    let (proposals, upkeep): (Vec<_>, Vec<Upkeep>) = found.into_iter().unzip();
    let mut proposals: Vec<Proposal> = proposals.into_iter().flatten().collect();
    proposals
        .retain(|proposal| only.is_empty() || only.iter().any(|code| code == proposal.suggestion.why.code()));
    plan::in_review_order(&mut proposals, policy);
    if args.apply || args.yes {
        whole_book(context, &problems)?;
        apply(&session, &layout, args, &proposals)?;
        return Ok(context.exit_code(&problems));
    }
    let (is_empty, exit) = match form {
        Format::Md | Format::Html | Format::Mail => {
            let is_for_all = args.all_owners || args.is_mail && filter.owners.is_empty();
            let wanted = if is_for_all { &policy.people } else { &filter.owners };
            let reviews = plan::monthly_reviews(proposals, upkeep, wanted, today);
            let is_for_all = is_for_all || !filter.owners.is_empty();
            let lang = reader(&session, one_owner(&filter), form);
            (
                reviews.iter().all(MonthlyReview::is_empty),
                sent(&session, args, (form, lang), &reviews, is_for_all)?,
            )
        }
        _ => {
            let is_part = !only.is_empty();
            let answer = ReviewAnswer { proposals: &proposals, policy, today, is_part };
            context.answer(form.reader(), &form.text(&answer, context.lang, || context.style()))?;
            (proposals.is_empty(), Exit::Done)
        }
    };
    match context.exit_code(&problems).max(exit) {
        Exit::Done if args.exit_code && !is_empty => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

fn no_mail() -> Failure {
    Failure::usage(both!("what --mail makes is a mail", "--mail 只生成邮件"))
        .try_this(both!("leave out --format, or --mail", "去掉 --format，或去掉 --mail"))
}

/// Prints what each person has to look at, or sends it to each. Where there is nothing, nothing is printed, nor sent.
fn sent(
    session: &Session<'_>,
    args: &Args,
    (form, lang): (Format, Lang),
    reviews: &[MonthlyReview],
    is_for_all: bool,
) -> Result<Exit, Failure> {
    let people = named(&session.config);
    let header = ReviewHeader { lang, people: &people, policy: &session.config.policy, today: session.today };
    let is_empty = reviews.iter().all(MonthlyReview::is_empty);
    let text = match form {
        Format::Mail => {
            let mails: Vec<PersonalMail<'_>> =
                reviews.iter().map(|review| mail(session, header, review)).collect();
            return args.mail.to_each(session, &mails, ("review", "等级复核"), is_for_all);
        }
        form => form.pages(|| (!is_empty).then(|| header.pages(reviews)), String::new),
    };
    session.answer(form.reader(), &text)?;
    Ok(Exit::Done)
}

fn mail<'a>(
    session: &'a Session<'_>,
    header: ReviewHeader<'a>,
    review: &'a MonthlyReview,
) -> PersonalMail<'a> {
    PersonalMail {
        about: match About::owner(&session.config, review.owner.as_deref()) {
            About::Nobody => About::Managers(managers(&session.config)),
            about => about,
        },
        name: header.owner(review),
        is_empty: review.is_empty(),
        mail: Box::new(move |lang, headers| ReviewHeader { lang, ..header }.mail(review, headers)),
    }
}

/// The codes that were typed, in either language.
fn only(typed: &[String]) -> Result<Vec<String>, Failure> {
    let only: Vec<String> =
        listed(typed).into_iter().map(|word| lang::move_code(&word).map_or(word, str::to_owned)).collect();
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
    Ok(only)
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
    let said = tr!(
        lang,
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}: {why}{effects}",
        "{turn}/{of}  {name}  {id}{owner}\n  {from} → {to}：{why}{effects}"
    );
    context.say(&render::paragraph(&said, context.style().width));
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
