//! `crm alarm`: which important customers may be lost, what tells it, and what that puts at stake.

use clap::Args as ClapArgs;

use crate::cli::alarms::{Asked, alarms};
use crate::cli::classes::classes;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::session::Session;
use crate::plan;
use crate::render::AlarmsShown;
use crate::render::answer::AlarmsAnswer;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm alarm                           whom we may be losing, who has most at stake first\n  crm alarm --owner me\n  crm alarm --in pyramid=medium       those of another class\n  crm alarm --all                     whoever it is\n  crm log mueller --alarm silent --answer false --why \"stock-taking\"   answers one\n\nIt rings for the customers of the first grade and the first layers of the pyramid (alarm: in\ncrm.yaml), until somebody answers it. What it goes by: crm help rhythm"
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// Customers of this class of a view instead: pyramid=medium
    #[arg(long = "in", value_name = "VIEW=CLASS", help_heading = "Which customers", conflicts_with = "all")]
    classes: Vec<String>,
    /// Whoever the customer is
    #[arg(short, long, help_heading = "Which customers")]
    all: bool,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT", help_heading = "Output")]
    limit: Option<usize>,
    /// Exit with 1 if any rings
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let filter = args.filter.filter(&session, &args.text)?;
    let asked = match (args.all, args.classes.is_empty()) {
        (true, _) => Asked::Everybody,
        (false, true) => Asked::Watched,
        (false, false) => Asked::In(classes(&args.classes)?),
    };
    let layout = session.workspace.layout();
    let found = alarms(&session, &layout, &filter, (&asked, true));
    let record = plan::alarm_record(&found.answers, context.today);
    let answer = AlarmsAnswer {
        found: &found.customers,
        record: &record,
        policy: &session.config.policy,
        today: context.today,
        shown: AlarmsShown {
            most: args.limit.unwrap_or(usize::MAX),
            is_all: args.all,
            is_of_all: !args.filter.says_something() && args.text.is_empty() && args.classes.is_empty(),
        },
    };
    args.format.answer(context, &answer)?;
    match context.exit_code(&found.problems) {
        Exit::Done if args.exit_code && !found.customers.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}
