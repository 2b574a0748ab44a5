//! Numbers that tie entries together, and don't.

use super::super::shown::quoted;
use super::super::{Lang, kind as kind_word, money, tr};
use crate::model::{Currency, Money};

pub(super) fn no_invoice(lang: Lang, reference: &str) -> (String, String) {
    (
        tr!(
            lang,
            "a payment for the invoice {reference}, which this log doesn't have",
            "收款对应的发票{reference}不在这份日志里",
            reference = quoted(lang, reference)
        ),
        tr!(lang, "correct \"ref\", or log the invoice, too", "请改正「ref」，或补记这张发票"),
    )
}

pub(super) fn other_currency(
    lang: Lang,
    reference: &str,
    invoiced: Currency,
    paid: Currency,
) -> (String, String) {
    let reference = quoted(lang, reference);
    (
        tr!(
            lang,
            "a payment in {paid} for the invoice {reference}, which is in {invoiced}: it pays nothing of it",
            "发票{reference}的币种是 {invoiced}，这笔收款是 {paid}：不能抵扣"
        ),
        tr!(lang, "write what it comes to in {invoiced}", "请改写为折合成 {invoiced} 的金额"),
    )
}

pub(super) fn twice(lang: Lang, kind: &str, reference: &str, first: u32) -> (String, String) {
    let (kind, reference) = (kind_word(lang, kind), quoted(lang, reference));
    (
        tr!(
            lang,
            "line {first} has the {kind} {reference}, too: both count",
            "第 {first} 行已有{kind}{reference}，两条都会计入"
        ),
        tr!(
            lang,
            "if it is the same one, remove this line; else correct \"ref\"",
            "如果是同一笔，请删除这一行；否则请改正「ref」"
        ),
    )
}

pub(super) fn unbegun(lang: Lang, kind: &str, name: &str) -> (String, String) {
    let (kind, name) = (kind_word(lang, kind), quoted(lang, name));
    (
        tr!(
            lang,
            "it carries on the {kind} {name}, which nothing in this log begins",
            "这一步所属的{kind}{name}在这份日志里没有开头"
        ),
        tr!(lang, "correct \"ref\", or log how it began", "请改正「ref」，或补记它的开头"),
    )
}

pub(super) fn overpaid(lang: Lang, reference: &str, over: &Money) -> (String, String) {
    let (over, reference) = (money(*over), quoted(lang, reference));
    (
        tr!(
            lang,
            "with it, {over} more was paid than the invoice {reference} is over",
            "加上这笔，发票{reference}多收了 {over}"
        ),
        tr!(
            lang,
            "correct \"amount\" or \"ref\", or log the invoice that is missing",
            "请改正「amount」或「ref」，或补记漏掉的发票"
        ),
    )
}
