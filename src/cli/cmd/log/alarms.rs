//! The answer to an alarm.

use super::entries::own;
use super::reader::Reader;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{Alarm, AlarmAnswer, AlarmKind, Entry, Event};
use crate::plan::Words;
use crate::render::lang::{self, Lang, both};
use crate::rules::alarms;
use crate::store::LoadedCustomer;

impl Reader<'_> {
    /// Which alarm, and what is behind it.
    pub(super) fn alarm(&self, typed: &str) -> Result<Alarm<'static>, Failure> {
        let of = self.word("--alarm", typed, Words::Alarm, AlarmKind::parse, lang::alarm_kind)?;
        let answer = self.args.answer.as_deref().unwrap_or_default();
        let (words, parse) = (Words::AlarmAnswer, AlarmAnswer::parse);
        let answer = self.word("--answer", answer, words, parse, lang::alarm_answer)?;
        Ok(Alarm { of, answer, why: own(self.args.why.as_ref()) })
    }
}

/// The entry, unless it answers an alarm that doesn't ring.
pub(super) fn meant(
    session: &Session<'_>,
    entry: Entry<'static>,
    loaded: &LoadedCustomer<'_>,
) -> Result<Entry<'static>, Failure> {
    let Event::Alarm(answer) = &entry.event else { return Ok(entry) };
    let day = entry.day();
    let history = loaded.history.clone().as_of(day);
    let raised = alarms::ringing(&loaded.customer, &history, &session.config.policy, day);
    if raised.iter().any(|alarm| alarm.kind == answer.of) {
        return Ok(entry);
    }
    let id = &loaded.customer.id;
    let what = both!(
        |lang| "no alarm \"{what}\" rings for {id}: there is nothing to answer",
        "{id} 没有「{what}」预警，无需回答",
        what = lang::alarm_kind(lang, answer.of)
    );
    let failure = Failure::new(Exit::Refused, what);
    if raised.is_empty() {
        return Err(failure.try_this(both!(
            "crm alarm lists those that ring; --force writes it all the same",
            "crm alarm 列出现有的预警；确实如此可加 --force 写入"
        )));
    }
    let known = |lang: Lang| {
        let words = raised.iter().map(|alarm| match lang {
            Lang::En => alarm.kind.as_str(),
            Lang::Zh => lang::alarm_kind(lang, alarm.kind),
        });
        words.collect::<Vec<_>>().join(lang.pick(", ", "、"))
    };
    Err(failure.try_this(both!(
        |lang| "--alarm {known}; --force writes it all the same",
        "--alarm {known}；确实如此可加 --force 写入",
        known = known(lang)
    )))
}
