//! What views and their classes are called.

use unicode_width::UnicodeWidthStr;

use super::super::{Lang, one_line};
use super::class_in_chinese;

/// A view's name in the reader's language: `pyramid`, `金字塔`; also of `grade`, `label` and `class`.
pub fn view(lang: Lang, name: &str) -> &str {
    let zh = match name {
        "grade" => "等级",
        "class" => "类别",
        "label" => "组合标签",
        _ => super::view_in_chinese(name).unwrap_or(name),
    };
    lang.pick(name, zh)
}

/// Views for the help of a command that shows them, `deal 成交状态、…`, in lines of a terminal's usual width: the first goes
/// on at `start`, the others begin at `indent`.
pub fn views_in_lines<'n>(
    lang: Lang,
    names: impl Iterator<Item = &'n str>,
    start: usize,
    indent: usize,
) -> String {
    let (mut out, mut at) = (String::new(), start);
    for (index, name) in names.enumerate() {
        let text = match (lang, view(lang, name)) {
            (Lang::Zh, chinese) if !chinese.eq_ignore_ascii_case(name) => format!("{name} {chinese}"),
            (_, own) => own.to_owned(),
        };
        let between = if index == 0 { "" } else { lang.pick(" ", "、") };
        if at + between.width() + text.width() < 80 {
            out.push_str(between);
            at += between.width();
        } else {
            out.push_str(&format!("{}\n{}", between.trim_end(), " ".repeat(indent)));
            at = indent;
        }
        out.push_str(&text);
        at += text.width();
    }
    out
}

/// A class for the reader: the word that filters and files know or, in Chinese, what it means there:
/// `big`, `大客户`. Letters say it all.
pub fn class(lang: Lang, view: &str, word: &str) -> String {
    match lang {
        Lang::En => word.to_owned(),
        Lang::Zh if view == "label" => of_view(word).unwrap_or_else(|| label(word)),
        Lang::Zh => class_in_chinese(view, word).unwrap_or(word).to_owned(),
    }
}

/// For whom a playbook of a view is, in Chinese: `lifecycle=decline` is `生命周期：衰退期`.
fn of_view(words: &str) -> Option<String> {
    let (name, word) = words.split_once('=')?;
    Some(format!("{}：{}", view(Lang::Zh, name), class(Lang::Zh, name, word)))
}

/// A combined label in Chinese: `B + 中潜力 + 长期客户`. A part says of what it is, since none stands
/// below a heading of its own.
fn label(words: &str) -> String {
    let part = |(word, view): (&str, &str)| match (view, word, class_in_chinese(view, word)) {
        ("value", "?" | "-", _) => "价值未知".to_owned(),
        ("value", "*", _) => "价值不限".to_owned(),
        ("potential", "?" | "-", _) => "潜力未知".to_owned(),
        ("potential", "*", _) => "潜力不限".to_owned(),
        ("potential", _, Some(much)) => format!("{much}潜力"),
        ("relationship", "?" | "-", _) => "关系未知".to_owned(),
        ("relationship", "*", _) => "关系不限".to_owned(),
        (_, word, meaning) => meaning.unwrap_or(word).to_owned(),
    };
    let parts = words.split(" + ").zip(["value", "potential", "relationship"]);
    parts.map(part).collect::<Vec<_>>().join(" + ")
}

/// For whom a playbook is written, in a sentence: of a combined label only the parts that it says, and in words where
/// signs stand for the others: of `- + high + *`, `high potential`. Whole labels stay.
pub fn whom(lang: Lang, words: &str) -> String {
    let parts: Vec<&str> = words.split(" + ").collect();
    let is_said = |part: &&str| !matches!(*part, "-" | "*" | "?");
    if parts.len() != 3 || parts.iter().all(is_said) {
        return class(lang, "label", words);
    }
    let said =
        parts.into_iter().zip(["value", "potential", "relationship"]).filter(|(part, _)| is_said(part));
    let said = said.map(|(part, view)| match (lang, view, class_in_chinese(view, part)) {
        (Lang::En, "potential", _) => format!("{part} potential"),
        (Lang::Zh, "potential", Some(much)) => format!("潜力{much}"),
        (Lang::Zh, _, Some(meaning)) => meaning.to_owned(),
        _ => part.to_owned(),
    });
    match said.collect::<Vec<_>>() {
        none if none.is_empty() && words.starts_with('-') => {
            lang.pick("value unknown", "价值未知").to_owned()
        }
        none if none.is_empty() => class(lang, "label", words),
        said => said.join(" + "),
    }
}

/// The class that drives a cadence and, where the file says another one, that: `A≠C`. `None` without
/// either.
pub fn grade(class: Option<&str>, written: Option<&str>) -> Option<String> {
    match (class, written) {
        (class, Some(written)) => Some(one_line(&format!("{}≠{written}", class.unwrap_or("–")))),
        (class, None) => class.map(one_line),
    }
}
