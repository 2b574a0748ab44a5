//! `crm rhythm`: who orders next, how likely, when, and what is at stake; and how often that was right.

mod args;
mod fit;
mod forecast;
mod judged;

use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::query;
use crate::cli::resolve::resolve;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, KnownOrders, NextOrder};
use crate::render::RhythmShown;
use crate::render::answer::RhythmAnswer;
use crate::render::lang::both;
use crate::rules::EffectiveClass;
use crate::rules::rhythm::ASKED_WITHIN;

pub use args::Args;

use args::DEFAULT_SPAN;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    if (args.fit || args.backtest.is_some()) && args.filter.says_something() {
        return Err(Failure::usage(both!(
            "--fit and --backtest are about the whole book",
            "--fit 和 --backtest 针对整个客户群"
        ))
        .try_this(both!("leave out which customers", "请去掉筛选客户的选项")));
    }
    match (args.fit, &args.backtest) {
        (true, _) => fit::fitted(&session, args.dry_run),
        (_, Some(span)) if args.forecast => match span.as_str() {
            DEFAULT_SPAN => forecast::judged(&session, args),
            _ => Err(Failure::usage(both!(
                "a forecast is of three months, and is judged from three, six and nine months ago",
                "预计针对三个月，分别从三、六、九个月前检验"
            ))
            .try_this(both!("crm rhythm --forecast --backtest", "crm rhythm --forecast --backtest"))),
        },
        (_, Some(weeks)) => judged::judged(&session, args, weeks),
        _ if args.forecast => forecast::forecast(&session, args),
        _ => listed(&session, args),
    }
}

fn listed(session: &Session<'_>, args: &Args) -> Result<Exit, Failure> {
    let form = args.form();
    if matches!(form, Format::Md | Format::Html) {
        return Err(Failure::usage(both!(
            "pages are made of --backtest and --forecast, the list is none",
            "只有 --backtest 和 --forecast 能做成网页，名单不能"
        ))
        .try_this(both!(
            "crm rhythm --backtest -f html, or -f csv",
            "crm rhythm --backtest -f html，或 -f csv"
        )));
    }
    let (today, policy) = (session.today, &session.config.policy);
    let days = days_ahead(session, args.within.as_deref())?;
    let filter = args.filter.filter(session, &args.text)?;
    let mut layout = session.workspace.layout();
    if let Some(typed) = &args.why {
        let files = resolve(session, &layout, typed)?;
        layout.slots.retain(|slot| slot.id == files.id);
    }
    let model = policy.book_rhythm.model();
    // Of a part of the book, somebody has to read who belongs to it.
    let is_whole = !args.filter.says_something() && args.text.is_empty() && args.why.is_none();
    let next = |orders: KnownOrders| orders.next(&model, (today, days));
    let known = is_whole.then(|| query::known_orders(session, &layout, next)).flatten();
    let (mut found, problems) = known.unwrap_or_else(|| {
        let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
            KnownOrders::of(customer, driving.class.as_deref(), history, policy, today).and_then(next)
        };
        let (found, problems) = query::asked(session, &layout, &filter, ask);
        (found.into_iter().flatten().collect::<Vec<NextOrder>>(), problems)
    });
    plan::order_book(&mut found, args.sort.into());
    args.listing.turn(&mut found);
    let shown = RhythmShown {
        most: args.listing.most(),
        days,
        why: args.why.is_some(),
        currency: policy.rates.currency,
        book: &policy.book_rhythm,
    };
    let answer = RhythmAnswer { found: &found, today, shown };
    session.answer(form.reader(), &form.text(&answer, session.lang, || session.style()))?;
    Ok(session.exit_code(&problems))
}

/// How many days ahead an order is asked for.
fn days_ahead(session: &Session<'_>, typed: Option<&str>) -> Result<u32, Failure> {
    let Some(typed) = typed else { return Ok(ASKED_WITHIN) };
    let until = date_input::ahead(session, "--in", typed)?;
    let days = u32::try_from((until - session.today).num_days()).unwrap_or_default();
    match days {
        1..=366 => Ok(days),
        _ => Err(Failure::usage(both!("--in is from a day to a year ahead", "--in 应在一天到一年之间"))
            .try_this(both!("--in 4w", "--in 4周"))),
    }
}
