//! `crm budget`: what the book costs in hours, against the hours that there are.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, Cost};
use crate::render::answer::BudgetAnswer;
use crate::rules::EffectiveClass;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm budget               everybody's hours, by grade\n  crm budget --owner me    mine, and how many more fit\n\nThe hours a person has stand in crm.yaml: people.<id>.hours_a_week."
)]
pub struct Args {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, _: &History<'_>| {
        plan::cost(customer, driving, policy, today)
    };
    let (costs, problems) = query::asked(&session, &layout, &filter, ask);
    let costs: Vec<Cost> = costs.into_iter().flatten().collect();
    let hours = |owner: &str| {
        session.config.people.iter().find(|person| person.id == owner).and_then(|person| person.hours_a_week)
    };
    let loads = plan::loads(&costs, policy, hours);
    args.format.answer(context, &BudgetAnswer { loads: &loads, policy })?;
    Ok(context.exit_code(&problems))
}
