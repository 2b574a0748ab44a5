//! `crm pool`: who can be claimed, and with `--sweep` who falls into the pool.

mod sweep;

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, Pooled};
use crate::render::answer::PoolAnswer;
use crate::render::lang::both;
use crate::rules::EffectiveClass;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm pool                      who can be claimed, the most worth first\n  crm pool --grade C -n 5       the first five of grade C\n  crm pool --sweep              who falls into the pool today, and who will soon\n  crm pool --sweep --apply      takes them away from their owners, for cron\n  crm pool --format ids | head -n 1\n\nThe rules are pool: in crm.yaml. Each customer that falls has the rule, the\nfigure and the day in its log; crm undo gives back what the last sweep took."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// Who falls into the pool today, and whose owners are warned
    #[arg(long)]
    sweep: bool,
    /// With --sweep: take those who fall away from their owners
    #[arg(long, requires = "sweep")]
    apply: bool,
    /// Who writes it (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON", requires = "apply")]
    by: Option<String>,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT", conflicts_with = "sweep")]
    limit: Option<usize>,
    /// Exit with 1 if anybody is in the pool, or with --sweep falls into it
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let mut filter = args.filter.filter(&session, &args.text)?;
    if args.sweep {
        return sweep::run(&session, args, &filter);
    }
    if filter.owners.iter().any(|owner| !owner.is_empty()) {
        let what = both!("nobody owns a customer of the pool", "公海客户没有负责人");
        return Err(Failure::usage(what).try_this(both!(
            "without --owner; crm pool --sweep --owner li shows who leaves li",
            "去掉 --owner；crm pool --sweep --owner li 可查看 li 名下谁将退回公海"
        )));
    }
    filter.owners = vec![String::new()];
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::pooled(customer, driving, history, policy, today)
    };
    let (found, problems) = query::asked(&session, &layout, &filter, ask);
    let mut found: Vec<Pooled> = found.into_iter().flatten().collect();
    plan::in_order_of_worth(&mut found, policy);
    let most = args.limit.unwrap_or(usize::MAX);
    args.format.answer(context, &PoolAnswer { found: &found, most, today })?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && !found.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}
