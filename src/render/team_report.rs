//! What became of each person's follow-ups, for the manager.

mod lists;
mod subject;

use unicode_width::UnicodeWidthStr;

use super::document::{Document, Figure, Section};
use super::examples;
use super::grid::{Column, fits, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::Record;
use lists::Listed;

pub use subject::TeamReport;

/// One line a person, and below who waits longest.
pub fn team_report(team: &TeamReport<'_>, style: Style) -> String {
    let lang = team.lang;
    let (first, last) = (lang::date_full(lang, team.first()), lang::date_full(lang, team.days.1));
    let heading = match team.first() == team.days.1 {
        true => tr!(lang, "{last}: follow-ups by person", "{last}：各人跟进情况"),
        false => tr!(lang, "{first} to {last}: follow-ups by person", "{first}至{last}：各人跟进情况"),
    };
    let heads = [""].into_iter().chain(names(team));
    let columns: Vec<Column<'_>> =
        heads.enumerate().map(|(index, head)| Column { head, number: index > 0, whole: index > 0 }).collect();
    let rows: Vec<Vec<String>> = team.records.iter().map(|record| row(team, record, style)).collect();
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    let shown: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    // In a pipe the page is as wide as a mail's: cron sends it.
    let page = style.paged();
    match fits(&columns, &shown, page) {
        true => out.push_str(&grid(&columns, &rows, style)),
        // Broken heads and numbers say nothing: a mail is narrower than a terminal.
        false => team.records.iter().for_each(|record| out.push_str(&lines(team, record, page))),
    }
    out.push_str(&files_by_person(team, style));
    let waiting = team.records.iter().flat_map(|record| lists::of_one(team, record));
    let lists: Vec<Listed> =
        lists::of_all(team).into_iter().chain(waiting).filter(|list| !list.lines.is_empty()).collect();
    lists.iter().for_each(|list| out.push_str(&list.text(style)));
    out.push_str(&team.example.map(|one| examples::shown(lang, one, style)).unwrap_or_default());
    if team.example.is_some() || !lists.is_empty() {
        out.push('\n');
    }
    out.push_str(&wrapped_at_dots(&hint(lang), style.width));
    out.push('\n');
    out
}

/// How complete each person's files are, a line each, where crm.yaml asks for anything.
fn files_by_person(team: &TeamReport<'_>, style: Style) -> String {
    let row = |record: &Record| Some(vec![team.name(record), files(team.lang, record)?]);
    let rows: Vec<Vec<String>> = team.records.iter().filter_map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    let heading = team.lang.pick("Files, by what crm.yaml requires", "客户资料（按 crm.yaml 的 required）");
    let columns = [true, false].map(|whole| Column { head: "", number: false, whole });
    format!("\n{}\n{}", style.paint(Tone::Strong, heading), grid(&columns, &rows, style))
}

/// `97 % complete on average, 1 of 12 lacks something`.
fn files(lang: Lang, record: &Record) -> Option<String> {
    let (percent, asked, incomplete) = (record.completeness()?, record.asked, record.incomplete);
    let verb = if incomplete == 1 { "lacks" } else { "lack" };
    Some(tr!(
        lang,
        "{percent} % complete on average, {incomplete} of {asked} {verb} something",
        "平均完整度 {percent}%，{asked} 个中 {incomplete} 个不全"
    ))
}

/// One person's figures as text: the name, and below it each number with its name.
fn lines(team: &TeamReport<'_>, record: &Record, style: Style) -> String {
    let lang = team.lang;
    let said = names(team).into_iter().zip(values(team, record)).map(|(name, value)| match lang {
        // `3 · ø 5 d` has a dot of its own.
        Lang::En => format!("{name} {}", value.replace(" · ", ", ")),
        Lang::Zh => format!("{name} {}", value.replace(" · ", "，")),
    });
    let said = said.collect::<Vec<_>>().join(" · ");
    let said = wrapped_at_dots(&said, style.width.saturating_sub(2)).replace('\n', "\n  ");
    format!("{}\n  {said}\n", style.paint(Tone::Strong, &team.name(record)))
}

/// Parts with dots between them, broken between two where they don't fit into a line.
fn wrapped_at_dots(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for part in text.split(" · ") {
        let fits = used + 3 + part.width() <= width;
        out.push_str(if used == 0 {
            ""
        } else if fits {
            " · "
        } else {
            "\n"
        });
        used = if used > 0 && fits { used + 3 } else { 0 } + part.width();
        out.push_str(part);
    }
    out
}

/// The same, to be sent around.
pub fn team_report_document(team: &TeamReport<'_>) -> Document {
    let (lang, today) = (team.lang, team.days.1);
    let sum = |count: fn(&Record) -> usize| team.records.iter().map(count).sum::<usize>();
    let (due, on_time, late) = (sum(|one| one.due), sum(|one| one.on_time), sum(|one| one.late));
    let (missed, waits, beyond) = (sum(|one| one.missed), sum(|one| one.waits), sum(|one| one.beyond));
    let (first, last) = (lang::date_short(lang, team.first(), today), lang::date_short(lang, today, today));
    let section = |record: &Record| {
        let values = values(team, record);
        let figures = names(team).into_iter().zip(values).enumerate().map(|(index, (name, value))| {
            let is_alarm = index == MISSED && record.missed > 0;
            Figure { name, value, is_alarm, opens: "" }
        });
        let files = files(lang, record).map(|value| Figure {
            name: lang.pick("files", "资料"),
            value,
            is_alarm: false,
            opens: "",
        });
        let above = match record.longest.is_empty() {
            true => "",
            false => lang.pick("Late for longest:", "逾期最久："),
        };
        Section {
            heading: team.name(record),
            figures: figures.chain(files).collect(),
            above: above.to_owned(),
            entries: lists::waiting(team, record).entries(),
            ..Section::default()
        }
    };
    Document {
        lang,
        title: tr!(lang, "Team, {first} to {last}", "团队跟进 {first}至{last}"),
        lead: tr!(
            lang,
            "{due} due: {on_time} on time, {late} late, {missed} missed; {waits} waiting; {beyond} beyond the plan",
            "应跟进 {due} 个：按时 {on_time}，逾期完成 {late}，未跟进 {missed}；现待跟进 {waits} 个；计划外联系 {beyond} 次"
        ),
        sections: lists::of_all(team)
            .into_iter()
            .filter_map(Listed::section)
            .chain(team.records.iter().flat_map(|record| {
                let lists = [lists::contacts(team, record), lists::undone(team, record)];
                std::iter::once(section(record)).chain(lists.into_iter().filter_map(Listed::section))
            }))
            .chain(team.example.map(|one| examples::section(lang, one)))
            .collect(),
        hint: hint(lang),
    }
}

/// Which of the names is that of what was missed.
const MISSED: usize = 4;

/// The names of a person's figures. Late notes are nobody's business where there are none.
fn names(team: &TeamReport<'_>) -> Vec<&'static str> {
    let (mut names, late_notes) = match team.lang {
        Lang::En => {
            (vec!["customers", "due", "on time", "late", "missed", "waiting", "beyond"], "late notes")
        }
        Lang::Zh => (vec!["客户", "应跟进", "按时", "逾期完成", "未跟进", "现待跟进", "计划外"], "补记"),
    };
    names.extend(team.has_late_notes().then_some(late_notes));
    names.push(team.lang.pick("min", "分钟"));
    names
}

fn values(team: &TeamReport<'_>, record: &Record) -> Vec<String> {
    let mut values = vec![
        record.customers.to_string(),
        record.due.to_string(),
        record.on_time.to_string(),
        late(team.lang, record),
        record.missed.to_string(),
        record.waits.to_string(),
        record.beyond.to_string(),
    ];
    values.extend(team.has_late_notes().then(|| record.written_late.to_string()));
    values.push(record.minutes.normalize().to_string());
    values
}

fn hint(lang: Lang) -> String {
    tr!(
        lang,
        "What waits: crm agenda --all-owners · why one is due: crm due -o PERSON --why",
        "待跟进明细：crm agenda --all-owners · 跟进依据：crm due -o 负责人 --why"
    )
}

fn row(team: &TeamReport<'_>, record: &Record, style: Style) -> Vec<String> {
    let mut cells = vec![style.paint(Tone::Strong, &team.name(record))];
    cells.extend(values(team, record));
    if record.missed > 0 {
        let missed = &mut cells[1 + MISSED];
        *missed = style.paint(Tone::Alarm, missed);
    }
    cells
}

/// How many came late, and how many days that was on average: `3 · ø 5 d`.
fn late(lang: Lang, record: &Record) -> String {
    let late = record.late;
    let Some(days) = Decimal::from(record.days_late).checked_div(Decimal::from(late)) else {
        return late.to_string();
    };
    let places = u32::from(days < Decimal::TEN);
    let days = days.round_dp(places).normalize();
    tr!(lang, "{late} · ø {days} d", "{late} · 平均{days}天")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_too_narrow_for_the_table_breaks_no_number() {
        let record = |owner: &str| Record {
            owner: Some(owner.into()),
            customers: 1_234,
            due: 8,
            late: 12,
            days_late: 190,
            ..Record::default()
        };
        let day = |text: &str| text.parse().expect("a date");
        let records = [record("chen"), record("wang")];
        let people = [("chen".to_owned(), "Chen Yu of the branch in Hamburg".to_owned())];
        for (lang, at, lines) in [
            (Lang::En, 72, "  customers 1234 · due 8 · on time 0 · late 12, ø 16 d · missed 0\n  waiting 0"),
            (
                Lang::Zh,
                72,
                "  客户 1234 · 应跟进 8 · 按时 0 · 逾期完成 12，平均16天 · 未跟进 0\n  现待跟进 0",
            ),
            (Lang::En, 120, "customers  due  on time"),
        ] {
            let days = (day("2026-11-13"), day("2026-11-20"));
            let team =
                TeamReport { lang, records: &records, people: &people, days, example: None, alarms: &[] };
            let text = team_report(&team, Style::plain(at));
            assert!(text.contains(lines), "{text}");
            assert!(text.lines().all(|line| line.width() <= at), "{text}");
            let is_table = text.contains("12 · ");
            assert_eq!(is_table, at > 80, "{text}");
        }
    }

    #[test]
    fn advice_keeps_to_the_page() {
        for lang in [Lang::En, Lang::Zh] {
            assert!(hint(lang).width() <= 80);
            assert!(wrapped_at_dots(&hint(lang), 72).lines().all(|line| line.width() <= 72));
        }
    }
}
