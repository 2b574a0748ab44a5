//! Examples to learn from, for people.

use super::document;
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::page::history::when;
use super::tone::{Style, Tone};
use crate::plan::{Example, ExampleMark};

/// How many of them are shown, and what is said where there are none.
#[derive(Clone, Copy, Debug)]
pub struct ExamplesShown {
    /// No more than so many.
    pub most: usize,
    /// Whether anything narrows them.
    pub is_narrowed: bool,
}

/// The examples, the newest first.
pub fn examples(lang: Lang, found: &[Example], shown: ExamplesShown, style: Style) -> String {
    let style = style.paged();
    let count = found.len();
    let heading = match (lang, count) {
        (Lang::En, 1) => "1 example to learn from".to_owned(),
        (Lang::En, _) => format!("{count} examples to learn from"),
        (Lang::Zh, _) => format!("{count} 个值得学习的案例"),
    };
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() {
        out.push_str(match shown.is_narrowed {
            true => lang.pick("None of these: crm examples shows all\n", "没有符合条件的：crm examples 查看全部\n"),
            false => lang.pick(
                "What newcomers should read: crm log ID \"…\" --example\nAn older entry: crm log ID \"why\" --example --of last\n",
                "值得新人学习的：crm log 编号 \"…\" --example\n较早的记录：crm log 编号 \"理由\" --example --of 上次\n",
            ),
        });
        return out;
    }
    let columns = [true, true, false].map(|whole| Column { head: "", number: false, whole });
    let rows: Vec<Vec<String>> = found.iter().take(shown.most).map(|one| row(lang, one, style)).collect();
    out.push('\n');
    out.push_str(&grid(&columns, &rows, style));
    let more = count - rows.len();
    if more > 0 {
        out.push_str(&tr!(lang, "… and {more} more, by --limit\n", "……还有 {more} 个（受 --limit 限制）\n"));
    }
    out
}

fn row(lang: Lang, one: &Example, style: Style) -> Vec<String> {
    let by = one.by.as_deref().map(|by| lang::person(lang, by)).unwrap_or_default();
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let facts = [one.grade.as_deref().map(lang::clean), Some(one.id.to_string())];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut said = format!("{name}  {}\n{}", style.paint(Tone::Dim, &facts), one.said);
    if let Some(why) = why(lang, one) {
        said.push_str(&format!("\n{}", style.paint(Tone::Dim, &why)));
    }
    vec![when(one.at), style.paint(Tone::Dim, &by), said]
}

/// Why it is worth reading, where whoever marked it says so: `Wang: how to answer on price`.
fn why(lang: Lang, one: &Example) -> Option<String> {
    let ExampleMark { by, why, .. } = one.mark.as_ref()?;
    let why = lang::one_line(why.as_deref()?);
    let by = by.as_deref().map(|by| lang::person(lang, by));
    Some(match by {
        Some(by) => tr!(lang, "{by}: {why}", "{by}：{why}"),
        None => why,
    })
}

/// What stands above the one that a page shows.
pub(super) fn heading(lang: Lang) -> &'static str {
    lang.pick("Worth reading: an example of these days", "值得一读：本期案例")
}

/// The same on a page that is sent around.
pub(super) fn section(lang: Lang, one: &Example) -> document::Section {
    let lines = [Some(one.said.clone()), why(lang, one)].into_iter().flatten().map(Into::into).collect();
    let by = one.by.as_deref().map(|by| lang::person(lang, by));
    let beside = [Some(when(one.at)), by].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let entry = document::Entry {
        grade: Some(one.grade.as_deref().map_or_else(|| "–".to_owned(), lang::clean)),
        name: lang::one_line(&one.name),
        id: one.id.to_string(),
        beside,
        lines,
        ..document::Entry::default()
    };
    document::Section {
        heading: heading(lang).to_owned(),
        entries: vec![entry],
        ..document::Section::default()
    }
}

/// The same on a terminal.
pub(super) fn shown(lang: Lang, one: &Example, style: Style) -> String {
    let columns = [true, true, false].map(|whole| Column { head: "", number: false, whole });
    let title = style.paint(Tone::Strong, heading(lang));
    format!("\n{title}\n{}", grid(&columns, &[row(lang, one, style)], style))
}
