//! `crm agenda`: the day, the week or the month, as much of it as the hours carry.

mod end;
mod letter;
mod post;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::cli::people::{minutes_a_day, named, person};
use crate::cli::query;
use crate::cli::session::Session;
use crate::config::WorkspaceConfig;
use crate::model::{Decimal, Interval, Unit};
use crate::plan::{self, Item, Occasion, Schedule};
use crate::render::answer::AgendaAnswer;
use crate::render::lang::{Lang, both};
use crate::render::{self, AgendaHeader};
use crate::rules::Policy;
use crate::rules::occasions::Code;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm agenda --owner me                  today, as much as the hours carry\n  crm agenda --week --owner me           the next seven days, day by day\n  crm agenda --week --all-owners -f md   everybody's week as Markdown\n  crm agenda --wrap-up --owner me        the end of the day\n  crm agenda --visits --country DE       who is open to a visit, place by place\n  crm agenda --team --month              what became of the last month's follow-ups\n  crm agenda --team --to boss@example.com --send \"sendmail -t\"\n  crm agenda --week --all-owners --send  a mail to each, by send: of your own file\n  crm agenda --month --owner li --format ics > li.ics\n\nThe hours stand in crm.yaml: people.<id>.hours_a_week. Where a day is too short, three lanes\nchoose (debt, closing, worth: see lanes: in crm.yaml); what does not fit is listed below.\nWhen to call is told on the owner's clock, too: timezone: in crm.yaml, or in people.<id>.\n\n--send starts a program that takes a mail on its standard input (sendmail -t, msmtp -t), once\nfor each mail, and not where there is nothing to tell. It is named on the command line or in\n~/.config/crm/config.yaml (send: msmtp -t), never in the workspace, and no shell reads it."
)]
pub struct Args {
    /// Today (this is the default)
    #[arg(long, conflicts_with_all = ["week", "month"])]
    day: bool,
    /// The next seven days
    #[arg(long, conflicts_with = "month")]
    week: bool,
    /// The next month
    #[arg(long)]
    month: bool,
    /// The end of the day: whom to thank, what to confirm, what to complete
    #[arg(long = "wrap-up", conflicts_with_all = ["day", "week", "month", "all_owners", "exit_code"])]
    end_of_day: bool,
    /// For the manager: what was due in the last week (or day, or month), done on time, late, missed
    #[arg(long, conflicts_with_all = ["end_of_day", "all_owners", "exit_code"])]
    team: bool,
    /// Who is open to a visit, by country and region
    #[arg(long, conflicts_with_all = ["day", "week", "month", "end_of_day", "team", "all_owners", "exit_code"])]
    visits: bool,
    /// One agenda for each person
    #[arg(long, conflicts_with = "owner")]
    all_owners: bool,
    /// With --format mail: who receives it (else the owner's address in crm.yaml; needed with --team)
    #[arg(long, value_name = "ADDRESS", help_heading = "Output")]
    to: Vec<String>,
    /// With --format mail: who sends it, "Name <address>", too (else the mail program says)
    #[arg(long, value_name = "ADDRESS", help_heading = "Output")]
    from: Option<String>,
    /// Start this program with the mail, where there is something to tell (else send: of your own file)
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "", help_heading = "Output")]
    send: Option<String>,
    /// Exit with 1 if anything is due
    #[arg(long)]
    exit_code: bool,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

/// The forms of an agenda.
const FORMS: &[(Format, &str)] = &[
    (Format::Table, "Text for a terminal"),
    (Format::Md, ""),
    (Format::Html, ""),
    (Format::Mail, ""),
    (Format::Ics, ""),
    (Format::Csv, ""),
    (Format::Json, ""),
    (Format::Ids, ""),
];

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let form = form(context, args)?;
    if args.end_of_day {
        return end::end_of_day(&session, args, form);
    }
    if args.team {
        return end::team(&session, args, form);
    }
    if args.visits {
        return end::visits(&session, args, form);
    }
    let days = days(args, today);
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let until = days.last().copied().unwrap_or(today);
    let (items, problems) = query::items(&session, &layout, &filter, until);
    let mut dates = match form {
        Format::Csv | Format::Ids => Vec::new(),
        _ => query::dates(&session, &layout, &filter, until),
    };
    // Who is on the agenda says there that it leaves.
    dates.retain(|date| date.code != Code::Pool || items.iter().all(|item| item.id != date.id));
    let schedules = schedules((items, dates), &days, args, &filter.owners, &session.config);
    let people = named(&session.config);
    let owner = match schedules.as_slice() {
        [one] => one.owner.as_deref(),
        _ => None,
    };
    let lang = reader(&session, owner, form);
    // What is sent around is read later.
    let now = context.at_once().filter(|_| form == Format::Table && days.len() == 1);
    let cover = AgendaHeader { lang, schedules: &schedules, people: &people, today, now };
    let exit = match form {
        Format::Mail => post::agendas(&session, args, &cover)?,
        _ => {
            context.answer(form.reader(), &text(context, &cover, form, policy))?;
            Exit::Done
        }
    };
    match context.exit_code(&problems).max(exit) {
        Exit::Done if args.exit_code && !cover.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// The form that was asked for; what is sent is a mail.
fn form(context: &Context, args: &Args) -> Result<Format, Failure> {
    let form = if args.json { Format::Json } else { args.format };
    if args.send.is_none() {
        return Ok(form);
    }
    // A program that can't be is told although there is nothing to send today.
    post::sender(context, args)?;
    match form {
        Format::Table | Format::Mail => Ok(Format::Mail),
        _ => Err(Failure::usage(both!("what --send sends is a mail", "--send 只发送邮件"))
            .try_this(both!("leave out --format, or -f mail", "去掉 --format，或用 -f mail"))),
    }
}

/// An agenda in any form that is printed.
fn text(context: &Context, cover: &AgendaHeader<'_>, form: Format, policy: &Policy) -> String {
    match form {
        // cron mails nothing where there is nothing.
        Format::Md | Format::Html if cover.is_empty() => String::new(),
        Format::Md => render::schedule::markdown(cover),
        Format::Html => render::schedule::html(cover),
        Format::Ics => render::schedule::ical(cover),
        form => form.text(&AgendaAnswer { cover, policy }, cover.lang, || context.style()),
    }
}

fn days(args: &Args, today: NaiveDate) -> Vec<NaiveDate> {
    let ahead = |count, unit| Interval::new(count, unit).map_or(today, |span| span.after(today));
    let end = match (args.week, args.month) {
        (true, _) => ahead(7, Unit::Day),
        (_, true) => ahead(1, Unit::Month),
        _ => ahead(1, Unit::Day),
    };
    today.iter_days().take_while(|day| *day < end).collect()
}

/// One agenda for each person, or one of all that is asked about.
fn schedules(
    (items, dates): (Vec<Item>, Vec<Occasion>),
    days: &[NaiveDate],
    args: &Args,
    owners: &[String],
    config: &WorkspaceConfig,
) -> Vec<Schedule> {
    let policy = &config.policy;
    let one = |owner: Option<String>, items: Vec<Item>| {
        let minutes = owner.as_deref().and_then(|owner| minutes_a_day(config, owner));
        let capacity = |day: NaiveDate| {
            let is_worked = days.len() == 1 || policy.calendar.free(day).is_none();
            minutes.map(|minutes| if is_worked { minutes } else { Decimal::ZERO })
        };
        plan::schedule(owner, items, days, capacity, policy)
    };
    let mut by_owner: BTreeMap<(bool, Option<String>), Vec<Item>> = BTreeMap::new();
    // Each of the team has an agenda, an empty one, too, and so has each that is asked about.
    let wanted = if args.all_owners { &policy.people } else { owners };
    for owner in wanted {
        let owner = Some(owner.clone()).filter(|owner| !owner.is_empty());
        by_owner.entry((owner.is_none(), owner)).or_default();
    }
    for item in items {
        by_owner.entry((item.owner.is_none(), item.owner.clone())).or_default().push(item);
    }
    for date in &dates {
        by_owner.entry((date.owner.is_none(), date.owner.clone())).or_default();
    }
    let mut schedules: Vec<Schedule> =
        by_owner.into_iter().map(|((_, owner), items)| one(owner, items)).collect();
    for date in dates {
        if let Some(schedule) = schedules.iter_mut().find(|schedule| schedule.owner == date.owner) {
            schedule.dates.push(date);
        }
    }
    schedules
}

/// What is sent to one person is in that person's language, unless another one was asked for.
fn reader(session: &Session<'_>, owner: Option<&str>, form: Format) -> Lang {
    let owner = owner.filter(|_| matches!(form, Format::Mail | Format::Ics | Format::Html));
    let own = owner.and_then(|owner| person(&session.config, owner)?.lang.clone());
    own.filter(|_| !session.is_lang_asked).and_then(|lang| Lang::parse(&lang)).unwrap_or(session.lang)
}
