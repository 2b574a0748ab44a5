//! `crm review`: which customers should move where, on what evidence.

mod answer;
mod apply;
mod quarter;
mod record;

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, SentFormatArgs};
use crate::cli::mailing::{About, MailArgs, PersonalMail, one_owner, reader};
use crate::cli::people::{managers, named};
use crate::cli::query;
use crate::cli::resolve::{resolve, resolve_to_write};
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::cli::words::listed;
use crate::model::{Customer, History, Interval, Unit};
use crate::plan::{self, MonthlyReview, Proposal, Upkeep};
use crate::render::ReviewHeader;
use crate::render::answer::ReviewAnswer;
use crate::render::lang::{self, Lang, both};
use crate::rules::EffectiveClass;
use crate::rules::moves::MoveCode;
use answer::AnswerArgs;
use quarter::Asked;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm review                       who should move, and who has to be looked at\n  crm review --only order,sample   for these reasons alone\n  crm review --apply               ask for each move, on a terminal\n  crm review --owner li --yes      apply all of Li's moves\n  crm review mueller --wrong --why \"a dealer's single order\"\n  crm review mueller --later 4w    suggest it again in four weeks\n  crm review --record              how often each rule was right\n  crm review --quarter             the last three months on one page\n  crm review --mail --send         a mail to each, by send: of your own file\n  crm review --quarter -f html     the same page for a browser, each figure with its customers\n\nA move changes file and log together, or neither. Tasks (verify, recheck) are never applied:\ncrm log ID --verified, crm grade ID --confirm. Each answer is an entry of the log."
)]
pub struct Args {
    /// This customer alone: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID", conflicts_with_all = ["quarter", "record"])]
    customer: Option<String>,
    #[command(flatten)]
    answer: AnswerArgs,
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
    /// How often each rule was right: what was answered to it, since DAY (else ever), and what was taken back
    #[arg(
        long,
        value_name = "DAY",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["quarter", "only", "apply", "yes", "by", "exit_code", "all_owners"]
    )]
    record: Option<String>,
    /// With --quarter or --record: no more than so many of each list
    #[arg(short = 'n', long, value_name = "COUNT")]
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
    let most = args.limit.unwrap_or(usize::MAX);
    let asked = |since| Asked { since, filter: &args.filter, form, mail: &args.mail, most };
    match (&args.quarter, &args.record) {
        (Some(since), _) => return quarter::run(&session, &asked(since)),
        (_, Some(since)) => return record::run(&session, &asked(since)),
        _ if args.limit.is_some() => return Err(no_limit()),
        _ => {}
    }
    let given = args.answer.given(&session)?;
    let only = only(&args.only)?;
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let asked_of = args.customer.as_deref().map(|typed| match given.is_some() || args.apply || args.yes {
        true => resolve_to_write(&session, &layout, typed),
        false => resolve(&session, &layout, typed),
    });
    let asked_of = asked_of.transpose()?;
    // Who asks for some reasons alone is not told of other things.
    let is_sent =
        matches!(form, Format::Md | Format::Html | Format::Mail) && only.is_empty() && asked_of.is_none();
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
    proposals.retain(|proposal| asked_of.as_ref().is_none_or(|files| files.id == proposal.id));
    plan::in_review_order(&mut proposals, policy);
    if let (Some(given), Some(files)) = (given, &asked_of) {
        return answer::write(&session, files, given, args.by.as_deref(), &proposals);
    }
    if args.apply || args.yes {
        whole_book(context, &problems)?;
        apply::run(&session, &layout, (args.yes, args.by.as_deref()), &proposals)?;
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
            let is_part = !only.is_empty() || asked_of.is_some();
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

fn no_limit() -> Failure {
    Failure::usage(both!("a limit is of --quarter and --record", "--limit 只与 --quarter、--record 同用"))
        .try_this(both!("crm review --record -n 3", "crm review --record -n 3"))
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
