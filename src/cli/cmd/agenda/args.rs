//! What can be typed behind `crm agenda`.

use clap::Args as ClapArgs;

use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::cli::mailing::MailArgs;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm agenda --owner me                  today, as much as the hours carry\n  crm agenda --week --owner me           the next seven days, day by day\n  crm agenda --week --all-owners -f md   everybody's week as Markdown\n  crm agenda --by-hour --owner me        today, by the hour at which they are reached\n  crm agenda --wrap-up --owner me        the end of the day\n  crm agenda --wrap-up --all-owners      everybody's, one below the other\n  crm agenda --visits --country DE       who is open to a visit, place by place\n  crm agenda --visits --on fri           a round of the place where most are open to it\n  crm agenda --team --month              what became of the last month's follow-ups\n  crm agenda --team --to boss@example.com --send \"sendmail -t\"\n  crm agenda --week --all-owners --send  a mail to each, by send: of your own file\n  crm agenda --month --owner li --format ics > li.ics\n\nThe hours stand in crm.yaml: people.<id>.hours_a_week. Where a day is too short, three lanes\nchoose (debt, closing, worth: see lanes: in crm.yaml); what does not fit is listed below.\nWhen to call is told on the owner's clock, too: timezone: in crm.yaml, or in people.<id>;\nwhere people.<id>.day says when the owner works, what of it both work.\n\n--send starts a program that takes a mail on its standard input (sendmail -t, msmtp -t), once\nfor each mail, and not where there is nothing to tell. It is named on the command line or in\n~/.config/crm/config.yaml (send: msmtp -t), never in the workspace, and no shell reads it."
)]
pub struct Args {
    /// Today (this is the default)
    #[arg(long, conflicts_with_all = ["week", "month"])]
    pub(super) day: bool,
    /// The next seven days
    #[arg(long, conflicts_with = "month")]
    pub(super) week: bool,
    /// The next month
    #[arg(long)]
    pub(super) month: bool,
    /// The end of the day: whom to thank, what to confirm, what to complete
    #[arg(long = "wrap-up", conflicts_with_all = ["day", "week", "month", "exit_code"])]
    pub(super) end_of_day: bool,
    /// For the manager: what was due in the last week (or day, or month), done on time, late, missed
    #[arg(long, conflicts_with_all = ["end_of_day", "all_owners", "exit_code"])]
    pub(super) team: bool,
    /// Who is open to a visit, by country and region
    #[arg(long, conflicts_with_all = ["day", "week", "month", "end_of_day", "team", "all_owners", "exit_code"])]
    pub(super) visits: bool,
    /// With --visits: a day's round of one place: who is open to a visit, who is due by then, and the neighbours
    /// that nobody has asked
    #[arg(long, value_name = "DAY", requires = "visits")]
    pub(super) on: Option<String>,
    /// With --visits: only these regions, by a part of the name or by pinyin, too
    #[arg(long, value_name = "REGION", requires = "visits")]
    pub(super) region: Option<String>,
    /// Each day by the hour that was agreed, or at which the customers are reached; what has a deadline of hours stays first
    #[arg(long, conflicts_with_all = ["end_of_day", "team", "visits"])]
    pub(super) by_hour: bool,
    /// One agenda for each person
    #[arg(long, conflicts_with = "owner")]
    pub(super) all_owners: bool,
    #[command(flatten)]
    pub(super) mail: MailArgs,
    /// Exit with 1 if anything is due
    #[arg(long)]
    pub(super) exit_code: bool,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    pub(super) format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
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
