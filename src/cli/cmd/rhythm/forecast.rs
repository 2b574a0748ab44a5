//! `crm rhythm --forecast`: what the months to come bring, and how good that was.

use super::args::{Args, By};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::order_book::book_orders;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{Forecast, ForecastOf, Month, OrderLog, judged_forecast};
use crate::render::answer::{ForecastAnswer, JudgedForecastAnswer};
use crate::render::{ForecastShown, JudgedForecastShown, forecast_page, judged_forecast_page};
use crate::rules::EffectiveClass;

/// Draws what the customers that the filter admits may order, and adds it up.
pub(super) fn forecast(session: &Session<'_>, args: &Args) -> Result<Exit, Failure> {
    let policy = &session.config.policy;
    let filter = args.filter.filter(session, &args.text)?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        OrderLog::of(customer, driving.class.as_deref(), history, policy)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let book: Vec<OrderLog> = found.into_iter().flatten().collect();
    let (today, model) = (session.today, policy.book_rhythm.model());
    let found = Forecast::of(&book, &model, today, &Month::ahead(today));
    let of: &[ForecastOf] = match args.by {
        None => &[ForecastOf::Owner, ForecastOf::Grade],
        Some(By::Owner) => &[ForecastOf::Owner],
        Some(By::Grade) => &[ForecastOf::Grade],
    };
    let shown =
        ForecastShown { found: &found, of, currency: policy.rates.currency, book: &policy.book_rhythm };
    let (form, lang) = (args.form(), session.lang);
    let text = form.pages(
        || Some(forecast_page(lang, shown).into()),
        || form.text(&ForecastAnswer(shown), lang, || session.style()),
    );
    session.answer(form.reader(), &text)?;
    Ok(session.exit_code(&problems))
}

/// Holds the forecasts of three days against what came.
pub(super) fn judged(session: &Session<'_>, args: &Args) -> Result<Exit, Failure> {
    let policy = &session.config.policy;
    let (book, exit) = book_orders(session);
    let found = judged_forecast(&book, &policy.book_rhythm, session.today);
    let shown = JudgedForecastShown { found: &found, currency: policy.rates.currency };
    let (form, lang) = (args.form(), session.lang);
    let text = form.pages(
        || Some(judged_forecast_page(lang, shown).into()),
        || form.text(&JudgedForecastAnswer(shown), lang, || session.style()),
    );
    session.answer(form.reader(), &text)?;
    Ok(exit)
}
