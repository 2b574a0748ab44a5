//! All classes of a customer, each with its reason.

use chrono::NaiveDate;

use super::super::grid::{Column, grid};
use super::super::lang::{self, Lang};
use super::super::tone::{Style, Tone};
use crate::rules::Policy;
use crate::rules::views::Views;

/// A line for each view: its name, the class, why; then the combined label, and how many orders are
/// left out of all that because they have no rate.
pub(super) fn classes(
    lang: Lang,
    views: &Views,
    unrated: u32,
    policy: &Policy,
    today: NaiveDate,
    style: Style,
) -> String {
    let columns = [
        Column { head: lang.pick("view", "视图"), number: false, whole: true },
        Column { head: lang.pick("class", "分类"), number: false, whole: true },
        Column { head: lang.pick("why", "依据"), number: false, whole: false },
    ];
    let row = |view: &str, class: Option<String>, why: String| {
        let class = class.map_or_else(|| "–".to_owned(), |class| style.paint(Tone::Strong, &class));
        vec![style.paint(Tone::Dim, lang::view(lang, view)), class, why]
    };
    let line = |view: &&str| {
        let class = views.get(view).map(|word| lang::class(lang, view, word));
        let why = lang::view_why(lang, views, view, policy, today);
        row(view, class, why.unwrap_or_default())
    };
    let mut rows: Vec<Vec<String>> = Views::NAMES.iter().map(line).collect();
    let mut note = |name: &str, text: String| {
        rows.push(vec![style.paint(Tone::Dim, name), String::new(), text]);
    };
    if let Some(label) = views.label() {
        let label = lang::class(lang, "label", &label);
        note(lang::view(lang, "label"), style.paint(Tone::Strong, &label));
    }
    if unrated > 0 {
        note(lang.pick("note", "提示"), lang::uncounted(lang, unrated));
    }
    // A number and its sign stay on one line; no text of the customer's own stands here.
    for cell in rows.iter_mut().flatten() {
        *cell = cell.replace(" %", "\u{a0}%");
    }
    grid(&columns, &rows, style).replace('\u{a0}', " ")
}
