//! `crm claim`: a customer of the pool becomes one's own.

use clap::Args as ClapArgs;

use crate::cli::change::{Decided, Wanted, change, now};
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::model::Customer;
use crate::render::lang::{self, Lang, tr};
use crate::rules::pool::{self, Holdings, Refusal};
use crate::store::Scrutiny;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm claim hefei                 it is yours from then on\n  crm claim hefei --why \"knows our dealer in Anhui\"\n  crm claim hefei --dry-run       whether you may, and what would be written\n\nThe rules are pool: in crm.yaml: how many customers one person may have (holds),\nclaims a day, and how long the last owner is barred. A claim counts once it is\npushed (crm sync): of two, the first push wins, and the other one is told who."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    #[command(flatten)]
    decision: Decision,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (lang, today, policy) = (context.lang, context.today, &session.config.policy);
    let by = session.user(args.decision.by.as_deref())?;
    // One may write it down for a colleague, who is the one that gets it.
    let is_own = session.known_user().is_none_or(|me| me == by);
    let mut claimed = None;
    let exit = change(&session, &args.customer, args.decision.dry_run, |loaded| {
        let customer = &loaded.customer;
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        if customer.owner.as_deref() == Some(&*by) {
            let me = lang::person_within(lang, &by);
            return Ok(Wanted::nothing(match is_own {
                true => tr!(
                    lang,
                    "{name} ({id}) is yours already; nothing was changed",
                    "{name}（{id}）已经归你，未做修改"
                ),
                false => tr!(
                    lang,
                    "{name} ({id}) is with {me} already; nothing was changed",
                    "{name}（{id}）早已归{me}，未做修改"
                ),
            }));
        }
        // Counted under the lock: two claims at once are never both the last one allowed.
        let holdings = holdings(&session, customer, &by)?;
        let history = loaded.history.clone().as_of(today);
        pool::claim(customer, &history, &by, holdings, policy, today)
            .map_err(|refusal| refused(context, customer, &refusal))?;
        claimed = Some(holdings.claimed + 1);
        let edit = Decided::Owner.edit(Some(&by));
        let entry = Decided::Owner.entry(now(context), &by, None, Some(&by), args.decision.why.as_deref());
        let done = match is_own {
            true => {
                let me = lang::person(lang, &by);
                tr!(lang, "{name} ({id}) is yours: owner {me}", "{name}（{id}）归你了：负责人 {me}")
            }
            false => {
                let whose = lang::person_within(lang, &by);
                tr!(
                    lang,
                    "{name} ({id}): owner {whose}",
                    "{name}（{id}）已归{whose}",
                    whose = whose.trim_end()
                )
            }
        };
        Ok(Wanted { edits: vec![edit], entries: vec![entry], done, ..Wanted::default() })
    })?;
    if let Some(claimed) = claimed.filter(|_| !args.decision.dry_run) {
        let cap = policy.pool.as_ref().and_then(|rules| rules.claims_a_day);
        let left = cap.map(|cap| cap.saturating_sub(claimed));
        context.print(&told(lang, left, session.is_shared()))?;
    }
    Ok(exit)
}

/// What the person has already, as far as a rule asks for it.
fn holdings(session: &Session<'_>, customer: &Customer, person: &str) -> Result<Holdings, Failure> {
    let is_asked = session
        .config
        .policy
        .pool
        .as_ref()
        .is_some_and(|rules| rules.holds.is_some() || rules.claims_a_day.is_some());
    if !is_asked || customer.owner.is_some() {
        return Ok(Holdings::default());
    }
    let today = session.today;
    let layout = session.workspace.layout();
    let (found, unread) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        Some(pool::claims(&loaded.customer, &loaded.history, person, today))
    });
    // Of what can't be seen nobody knows whether it counts against the limit.
    whole_book(session, &[layout.problems, unread].concat())?;
    Ok(found.into_iter().fold(Holdings::default(), Holdings::and))
}

fn refused(context: &Context, customer: &Customer, refusal: &Refusal) -> Failure {
    Failure::in_both(|lang| {
        let [what, why, hint] = lang::refusal(lang, refusal, customer.id.as_str(), context.today);
        Failure::new(Exit::Refused, what).because(why).try_this(hint)
    })
}

fn told(lang: Lang, left: Option<usize>, is_shared: bool) -> String {
    let mut told = String::new();
    if let Some(left) = left {
        told.push_str(&match lang {
            Lang::En if left == 1 => "You may claim 1 more today.\n".to_owned(),
            Lang::En => format!("You may claim {left} more today.\n"),
            Lang::Zh => format!("今天还可以认领 {left} 个。\n"),
        });
    }
    if is_shared {
        told.push_str(&tr!(
            lang,
            "It counts once it is pushed: crm sync -m \"claimed\"\n",
            "推送之后才算数：crm sync -m \"认领\"\n"
        ));
    }
    told
}
