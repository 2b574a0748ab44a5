//! What is said where the rules of the workspace are wrong, or something doesn't fit them: what is
//! wrong, and what to try.

use chrono::NaiveDate;

use super::super::shown::{clean, detail, quoted};
use super::super::{Lang, tr};

pub(super) fn no_rate(lang: Lang, currency: &str, day: NaiveDate) -> (String, String) {
    let currency = detail(currency);
    let line = format!("{currency}: [{{from: {day}, rate: \"…\"}}]");
    (
        tr!(
            lang,
            "no rate for {currency} on {day}, so this amount is in no total",
            "{day} 没有 {currency} 的汇率，这笔金额不计入合计"
        ),
        tr!(
            lang,
            "add under rates: in crm.yaml, with what one {currency} was worth: {line}",
            "请在 crm.yaml 的 rates: 下加一行，填上 1 {currency} 折合多少：{line}"
        ),
    )
}

pub(super) fn unknown_grade(lang: Lang, grade: &str, known: &[String]) -> (String, String) {
    (
        tr!(
            lang,
            "crm.yaml has no grade {grade}, so the customer counts as not graded",
            "crm.yaml 里没有等级{grade}，该客户按未定级处理",
            grade = quoted(lang, grade)
        ),
        grades(lang, known),
    )
}

pub(super) fn unknown_person(lang: Lang, key: &str, person: &str) -> (String, String) {
    (
        tr!(
            lang,
            "{key} is {person}, but crm.yaml knows no such person",
            "{key}是{person}，但 crm.yaml 里没有这个人",
            key = quoted(lang, key),
            person = quoted(lang, person)
        ),
        tr!(
            lang,
            "correct the name, or add the person under people: in crm.yaml",
            "请改正名字，或在 crm.yaml 的 people: 下加上这个人"
        ),
    )
}

/// Two keys with their values, of which the first should be the smaller.
pub(super) fn out_of_order(
    lang: Lang,
    (smaller, value): (&str, &str),
    (larger, bound): (&str, &str),
) -> (String, String) {
    let (small, large) = (quoted(lang, smaller), quoted(lang, larger));
    let (value, bound) = (detail(value), detail(bound));
    (
        tr!(
            lang,
            "{small} is {value} and {large} is {bound}, but {small} must not be the larger one",
            "{small}是 {value}，{large}是 {bound}，而{small}不应大于{large}"
        ),
        tr!(
            lang,
            "write at most {bound} for {small}, or at least {value} for {large}; what isn't written has \
             its default",
            "请把{small}改成不大于 {bound}，或把{large}改成不小于 {value}；没写的用默认值"
        ),
    )
}

pub(super) fn not_both(lang: Lang, key: &str, other: &str) -> (String, String) {
    (
        tr!(lang, "{key} says nothing beside {other} here", "{key} 在这里不能与 {other} 并用"),
        tr!(lang, "leave one of the two away", "请去掉其中一个"),
    )
}

pub(super) fn points_sum(lang: Lang, sum: &str) -> (String, String) {
    let sum = detail(sum);
    (
        tr!(
            lang,
            "all points together make {sum}, but the score is out of 100",
            "各项分数合计 {sum}，而总分应为 100"
        ),
        tr!(
            lang,
            "share 100 points out among amount, margin and renewal, such as 30, 30 and 40",
            "请把 100 分分给 amount、margin、renewal 三项，例如 30、30、40"
        ),
    )
}

pub(super) fn no_moves(lang: Lang, missing: &[String]) -> (String, String) {
    let missing: Vec<String> = missing.iter().map(|grade| quoted(lang, grade).to_string()).collect();
    let missing = missing.join(lang.pick(", ", ""));
    (
        tr!(
            lang,
            "no moves are suggested, for want of grades that they lead to: {missing}",
            "不会给出调级建议：建议要用到等级{missing}，而 grades: 里没有"
        ),
        tr!(
            lang,
            "under moves: grades: name grades that you have (one may stand for several), or write moves: off",
            "请在 moves: 的 grades: 下写上已有的等级（同一等级可以用几次）；不需要建议就写 moves: off"
        ),
    )
}

/// The grades that the workspace has.
fn grades(lang: Lang, known: &[String]) -> String {
    if known.is_empty() {
        return tr!(lang, "add it under grades: in crm.yaml", "请在 crm.yaml 的 grades: 下加上它");
    }
    let known: Vec<String> = known.iter().map(|grade| clean(grade)).collect();
    let known = known.join(lang.pick(", ", "、"));
    tr!(
        lang,
        "write one of {known}, or add it under grades: in crm.yaml",
        "可用的等级：{known}；也可以在 crm.yaml 的 grades: 下加上它"
    )
}

/// Rules that a newer program wrote.
pub(super) fn newer_version(lang: Lang, version: u32, newest: u32) -> (String, String) {
    (
        tr!(
            lang,
            "made by a newer crm: version {version}, and this one reads up to version {newest}",
            "由更新的 crm 写成：版本 {version}，而本程序只能读到版本 {newest}"
        ),
        tr!(
            lang,
            "install the newer crm; nothing was read, as it may mean something else",
            "请安装新版 crm；同样的内容在新版中含义可能不同，因此没有读取"
        ),
    )
}

pub(super) fn template_field(lang: Lang, field: &str, near: Option<&str>) -> (String, String) {
    (
        tr!(lang, "no customer has a field {field}", "客户没有字段{field}", field = quoted(lang, field)),
        match near {
            Some(near) => tr!(lang, "did you mean {near}?", "是不是{near}？", near = quoted(lang, near)),
            None => lang
                .pick(
                    "crm help templates lists the fields; the team's own are custom.NAME",
                    "字段见 crm help templates；团队自己的字段写 custom.名称",
                )
                .to_owned(),
        },
    )
}

pub(super) fn template_syntax(lang: Lang, why: &str) -> (String, String) {
    (
        tr!(lang, "the template can't be filled: {why}", "模板有误：{why}", why = detail(why)),
        lang.pick(
            "how fields and conditions are written: crm help templates",
            "字段和条件的写法见 crm help templates",
        )
        .to_owned(),
    )
}
