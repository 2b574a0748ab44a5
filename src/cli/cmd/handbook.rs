//! `crm handbook`: the team's classes as a page to be printed.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::{Format, SentFormatArgs};
use crate::cli::mailing::{About, MailArgs, Page};
use crate::cli::session::Session;
use crate::config::Person;
use crate::render::answer::HandbookAnswer;
use crate::render::{Handbook, TeamMember};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm handbook                           the classes and their rules, on the terminal\n  crm handbook --html > handbook.html    for a browser, and to be printed\n  crm handbook --md --lang zh            Markdown, in Chinese\n  crm handbook --to li@example.com --send \"sendmail -t\"\n\nAll of it is made of crm.yaml; what that leaves out is as the program has it, and marked so."
)]
pub struct Args {
    /// The same as --format html
    #[arg(long, help_heading = "Output", conflicts_with_all = ["md", "format", "json"])]
    html: bool,
    /// The same as --format md
    #[arg(long, help_heading = "Output", conflicts_with_all = ["format", "json"])]
    md: bool,
    #[command(flatten)]
    format: SentFormatArgs,
    #[command(flatten)]
    mail: MailArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let form = match (args.html, args.md) {
        (true, _) => Format::Html,
        (_, true) => Format::Md,
        _ => args.format.chosen(),
    };
    let form = args.mail.form(context, form)?;
    let (lang, config) = (session.lang, &session.config);
    let member = |person: &Person| TeamMember {
        name: person.name.clone().unwrap_or_else(|| person.id.clone()),
        hours_a_week: person.hours_a_week,
        is_manager: person.manager,
        day: person.day.clone(),
        cadence: person.cadence.clone(),
    };
    let people: Vec<TeamMember> = config.people.iter().map(member).collect();
    let handbook = Handbook { lang, policy: &config.policy, people: &people, today: session.today };
    let document = || handbook.document();
    let page = Page {
        is_empty: false,
        document: &document,
        name: "handbook",
        subject: Some(handbook.subject(&workspace(&session))),
        about: About::Team,
    };
    args.mail.put(&session, (form, lang), &HandbookAnswer(&handbook), &page)?;
    Ok(Exit::Done)
}

/// What the workspace is called: by the name of its folder, since crm.yaml gives it none.
fn workspace(session: &Session<'_>) -> String {
    let name = session.workspace.root().file_name();
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
