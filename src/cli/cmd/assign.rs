//! `crm assign`: a customer goes to somebody, or to the pool.

use clap::Args as ClapArgs;

use crate::cli::change::{Decided, Wanted, change, now, remark_on_open};
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::cli::session::Session;
use crate::plan::team::{self, Whom};
use crate::render::lang::{self, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm assign mueller wang --why \"Li is on leave\"\n  crm assign mueller pool --why \"no time for it\"\n\nThe file and the log change together, or neither does."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// The new owner; "me" is who types, "pool" is nobody
    person: String,
    #[command(flatten)]
    decision: Decision,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let by = session.user(args.decision.by.as_deref())?;
    let to = match team::whom(&args.person) {
        Whom::Pool => None,
        Whom::Me => Some(by.clone()),
        Whom::Person(person) => Some(people::member(&session.config, person)?),
    };
    change(&session, &args.customer, args.decision.dry_run, |loaded| {
        let customer = &loaded.customer;
        let from = customer.owner.as_deref();
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        let named = |person: Option<&str>| match person {
            Some(person) => lang::person(lang, person),
            None => lang.pick("pool", "公海").to_owned(),
        };
        let new = named(to.as_deref());
        // What the log says last may be something else: a hand edit, or half of a change that was cut off.
        let logged = Decided::Owner.logged(&loaded.history).unwrap_or(from);
        if from == to.as_deref() && logged == from {
            return Ok(Wanted::nothing(tr!(
                lang,
                "{name} ({id}) is with {new} already; nothing was changed",
                "{name}（{id}）已经归属 {new}，未做修改"
            )));
        }
        let from_in_log = if from == to.as_deref() { logged } else { from };
        remark_on_open(&session, &loaded.history, id.as_str());
        let edit = Decided::Owner.edit(to.as_deref());
        let entry =
            Decided::Owner.entry(now(context), &by, from_in_log, to.as_deref(), args.decision.why.as_deref());
        let old = named(from_in_log);
        let done = tr!(lang, "{name} ({id}): owner {old} → {new}", "{name}（{id}）：负责人 {old} → {new}");
        Ok(Wanted { edits: vec![edit], entries: vec![entry], done, ..Wanted::default() })
    })
}
