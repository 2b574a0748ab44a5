//! How often each rule for another grade was right, as a page.

use super::document::{self, Document, Head, Section, Table};
use super::lang::{self, Lang, tr};
use super::tone::Style;
use crate::model::{MoveCode, SuggestionAnswer};
use crate::plan::{AnsweredSuggestion, LEAST_ANSWERS, RuleRecord, SuggestionRecord};

/// The page of a terminal.
pub fn record_text(lang: Lang, record: &SuggestionRecord, most: usize, style: Style) -> String {
    document::text(&record_document(lang, record, most), style)
}

/// The same as a page that is sent around, with so many reasons of each rule.
pub fn record_document(lang: Lang, record: &SuggestionRecord, most: usize) -> Document {
    let (answered, open) = (record.answered(), record.open());
    let since = record.since.map(|day| tr!(lang, " since {day}", "{day} 以来")).unwrap_or_default();
    let lead =
        tr!(lang, "{answered} answered{since}, {open} open", "{since}已处理 {answered} 条，待处理 {open} 条");
    let title = lang.pick("How often the suggestions were right", "等级建议准不准").to_owned();
    let mut sections = Vec::new();
    if !record.is_empty() {
        sections.push(table(lang, record));
    }
    sections.extend(record.rules.iter().filter_map(|rule| reasons(lang, rule, most)));
    let hint = match record.is_empty() {
        true => lang.pick(
            "Nothing was suggested, and nothing answered: crm review suggests, crm help grades tells how to answer.",
            "还没有建议，也没有处理记录：建议见 crm review，处理方法见 crm help grades。",
        ),
        false => lang.pick(
            "Right: accepted and not taken back within three months, of those accepted or refused.",
            "准确率：采纳后三个月内没有改回的，占采纳与不采纳之和。",
        ),
    };
    Document { lang, title, lead, sections, hint: hint.to_owned() }
}

fn table(lang: Lang, record: &SuggestionRecord) -> Section {
    let names = match lang {
        Lang::En => ["rule", "open", "accepted", "put off", "not right", "taken back", "right"],
        Lang::Zh => ["规则", "待处理", "已采纳", "推迟", "不采纳", "又改回", "准确率"],
    };
    let head =
        |(at, name): (usize, &&str)| Head { name: (*name).to_owned(), is_number: at > 0, is_whole: true };
    let row = |rule: &RuleRecord| {
        let count = |answer| rule.count(answer).to_string();
        vec![
            code(lang, rule.code).to_owned(),
            rule.open.to_string(),
            count(SuggestionAnswer::Done),
            count(SuggestionAnswer::Later),
            count(SuggestionAnswer::Wrong),
            rule.taken_back().to_string(),
            rule.right().map_or_else(|| "–".to_owned(), |right| tr!(lang, "{right} %", "{right}%")),
        ]
    };
    let recent: usize = record.rules.iter().map(RuleRecord::recent).sum();
    let few = record.rules.iter().any(|rule| rule.right().is_none());
    let mut below = Vec::new();
    if few {
        below.push(tr!(
            lang,
            "–: fewer than {LEAST_ANSWERS} accepted or refused, which says nothing.",
            "–：采纳与不采纳合计不足 {LEAST_ANSWERS} 条，说明不了什么。"
        ));
    }
    if recent > 0 {
        below.push(match (lang, recent) {
            (Lang::En, 1) => {
                "1 was accepted within the last three months, and may still be taken back.".to_owned()
            }
            _ => tr!(
                lang,
                "{recent} were accepted within the last three months, and may still be taken back.",
                "其中 {recent} 条是最近三个月采纳的，仍可能改回。"
            ),
        });
    }
    let columns = names.iter().enumerate().map(head).collect();
    let table = Table { columns, rows: record.rules.iter().map(row).collect() };
    Section { table: Some(table), below: below.join(lang.pick(" ", "")), ..Section::default() }
}

/// What was put off, refused or taken back of one rule, and why.
fn reasons(lang: Lang, rule: &RuleRecord, most: usize) -> Option<Section> {
    let told = |one: &&AnsweredSuggestion| one.answer != SuggestionAnswer::Done || one.taken_back.is_some();
    let told: Vec<&AnsweredSuggestion> = rule.answers.iter().filter(told).collect();
    let more = told.len().saturating_sub(most);
    let items: Vec<(String, String)> = told.into_iter().take(most).map(|one| item(lang, one)).collect();
    let below = match more {
        0 => String::new(),
        more => tr!(lang, "… and {more} more", "……另有 {more} 条"),
    };
    let heading = code(lang, rule.code).to_owned();
    (!items.is_empty()).then(|| Section { heading, items, below, ..Section::default() })
}

fn item(lang: Lang, one: &AnsweredSuggestion) -> (String, String) {
    let to = one.to.as_deref().map(|to| format!(" → {}", lang::one_line(to))).unwrap_or_default();
    let answer = match (one.taken_back, one.until) {
        (Some(day), _) => tr!(lang, "accepted, taken back on {day}", "已采纳，{day} 又改回"),
        (None, Some(day)) => tr!(lang, "put off until {day}", "推迟至 {day}"),
        _ => lang::suggestion_answer(lang, one.answer, one.to.is_none()).to_owned(),
    };
    let by = one.by.as_deref().map(|by| format!(", {}", lang::person(lang, by))).unwrap_or_default();
    let why = one.why.as_deref().map(|why| lang.pick(": ", "：").to_owned() + &lang::written(lang, why));
    let (name, id, on) = (lang::one_line(&one.name), &one.id, one.on);
    (format!("{name}  {id}{to}"), format!("{on}{by} · {answer}{}", why.unwrap_or_default()))
}

fn code(lang: Lang, code: MoveCode) -> &'static str {
    lang.pick(code.as_str(), lang::move_word(code.as_str()))
}
