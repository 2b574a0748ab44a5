//! `crm review --record`: how often each rule was right.

use chrono::NaiveDate;

use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::mailing::{About, Page};
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, SuggestionRecord};
use crate::render;
use crate::render::answer::RecordAnswer;
use crate::render::lang::both;
use crate::rules::EffectiveClass;

use super::quarter::Asked;

/// All answers, or those since a day, held against what became of them.
pub fn run(session: &Session<'_>, asked: &Asked<'_>) -> Result<Exit, Failure> {
    let (policy, today) = (&session.config.policy, session.today);
    let since = since(session, asked.since)?;
    let filter = asked.filter.filter(session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let open = plan::proposals(customer, driving, history, policy, today);
        let open: Vec<_> = open.iter().map(|one| one.suggestion.why.word()).collect();
        (plan::suggestion_answers(customer, history, since, today), open)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let record = SuggestionRecord::of(found, since, today);
    let lang = session.lang;
    let document = || render::record_document(lang, &record, asked.most);
    let answer = RecordAnswer { record: &record, most: asked.most };
    let page = Page {
        is_empty: record.is_empty(),
        document: &document,
        name: "record",
        subject: None,
        about: About::Team,
    };
    asked.mail.put(session, (asked.form, lang), &answer, &page)?;
    Ok(session.exit_code(&problems))
}

fn since(session: &Session<'_>, typed: &str) -> Result<Option<NaiveDate>, Failure> {
    if typed.is_empty() {
        return Ok(None);
    }
    let hint =
        both!("--record 1y, or a date: --record 2026-01-01", "--record 1年，或日期：--record 2026-01-01");
    date_input::back(session, Some("--record"), typed, &hint).map(Some)
}
