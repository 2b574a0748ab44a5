//! What became of each person's follow-ups, for the manager.

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::Record;

/// One line a person.
pub fn supervision(
    lang: Lang,
    records: &[Record],
    people: &[(String, String)],
    (since, today): (NaiveDate, NaiveDate),
    style: Style,
) -> String {
    let first = lang::date_full(lang, since.succ_opt().unwrap_or(since));
    let last = lang::date_full(lang, today);
    let heading = tr!(lang, "{first} to {last}: follow-ups by person", "{first}至{last}：各人跟进情况");
    let heads = match lang {
        Lang::En => ["", "due", "on time", "late", "mean days", "missed", "waiting", "minutes"],
        Lang::Zh => ["", "应跟进", "按时", "迟到", "平均迟几天", "未跟进", "现待跟进", "分钟"],
    };
    let columns: Vec<Column<'_>> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| Column { head, number: index > 0, whole: index > 0 })
        .collect();
    let rows: Vec<Vec<String>> = records.iter().map(|record| row(lang, record, people, style)).collect();
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    out.push_str(&grid(&columns, &rows, style));
    out.push_str(&tr!(
        lang,
        "What waits: crm agenda --all-owners · why one is due: crm due --owner PERSON --why\n",
        "待跟进明细：crm agenda --all-owners · 到期依据：crm due --owner 负责人 --why\n"
    ));
    out
}

fn row(lang: Lang, record: &Record, people: &[(String, String)], style: Style) -> Vec<String> {
    let name = match &record.owner {
        None => lang.pick("the pool", "公海").to_owned(),
        Some(owner) => {
            let name = people.iter().find(|(id, _)| id == owner).map_or(owner, |(_, name)| name);
            lang::one_line(name)
        }
    };
    let missed = record.missed.to_string();
    let missed = if record.missed > 0 { style.paint(Tone::Alarm, &missed) } else { missed };
    vec![
        style.paint(Tone::Strong, &name),
        record.due.to_string(),
        record.on_time.to_string(),
        record.late.to_string(),
        mean(record),
        missed,
        record.waits.to_string(),
        record.minutes.normalize().to_string(),
    ]
}

/// How many days the late ones were late, on average.
fn mean(record: &Record) -> String {
    let days = Decimal::from(record.days_late).checked_div(Decimal::from(record.late));
    days.map_or_else(|| "–".to_owned(), |days| days.round_dp(1).normalize().to_string())
}
