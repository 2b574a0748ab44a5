//! A spread, for people: what each day gets, and who is among it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::Decimal;
use crate::plan::{Candidate, Capacity, Spread, SpreadDay, Work};
use crate::rules::Policy;

/// How spreads are shown.
#[derive(Clone, Copy, Debug)]
pub struct SpreadShown<'a> {
    /// The most customers of each day; 0 shows the days alone.
    pub most: usize,
    /// The last day that was asked for.
    pub until: Option<NaiveDate>,
    /// The day that it is.
    pub today: NaiveDate,
    /// In which order the grades are counted.
    pub policy: &'a Policy,
}

/// One block a person.
pub fn spreads(lang: Lang, spreads: &[Spread], shown: SpreadShown<'_>, style: Style) -> String {
    let page = SpreadTable { lang, shown, style: style.paged() };
    let blocks: Vec<String> = spreads.iter().map(|spread| page.block(spread)).collect();
    blocks.join("\n")
}

struct SpreadTable<'a> {
    lang: Lang,
    shown: SpreadShown<'a>,
    style: Style,
}

impl SpreadTable<'_> {
    fn block(&self, spread: &Spread) -> String {
        let mut out = self.style.paint(Tone::Strong, &self.heading(spread)) + "\n";
        out.push_str(&self.remarks(spread));
        if !spread.days.is_empty() && spread.moved().next().is_some() {
            out.push('\n');
            out.push_str(&self.days(spread));
            for day in spread.days.iter().filter(|day| !day.is_today && self.shown.most > 0) {
                let date = self.date(day.date);
                out.push_str(&self.list(&date, &day.placed));
            }
        }
        if !spread.left.is_empty() && self.shown.most > 0 {
            let heading = tr!(self.lang, "No place found", "没有排上");
            out.push_str(&self.list(&heading, &spread.left));
        }
        out
    }

    /// `li · 214 due, 16.3 h at 3 h a day: spread over 6 working days`.
    fn heading(&self, spread: &Spread) -> String {
        let lang = self.lang;
        let owner = match spread.owner.as_deref() {
            Some(owner) => lang::person(lang, owner),
            None => lang.pick("pool", "公海").to_owned(),
        };
        let due = spread.due();
        let (count, hours) = (due.customers, lang::hours(due.minutes));
        let rate = match spread.room {
            Capacity::Minutes(minutes) => {
                // Of minutes hours would say `0 h a day`.
                let a_day = match minutes < Decimal::from(6) {
                    true => lang::minutes(lang, minutes),
                    false => {
                        let hours = lang::hours(minutes);
                        tr!(lang, "{hours} h", "{hours} 小时")
                    }
                };
                tr!(lang, "{a_day} a day", "每天 {a_day}")
            }
            Capacity::Customers(customers) => tr!(lang, "{customers} customers a day", "每天 {customers} 个"),
        };
        let what = tr!(
            lang,
            "{owner} · {count} due, {hours} h at {rate}",
            "{owner} · 待跟进 {count} 个，共 {hours} 小时，{rate}"
        );
        let days = spread.days.len();
        let outcome = match (spread.moved().count(), &spread.days[..]) {
            (0, []) if spread.left.is_empty() => tr!(lang, "nothing has to move", "无需调整"),
            (0, [only]) if spread.left.is_empty() => {
                let date = self.date(only.date);
                tr!(lang, "all fit into {date}, nothing has to move", "{date}排得下，无需调整")
            }
            (0, _) => tr!(lang, "nothing can move", "无法调整"),
            (_, [_]) => tr!(lang, "on 1 working day", "安排在 1 个工作日"),
            _ => tr!(lang, "spread over {days} working days", "分到 {days} 个工作日"),
        };
        tr!(lang, "{what}: {outcome}", "{what}：{outcome}")
    }

    /// What does not move, and why.
    fn remarks(&self, spread: &Spread) -> String {
        let lang = self.lang;
        let mut out = String::new();
        if !spread.kept.is_empty() {
            let minutes = lang::minutes(lang, Work::of(&spread.kept).minutes);
            let leaving = spread.kept.iter().filter(|one| one.leaves()).count();
            let set = spread.kept.iter().filter(|one| one.is_set() && !one.leaves()).count();
            let closing = match (spread.kept.len() - set - leaving, lang) {
                (0, _) => None,
                (1, Lang::En) => Some("1 that closes by itself".to_owned()),
                (count, Lang::En) => Some(format!("{count} that close by themselves")),
                (count, Lang::Zh) => Some(format!("{count} 个本身有期限")),
            };
            let set = (set > 0).then(|| tr!(lang, "{set} set for today", "{set} 个定在今天"));
            let leaving = match (leaving, lang) {
                (0, _) => None,
                (1, Lang::En) => Some("1 that leaves for the pool".to_owned()),
                (count, Lang::En) => Some(format!("{count} that leave for the pool")),
                (count, Lang::Zh) => Some(format!("{count} 个即将退回公海")),
            };
            let kept: Vec<String> = closing.into_iter().chain(set).chain(leaving).collect();
            let kept = kept.join(lang.pick(", ", "，"));
            out.push_str(&tr!(
                lang,
                "kept: {kept}; {minutes} of the first day",
                "保留：{kept}；占第一天 {minutes}"
            ));
            out.push('\n');
        }
        if !spread.left.is_empty() {
            let count = spread.left.len();
            let what = match self.shown.until {
                Some(until) => {
                    let until = self.date(until);
                    tr!(
                        lang,
                        "no place by {until}: {count}, they stay as they are",
                        "到{until}为止排不上 {count} 个，日期不变"
                    )
                }
                None => tr!(lang, "no place: {count}, they stay as they are", "排不上 {count} 个，日期不变"),
            };
            out.push_str(&self.style.paint(Tone::Alarm, &what));
            out.push('\n');
        }
        out
    }

    fn days(&self, spread: &Spread) -> String {
        let lang = self.lang;
        let columns = [
            Column { head: lang.pick("day", "日期"), number: false, whole: true },
            Column { head: lang.pick("customers", "客户"), number: true, whole: true },
            Column { head: lang.pick("planned", "已有"), number: true, whole: true },
            Column { head: lang.pick("minutes", "分钟"), number: true, whole: true },
            Column { head: lang.pick("by grade", "按等级"), number: false, whole: false },
        ];
        let rows: Vec<Vec<String>> = spread.days.iter().map(|day| self.day(day, spread.room)).collect();
        grid(&columns, &rows, self.style)
    }

    fn day(&self, day: &SpreadDay, room: Capacity) -> Vec<String> {
        let lang = self.lang;
        let (placed, planned) = (Work::of(&day.placed), day.planned.customers);
        let minutes = plain(day.planned.and(placed).minutes);
        let minutes = match room {
            Capacity::Minutes(most) => {
                let most = plain(most);
                tr!(lang, "{minutes} of {most}", "{minutes}/{most}")
            }
            Capacity::Customers(_) => minutes,
        };
        let mut grades = self.grades(&day.placed);
        if day.is_today {
            let stay = lang.pick("stay", "不变");
            grades.push_str(&self.style.paint(Tone::Dim, &format!("  {stay}")));
        }
        vec![
            self.date(day.date),
            placed.customers.to_string(),
            if planned == 0 { "–".to_owned() } else { planned.to_string() },
            minutes,
            grades,
        ]
    }

    /// `A 3 · C 20 · no grade 5`.
    fn grades(&self, placed: &[Candidate]) -> String {
        let mut counts: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
        for one in placed {
            let grade = one.item.grade.as_deref();
            *counts.entry((self.shown.policy.rank(grade), grade)).or_default() += 1;
        }
        let none = self.lang.pick("no grade", "未定级");
        let counted = counts.into_iter().map(|((_, grade), count)| {
            let grade = grade.map_or_else(|| none.to_owned(), lang::clean);
            format!("{grade} {count}")
        });
        counted.collect::<Vec<_>>().join(" · ")
    }

    /// The first customers of a day.
    fn list(&self, heading: &str, customers: &[Candidate]) -> String {
        let (lang, style) = (self.lang, self.style);
        let columns = [
            Column { head: "", number: false, whole: true },
            Column { head: "", number: false, whole: false },
            Column { head: "", number: true, whole: true },
        ];
        let first = customers.iter().take(self.shown.most);
        let rows: Vec<Vec<String>> = first.map(|one| self.row(one)).collect();
        let mut out = format!("\n{}\n{}", style.paint(Tone::Strong, heading), grid(&columns, &rows, style));
        let more = customers.len().saturating_sub(self.shown.most);
        if more > 0 {
            out.push_str(&tr!(lang, "… and {more} more\n", "……另有 {more} 个\n"));
        }
        out
    }

    fn row(&self, one: &Candidate) -> Vec<String> {
        let (lang, style) = (self.lang, self.style);
        let item = &one.item;
        let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
        let name = style.paint(Tone::Strong, &lang::one_line(&item.name));
        let (late, minutes) = (lang::late(lang, item.days_late), lang::minutes(lang, one.minutes));
        vec![
            style.paint(Tone::Strong, grade.as_deref().unwrap_or("–")),
            format!("{name}  {}", style.paint(Tone::Dim, item.id.as_str())),
            style.paint(Tone::Dim, &format!("{late} · {minutes}")),
        ]
    }

    fn date(&self, day: NaiveDate) -> String {
        lang::date_short(self.lang, day, self.shown.today)
    }
}

fn plain(minutes: Decimal) -> String {
    minutes.round_dp(1).normalize().to_string()
}
