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
use crate::plan::{self, Row};
use crate::render::lang::tr;
use crate::render::{self, COLUMNS, Style, json};
use crate::rules::Policy;
use crate::rules::grading::{Book, Figures, Views};
use crate::store::Look;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm list --grade A,B --owner me\n  crm list hydraulics              free text; Chinese by pinyin and initials, too\n  crm list --due-before eom --sort next\n  crm list --columns id,name,phone,email --format csv\n  crm list --in pyramid=super,big --columns id,name,pyramid,abc,value\n\nColumns: grade id name owner last next reason country region industry need potential tags\n         contact email phone website number since source plan archived, and the views:\n         deal importance urgency lifecycle volume abc pyramid face value relationship"
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
    let wanted = classes(context, &args.classes)?;
    let viewed = args.format.chosen() == Format::Json
        || !wanted.is_empty()
        || columns.iter().any(|name| render::is_view(name));
    let layout = workspace.layout();
    let (answers, mut problems) = workspace.each(&layout.slots, Look::Answer, |dossier| {
        let archived = dossier.customer.is_archived(today);
        let history = dossier.history.as_of(today);
        // The views rank a customer among all others, those that are not listed, too.
        let figures = viewed.then(|| Figures::of(&dossier.customer, &history, policy, today));
        let shown = if archived { !args.active } else { !args.archived };
        let row = (shown && filter.admits(&dossier.customer, &history))
            .then(|| plan::row(dossier.customer, &history, policy, today))
            .filter(|row| before.is_none_or(|before| row.verdict.due.is_some_and(|due| due <= before)));
        (row.is_some() || figures.is_some()).then_some((row, figures))
    });
    problems.splice(0..0, layout.problems);
    let book = Book::fold(answers.iter().filter_map(|(_, figures)| figures.as_ref()));
    let mut found: Vec<Row> = answers
        .into_iter()
        .filter_map(|(row, figures)| {
            let mut row = row?;
            row.views = figures.map(|figures| plan::views(&row.customer, &figures, &book, policy, today));
            Some(row)
        })
        .filter(|row| {
            wanted.iter().all(|(view, words)| {
                let class = row.views.as_ref().and_then(|views| views.get(view)).unwrap_or("none");
                words.iter().any(|word| word == class)
            })
        })
        .collect();
    sort(&mut found, args.sort, policy);
    if args.reverse {
        found.reverse();
    }
    let count = found.len();
    if let Some(limit) = args.limit {
        found.truncate(limit);
    }
    let is_empty_book = layout.slots.is_empty();
    context.print(&text(context, args, &columns, &found, count, is_empty_book))?;
    Ok(context.answered(&problems))
}

fn text(
    context: &Context,
    args: &Args,
    columns: &[String],
    found: &[Row],
    count: usize,
    is_empty_book: bool,
) -> String {
    let (today, lang) = (context.today, context.lang);
    let style = Style { color: context.color, width: context.width };
    match args.format.chosen() {
        Format::Table => {
            let shown = found.len();
            let tail = match (count, shown) {
                _ if is_empty_book => {
                    tr!(lang, "There is no customer yet: crm add NAME\n", "还没有客户：crm add 名称\n")
                }
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
            if found.is_empty() { tail } else { render::list(lang, found, columns, today, style) + &tail }
        }
        Format::Plain => {
            let line = |found: &Row| {
                let values: Vec<String> = render::list_values(found, columns, today)
                    .iter()
                    .map(|value| render::lang::one_line(value))
                    .collect();
                values.join("\t") + "\n"
            };
            found.iter().map(line).collect()
        }
        Format::Csv => {
            let header: Vec<&str> = columns.iter().map(String::as_str).collect();
            render::csv(&header, found.iter().map(|found| render::list_values(found, columns, today)), false)
        }
        Format::Ids => found.iter().map(|found| format!("{}\n", found.customer.id)).collect(),
        Format::Json => {
            let rows = found.iter().map(|found| json::row(found, today)).collect();
            json::document(&serde_json::Value::Array(rows))
        }
    }
}

fn columns(context: &Context, args: &Args) -> Result<Vec<String>, Failure> {
    if args.columns.is_empty() {
        let usual = ["grade", "id", "name", "owner", "last", "next"];
        return Ok(usual.iter().map(|name| (*name).to_owned()).collect());
    }
    let unknown = args.columns.iter().find(|name| !render::is_column(name));
    match unknown {
        None => Ok(args.columns.clone()),
        Some(name) => {
            let views = Views::NAMES.iter().copied().filter(|name| render::is_view(name));
            let known = COLUMNS.iter().map(|(known, ..)| *known).chain(views).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(tr!(context.lang, "there is no column \"{name}\"", "没有「{name}」这一列"))
                .try_this(tr!(context.lang, "one of {known}", "可选：{known}")))
        }
    }
}

/// `pyramid=super,big` as a view and its words.
fn classes(context: &Context, typed: &[String]) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let lang = context.lang;
    let class = |text: &String| {
        let (view, words) = text.split_once('=').unwrap_or((text, ""));
        let (view, known) = (view.trim().to_owned(), Views::words(view.trim()));
        if known.is_empty() {
            let views = Views::NAMES.join(", ");
            return Err(Failure::usage(tr!(lang, "there is no view \"{view}\"", "没有「{view}」这个视图"))
                .try_this(tr!(
                    lang,
                    "one of {views}: --in pyramid=super,big",
                    "可选：{views}，例如 --in pyramid=super,big"
                )));
        }
        let words: Vec<String> = words.split(',').map(|word| word.trim().to_owned()).collect();
        match words.iter().find(|word| *word != "none" && !known.contains(&word.as_str())) {
            None => Ok((view, words)),
            Some(word) => {
                let known = known.join(", ");
                Err(Failure::usage(tr!(
                    lang,
                    "{view} has no class \"{word}\"",
                    "{view} 没有「{word}」这一类"
                ))
                .try_this(tr!(lang, "one of {known}, or none", "可选：{known}，或 none")))
            }
        }
    };
    typed.iter().map(class).collect()
}

fn sort(found: &mut [Row], by: Sort, policy: &Policy) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // What is not known comes last.
    let day = |day: Option<NaiveDate>| day.unwrap_or(NaiveDate::MAX);
    found.sort_by_cached_key(|found| {
        let customer = &found.customer;
        let rank = policy.rank(customer.grade.as_deref());
        let never = day(found.last_contact);
        let (first, second) = match by {
            Sort::Grade => ((rank, NaiveDate::MIN), (customer.name.clone(), String::new())),
            Sort::Id => ((0, NaiveDate::MIN), Default::default()),
            Sort::Name => ((0, NaiveDate::MIN), (customer.name.clone(), String::new())),
            Sort::Owner => ((0, NaiveDate::MIN), (text(&customer.owner), format!("{rank:04}"))),
            Sort::Country => ((0, NaiveDate::MIN), (text(&customer.country), text(&customer.region))),
            Sort::Last => {
                ((0, if never == NaiveDate::MAX { NaiveDate::MIN } else { never }), Default::default())
            }
            Sort::Next => ((0, day(found.verdict.due)), Default::default()),
        };
        (first, second, customer.id.clone())
    });
}
