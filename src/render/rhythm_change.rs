//! What a fit of a book's orders changes, for people.

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::rules::rhythm::{BookRhythm, REGULARITIES};

/// The numbers as they were and as they are, each with what it is, in plain words.
pub fn rhythm_change(lang: Lang, old: &BookRhythm, new: &BookRhythm, style: Style) -> String {
    let numbers = lang::by_which_numbers(lang, new);
    let out = style.paint(Tone::Strong, &numbers) + "\n\n";
    let heads = match lang {
        Lang::En => ["", "was", "is"],
        Lang::Zh => ["", "原来", "现在"],
    };
    let columns: Vec<Column<'_>> =
        heads.iter().enumerate().map(|(at, head)| Column { head, number: at > 0, whole: at > 0 }).collect();
    let (was, is) = (&old.numbers, &new.numbers);
    let weeks = |value: Decimal| {
        let value = value.round_dp(1).normalize();
        tr!(lang, "{value} weeks", "{value}周")
    };
    let plain = |value: Decimal| value.round_dp(2).normalize().to_string();
    let part = |value: Decimal| lang::chance(lang, value);
    let rows = vec![
        vec![
            lang.pick("between two orders of a usual customer", "普通客户两次下单之间").to_owned(),
            weeks(was.gap),
            weeks(is.gap),
        ],
        vec![
            lang.pick(
                "how alike customers are in that (1 little, 50 very)",
                "客户在这一点上有多相似（1 差别大，50 很相似）",
            )
            .to_owned(),
            plain(was.alike),
            plain(is.alike),
        ],
        vec![
            lang.pick("of customers leave after an order", "每次下单之后流失的客户").to_owned(),
            part(was.leaves),
            part(is.leaves),
        ],
        vec![
            lang.pick("order regularly (k8 and more)", "下单有规律的客户（k8 以上）").to_owned(),
            part(regular(old)),
            part(regular(new)),
        ],
    ];
    out + &grid(&columns, &rows, style)
}

/// The part of the customers whose gaps vary by about a third at most.
fn regular(book: &BookRhythm) -> Decimal {
    let all: Decimal = book.weights.iter().sum();
    let kinds = REGULARITIES.iter().zip(book.weights);
    let regular: Decimal = kinds.filter(|(kind, _)| **kind >= 8).map(|(_, weight)| weight).sum();
    regular.checked_div(all).unwrap_or_default()
}
