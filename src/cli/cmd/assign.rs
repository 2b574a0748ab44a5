//! `crm assign`: a customer goes to somebody, or to the pool.

use clap::Args as ClapArgs;

use super::change::{Decided, Wanted, change, now};
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::config::Law;
use crate::render::lang::{self, Lang, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm assign mueller wang --why \"Li is on leave\"\n  crm assign mueller pool --why \"no time for it\"\n\nThe file and the log change together, or neither does."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID", add = complete::customer())]
    customer: String,
    /// The new owner; "me" is who types, "pool" is nobody
    person: String,
    #[command(flatten)]
    decision: Decision,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let lang = context.lang;
    let by = context.user(&workspace, &law, args.decision.by.as_deref())?;
    let to = match args.person.trim() {
        "pool" | "none" | "" => None,
        "me" => Some(by.clone()),
        person => Some(person.to_owned()),
    };
    if let Some(person) = to.as_deref() {
        of_the_team(lang, &law, person)?;
    }
    change(context, &workspace, &law, &args.customer, args.decision.dry_run, |dossier| {
        let customer = &dossier.customer;
        let from = customer.owner.as_deref();
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        let named = |person: Option<&str>| match person {
            Some(person) => lang::person(lang, person),
            None => lang.pick("pool", "公海").to_owned(),
        };
        let new = named(to.as_deref());
        // What the log says last may be something else: a hand edit, or half of a change that was cut off.
        let logged = Decided::Owner.logged(&dossier.history).unwrap_or(from);
        if from == to.as_deref() && logged == from {
            return Ok(Wanted::nothing(tr!(
                lang,
                "{name} ({id}) is with {new} already; nothing was changed",
                "{name}（{id}）已经归属 {new}，未做修改"
            )));
        }
        let from_in_log = if from == to.as_deref() { logged } else { from };
        let edit = Decided::Owner.edit(to.as_deref());
        let entry =
            Decided::Owner.entry(now(context), &by, from_in_log, to.as_deref(), args.decision.why.as_deref());
        let old = named(from_in_log);
        let done = tr!(lang, "{name} ({id}): owner {old} → {new}", "{name}（{id}）：负责人 {old} → {new}");
        Ok(Wanted { edits: vec![edit], entries: vec![entry], done })
    })
}

/// Refuses a person that the team doesn't have; a workspace that lists nobody knows everybody.
pub fn of_the_team(lang: Lang, law: &Law, person: &str) -> Result<(), Failure> {
    if law.people.is_empty() || law.people.iter().any(|known| known.id == person) {
        return Ok(());
    }
    let list =
        law.people.iter().map(|person| person.id.as_str()).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    Err(Failure::usage(tr!(lang, "nobody of the team is called \"{person}\"", "团队里没有「{person}」"))
        .try_this(tr!(
            lang,
            "one of {list}, or pool; the team is in crm.yaml under people:",
            "可选：{list}，或 pool（公海）；团队成员写在 crm.yaml 的 people: 下"
        )))
}
