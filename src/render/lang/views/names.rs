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

/// A class for the reader: the word that filters and files know and, in Chinese, what it means:
/// `big 大客户`. Letters say it all.
pub fn class(lang: Lang, view: &str, word: &str) -> String {
    if lang == Lang::En {
        return word.to_owned();
    }
    if view == "label" {
        let parts = word.split(" + ").zip(["value", "potential", "relationship"]);
        return parts.map(|(word, view)| class(lang, view, word)).collect::<Vec<_>>().join(" + ");
    }
    match chinese(view, word) {
        Some(meaning) => format!("{word} {meaning}"),
        None => word.to_owned(),
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
        ("lifecycle", "acquisition") => "开发期",
        ("lifecycle", "growth") => "成长期",
        ("lifecycle", "maturity") => "成熟期",
        ("lifecycle", "decline") => "衰退期",
        ("lifecycle", "exit") => "流失期",
        ("pyramid", "super") => "超级客户",
        ("pyramid", "big") => "大客户",
        ("pyramid", "medium") => "中客户",
        ("pyramid", "small") => "小客户",
        ("pyramid", "inactive") => "非活跃客户",
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
