//! `crm deals`: what may be ordered, how far it has come, and what it waits for.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::{Customer, History};
use crate::plan::{self, Deal};
use crate::render::DealsShown;
use crate::render::answer::DealsAnswer;
use crate::render::lang::{self, Lang, both};
use crate::rules::{EffectiveClass, OpportunityStage};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm deals                     what is open, the likeliest first\n  crm deals --owner me --old    mine, also what has not moved for long\n  crm deals --stage sampling,passed\n  crm deals --stage lost -f csv   why, and to whom, for a spreadsheet\n\nStages: asked quoted sampling negotiating passed, and won lost.\nThey follow from the log: quotes, samples, replies and orders, by --ref and --item.\nThe likelihoods are deals: in crm.yaml."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// Only these stages; won and lost are shown only so
    #[arg(short, long, value_name = "STAGE", value_delimiter = ',')]
    stage: Vec<String>,
    /// Also what has not moved for as long as a quote counts (90 days, or crm.yaml's)
    #[arg(long)]
    old: bool,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT")]
    limit: Option<usize>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let stages = stages(&args.stage)?;
    let filter = args.filter.filter(&session, &args.text)?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::deals(customer, driving.class.as_deref(), history, policy, today)
    };
    let (found, problems) = query::asked(&session, &layout, &filter, ask);
    let is_meant = |deal: &Deal| match stages.is_empty() {
        true => deal.opportunity.is_open(),
        false => stages.contains(&deal.opportunity.stage),
    };
    let found: Vec<Deal> = found.into_iter().flatten().filter(is_meant).collect();
    let is_shown = |deal: &Deal| args.old || !deal.opportunity.is_old();
    let (mut found, old): (Vec<Deal>, Vec<Deal>) = found.into_iter().partition(is_shown);
    plan::in_order_of_likelihood(&mut found);
    let most = args.limit.unwrap_or(usize::MAX);
    let shown = DealsShown { most, old: old.len(), currency: policy.rates.currency };
    args.format.answer(context, &DealsAnswer { found: &found, today, shown })?;
    Ok(context.exit_code(&problems))
}

/// The stages that are meant, in either language.
fn stages(typed: &[String]) -> Result<Vec<OpportunityStage>, Failure> {
    let stage = |word: &String| {
        lang::stage_word(word).ok_or_else(|| {
            Failure::usage(both!("--stage: \"{word}\" is not a stage", "--stage：「{word}」不是商机阶段"))
                .try_this(both!(
                    |lang| "one of {stages}",
                    "可选：{stages}",
                    stages = OpportunityStage::ALL
                        .iter()
                        .map(|own| if lang == Lang::Zh { lang::stage(lang, *own) } else { own.as_str() })
                        .collect::<Vec<_>>()
                        .join(lang.pick(", ", "、"))
                ))
        })
    };
    listed(typed).iter().map(stage).collect()
}
