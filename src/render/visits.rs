//! Who is open to a visit, for people.

use chrono::NaiveDate;

use super::document::{Document, Entry, Section};
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::reach::reach;
use super::tone::{Style, Tone};
use crate::plan::{Host, VisitReason};

/// One block a place.
pub fn visits(
    lang: Lang,
    hosts: &[Host],
    (today, round): (NaiveDate, Option<NaiveDate>),
    style: Style,
) -> String {
    let style = style.paged();
    let mut out = style.paint(Tone::Strong, &heading(lang, hosts, (today, round))) + "\n";
    if hosts.is_empty() && round.is_some() {
        out.push_str(&tr!(
            lang,
            "Nobody there is open to a visit or due: crm agenda --visits shows who is\n",
            "那里没有可以拜访或到期的客户：crm agenda --visits 可查看\n"
        ));
        return out;
    }
    if hosts.is_empty() {
        out.push_str(&tr!(
            lang,
            "Nobody said so yet: crm log ID \"…\" --visit yes\n",
            "还没有记录：crm log 编号 \"…\" --visit 可以\n"
        ));
        return out;
    }
    let is_shared = is_shared(hosts);
    for block in by_place(hosts) {
        let place = place(lang, block);
        out.push_str(&format!("\n{}\n", style.paint(Tone::Strong, &place)));
        let columns = [
            Column { head: "", number: false, whole: true },
            Column { head: "", number: false, whole: false },
        ];
        let rows: Vec<Vec<String>> =
            block.iter().map(|host| row(lang, host, (today, is_shared), style)).collect();
        out.push_str(&grid(&columns, &rows, style));
    }
    out
}

fn heading(lang: Lang, hosts: &[Host], (today, round): (NaiveDate, Option<NaiveDate>)) -> String {
    let count = hosts.len();
    match round {
        Some(day) => {
            let day = lang::date_short(lang, day, today);
            tr!(lang, "Round of {day}: {count} to visit", "{day} 拜访清单：{count} 个客户")
        }
        None => tr!(lang, "{count} open to a visit", "{count} 个客户可以拜访"),
    }
}

/// The same, to be sent around.
pub fn visits_document(
    lang: Lang,
    hosts: &[Host],
    (today, round): (NaiveDate, Option<NaiveDate>),
) -> Document {
    let is_shared = is_shared(hosts);
    let section = |block: &[Host]| Section {
        heading: place(lang, block),
        entries: block.iter().map(|host| entry(lang, host, (today, is_shared))).collect(),
        ..Section::default()
    };
    Document {
        lang,
        title: lang.pick("Visits", "拜访").to_owned(),
        lead: heading(lang, hosts, (today, round)),
        sections: by_place(hosts).map(section).collect(),
        hint: String::new(),
    }
}

fn by_place(hosts: &[Host]) -> impl Iterator<Item = &[Host]> {
    hosts.chunk_by(|one, next| (&one.country, &one.region) == (&next.country, &next.region))
}

fn place(lang: Lang, block: &[Host]) -> String {
    let first = block.first();
    let country = first.and_then(|host| host.country.as_deref()).map(|code| lang::country(lang, code));
    let region = first.and_then(|host| host.region.as_deref()).map(lang::one_line);
    let place: Vec<String> = country.into_iter().chain(region).collect();
    match place.is_empty() {
        true => lang.pick("no country in the file", "未填写国家").to_owned(),
        false => place.join(" · "),
    }
}

fn row(lang: Lang, host: &Host, of: (NaiveDate, bool), style: Style) -> Vec<String> {
    let (name, id) = (lang::one_line(&host.name), style.paint(Tone::Dim, host.id.as_str()));
    let mut lines = vec![format!("{}  {id}", style.paint(Tone::Strong, &name))];
    lines.extend(said(lang, host, of));
    lines.extend(host.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()));
    vec![style.paint(Tone::Strong, &grade(host)), lines.join("\n")]
}

fn entry(lang: Lang, host: &Host, of: (NaiveDate, bool)) -> Entry {
    Entry {
        grade: Some(grade(host)),
        name: lang::one_line(&host.name),
        id: host.id.to_string(),
        lines: said(lang, host, of).into_iter().map(Into::into).collect(),
        contact: host.contact.clone(),
        ..Entry::default()
    }
}

fn grade(host: &Host) -> String {
    host.grade.as_deref().map_or_else(|| "–".to_owned(), lang::clean)
}

/// Whether they are several people's.
fn is_shared(hosts: &[Host]) -> bool {
    hosts.iter().any(|host| host.owner != hosts[0].owner)
}

/// What it answered, when it is due, where it is, and whose, where they are several people's.
fn said(lang: Lang, host: &Host, (today, is_shared): (NaiveDate, bool)) -> Vec<String> {
    let day = |due| lang::date_short(lang, due, today);
    let is_late = host.due.is_some_and(|due| due < today);
    let next = match host.due.map(day) {
        Some(due) if is_late => tr!(lang, "overdue since {due}", "{due}起逾期"),
        Some(due) => tr!(lang, "next {due}", "下次 {due}"),
        None => lang.pick("next never", "不再跟进").to_owned(),
    };
    let due = host.due.map(day).unwrap_or_default();
    let mut lines = vec![match (host.visit, host.said) {
        (Some(visit), Some(said)) => {
            let (visit, said) = (lang::visit(lang, visit), lang::day_month(lang, said, today));
            tr!(lang, "visit: {visit}, said on {said} · {next}", "拜访：{visit}（{said}） · {next}")
        }
        _ if host.reason == VisitReason::Due && is_late => {
            tr!(lang, "{next}; ask whether a visit suits", "{next}，可询问能否上门")
        }
        _ if host.reason == VisitReason::Due => {
            tr!(lang, "due {due}; ask whether a visit suits", "{due} 到期，可询问能否上门")
        }
        _ => tr!(lang, "not asked yet · {next}", "尚未问过能否上门 · {next}"),
    }];
    lines.extend(host.address.as_deref().map(lang::one_line));
    if is_shared {
        let owner = host.owner.as_deref().map(|owner| lang::person(lang, owner));
        let owner = owner.unwrap_or_else(|| lang.pick("nobody: in the pool", "无（公海）").to_owned());
        lines.push(tr!(lang, "owner: {owner}", "负责人：{owner}"));
    }
    lines
}
