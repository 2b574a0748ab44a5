//! `crm referrals`: who came by referral, who refers, and who was asked for one.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::problems::Homes;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan;
use crate::render::answer::ReferralsAnswer;
use crate::rules::EffectiveClass;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm referrals                       how many came so, who referred most, who was asked\n  crm referrals --owner me\n  crm set hansa referred_by=mueller   Müller sent us Hansa\n  crm log mueller \"glad to\" --action referral --reply positive   asked for a referral"
)]
pub struct Args {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, _: &EffectiveClass, history: &History<'_>| {
        plan::referral_facts(customer, history)
    };
    let (mut facts, problems) = query::asked(&session, &layout, &filter, ask);
    // A colleague may have written the id that the customer had until then.
    let is_former = |id: &str| layout.find(id).is_none();
    if facts.iter().any(|one| one.referred_by.as_deref().is_some_and(is_former)) {
        let homes = Homes::of(&session.workspace, &layout);
        for one in &mut facts {
            let home = one.referred_by.as_deref().and_then(|id| homes.home(&layout, id));
            one.referred_by = home.map(|home| home.id.to_string()).or(one.referred_by.take());
        }
    }
    let found = plan::referrals(facts);
    args.format.answer(context, &ReferralsAnswer { found: &found, today: context.today })?;
    Ok(context.exit_code(&problems))
}
