//! `crm list`: all customers, or some.

use chrono::NaiveDate;
use clap::Args as ClapArgs;
use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, FormatArgs};
use crate::cli::when::{self, Towards};
use crate::model::Need;
use crate::plan::{self, Row};
use crate::render::lang::tr;
use crate::render::{self, COLUMNS, Style, json};
use crate::rules::Policy;
use crate::store::Look;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm list --grade A,B --owner me\n  crm list hydraulics              free text; Chinese by pinyin and initials, too\n  crm list --due-before eom --sort next\n  crm list --columns id,name,phone,email --format csv\n\nColumns: grade id name owner last next reason country region industry need potential tags\n         contact email phone website number since source plan archived"
)]
pub struct Args {
    /// Free text: name, contact, tag, note …; every word must occur
    text: Vec<String>,
    /// Due on or before this day: today, fri, 7d, eom
    #[arg(long, value_name = "DAY")]
    due_before: Option<String>,
    /// Archived customers, too
    #[arg(short, long)]
    all: bool,
    /// Archived customers alone
    #[arg(long, conflicts_with = "all")]
    archived: bool,
    /// Columns, in this order
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Output")]
    columns: Vec<String>,
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

/// What the list needs of one customer.
struct Found {
    row: Row,
    need: Option<Need>,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let (today, policy) = (context.today, &law.policy);
    let columns = columns(context, args)?;
    let before = match &args.due_before {
        None => None,
        Some(text) => Some(when::day(text, today, &policy.calendar, Towards::Future).ok_or_else(|| {
            Failure::usage(tr!(context.lang, "\"{text}\" is no day", "「{text}」不是日期")).try_this(tr!(
                context.lang,
                "--due-before today, fri, 7d, eom or a date",
                "--due-before today、fri、7d、eom 或日期"
            ))
        })?),
    };
    let filter = args.filter.filter(context, &workspace, &law, &args.text)?;
    let layout = workspace.layout();
    let (mut found, mut problems) = workspace.each(&layout.slots, Look::Answer, |dossier| {
        let archived = dossier.customer.is_archived(today);
        if (archived && !args.all && !args.archived) || (args.archived && !archived) {
            return None;
        }
        let history = dossier.history.as_of(today);
        if !filter.admits(&dossier.customer, &history) {
            return None;
        }
        let need = history.newest_need().or(dossier.customer.need);
        let row = plan::row(dossier.customer, &history, policy, today);
        let in_time = before.is_none_or(|before| row.verdict.due.is_some_and(|due| due <= before));
        in_time.then_some(Found { row, need })
    });
    problems.splice(0..0, layout.problems);
    sort(&mut found, args.sort, policy);
    if args.reverse {
        found.reverse();
    }
    let count = found.len();
    if let Some(limit) = args.limit {
        found.truncate(limit);
    }
    context.print(&text(context, args, &columns, &found, count))?;
    Ok(context.answered(&problems))
}

fn text(context: &Context, args: &Args, columns: &[String], found: &[Found], count: usize) -> String {
    let (today, lang) = (context.today, context.lang);
    let style = Style { color: context.color, width: context.width };
    match args.format.chosen() {
        Format::Table => {
            let rows: Vec<Row> = found.iter().map(|found| found.row.clone()).collect();
            let shown = found.len();
            let tail = match (count, shown) {
                (0, _) => tr!(
                    lang,
                    "No customer fits. crm list shows all of them, crm add NAME makes one.\n",
                    "没有符合条件的客户。crm list 列出全部，crm add 名称 新建。\n"
                ),
                _ if shown < count => {
                    tr!(lang, "{shown} of {count} customers\n", "共 {count} 个客户，显示 {shown} 个\n")
                }
                (1, _) => tr!(lang, "1 customer\n", "1 个客户\n"),
                _ => tr!(lang, "{count} customers\n", "{count} 个客户\n"),
            };
            if rows.is_empty() { tail } else { render::list(lang, &rows, columns, today, style) + &tail }
        }
        Format::Plain => {
            let line = |found: &Found| {
                let values: Vec<String> = render::list_values(&found.row, columns, today)
                    .iter()
                    .map(|value| render::lang::one_line(value))
                    .collect();
                values.join("\t") + "\n"
            };
            found.iter().map(line).collect()
        }
        Format::Csv => {
            let header: Vec<&str> = columns.iter().map(String::as_str).collect();
            render::csv(
                &header,
                found.iter().map(|found| render::list_values(&found.row, columns, today)),
                false,
            )
        }
        Format::Ids => found.iter().map(|found| format!("{}\n", found.row.customer.id)).collect(),
        Format::Json => {
            let rows = found.iter().map(|found| json::row(&found.row, found.need, today)).collect();
            json::document(&serde_json::Value::Array(rows))
        }
    }
}

fn columns(context: &Context, args: &Args) -> Result<Vec<String>, Failure> {
    if args.columns.is_empty() {
        let usual = ["grade", "id", "name", "owner", "last", "next"];
        return Ok(usual.iter().map(|name| (*name).to_owned()).collect());
    }
    let unknown = args.columns.iter().find(|name| !COLUMNS.iter().any(|(known, ..)| known == name));
    match unknown {
        None => Ok(args.columns.clone()),
        Some(name) => {
            let known = COLUMNS.iter().map(|(known, ..)| *known).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(tr!(context.lang, "there is no column \"{name}\"", "没有「{name}」这一列"))
                .try_this(tr!(context.lang, "one of {known}", "可选：{known}")))
        }
    }
}

fn sort(found: &mut [Found], by: Sort, policy: &Policy) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // What is not known comes last.
    let day = |day: Option<NaiveDate>| day.unwrap_or(NaiveDate::MAX);
    found.sort_by_cached_key(|found| {
        let customer = &found.row.customer;
        let rank = policy.rank(customer.grade.as_deref());
        let never = day(found.row.last_contact);
        let (first, second) = match by {
            Sort::Grade => ((rank, NaiveDate::MIN), (customer.name.clone(), String::new())),
            Sort::Id => ((0, NaiveDate::MIN), Default::default()),
            Sort::Name => ((0, NaiveDate::MIN), (customer.name.clone(), String::new())),
            Sort::Owner => ((0, NaiveDate::MIN), (text(&customer.owner), format!("{rank:04}"))),
            Sort::Country => ((0, NaiveDate::MIN), (text(&customer.country), text(&customer.region))),
            Sort::Last => {
                ((0, if never == NaiveDate::MAX { NaiveDate::MIN } else { never }), Default::default())
            }
            Sort::Next => ((0, day(found.row.verdict.due)), Default::default()),
        };
        (first, second, customer.id.clone())
    });
}
