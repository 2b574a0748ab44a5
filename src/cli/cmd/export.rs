//! `crm export`: customers or entries as CSV, for a manager or for any other program; contacts as
//! vCard, for phones.

use clap::{Args as ClapArgs, ValueEnum};
use serde_json::Value;

use crate::cli::book::book;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::output::Reader;
use crate::model::Problem;
use crate::plan;
use crate::render::{self, CardVersion, Cells, json};
use crate::rules::cadence;
use crate::rules::grading::{Figures, need_of};
use crate::store::Look;

/// Customers that are in memory at once.
const CHUNK: usize = 4_096;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm export > list.csv                         the maintenance list\n  crm export --spreadsheet --lang zh > 列表.csv  the same for Excel, headers in Chinese\n  crm export entries > log.csv                  every entry, one a row\n  crm export customers --owner li > li.csv\n  crm export --format vcard --owner me > me.vcf the contacts, for a phone or khard"
)]
pub struct Args {
    /// Which table
    #[arg(value_enum, default_value = "maintenance")]
    table: Table,
    /// Form of the table
    #[arg(short, long, value_enum, default_value = "csv")]
    format: Form,
    /// Version of the cards: 3 or 4
    #[arg(long = "version", value_name = "NUMBER", default_value = "3", value_parser = ["3", "4"])]
    card_version: String,
    /// For a spreadsheet: a byte order mark, and no cell that starts a formula
    #[arg(long)]
    spreadsheet: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// RFC 4180
    Csv,
    /// A card for each contact, whatever the table
    Vcard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// The fifteen columns of the maintenance list
    Maintenance,
    /// Every customer with all its keys
    Customers,
    /// Every entry of every log
    Entries,
}

/// The columns of the customers' table. What has parts of its own stands there as JSON.
const CUSTOMERS: &[&str] = &[
    "id",
    "name",
    "aliases",
    "number",
    "grade",
    "owner",
    "since",
    "source",
    "industry",
    "country",
    "region",
    "address",
    "timezone",
    "website",
    "staff",
    "revenue",
    "founded",
    "contacts",
    "prefers",
    "need",
    "potential",
    "influence",
    "renewal",
    "plan",
    "promises",
    "dates",
    "cadence",
    "tags",
    "archived",
    "notes",
    "custom",
    "last_contact",
    "next_due",
    "next_reason",
    "distinct",
];

/// The columns of the entries' table.
const ENTRIES: &[&str] = &[
    "id", "name", "line", "day", "at", "by", "kind", "via", "with", "text", "reply", "need", "visit",
    "minutes", "next", "plan", "example", "state", "item", "ref", "amount", "currency", "margin", "cost",
    "from", "until", "due", "to", "why",
];

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let (today, policy) = (context.today, &law.policy);
    let filter = args.filter.filter(context, &workspace, &law, &[])?;
    let layout = workspace.layout();
    let cards = match (args.format, args.card_version.as_str()) {
        (Form::Csv, _) => None,
        (Form::Vcard, "4") => Some(CardVersion::Four),
        (Form::Vcard, _) => Some(CardVersion::Three),
    };
    let header = match args.table {
        Table::Maintenance => render::maintenance_header(context.lang),
        Table::Customers => CUSTOMERS.to_vec(),
        Table::Entries => ENTRIES.to_vec(),
    };
    // The classes of the maintenance list rank a customer among all others.
    let viewed = policy.scheme.is_computed() || (cards.is_none() && args.table == Table::Maintenance);
    let book = viewed.then(|| book(context, &workspace, &layout, policy));
    if cards.is_none() {
        context.answer(Reader::Program, &render::csv(&header, [], args.spreadsheet))?;
    }
    let mut problems: Vec<Problem> = layout.problems;
    for slots in layout.slots.chunks(CHUNK) {
        let (rows, mut told) = workspace.each(slots, Look::Answer, |dossier| {
            let customer = dossier.customer;
            let history = dossier.history.as_of(today);
            let driving = plan::driving(&customer, &history, book.as_ref(), policy, today);
            if !filter.admits(&customer, driving.class.as_deref(), &history, (policy, today)) {
                return None;
            }
            if let Some(version) = cards {
                return Some(render::vcards(&customer, version));
            }
            Some(match args.table {
                Table::Maintenance => {
                    let verdict = cadence::next(&customer, driving.class.as_deref(), &history, policy, today);
                    let figures = Figures::of(&customer, &history, policy, today);
                    let views =
                        book.as_ref().map(|book| plan::views(&figures, book, verdict.due, policy, today));
                    let class = views.and_then(|views| views.label());
                    let need = need_of(&customer, &history, &policy.views.need, today);
                    let row = render::maintenance_row(&customer, &history, &verdict, class.as_deref(), need);
                    render::csv_rows([row], args.spreadsheet)
                }
                Table::Customers => {
                    let row = json::row(&plan::row(customer, driving, &history, policy, today), today);
                    render::csv_rows(
                        [CUSTOMERS.iter().map(|column| cell(&row[*column])).collect::<Cells>()],
                        args.spreadsheet,
                    )
                }
                Table::Entries => {
                    let rows = history.entries().iter().map(|entry| {
                        let value = json::entry(entry);
                        let column = |column: &&str| match *column {
                            "id" => customer.id.to_string(),
                            "name" => customer.name.clone(),
                            "line" => entry.line.to_string(),
                            "day" => entry.day().to_string(),
                            column => cell(&value[column]),
                        };
                        ENTRIES.iter().map(column).collect::<Cells>()
                    });
                    render::csv_rows(rows, args.spreadsheet)
                }
            })
        });
        context.answer(Reader::Program, &rows.concat())?;
        problems.append(&mut told);
    }
    Ok(context.answered(&problems))
}

/// A value as a cell: nothing for null, texts as they are, lists of texts with semicolons, everything
/// else as JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => String::new(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Value::Object(fields) if fields.values().all(Value::is_null) => String::new(),
        Value::Object(fields) if fields.contains_key("code") => cell(&fields["code"]),
        other => other.to_string(),
    }
}
