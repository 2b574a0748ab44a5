//! `crm rhythm --backtest`: how often the model was right on this book.

use chrono::NaiveDate;

use super::args::Args;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::order_book::book_days;
use crate::cli::session::Session;
use crate::render::answer::BacktestAnswer;
use crate::render::lang::both;
use crate::render::{JudgedBook, backtest_page};
use crate::rules::rhythm::backtest;

/// Fits the book as it was then, and holds what that said against what came.
pub(super) fn judged(session: &Session<'_>, args: &Args, typed: &str) -> Result<Exit, Failure> {
    let weeks = weeks(session, typed)?;
    let (book, exit) = book_days(session);
    let days: Vec<&[NaiveDate]> = book.iter().map(Vec::as_slice).collect();
    let found = backtest(&days, session.today, weeks, &session.config.policy.book_rhythm.fit_rule());
    let judged = JudgedBook { found: found.as_ref().map_err(|nothing| *nothing), weeks };
    let form = args.form();
    let lang = session.lang;
    let text = form.pages(
        || Some(backtest_page(lang, judged).into()),
        || form.text(&BacktestAnswer(judged), lang, || session.style()),
    );
    session.answer(form.reader(), &text)?;
    Ok(exit)
}

/// How many weeks are judged.
fn weeks(session: &Session<'_>, typed: &str) -> Result<u32, Failure> {
    let until = date_input::ahead(session, "--backtest", typed)?;
    let weeks = u32::try_from((until - session.today).num_days() / 7).unwrap_or_default();
    match weeks {
        1..=104 => Ok(weeks),
        _ => Err(Failure::usage(both!(
            "--backtest is from a week to two years",
            "--backtest 应在一周到两年之间"
        ))
        .try_this(both!("--backtest 13w", "--backtest 13周"))),
    }
}
