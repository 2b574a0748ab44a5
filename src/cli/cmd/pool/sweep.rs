//! `crm pool --sweep`: who falls into the pool, shown or written.

use super::Args;
use crate::cli::cmd::owners::{Transfer, pass_all};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::model::{Customer, History};
use crate::plan::{self, Filter, LeavingCustomer};
use crate::render::lang::{self, Lang, tr};
use crate::render::{self, json};
use crate::rules::EffectiveClass;

/// Runs it.
pub(super) fn run(session: &Session<'_>, args: &Args, filter: &Filter) -> Result<Exit, Failure> {
    let (lang, today, policy) = (session.lang, session.today, &session.config.policy);
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
    let text = match args.format.chosen() {
        Format::Table if policy.pool.as_ref().is_none_or(|rules| rules.after.is_empty()) => no_rules(lang),
        Format::Table => {
            let style = session.style();
            render::sweep(lang, &found, args.apply.then_some(written.len()), today, style)
        }
        Format::Plain => found.iter().map(|one| render::plain_row(&cells(one, session))).collect(),
        Format::Json => json::document(&json::sweep(&found, &written, today)),
        Format::Csv => render::csv(HEADER, found.iter().map(|one| cells(one, session)), false),
        Format::Ids => falling.iter().map(|one| format!("{}\n", one.id)).collect(),
    };
    session.answer(args.format.reader(), &text)?;
    match session.exit_code(&problems) {
        Exit::Done if failed != Exit::Done => Ok(failed),
        Exit::Done if args.exit_code && !falling.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

fn no_rules(lang: Lang) -> String {
    tr!(
        lang,
        "Nobody loses a customer here: crm.yaml has no pool.after.\n  try: pool: {{after: {{C: {{followup: 3 months}}}}}} in crm.yaml\n",
        "这里没有人会失去客户：crm.yaml 里没有 pool.after。\n  建议：在 crm.yaml 写 pool: {{after: {{C: {{followup: 3 months}}}}}}\n"
    )
}

const HEADER: &[&str] =
    &["falls", "on", "days", "owner", "grade", "id", "name", "because", "since", "limit", "rule", "reason"];

fn cells(one: &LeavingCustomer, context: &Context) -> Vec<String> {
    let (fall, today) = (&one.fall, context.today);
    vec![
        one.is_due.to_string(),
        fall.on.to_string(),
        fall.days(today).to_string(),
        one.owner.clone(),
        one.grade.clone().unwrap_or_default(),
        one.id.to_string(),
        one.name.clone(),
        fall.because.as_str().to_owned(),
        fall.since.to_string(),
        fall.limit.to_string(),
        lang::rule_path(fall),
        lang::fall_reason(Lang::En, fall, today),
    ]
}
