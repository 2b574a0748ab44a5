//! `crm pool --sweep`: who falls into the pool, shown or written.

use super::Args;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::owners::{Transfer, pass_all};
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::model::{Customer, History};
use crate::plan::{self, Filter, LeavingCustomer};
use crate::render::answer::SweepAnswer;
use crate::render::lang;
use crate::rules::EffectiveClass;

pub(super) fn run(session: &Session<'_>, args: &Args, filter: &Filter) -> Result<Exit, Failure> {
    let (today, policy) = (session.today, &session.config.policy);
    let by = if args.apply { Some(session.user(args.by.as_deref())?) } else { None };
    // What is written follows from what is read: nobody else writes in between.
    let lock = args.apply.then(|| session.workspace.lock()).transpose();
    let lock = lock?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::leaver(customer, driving, history, policy, today)
    };
    let (found, problems) = query::asked(session, &layout, filter, ask);
    if args.apply {
        whole_book(session, &problems)?;
    }
    let mut found: Vec<LeavingCustomer> = found.into_iter().flatten().collect();
    plan::in_order_of_leaving(&mut found);
    let falling: Vec<&LeavingCustomer> = found.iter().filter(|one| one.is_due).collect();
    let passes = falling.iter().map(|one| Transfer {
        id: &one.id,
        from: &one.owner,
        to: None,
        why: lang::fall_entry(&one.fall),
    });
    let passes: Vec<Transfer<'_>> = passes.collect();
    let (written, failed) = match (&lock, &by) {
        (Some(lock), Some(by)) => pass_all(session, lock, &layout, by, &passes)?,
        _ => (Vec::new(), Exit::Done),
    };
    let has_rules = policy.pool.as_ref().is_some_and(|rules| !rules.after.is_empty());
    let written = args.apply.then_some(written.as_slice());
    args.format.answer(session, &SweepAnswer { found: &found, has_rules, written, today })?;
    match session.exit_code(&problems) {
        Exit::Done if failed != Exit::Done => Ok(failed),
        Exit::Done if args.exit_code && !falling.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}
