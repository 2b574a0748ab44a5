//! What can be typed behind `crm rhythm`.

use clap::Args as ClapArgs;
use clap::ValueEnum;

use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::cli::listing::ListingArgs;
use crate::plan::OrderBy;

/// How long ago a back-test stands, where nobody says.
pub(super) const DEFAULT_SPAN: &str = "13w";

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm rhythm                       who orders within four weeks, the likeliest first\n  crm rhythm --in 2w --owner me    mine, within two weeks\n  crm rhythm --sort stake -n 20    whom the book may be losing, by what a year brings\n  crm rhythm --why mueller         one customer in a sentence, and from what it comes\n  crm rhythm --fit --dry-run       what this book's own numbers would be\n  crm rhythm --backtest 13w        how often it was right on this book\n  crm rhythm --forecast            orders and revenue of the months to come\n\nWhat it rests on, and what it can't know: crm help rhythm"
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    pub(super) text: Vec<String>,
    /// How far ahead an order is asked for: 2w, 10d, eom (else four weeks)
    #[arg(long = "in", value_name = "DAY")]
    pub(super) within: Option<String>,
    /// One customer in a sentence, and from what that was reckoned
    #[arg(long, value_name = "ID", conflicts_with_all = ["text", "limit", "sort", "reverse"])]
    pub(super) why: Option<String>,
    /// Find the numbers of this book, and write them to rhythm.yaml
    #[arg(long, conflicts_with_all = ["text", "within", "why", "limit", "sort", "reverse", "format", "json"])]
    pub(super) fit: bool,
    /// How often the model was right: found as of so long ago, judged by what came (13w)
    #[arg(long, value_name = "SPAN", num_args = 0..=1, default_missing_value = DEFAULT_SPAN, conflicts_with_all = ["text", "within", "why", "fit", "limit", "sort", "reverse"])]
    pub(super) backtest: Option<String>,
    /// Orders and revenue of the months to come, by person and class; with --backtest: how good that was
    #[arg(long, conflicts_with_all = ["within", "why", "fit", "limit", "sort", "reverse"])]
    pub(super) forecast: bool,
    /// With --forecast: by person or by class alone (else both)
    #[arg(long, value_enum, requires = "forecast", conflicts_with = "backtest")]
    pub(super) by: Option<By>,
    /// With --fit: show what would change, and write nothing
    #[arg(long, requires = "fit")]
    pub(super) dry_run: bool,
    /// Order of the list
    #[arg(short, long, value_enum, default_value = "chance", help_heading = "Output")]
    pub(super) sort: Sort,
    #[command(flatten)]
    pub(super) listing: ListingArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    json: bool,
}

/// Its forms. Pages are made of the back-test and of the forecast.
const FORMS: &[(Format, &str)] = &[
    (Format::Table, ""),
    (Format::Plain, ""),
    (Format::Md, ""),
    (Format::Html, ""),
    (Format::Json, ""),
    (Format::Csv, ""),
    (Format::Ids, ""),
];

impl Args {
    /// The form that was chosen.
    pub(super) fn form(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// Of whom a forecast is told, beside everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Each person's customers
    #[value(alias = "负责人")]
    Owner,
    /// The customers of each class
    #[value(alias = "等级")]
    Grade,
}

/// What the list is ordered by; by id where that is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// By the chance of an order, likeliest first
    #[value(alias = "可能")]
    Chance,
    /// By what is at stake, most first
    #[value(alias = "风险")]
    Stake,
    /// By what the expected orders come to, most first
    #[value(alias = "金额")]
    Amount,
    /// By when the next order is expected, soonest first
    #[value(alias = "日期")]
    Window,
    /// By the last order, longest ago first
    #[value(alias = "上次")]
    Last,
    /// By name
    #[value(alias = "名称")]
    Name,
}

impl From<Sort> for OrderBy {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Chance => OrderBy::Chance,
            Sort::Stake => OrderBy::Stake,
            Sort::Amount => OrderBy::Amount,
            Sort::Window => OrderBy::Window,
            Sort::Last => OrderBy::Last,
            Sort::Name => OrderBy::Name,
        }
    }
}
