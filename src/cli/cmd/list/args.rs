//! What can be typed behind `crm list`.

use clap::Args as ClapArgs;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::listing::ListingArgs;
use crate::plan::Division;
use crate::render;
use crate::render::lang::{self, Lang};
use crate::rules::views::Views;

/// Examples and columns.
pub(super) fn after_help() -> String {
    let views = Views::NAMES.iter().copied().filter(|name| render::is_view(name));
    AFTER.to_owned() + &lang::views_in_lines(Lang::En, views, 46, 9)
}

const AFTER: &str = "Examples:\n  crm list --grade A,B --owner me\n  crm list hydraulics              free text; Chinese by pinyin and initials, too\n  crm list --due-before eom --sort next\n  crm list --columns id,name,phone,email --format csv\n  crm list --in pyramid=super,big --columns id,name,pyramid,abc,value\n  crm list --attention             who complained or wants to end\n  crm list --lost                  who is gone, why and to whom\n  crm list --view pyramid --limit 0   what each class has, and what it brings\n\nColumns: grade id name owner last next reason country region industry need\n         potential tags contact email phone website number since source plan\n         archived class label score attention completeness missing\n         satisfaction lost lost_why competitor status staff revenue founded\n         need_size budget buying_process outlook expansion,
         and\n         the views: ";

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = after_help()
)]
pub struct Args {
    /// Free text: name, contact, tag, note …; every word must occur
    pub(super) text: Vec<String>,
    /// Due on or before this day: today, fri, 7d, eom
    #[arg(long, value_name = "DAY")]
    pub(super) due_before: Option<String>,
    /// Class in a view: pyramid=super,big; "none" is what can't be told
    #[arg(long = "in", value_name = "VIEW=CLASS", help_heading = "Which customers")]
    pub(super) classes: Vec<String>,
    /// Without the archived ones
    #[arg(short, long)]
    pub(super) active: bool,
    /// Archived customers alone
    #[arg(long, conflicts_with = "active")]
    pub(super) archived: bool,
    /// Those whose file lacks something that their grade asks for (required: in crm.yaml)
    #[arg(long, help_heading = "Which customers")]
    pub(super) incomplete: bool,
    /// Those that are gone: their wish to end was lost, and nothing of a deal came after it
    #[arg(long, help_heading = "Which customers")]
    pub(super) lost: bool,
    /// Columns, in this order
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Output")]
    pub(super) columns: Vec<String>,
    /// Divide the list by a view, and show what each class brings
    #[arg(long, value_name = "VIEW", value_parser = divisions(), help_heading = "Output")]
    pub(super) view: Option<String>,
    /// Order of the list
    #[arg(short, long, value_enum, default_value = "grade", help_heading = "Output")]
    pub(super) sort: Sort,
    #[command(flatten)]
    pub(super) listing: ListingArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// The views that divide a list. A Chinese name is taken, too; it is the one that a Chinese list shows.
pub(super) fn divisions() -> PossibleValuesParser {
    let value = |name: &'static str| PossibleValue::new(name).alias(in_chinese(name));
    PossibleValuesParser::new(Division::names().map(value))
}

pub(super) fn in_chinese(name: &'static str) -> &'static str {
    match name {
        "grade" => "等级",
        "label" => "组合标签",
        "score" => "线索评分",
        name => lang::view(Lang::Zh, name),
    }
}

pub(super) fn division_name(typed: &str) -> &str {
    Division::names().find(|name| in_chinese(name) == typed).unwrap_or(typed)
}

/// What the list is ordered by; by id where that is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// By grade, then by name
    #[value(alias = "等级")]
    Grade,
    /// By id
    #[value(alias = "编号")]
    Id,
    /// By name
    #[value(alias = "名称")]
    Name,
    /// By owner, then by grade
    #[value(alias = "负责人")]
    Owner,
    /// By country, then by region
    #[value(alias = "国家")]
    Country,
    /// By the last contact, longest ago first
    #[value(alias = "上次")]
    Last,
    /// By the next date, earliest first
    #[value(alias = "下次")]
    Next,
    /// By the points of the lead score, most first
    #[value(alias = "评分")]
    Score,
}
