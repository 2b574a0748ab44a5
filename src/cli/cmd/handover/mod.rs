//! `crm handover`: somebody's customers go to others, each with a sheet.

mod sheets;

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, FormatArgs};
use crate::cli::owners::{Transfer, pass_all};
use crate::cli::people;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::surroundings::Reader;
use crate::cli::whole_book::whole_book;
use crate::cli::words::listed;
use crate::config::WorkspaceConfig;
use crate::model::{Customer, History};
use crate::plan::team::{self, Whom};
use crate::plan::{self, Balance, Filter, HandoverItem, Recipient, Workload};
use crate::render::Passing;
use crate::render::answer::HandoverAnswer;
use crate::render::lang::{both, tr};
use crate::rules::EffectiveClass;

/// What stands in the log without `--why`.
const WHY: &str = "handover";

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    mut_arg("owner", |arg| arg.hide(true)),
    after_help = "Examples:\n  crm handover li --to wang                 who would get what; nothing is written\n  crm handover li --to wang,chen --apply    shared out by the time they take\n  crm handover li --to chen --country DE,FR --why \"speaks German\" --apply\n  crm handover li --to wang,chen --balance revenue --sheet handover/\n  crm handover li --to wang --sheet - | less\n\nWhat they have already counts: the heaviest customer goes first, each to whoever\ncarries least. Archived customers go with the others, unless --without-archived.\nInterrupted, the same command goes on with the rest."
)]
pub struct Args {
    /// Whose customers
    from: String,
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// Who gets them; several share them out
    #[arg(long, value_name = "PERSON", value_delimiter = ',', required = true)]
    to: Vec<String>,
    /// What several share out evenly
    #[arg(long, value_enum, value_name = "WHAT", default_value = "minutes")]
    balance: Evenly,
    /// Leave archived customers where they are
    #[arg(long)]
    without_archived: bool,
    /// Write a sheet for each customer to this folder; - writes all to stdout
    #[arg(long, value_name = "DIR")]
    sheet: Option<PathBuf>,
    /// Write the new owners
    #[arg(long)]
    apply: bool,
    /// The reason, for the log
    #[arg(short, long, value_name = "TEXT")]
    why: Option<String>,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// In the table no more than so many customers of each; 0 shows the sums alone
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 10, help_heading = "Output")]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Evenly {
    /// The time that the customers take
    Minutes,
    /// How many there are
    Count,
    /// What they brought in the last twelve months
    Revenue,
}

impl From<Evenly> for Balance {
    fn from(evenly: Evenly) -> Self {
        match evenly {
            Evenly::Minutes => Balance::Minutes,
            Evenly::Count => Balance::Count,
            Evenly::Revenue => Balance::Revenue,
        }
    }
}

/// What is asked of one customer: it is handed over, or somebody has it already.
enum Asked {
    Item(HandoverItem),
    Kept(usize, Workload),
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (lang, today, policy) = (context.lang, context.today, &session.config.policy);
    let from = people::known_as(&session.config, &args.from);
    let from = from.as_str();
    let people = receivers(&session.config, from, args)?;
    let mut filter = args.filter.filter(&session, &args.text)?;
    filter.owners = vec![from.to_owned()];
    let by = if args.apply { Some(session.user(args.by.as_deref())?) } else { None };
    // What is written follows from what is read: nobody else writes in between.
    let lock = args.apply.then(|| session.workspace.lock()).transpose();
    let lock = lock?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let owner = customer.owner.as_deref()?;
        let burden = || Workload::of(customer, driving, history, policy, today);
        if let Some(place) = people.iter().position(|person| person == owner) {
            return Some(Asked::Kept(place, burden()));
        }
        let is_archived = customer.is_archived(today);
        let is_meant = owner == from
            && !(is_archived && args.without_archived)
            && filter.admits(customer, driving.class.as_deref(), history, (policy, today));
        is_meant.then(|| {
            Asked::Item(HandoverItem {
                id: customer.id.clone(),
                name: customer.name.clone(),
                grade: driving.class.clone(),
                is_archived,
                burden: burden(),
                turn: 0,
            })
        })
    };
    let whole = Filter::default();
    let (found, problems) = query::asked(&session, &layout, &whole, ask);
    if args.apply {
        whole_book(context, &problems)?;
    }
    let mut had: Vec<(String, Workload)> =
        people.iter().map(|person| (person.clone(), Workload::default())).collect();
    let mut items = Vec::new();
    for one in found.into_iter().flatten() {
        match one {
            Asked::Item(item) => items.push(item),
            Asked::Kept(place, burden) => had[place].1 = had[place].1.and(burden),
        }
    }
    if items.is_empty() {
        people::member(&session.config, from)?;
    }
    let receivers = plan::handover(items, had, args.balance.into(), policy);
    // The sheets first: what is interrupted afterwards has them all.
    let sheets = match &args.sheet {
        Some(folder) => Some(sheets::write(&session, &layout, &receivers, (from, folder))?),
        None => None,
    };
    let passes = transfers(&receivers, from, args.why.as_deref().map_or(WHY, str::trim));
    let (written, failed) = match (&lock, &by) {
        (Some(lock), Some(by)) => pass_all(&session, lock, &layout, by, &passes)?,
        _ => (Vec::new(), Exit::Done),
    };
    let hours = |person: &str| session.config.people.iter().find(|known| known.id == person)?.hours_a_week;
    // The sheets are Markdown, whatever the form of the list is.
    let is_text = matches!(sheets, Some(sheets::SheetsWritten::Text(_)));
    let reader = if is_text { Reader::Person } else { args.format.reader() };
    let passing = Passing { from, most: args.limit, written: args.apply.then_some(written.len()) };
    let answer = HandoverAnswer { receivers: &receivers, passing, hours: &hours, policy };
    let text = match sheets {
        Some(sheets::SheetsWritten::Text(text)) => text,
        Some(sheets::SheetsWritten::Files(count, folder)) if args.format.chosen() == Format::Table => {
            let written =
                tr!(lang, "{count} sheets written: {folder}\n", "交接单 {count} 份，已放在 {folder}\n");
            args.format.text(context, &answer) + &written
        }
        _ => args.format.text(context, &answer),
    };
    context.answer(reader, &text)?;
    match context.exit_code(&problems) {
        Exit::Done => Ok(failed),
        exit => Ok(exit),
    }
}

/// The customers with who gives and who gets them, in the order in which they were given away: the rest of it is what
/// comes next, whenever that is.
fn transfers<'a>(receivers: &'a [Recipient], from: &'a str, why: &str) -> Vec<Transfer<'a>> {
    let mut all: Vec<(usize, Transfer<'_>)> = Vec::new();
    for receiver in receivers {
        let pass = |id| Transfer { id, from, to: Some(receiver.to.as_str()), why: why.to_owned() };
        all.extend(receiver.given.iter().map(|item| (item.turn, pass(&item.id))));
    }
    all.sort_by_key(|(turn, _)| *turn);
    all.into_iter().map(|(_, pass)| pass).collect()
}

/// Who gets them: of the team, each once, and nobody gets what is theirs.
fn receivers(config: &WorkspaceConfig, from: &str, args: &Args) -> Result<Vec<String>, Failure> {
    if !args.filter.owner.is_empty() {
        let what = both!("whose customers is said already: {from}", "已经写明是 {from} 的客户");
        return Err(Failure::usage(what).try_this(both!("without --owner", "请去掉 --owner")));
    }
    let is_pool = |person: &str| team::whom(person) == Whom::Pool;
    if is_pool(from) {
        let what = both!("nobody hands over the pool", "公海不能交接");
        return Err(Failure::usage(what).try_this("crm claim ID, crm assign ID PERSON"));
    }
    let mut people: Vec<String> = Vec::new();
    for person in listed(&args.to).iter().map(|typed| people::known_as(config, typed)) {
        if is_pool(&person) {
            let what = both!("the pool can't be handed anything", "不能交接给公海");
            return Err(Failure::usage(what).try_this(both!(
                "--to wang; crm release ID --why \"…\" puts a customer into the pool",
                "--to wang；crm release 编号 --why \"…\" 可放入公海"
            )));
        }
        if person == from {
            let what = both!("{from} would get its own customers", "不能把 {from} 的客户交给 {from} 自己");
            return Err(Failure::usage(what).try_this(both!(
                "--to names somebody else, or several: --to wang,chen",
                "--to 后面写其他人，可写多人：--to wang,chen"
            )));
        }
        let person = people::member(config, &person)?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}
