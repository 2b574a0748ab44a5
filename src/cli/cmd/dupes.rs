//! `crm dupes`: customers that are entered twice.

use clap::Args as ClapArgs;

use crate::cli::book::driving_book;
use crate::cli::change::{Wanted, change_slot};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::format::Edit;
use crate::plan;
use crate::plan::duplicates::{CustomerSummary, Found, MatchKeys, mark, pairs, sketch};
use crate::render::DuplicatePair;
use crate::render::answer::DupesAnswer;
use crate::render::lang::{self, both, tr};
use crate::store::Scrutiny;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm dupes                         the whole book, the surest first\n  crm dupes --owner me              where one of the two is mine\n  crm dupes hongda --min 50         one name, weaker likenesses too\n  crm dupes --format csv > twice.csv\n  crm dupes --distinct ID ID        these two are two: never shown again\n\nScores: from 90 sure, from 70 likely, from 50 maybe. Archived customers are compared, too.\ncrm merge KEEP OTHER makes one of two."
)]
pub struct Args {
    /// Words to look for in one of the two
    #[arg(value_name = "WORDS")]
    text: Vec<String>,
    /// The lowest score that is shown
    #[arg(long, value_name = "SCORE", default_value_t = 70, value_parser = clap::value_parser!(u8).range(1..=100))]
    min: u8,
    /// No more than so many pairs in the table; 0 is all
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    /// These two are two customers: remember it in the first one's file
    #[arg(
        long,
        value_name = "ID",
        num_args = 2,
        conflicts_with_all = ["text", "min", "limit", "exit_code"]
    )]
    distinct: Vec<String>,
    /// Show what would be written
    #[arg(long, requires = "distinct")]
    dry_run: bool,
    /// Exit with 1 if there is any pair
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// A customer of the book: what is compared, what is shown, and whether it is asked about.
struct Known {
    mark: MatchKeys,
    sketch: CustomerSummary,
    asked: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    if let [one, other] = args.distinct.as_slice() {
        return set_apart(&session, (one, other), args.dry_run);
    }
    let (today, policy, lang) = (context.today, &session.config.policy, context.lang);
    let filter = args.filter.filter(&session, &args.text)?;
    let layout = session.workspace.layout();
    let book = driving_book(&session, &layout);
    let (known, read) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let (customer, history) = (&loaded.customer, loaded.history.as_of(today));
        let driving = plan::driving(customer, &history, book.as_ref(), policy, today);
        let class = driving.class.as_deref();
        Some(Known {
            mark: mark(customer),
            sketch: sketch(customer, class, &history, today),
            asked: filter.admits(customer, class, &history, (policy, today)),
        })
    });
    let problems: Vec<_> = layout.problems.iter().cloned().chain(read).collect();
    let (marks, known): (Vec<MatchKeys>, Vec<(CustomerSummary, bool)>) =
        known.into_iter().map(|known| (known.mark, (known.sketch, known.asked))).unzip();
    let Found { pairs, crowds } = pairs(&marks, args.min);
    let duplicates: Vec<DuplicatePair<'_>> = pairs
        .iter()
        .filter(|pair| known[pair.one].1 || known[pair.other].1)
        .map(|pair| {
            let (keep, other) = known[pair.one].0.in_order(&known[pair.other].0);
            DuplicatePair { keep, other, link: &pair.link, group: pair.group }
        })
        .collect();
    for crowd in crowds {
        context.say(&lang::crowd(lang, &crowd));
    }
    let most = if args.limit == 0 { usize::MAX } else { args.limit };
    args.format.answer(context, &DupesAnswer { pairs: &duplicates, most, today })?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && !duplicates.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// Remembers in the first one's file that the two are two.
fn set_apart(session: &Session<'_>, (one, other): (&str, &str), dry_run: bool) -> Result<Exit, Failure> {
    let lang = session.lang;
    let layout = session.workspace.layout();
    let files = resolve_to_write(session, &layout, one)?;
    let other = resolve_to_write(session, &layout, other)?.id;
    if files.id == other {
        return Err(Failure::usage(both!(
            "\"{one}\" and the other are one and the same, {other}",
            "两个写的是同一个客户：{other}"
        )));
    }
    change_slot(session, &files, dry_run, |loaded| {
        let customer = &loaded.customer;
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        if customer.distinct.iter().any(|known| known == other.as_str()) {
            return Ok(Wanted::nothing(tr!(
                lang,
                "{name} ({id}) is known to be another one than {other}; nothing was changed",
                "{name}（{id}）已注明与 {other} 不是同一客户，未做修改"
            )));
        }
        Ok(Wanted {
            edits: vec![Edit::Add("distinct".into(), other.to_string())],
            done: tr!(
                lang,
                "{name} ({id}) and {other} are two; crm dupes shows them no more",
                "{name}（{id}）与 {other} 是两个客户，crm dupes 不再提示"
            ),
            ..Wanted::default()
        })
    })
}
