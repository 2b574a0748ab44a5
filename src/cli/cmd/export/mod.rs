//! `crm export`: customers or entries as CSV or a spreadsheet, for a manager or for any other program; contacts
//! as vCard, for phones.

mod file;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::book::book;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::session::Session;
use crate::config::WorkspaceConfig;
use crate::model::Problem;
use crate::plan::{self, Filter};
use crate::render::answer::tables;
use crate::render::lang::{Lang, both};
use crate::render::{self, CardVersion, Cells, Maintained};
use crate::rules::cadence;
use crate::rules::views::{Book, Metrics, need_of};
use crate::store::{LoadedCustomer, Scrutiny};
use file::Sink;

/// Customers that are in memory at once.
const CHUNK: usize = 4_096;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm export > list.csv                         the maintenance list\n  crm export --spreadsheet --lang zh > 列表.csv  the same for Excel, headers in Chinese\n  crm export entries > log.csv                  every entry, one a row\n  crm export customers --owner li > li.csv\n  crm export --format vcard --owner me > me.vcf the contacts, for a phone or khard\n  crm export --output list.xlsx                 a spreadsheet, with numbers and days that are some\n\nUnder --lang zh the maintenance list and every .xlsx have Chinese words as well as heads; the other tables keep\nthe words of the files, for programs."
)]
pub struct Args {
    /// Which table
    #[arg(value_enum, default_value = "maintenance")]
    table: Table,
    /// Form of the table (else what the file's ending says, else csv)
    #[arg(short, long, value_enum)]
    format: Option<Form>,
    /// Write to this file, in place of what it holds
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    /// A spreadsheet: Excel, LibreOffice, WPS
    Xlsx,
    /// A card for each contact, whatever the table
    Vcard,
}

/// What other forms of tables and pages are called by.
const OTHERS: &[&str] = &["xls", "xlsm", "ods", "numbers", "tsv", "pdf", "html", "docx"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// The maintenance list: its fifteen columns, and how to reach the contact
    Maintenance,
    /// Every customer with all its keys
    Customers,
    /// Every entry of every log
    Entries,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let policy = &session.config.policy;
    let filter = args.filter.filter(&session, &[])?;
    let form = args.form()?;
    let mut sink = Sink::open(&session, args, form)?;
    let layout = session.workspace.layout();
    // The classes of the maintenance list rank a customer among all others.
    let viewed = policy.scheme.is_computed() || (form != Form::Vcard && args.table == Table::Maintenance);
    let book = viewed.then(|| book(&session, &layout));
    let asked = Asked { context, config: &session.config, filter: &filter, book: book.as_ref(), args, form };
    let mut problems: Vec<Problem> = layout.problems;
    for slots in layout.slots.chunks(CHUNK) {
        let (found, mut told) = session.workspace.each(slots, Scrutiny::Answer, |loaded| asked.of(loaded));
        for one in found {
            sink.take(one);
        }
        sink.flush()?;
        problems.append(&mut told);
    }
    sink.close()?;
    Ok(context.exit_code(&problems))
}

impl Args {
    fn form(&self) -> Result<Form, Failure> {
        if let Some(form) = self.format {
            return Ok(form);
        }
        let ending = self.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
        match ending.map(str::to_lowercase).as_deref() {
            Some("xlsx") => Ok(Form::Xlsx),
            Some("vcf") => Ok(Form::Vcard),
            None | Some("csv" | "txt") => Ok(Form::Csv),
            // Whoever opens it by its ending would find something else in it.
            Some(ending) if OTHERS.contains(&ending) => {
                Err(Failure::usage(both!("crm writes no .{ending}", "crm 不能写 .{ending} 文件")).try_this(
                    both!(
                        "a file that ends with .csv, .xlsx or .vcf, or --format csv",
                        "文件名以 .csv、.xlsx 或 .vcf 结尾，或加 --format csv"
                    ),
                ))
            }
            Some(_) => Ok(Form::Csv),
        }
    }

    fn columns(&self) -> Vec<&'static str> {
        match self.table {
            Table::Maintenance => render::maintenance_header(Lang::En),
            Table::Customers => tables::customer_columns(),
            Table::Entries => tables::entry_columns(),
        }
    }
}

/// What is found of one customer.
enum Found {
    Rows(Vec<Cells>),
    Cards(String),
}

/// What is asked of each customer.
struct Asked<'a> {
    context: &'a Context,
    config: &'a WorkspaceConfig,
    filter: &'a Filter,
    book: Option<&'a Book>,
    args: &'a Args,
    form: Form,
}

impl Asked<'_> {
    fn of(&self, loaded: LoadedCustomer<'_>) -> Option<Found> {
        let (today, policy) = (self.context.today, &self.config.policy);
        let customer = loaded.customer;
        let history = loaded.history.as_of(today);
        let driving = plan::driving(&customer, &history, self.book, policy, today);
        if !self.filter.admits(&customer, driving.class.as_deref(), &history, (policy, today)) {
            return None;
        }
        if self.form == Form::Vcard {
            let version = if self.args.card_version == "4" { CardVersion::Four } else { CardVersion::Three };
            return Some(Found::Cards(render::vcards(&customer, version)));
        }
        Some(Found::Rows(match self.args.table {
            Table::Maintenance => {
                let verdict = cadence::next(&customer, driving.class.as_deref(), &history, policy, today);
                let figures = Metrics::of(&customer, &history, &policy.rates, today);
                let views = self.book.map(|book| plan::views(&figures, book, verdict.due, policy, today));
                let class = views.and_then(|views| views.label());
                let need = need_of(&customer, &history, &policy.views.need, today);
                let of = Maintained {
                    customer: &customer,
                    history: &history,
                    verdict: &verdict,
                    figures: &figures,
                    class: class.as_deref(),
                    need,
                };
                vec![render::maintenance_row(self.context.lang, of)]
            }
            Table::Customers => {
                let row = plan::row(customer, driving, &history, policy, today);
                let mut cells = tables::customer(&row, today);
                let lang = self.context.lang;
                if self.form == Form::Xlsx && lang == Lang::Zh {
                    for (column, cell) in tables::customer_columns().iter().zip(&mut cells) {
                        if let Some(text) = render::exported_parts(lang, column, &row, today) {
                            *cell = text;
                        }
                    }
                }
                vec![cells]
            }
            Table::Entries => tables::entries(customer.id.as_str(), &customer.name, &history).collect(),
        }))
    }
}
