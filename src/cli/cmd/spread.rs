//! `crm spread`: what an import has made due on one day, as dates over the working days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args as ClapArgs;
use unicode_width::UnicodeWidthStr;

use crate::cli::change::now;
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, FormatArgs};
use crate::cli::people::minutes_a_day;
use crate::cli::query;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::cli::typed;
use crate::cli::whole_book::whole_book;
use crate::config::WorkspaceConfig;
use crate::model::{Customer, Entry, Event, History, Note};
use crate::plan::{self, Candidate, Capacity, Filter, Spread};
use crate::render::SpreadShown;
use crate::render::answer::SpreadAnswer;
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::EffectiveClass;
use crate::store::{Change, CustomerTree, Lock};

/// Each owner's customers; `None` is the pool.
type ByOwner = Vec<Spreading>;
type Spreading = (Option<String>, Vec<Candidate>);

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm spread                          who gets which day; nothing is written\n  crm spread --owner me --apply       writes my dates into the logs\n  crm spread --per-day 20 --from mon  20 customers a day, from Monday on\n  crm spread --until eom --limit 10   what finds a place this month\n  crm spread --owner pool --per-day 30 --format ids\n\nA day carries what crm.yaml gives (people.<id>.hours_a_week), less what is\nplanned on it. Grade by grade, the longest due first. Complaints, agreed dates,\nsample steps and order windows stay where they are, and so does whatever fits\ninto today. Each date is written as a note, not as a contact; the next follow-up ends it."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// So many customers a day, whatever the hours
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    per_day: Option<u32>,
    /// First day: mon, 3d, 2026-12-01 … (else today; a day off begins on the next working day)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day: fri, 2w, eom …; what finds no place by then stays as it is
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Write the dates into the logs
    #[arg(long)]
    apply: bool,
    /// In the table no more than so many customers of each day; 0 shows the days alone
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 3, help_heading = "Output")]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (lang, today, policy) = (context.lang, context.today, &session.config.policy);
    let span = span(&session, args)?;
    let filter = args.filter.filter(&session, &args.text)?;
    let by = if args.apply { Some(session.user(None)?) } else { None };
    // What is written follows from what is read: nobody else writes in between.
    let lock = args.apply.then(|| session.workspace.lock()).transpose();
    let lock = lock?;
    let layout = session.workspace.layout();
    // Of each owner all customers: the load of a day is more than what is asked about.
    let whole = Filter { owners: filter.owners.clone(), ..Filter::default() };
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let is_asked = filter.admits(customer, driving.class.as_deref(), history, (policy, today));
        plan::candidate(customer, driving, history, policy, today, is_asked)
    };
    let (found, problems) = query::asked(&session, &layout, &whole, ask);
    if args.apply {
        whole_book(context, &problems)?;
    }
    let (by_owner, pool) = by_owner(found.into_iter().flatten(), &filter, today);
    let (by_owner, without_hours) = rooms(&session.config, args, by_owner)?;
    let spread = |((owner, candidates), room): (Spreading, Capacity)| {
        plan::spread(owner, candidates, room, span, policy, today)
    };
    let spreads: Vec<Spread> = by_owner.into_iter().map(spread).collect();
    let written = match (&lock, &by) {
        (Some(lock), Some(by)) => write(&session, lock, &layout, &spreads, by)?,
        _ => 0,
    };
    let most = if args.apply { 0 } else { args.limit };
    let shown = SpreadShown { most, until: span.1, today, policy };
    let answer = SpreadAnswer { spreads: &spreads, is_written: args.apply, shown, policy, today };
    let mut text = args.format.text(context, &answer);
    if args.format.chosen() == Format::Table {
        text.push_str(&last_words(&session, args, &spreads, written));
        if pool > 0 {
            text.push_str(&left_out(lang, pool));
        }
    }
    context.answer(args.format.reader(), &text)?;
    if !without_hours.is_empty() {
        context.say(&unspread(lang, &without_hours, today));
    }
    Ok(context.exit_code(&problems))
}

/// The first day and the last.
fn span(session: &Session<'_>, args: &Args) -> Result<(NaiveDate, Option<NaiveDate>), Failure> {
    let today = session.today;
    let day = |option: &str, typed: &Option<String>| {
        typed.as_deref().map(|text| date_input::ahead(session, option, text)).transpose()
    };
    let (from, until) = (day("--from", &args.from)?.unwrap_or(today), day("--until", &args.until)?);
    if from < today {
        return Err(Failure::usage(both!("--from {from} lies before {today}", "--from {from} 早于 {today}"))
            .try_this(both!("--from mon, 3d, 2026-12-01", "--from 周一、3天、2026-12-01")));
    }
    if let Some(until) = until.filter(|until| *until < from) {
        return Err(Failure::usage(both!(
            "--until {until} lies before the first day, {from}",
            "--until {until} 早于第一天 {from}"
        ))
        .try_this(both!("--until 2w, eom", "--until 2周、eom")));
    }
    Ok((from, until))
}

/// Each owner's customers, of those of whom something due is asked about, the pool last; and how many
/// due ones were left out because nobody looks after them.
fn by_owner(found: impl Iterator<Item = Candidate>, filter: &Filter, today: NaiveDate) -> (ByOwner, usize) {
    let mut by_owner: BTreeMap<(bool, Option<String>), Vec<Candidate>> = BTreeMap::new();
    for one in found {
        let owner = one.item.owner.clone();
        by_owner.entry((owner.is_none(), owner)).or_default().push(one);
    }
    let is_due = |one: &&Candidate| one.is_asked && one.item.due <= today;
    let is_pool_asked = filter.owners.iter().any(String::is_empty);
    let pool = by_owner.get(&(true, None)).filter(|_| !is_pool_asked);
    let pool = pool.map_or(0, |all| all.iter().filter(is_due).count());
    by_owner.retain(|(is_pool, _), all| (is_pool_asked || !is_pool) && all.iter().any(|one| is_due(&one)));
    (by_owner.into_iter().map(|((_, owner), all)| (owner, all)).collect(), pool)
}

/// What a day of each owner carries, where anybody knows it, and those of whom nobody does: they keep nobody else
/// from their dates. Where it is known of none of them, there is nothing to answer.
fn rooms(
    config: &WorkspaceConfig,
    args: &Args,
    owners: ByOwner,
) -> Result<(Vec<(Spreading, Capacity)>, ByOwner), Failure> {
    let room = |owner: Option<&str>| match args.per_day {
        Some(count) => Some(Capacity::Customers(count as usize)),
        None => minutes_a_day(config, owner?).filter(|minutes| !minutes.is_zero()).map(Capacity::Minutes),
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for own in owners {
        match room(own.0.as_deref()) {
            Some(room) => known.push((own, room)),
            None => unknown.push(own),
        }
    }
    if !known.is_empty() || unknown.is_empty() {
        return Ok((known, unknown));
    }
    let key = key_without_hours(&unknown);
    let failure = Failure::usage(both!(
        |lang| "nobody knows what a day carries: no hours for {whose}",
        "不知道一天能排多少：{whose} 没有工时",
        whose = without_hours(lang, &unknown)
    ));
    Err(failure.try_this(both!(
        "people.{key}.hours_a_week: 8 in crm.yaml, or so many customers a day: --per-day 20",
        "在 crm.yaml 写 people.{key}.hours_a_week: 8，或指定每天几个：--per-day 20"
    )))
}

/// Who has no hours.
fn without_hours(lang: Lang, owners: &ByOwner) -> String {
    let name = |owner: &Option<String>| match owner {
        Some(one) => lang::person(lang, one),
        None => lang.pick("the pool", "公海").to_owned(),
    };
    let whose: Vec<String> = owners.iter().map(|(owner, _)| name(owner)).collect();
    whose.join(lang.pick(", ", "、"))
}

/// The key in `crm.yaml` of the first of them.
fn key_without_hours(owners: &ByOwner) -> String {
    let first = owners.iter().find_map(|(owner, _)| owner.as_deref());
    first.map_or_else(|| "<id>".to_owned(), lang::clean)
}

/// Of whose customers nothing could be spread, how many are due, and what to do about it.
fn unspread(lang: Lang, owners: &ByOwner, today: NaiveDate) -> String {
    let is_due = |one: &&Candidate| one.is_asked && one.item.due <= today;
    let count: usize = owners.iter().map(|(_, all)| all.iter().filter(is_due).count()).sum();
    let (whose, key) = (without_hours(lang, owners), key_without_hours(owners));
    let (hours, owner) = match owners.iter().any(|(owner, _)| owner.is_some()) {
        true => (
            tr!(
                lang,
                "people.{key}.hours_a_week: 8 in crm.yaml, or ",
                "在 crm.yaml 写 people.{key}.hours_a_week: 8，或 "
            ),
            key,
        ),
        false => (String::new(), "pool".to_owned()),
    };
    let stay = if count == 1 { "1 due customer stays" } else { &format!("{count} due customers stay") };
    tr!(
        lang,
        "no hours for {whose}: {stay} as before\n  try: {hours}crm spread --owner {owner} --per-day 20",
        "{whose} 没有工时：{count} 个待跟进客户日期不变\n  建议：{hours}crm spread --owner {owner} --per-day 20"
    )
}

fn moved(spreads: &[Spread]) -> impl Iterator<Item = (NaiveDate, &Candidate)> {
    spreads.iter().flat_map(Spread::moved)
}

/// Writes the dates, one note each: all of them, or none; how many.
fn write(
    session: &Session<'_>,
    lock: &Lock,
    layout: &CustomerTree,
    spreads: &[Spread],
    by: &str,
) -> Result<usize, Failure> {
    let mut changes = Vec::new();
    for (date, one) in moved(spreads) {
        let Some(files) = layout.find(one.item.id.as_str()) else { continue };
        let event = Event::Note(Note { next: Some(date.into()), planned: true, ..Note::default() });
        let (at, by) = (now(session), Some(by.to_owned().into()));
        let entry = Entry { by, text: Some(Note::PLANNED.into()), ..Entry::new(at, event) };
        changes.push(Change { files: files.clone(), card: None, entries: vec![entry], kept: Vec::new() });
    }
    if changes.is_empty() {
        return Ok(0);
    }
    schemas::refresh(&session.workspace);
    let count = changes.len();
    session.workspace.commit_all(lock, changes)?;
    Ok(count)
}

/// What was done, and what to do next.
fn last_words(session: &Session<'_>, args: &Args, spreads: &[Spread], written: usize) -> String {
    let lang = session.lang;
    let count = moved(spreads).count();
    if spreads.is_empty() {
        return tr!(lang, "Nothing is due, so nothing has to be spread.\n", "没有待跟进的客户，无需分摊。\n");
    }
    if count == 0 {
        return String::new();
    }
    if args.apply {
        return match lang {
            Lang::En => {
                let dates = if written == 1 { "1 date is" } else { &format!("{written} dates are") };
                format!("\n{dates} written into the logs. What the days carry now: crm agenda --week\n")
            }
            Lang::Zh => format!("\n已把 {written} 个日期写入日志。看每天的安排：crm agenda --week\n"),
        };
    }
    let dates = if count == 1 { "this date" } else { &format!("these {count} dates") };
    let command = typed::again(&session.surroundings, &["--apply"]);
    let said = tr!(
        lang,
        "Nothing is written yet: {command} writes {dates} into the logs\n",
        "尚未写入：{command} 把这 {count} 个日期写入日志\n"
    );
    if said.trim_end().width() <= session.style().width {
        return format!("\n{said}");
    }
    // A command that is copied is not broken.
    tr!(
        lang,
        "\nNothing is written yet; what writes {dates}:\n  {command}\n",
        "\n尚未写入；写入这 {count} 个日期：\n  {command}\n"
    )
}

fn left_out(lang: Lang, count: usize) -> String {
    let stay = if count == 1 {
        "1 due customer has no owner and stays"
    } else {
        &format!("{count} due customers have no owner and stay")
    };
    tr!(
        lang,
        "\npool: {stay}: crm spread -o pool --per-day 20\n",
        "\n公海：{count} 个待跟进客户没有负责人，日期不变：crm spread -o pool --per-day 20\n"
    )
}
