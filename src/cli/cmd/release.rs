//! `crm release`: a customer goes back into the pool.

use clap::Args as ClapArgs;

use crate::cli::change::{Decided, Wanted, change, now, remark_on_open};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::render::lang::{self, Lang, both, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm release hefei --why \"no time for it this year\"\n  crm release hefei --why \"li has left\" --force      a colleague's\n\nWhoever claims it reads the reason. For a while (pool.barred in crm.yaml) its\nlast owner can't claim it back."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// The reason, for the log and for whoever claims it
    #[arg(short, long, value_name = "TEXT", required = true)]
    why: String,
    /// Release a customer that is somebody else's
    #[arg(long)]
    force: bool,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Show what would be written
    #[arg(long)]
    dry_run: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (lang, today) = (context.lang, context.today);
    let by = session.user(args.by.as_deref())?;
    if args.why.trim().is_empty() {
        let what = both!("a release needs a reason", "退回公海要写原因");
        return Err(Failure::usage(what).try_this("--why \"…\""));
    }
    let barred = session.config.policy.pool.as_ref().and_then(|rules| rules.barred);
    change(&session, &args.customer, args.dry_run, |loaded| {
        let customer = &loaded.customer;
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        let Some(owner) = customer.owner.as_deref() else {
            return Ok(Wanted::nothing(tr!(
                lang,
                "{name} ({id}) is in the pool already; nothing was changed",
                "{name}（{id}）已经在公海，未做修改"
            )));
        };
        let shown = |lang: Lang| lang::person_within(lang, owner);
        if owner != by && !args.force {
            let what = both!(
                |lang| "{id} is with {shown}, not with you",
                "{id} 归{shown}，不归你",
                shown = shown(lang)
            );
            return Err(Failure::new(Exit::Refused, what)
                .because(both!(|lang| "you are {me}", "你是 {me}", me = lang::person(lang, &by)))
                .try_this(both!(
                    |lang| "crm release {id} --why \"…\" --force, if {shown} can't do it; the log says that you did",
                    "如果{shown}无法操作：crm release {id} --why \"…\" --force，日志会写明是你",
                    shown = shown(lang)
                )));
        }
        remark_on_open(&session, &loaded.history, id.as_str());
        let edit = Decided::Owner.edit(None);
        let entry = Decided::Owner.entry(now(context), &by, Some(owner), None, Some(args.why.trim()));
        let old = lang::person(lang, owner);
        let mut done = tr!(lang, "{name} ({id}): owner {old} → pool", "{name}（{id}）：负责人 {old} → 公海");
        if let Some(barred) = barred {
            let until = lang::day_month(lang, barred.after(today), today);
            done.push_str(&tr!(
                lang,
                "\n{shown} can claim it back from {until} on",
                "\n{shown}从{until}起才能重新认领",
                shown = shown(lang)
            ));
        }
        Ok(Wanted { edits: vec![edit], entries: vec![entry], done, ..Wanted::default() })
    })
}
