//! What is told of a quote that is won: it counts as revenue once its order is on record.

use crate::model::{Entry, Event, History};
use crate::render::lang::{self, Lang, shell_word, tr};
use crate::rules::quotes::{Unordered, unordered};

/// Says where no order goes with a quote that is won, and what to type once it has come. `history` is what was there before.
pub(super) fn after(lang: Lang, id: &str, history: &History<'_>, entries: &[Entry<'_>]) -> Option<String> {
    let found = entries.iter().filter_map(|entry| match &entry.event {
        Event::Quote(quote) => unordered(quote, history, entries),
        _ => None,
    });
    let said: Vec<String> = found.map(|quote| said(lang, id, &quote)).collect();
    (!said.is_empty()).then(|| said.join("\n"))
}

fn said(lang: Lang, id: &str, quote: &Unordered) -> String {
    // As it is typed: in plain digits, with the currency where the quote has one.
    let amount = quote.money.map(|money| {
        let amount = money.amount.normalize();
        shell_word(&money.currency.map_or(format!("{amount}"), |currency| format!("{amount} {currency}")))
    });
    let amount = amount.unwrap_or_else(|| lang.pick("AMOUNT", "金额").to_owned());
    let named = |option: &str, name: &Option<String>| {
        name.as_deref().map(|name| format!(" --{option} {}", shell_word(&lang::one_line(name))))
    };
    let number = named("ref", &quote.reference).unwrap_or_default();
    let item = named("item", &quote.item).unwrap_or_default();
    tr!(
        lang,
        "no order is on record for it yet: crm log {id} --order {amount}{number}{item}",
        "尚无对应的订单记录：crm log {id} --order {amount}{number}{item}"
    )
}
