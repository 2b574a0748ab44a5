//! `crm pool`: who can be claimed, and with `--sweep` who falls into the pool.

mod args;
mod sweep;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, Pooled};
use crate::render::answer::PoolAnswer;
use crate::render::lang::both;
use crate::rules::EffectiveClass;

pub use args::Args;

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
