//! What is right to promise, but may not be meant.

use crate::cli::context::Context;
use crate::model::{Entry, Event, History, Promise, PromiseState};
use crate::render::lang::{self, tr};
use crate::rules::references::same_promise;

/// Says where a promise is open already: it gets another day.
pub(super) fn remark_on_another_day(context: &Context, history: &History<'_>, entry: &Entry<'_>) {
    let Event::Promise(promise @ Promise { state: PromiseState::Made, due: Some(due), .. }) = &entry.event
    else {
        return;
    };
    let Some(known) = same_promise(promise, history) else { return };
    let (lang, today) = (context.lang, context.today);
    let name = known.reference.or(known.what).unwrap_or_default();
    let name = lang::quoted(lang, &name);
    let made = lang::day_month(lang, known.made, today);
    let [before, now] = [known.due, Some(*due)].map(|day| day.map(|day| lang::date_short(lang, day, today)));
    let before = before.map(|day| tr!(lang, ", by {day}", "，期限为{day}")).unwrap_or_default();
    let now = now.unwrap_or_default();
    context.say(&tr!(
        lang,
        "note: the promise {name} is open since {made}{before}: its day is {now} now",
        "提示：承诺{name}自{made}起尚未兑现{before}；现改为{now}"
    ));
}
