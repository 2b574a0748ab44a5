//! The hours that a book takes, for people.

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::{Load, hours_a_week};
use crate::rules::Policy;

/// One block a person: what each grade takes, the sum against the hours, and what still fits.
pub fn budget(lang: Lang, loads: &[Load], policy: &Policy, style: Style) -> String {
    if loads.is_empty() {
        return tr!(
            lang,
            "No customer takes any time: crm add NAME\n",
            "还没有需要跟进的客户：crm add 名称\n"
        );
    }
    let mut out = String::new();
    for load in loads {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&heading(lang, load, style));
        let heads = match lang {
            Lang::En => ["grade", "customers", "hours a week", "minutes a year"],
            Lang::Zh => ["等级", "客户数", "每周小时", "每年分钟"],
        };
        let columns: Vec<Column<'_>> = heads
            .iter()
            .enumerate()
            .map(|(index, head)| Column { head, number: index > 0, whole: index > 0 })
            .collect();
        let rows: Vec<Vec<String>> = load
            .lines
            .iter()
            .map(|line| {
                let rule = line.grade.as_deref().and_then(|grade| policy.grade(grade));
                let grade = match rule {
                    Some(rule) => format!("{} {}", rule.class, lang::label(lang, &rule.label)),
                    None => lang.pick("no grade yet", "尚未定级").to_owned(),
                };
                vec![
                    grade,
                    line.customers.to_string(),
                    hours_a_week(line.minutes).to_string(),
                    line.minutes.to_string(),
                ]
            })
            .collect();
        out.push_str(&grid(&columns, &rows, style));
        if !load.room.is_empty() {
            let room: Vec<String> = load.room.iter().map(|(grade, more)| format!("{more} {grade}")).collect();
            let room = room.join(lang.pick(", or ", "，或 "));
            out.push_str(&tr!(lang, "room for {room} more\n", "还可承担：{room}\n"));
        }
    }
    out
}

fn heading(lang: Lang, load: &Load, style: Style) -> String {
    let owner =
        load.owner.as_deref().map_or_else(|| lang.pick("the pool", "公海").to_owned(), lang::one_line);
    let hours = hours_a_week(load.minutes);
    let (text, tone) = match load.capacity {
        Some(capacity) if capacity < hours => (
            tr!(
                lang,
                "{owner}: needs {hours} h a week, has {capacity}",
                "{owner}：每周需要 {hours} 小时，只有 {capacity} 小时"
            ),
            Tone::Alarm,
        ),
        Some(capacity) => (
            tr!(
                lang,
                "{owner}: needs {hours} of {capacity} h a week",
                "{owner}：每周需要 {hours} 小时，共有 {capacity} 小时"
            ),
            Tone::Good,
        ),
        None => {
            (tr!(lang, "{owner}: needs {hours} h a week", "{owner}：每周需要 {hours} 小时"), Tone::Strong)
        }
    };
    style.paint(tone, &text) + "\n"
}
