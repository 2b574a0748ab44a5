//! `crm grade`: a decision on a customer's grade, in its file and its log together.

use clap::Args as ClapArgs;

use crate::cli::change::{Decided, Wanted, change, now};
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::words;
use crate::model::Customer;
use crate::render::lang::{self, tr};
use crate::rules::completeness;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm grade mueller B --why \"sample HX-200 agreed\"\n  crm grade mueller --confirm --why \"quarterly review\"\n  crm grade mueller none --why \"graded by mistake\"\n\nThe file and the log change together, or neither does."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// The grade; none takes it away
    #[arg(required_unless_present = "confirm")]
    grade: Option<String>,
    /// The grade was looked at, and is right
    #[arg(long, conflicts_with = "grade")]
    confirm: bool,
    #[command(flatten)]
    decision: Decision,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let typed = args.grade.as_deref().map(|grade| words::grade(&session.config, grade)).transpose()?;
    let by = session.user(args.decision.by.as_deref())?;
    change(&session, &args.customer, args.decision.dry_run, |loaded| {
        let customer = &loaded.customer;
        let from = customer.grade.as_deref();
        let to = typed.unwrap_or_else(|| customer.grade.clone());
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        let shown = |grade: Option<&str>| grade.unwrap_or("–").to_owned();
        let new = shown(to.as_deref());
        if args.confirm && from.is_some() {
            let entry = Decided::Grade.entry(now(context), &by, from, from, args.decision.why.as_deref());
            let done = tr!(
                lang,
                "{name} ({id}) stays {new}: looked at today",
                "{name}（{id}）保持 {new}，今日已确认"
            );
            return Ok(Wanted { entries: vec![entry], done, ..Wanted::default() });
        }
        // What the log says last may be something else: a hand edit, or half of a change that was cut off.
        let logged = Decided::Grade.logged(&loaded.history).unwrap_or(from);
        if from == to.as_deref() && logged == from {
            return Ok(Wanted::nothing(tr!(
                lang,
                "{name} ({id}) is {new} already; nothing was changed",
                "{name}（{id}）已经是 {new}，未做修改"
            )));
        }
        if session.config.policy.scheme.is_computed() {
            let scheme = session.config.policy.scheme.as_str();
            context.say(&tr!(
                lang,
                "note: {scheme} computes the class that counts; the file's grade is only shown beside it",
                "提示：实际等级由 {scheme} 计算，客户文件里的等级只作对照"
            ));
        }
        tell_missing(context, &session, customer, to.as_deref());
        let from = if from == to.as_deref() { logged } else { from };
        let old = shown(from);
        let edit = Decided::Grade.edit(to.as_deref());
        let entry =
            Decided::Grade.entry(now(context), &by, from, to.as_deref(), args.decision.why.as_deref());
        let done = tr!(lang, "{name} ({id}): grade {old} → {new}", "{name}（{id}）：等级 {old} → {new}");
        Ok(Wanted { edits: vec![edit], entries: vec![entry], done, ..Wanted::default() })
    })
}

/// Tells what of the file the new grade asks for and isn't there; the decision stands all the same.
fn tell_missing(context: &Context, session: &Session<'_>, customer: &Customer, to: Option<&str>) {
    let (lang, policy) = (context.lang, &session.config.policy);
    let graded = Customer { grade: to.map(str::to_owned), ..customer.clone() };
    // Where the classes are computed, the grade asks for nothing.
    let class = to.filter(|_| !policy.scheme.is_computed());
    let Some(of) = completeness(&graded, class, policy).filter(|of| !of.missing.is_empty()) else { return };
    let (grade, missing) = (lang::one_line(class.unwrap_or_default()), lang::field_names(lang, &of.missing));
    let command = lang::fill_in(customer.id.as_str(), &of.missing);
    context.say(&tr!(
        lang,
        "note: {grade} asks for {missing}, which the file doesn't say: {command}",
        "提示：{grade} 级还需要{missing}，客户文件里没有：{command}"
    ));
}
