//! `crm list`: all customers, or some.

mod divided;

use chrono::NaiveDate;
use clap::Args as ClapArgs;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::book::book;
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, FormatArgs};
use crate::cli::output::Reader;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::CustomerId;
use crate::model::name::sort_key;
use crate::plan::{self, Division, Row};
use crate::render::answer::{self, ListedCustomer};
use crate::render::lang::{self, Lang, both, tr};
use crate::render::{self, COLUMNS};
use crate::rules::Policy;
use crate::rules::views::{Metrics, Turnover, Views};
use crate::store::Scrutiny;

/// Examples and columns.
fn after_help() -> String {
    let views = Views::NAMES.iter().copied().filter(|name| render::is_view(name));
    AFTER.to_owned() + &lang::views_in_lines(Lang::En, views, 46, 9)
}

const AFTER: &str = "Examples:\n  crm list --grade A,B --owner me\n  crm list hydraulics              free text; Chinese by pinyin and initials, too\n  crm list --due-before eom --sort next\n  crm list --columns id,name,phone,email --format csv\n  crm list --in pyramid=super,big --columns id,name,pyramid,abc,value\n  crm list --view pyramid --limit 0   what each class has, and what it brings\n\nColumns: grade id name owner last next reason country region industry need\n         potential tags contact email phone website number since source plan\n         archived class label, and the views: ";

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = after_help()
)]
pub struct Args {
    /// Free text: name, contact, tag, note …; every word must occur
    text: Vec<String>,
    /// Due on or before this day: today, fri, 7d, eom
    #[arg(long, value_name = "DAY")]
    due_before: Option<String>,
    /// Class in a view: pyramid=super,big; "none" is what can't be told
    #[arg(long = "in", value_name = "VIEW=CLASS", help_heading = "Which customers")]
    classes: Vec<String>,
    /// Without the archived ones
    #[arg(short, long)]
    active: bool,
    /// Archived customers alone
    #[arg(long, conflicts_with = "active")]
    archived: bool,
    /// Columns, in this order
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Output")]
    columns: Vec<String>,
    /// Divide the list by a view, and show what each class brings
    #[arg(long, value_name = "VIEW", value_parser = divisions(), help_heading = "Output")]
    view: Option<String>,
    /// Order of the list
    #[arg(short, long, value_enum, default_value = "grade", help_heading = "Output")]
    sort: Sort,
    /// The other way round
    #[arg(short, long, help_heading = "Output")]
    reverse: bool,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT", help_heading = "Output")]
    limit: Option<usize>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// The views that divide a list. A Chinese name is taken, too; it is the one that a Chinese list shows.
fn divisions() -> PossibleValuesParser {
    let value = |name: &'static str| PossibleValue::new(name).alias(in_chinese(name));
    PossibleValuesParser::new(Division::names().map(value))
}

fn in_chinese(name: &'static str) -> &'static str {
    match name {
        "grade" => "等级",
        "label" => "组合标签",
        name => lang::view(Lang::Zh, name),
    }
}

fn division_name(typed: &str) -> &str {
    Division::names().find(|name| in_chinese(name) == typed).unwrap_or(typed)
}

/// What the list is ordered by; by id where that is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By grade, then by name
    Grade,
    /// By id
    Id,
    /// By name
    Name,
    /// By owner, then by grade
    Owner,
    /// By country, then by region
    Country,
    /// By the last contact, longest ago first
    Last,
    /// By the next date, earliest first
    Next,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let mut columns = columns(args)?;
    let before = match &args.due_before {
        None => None,
        Some(text) => Some(date_input::ahead(&session, "--due-before", text)?),
    };
    let filter = args.filter.filter(&session, &args.text)?;
    let wanted = classes(&args.classes)?;
    let viewed = policy.scheme.is_computed()
        || args.format.chosen() == Format::Json
        || !wanted.is_empty()
        || args.view.is_some()
        || columns.iter().any(|name| render::is_view(name));
    let layout = session.workspace.layout();
    // The views rank a customer among all others, those that are not listed, too.
    let book = viewed.then(|| book(&session, &layout));
    let form = args.format.chosen();
    let division = args.view.as_deref().map(division_name).and_then(Division::named);
    let (mut found, mut problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let archived = loaded.customer.is_archived(today);
        let history = loaded.history.as_of(today);
        let shown = if archived { !args.active } else { !args.archived };
        let driving = plan::driving(&loaded.customer, &history, book.as_ref(), policy, today);
        if !shown || !filter.admits(&loaded.customer, driving.class.as_deref(), &history, (policy, today)) {
            return None;
        }
        let mut row = plan::row(loaded.customer, driving, &history, policy, today);
        if before.is_some_and(|before| row.verdict.due.is_none_or(|due| due > before)) {
            return None;
        }
        let mut year = Turnover::default();
        row.views = book.as_ref().map(|book| {
            let figures = Metrics::of(&row.customer, &history, &policy.rates, today);
            year = figures.last_year;
            plan::views(&figures, book, row.verdict.due, policy, today)
        });
        is_in(&row, &wanted).then(|| {
            let class = division.and_then(|division| divided::class(&row, division));
            let form = if division.is_some() { divided::form(form) } else { form };
            Found { class, year, ..found(context, &row, form, &columns, args.sort, policy) }
        })
    });
    problems.splice(0..0, layout.problems);
    found.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    if args.reverse {
        found.reverse();
    }
    if form == Format::Table && args.columns.is_empty() {
        narrow(context, &mut columns, &mut found);
    }
    let is_shown = form != Format::Table || !found.is_empty();
    if let Some(division) = division.filter(|_| is_shown) {
        let text = divided::text(context, form, division, found, args.limit, &columns, policy);
        context.answer(form.reader(), &text)?;
        return Ok(context.exit_code(&problems));
    }
    let count = found.len();
    found.truncate(args.limit.unwrap_or(usize::MAX));
    let rows = found.into_iter().map(|found| found.cells);
    if form == Format::Json {
        stream(context, rows)?;
    } else {
        let text = text(context, form, &columns, rows.collect(), count, layout.slots.is_empty());
        context.answer(form.reader(), &text)?;
    }
    Ok(context.exit_code(&problems))
}

/// What is kept of a customer: its place in the list, and what is shown of it. A hundred thousand
/// whole customers would fill the memory.
struct Found {
    key: SortKey,
    cells: Vec<String>,
    /// Its class in the view by which the list is divided.
    class: Option<String>,
    /// Its orders of the last year, where the views were asked for.
    year: Turnover,
}

/// Two parts by which the list is ordered, and the id where they are equal.
type SortKey = ((usize, NaiveDate), (String, String), CustomerId);

fn found(context: &Context, row: &Row, form: Format, columns: &[String], by: Sort, policy: &Policy) -> Found {
    let today = context.today;
    let style = context.style();
    let cells = match form {
        Format::Table => render::list_cells(context.lang, row, columns, today, style),
        Format::Ids => vec![row.customer.id.to_string()],
        Format::Json => vec![answer::line(&ListedCustomer::of(row, today))],
        _ => render::list_values(row, columns, today),
    };
    Found { key: key(row, by, policy), cells, class: None, year: Turnover::default() }
}

/// Where names would break, they are worth more than the day of the last contact, which `show` tells, too.
fn narrow(context: &Context, columns: &mut Vec<String>, found: &mut [Found]) {
    let rows: Vec<&[String]> = found.iter().map(|found| found.cells.as_slice()).collect();
    if render::list_fits(context.lang, &rows, columns, context.style()) {
        return;
    }
    if let Some(at) = columns.iter().position(|name| name == "last") {
        columns.remove(at);
        found.iter_mut().for_each(|found| drop(found.cells.remove(at)));
    }
}

/// Whether a customer is in the classes that were asked for; what can't be told is `none`.
fn is_in(row: &Row, wanted: &[(String, Vec<String>)]) -> bool {
    wanted.iter().all(|(view, words)| {
        let class = row.views.as_ref().and_then(|views| views.get(view)).unwrap_or("none");
        words.iter().any(|word| word == class)
    })
}

/// A JSON list with one customer a line, written as it is made: it may be larger than all else.
fn stream(context: &Context, rows: impl ExactSizeIterator<Item = Vec<String>>) -> Result<(), Failure> {
    let count = rows.len();
    let mut out = String::from(if count == 0 { "[" } else { "[\n" });
    for (index, mut cells) in rows.enumerate() {
        out.push_str(&cells.pop().unwrap_or_default());
        out.push_str(if index + 1 < count { ",\n" } else { "\n" });
        if out.len() > 1 << 20 {
            context.answer(Reader::Program, &out)?;
            out.clear();
        }
    }
    context.answer(Reader::Program, &(out + "]\n"))
}

/// Every form but JSON, which is streamed.
fn text(
    context: &Context,
    form: Format,
    columns: &[String],
    rows: Vec<Vec<String>>,
    count: usize,
    is_empty_book: bool,
) -> String {
    let lang = context.lang;
    match form {
        Format::Table => {
            let style = context.style();
            let tail = tail(lang, rows.len(), count, is_empty_book);
            if rows.is_empty() { tail } else { render::list(lang, &rows, columns, style) + &tail }
        }
        Format::Ids => rows.concat().iter().map(|id| format!("{id}\n")).collect(),
        form => form.rows(&columns.iter().map(String::as_str).collect::<Vec<_>>(), rows),
    }
}

fn tail(lang: Lang, shown: usize, count: usize, is_empty_book: bool) -> String {
    match count {
        _ if is_empty_book => {
            tr!(lang, "There is no customer yet: crm add NAME\n", "还没有客户：crm add 名称\n")
        }
        0 => tr!(
            lang,
            "No customer fits. crm list shows all of them, crm add NAME makes one.\n",
            "没有符合条件的客户。crm list 列出全部，crm add 名称 新建。\n"
        ),
        _ if shown < count => {
            tr!(lang, "{shown} of {count} customers\n", "共 {count} 个客户，显示 {shown} 个\n")
        }
        1 => tr!(lang, "1 customer\n", "1 个客户\n"),
        _ => tr!(lang, "{count} customers\n", "{count} 个客户\n"),
    }
}

fn columns(args: &Args) -> Result<Vec<String>, Failure> {
    if args.columns.is_empty() {
        let usual = ["grade", "id", "name", "owner", "last", "next"];
        return Ok(usual.map(str::to_owned).to_vec());
    }
    let columns: Vec<String> =
        listed(&args.columns).iter().map(|name| render::column_named(name).to_owned()).collect();
    let unknown = columns.iter().find(|name| !render::is_column(name));
    match unknown {
        None => Ok(columns),
        Some(name) => {
            let known = |lang: Lang| {
                let views = Views::NAMES.iter().copied().filter(|name| render::is_view(name));
                let known = COLUMNS.iter().map(|column| column.name).chain(views);
                let known = known.map(|name| render::column_head(lang, name)).collect::<Vec<_>>();
                known.join(lang.pick(", ", "、"))
            };
            Err(Failure::usage(both!("there is no column \"{name}\"", "没有「{name}」这一列"))
                .try_this(both!(|lang| "one of {known}", "可选：{known}", known = known(lang))))
        }
    }
}

/// `pyramid=super,big` as a view and its words.
fn classes(typed: &[String]) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let class = |text: &String| {
        let (view, words) = text.split_once('=').unwrap_or((text, ""));
        // A Chinese list shows the Chinese of views and classes: that is what people type.
        let named = |name: &&&str| lang::view(Lang::Zh, name) == view.trim();
        let view = Views::NAMES.iter().find(named).copied().unwrap_or(view.trim()).to_owned();
        let known = Views::words(&view);
        let word = |typed: &str| {
            let is_meant = |word: &&&str| lang::class(Lang::Zh, &view, word) == typed;
            known.iter().find(is_meant).copied().unwrap_or(typed).to_owned()
        };
        if known.is_empty() {
            let views = |lang: Lang| {
                let views = Views::NAMES.iter().map(|name| lang::view(lang, name));
                views.collect::<Vec<_>>().join(lang.pick(", ", "、"))
            };
            return Err(Failure::usage(both!("there is no view \"{view}\"", "没有「{view}」这个视图"))
                .try_this(both!(
                    |lang| "one of {views}: --in pyramid=super,big",
                    "可选：{views}，例如 --in 金字塔=超级客户,大客户",
                    views = views(lang)
                )));
        }
        let words: Vec<String> = words.split([',', '，', '、']).map(|text| word(text.trim())).collect();
        match words.iter().find(|word| *word != "none" && !known.contains(&word.as_str())) {
            None => Ok((view, words)),
            Some(word) => {
                let known = |lang: Lang| {
                    let known = known.iter().map(|word| lang::class(lang, &view, word));
                    known.collect::<Vec<_>>().join(lang.pick(", ", "、"))
                };
                Err(Failure::usage(both!(
                    |lang| "{view} has no class \"{word}\"",
                    "{view} 没有「{word}」这一类",
                    view = lang::view(lang, &view)
                ))
                .try_this(both!(
                    |lang| "one of {known}, or none",
                    "可选：{known}，或 none",
                    known = known(lang)
                )))
            }
        }
    };
    typed.iter().map(class).collect()
}

fn key(row: &Row, by: Sort, policy: &Policy) -> SortKey {
    let customer = &row.customer;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let rank = policy.rank(row.driving.class.as_deref());
    let any = NaiveDate::MIN;
    let none = (String::new(), String::new());
    let name = || (sort_key(&customer.name), customer.name.clone());
    let (first, second) = match by {
        Sort::Grade => ((rank, any), name()),
        Sort::Id => ((0, any), none),
        Sort::Name => ((0, any), name()),
        Sort::Owner => ((0, any), (text(&customer.owner), format!("{rank:04}"))),
        Sort::Country => ((0, any), (text(&customer.country), sort_key(&text(&customer.region)))),
        // Never contacted is longest ago; never due comes last.
        Sort::Last => ((0, row.last_contact.unwrap_or(NaiveDate::MIN)), none),
        Sort::Next => ((0, row.verdict.due.unwrap_or(NaiveDate::MAX)), none),
    };
    (first, second, customer.id.clone())
}
