//! What views and their classes are called.

use super::super::{Lang, one_line, words};
use crate::model::{Need, Potential};

/// A view's name in the reader's language: `pyramid`, `金字塔`; also of `grade`, `label` and `class`.
pub fn view(lang: Lang, name: &str) -> &str {
    let zh = match name {
        "deal" => "成交状态",
        "importance" => "重要程度",
        "urgency" => "紧急程度",
        "need" => "需求",
        "lifecycle" => "生命周期",
        "volume" => "销量",
        "abc" => "ABC",
        "pyramid" => "金字塔",
        "face" => "脸谱",
        "value" => "价值",
        "potential" => "潜力",
        "relationship" => "关系",
        "grade" => "等级",
        "class" => "类别",
        "label" => "组合标签",
        _ => name,
    };
    lang.pick(name, zh)
}

/// A class for the reader: the word that filters and files know or, in Chinese, what it means there:
/// `big`, `大客户`. Letters say it all.
pub fn class(lang: Lang, view: &str, word: &str) -> String {
    match lang {
        Lang::En => word.to_owned(),
        Lang::Zh if view == "label" => label(word),
        Lang::Zh => chinese(view, word).unwrap_or(word).to_owned(),
    }
}

/// A combined label in Chinese: `B + 中潜力 + 长期客户`. A part says of what it is, since none stands
/// below a heading of its own.
fn label(words: &str) -> String {
    let part = |(word, view): (&str, &str)| match (view, word, chinese(view, word)) {
        ("value", "?", _) => "价值未知".to_owned(),
        ("value", "*", _) => "价值不限".to_owned(),
        ("potential", "?", _) => "潜力未知".to_owned(),
        ("potential", "*", _) => "潜力不限".to_owned(),
        ("potential", _, Some(much)) => format!("{much}潜力"),
        ("relationship", "?", _) => "关系未知".to_owned(),
        ("relationship", "*", _) => "关系不限".to_owned(),
        (_, word, meaning) => meaning.unwrap_or(word).to_owned(),
    };
    let parts = words.split(" + ").zip(["value", "potential", "relationship"]);
    parts.map(part).collect::<Vec<_>>().join(" + ")
}

/// The class that drives a cadence and, where the file says another one, that: `A≠C`. `None` without
/// either.
pub fn grade(class: Option<&str>, written: Option<&str>) -> Option<String> {
    match (class, written) {
        (class, Some(written)) => Some(one_line(&format!("{}≠{written}", class.unwrap_or("–")))),
        (class, None) => class.map(one_line),
    }
}

fn chinese(view: &str, word: &str) -> Option<&'static str> {
    Some(match (view, word) {
        ("deal", "won") => "已成交",
        ("deal", "in negotiation") => "洽谈中",
        ("deal", "potential") => "潜在",
        ("importance", "important") => "重要",
        ("importance", "ordinary") => "一般",
        ("urgency", "urgent") => "紧急",
        ("urgency", "soon") => "较急",
        ("urgency", "relaxed") => "不急",
        ("urgency", "slow") => "从缓",
        ("need", word) => words::need(Lang::Zh, Need::parse(word)?),
        ("lifecycle", "acquisition") => "获取期",
        ("lifecycle", "growth") => "提升期",
        ("lifecycle", "maturity") => "成熟期",
        ("lifecycle", "decline") => "衰退期",
        ("lifecycle", "exit") => "离开期",
        ("pyramid", "super") => "超级客户",
        ("pyramid", "big") => "大客户",
        ("pyramid", "medium") => "中客户",
        ("pyramid", "small") => "小客户",
        ("pyramid", "inactive") => "不活跃客户",
        ("pyramid", "prospect") => "潜在客户",
        ("pyramid", "suspect") => "待开发客户",
        ("pyramid", "other") => "其他",
        ("face", "red") => "红脸",
        ("face", "black") => "黑脸",
        ("face", "white") => "白脸",
        ("potential", word) => words::potential(Lang::Zh, Potential::parse(word)?),
        ("relationship", "strategic") => "战略客户",
        ("relationship", "long-term") => "长期客户",
        ("relationship", "new") => "新客户",
        _ => return None,
    })
}
