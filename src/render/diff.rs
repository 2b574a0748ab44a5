//! What a change does, for people.

mod rules;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::plan::{Aspect, Change, Comparison, Difference, Shift, hours_a_week};

/// The other side, as the heading names it.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// As it was typed.
    pub name: &'a str,
    /// The commit, in short.
    pub commit: &'a str,
    /// The day of the commit.
    pub day: NaiveDate,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug)]
pub struct DiffShown<'a> {
    /// The sections.
    pub aspects: &'a [Aspect],
    /// The most customers of each of them.
    pub most: usize,
    /// The day of both sides.
    pub today: NaiveDate,
}

const ONE: &[Column<'_>] = &[Column { head: "", number: false, whole: false }];
const NAMED: &[Column<'_>] =
    &[Column { head: "", number: false, whole: true }, Column { head: "", number: false, whole: false }];
const DATED: &[Column<'_>] = &[NAMED[0], NAMED[1], Column { head: "", number: true, whole: true }];

/// The heading with what it adds up to, then a section for each sort of difference.
pub fn diff(
    lang: Lang,
    found: &Comparison,
    against: Against<'_>,
    shown: DiffShown<'_>,
    style: Style,
) -> String {
    let page = DiffText { lang, shown, style };
    let mut out = page.head(found, against);
    if found.differences.is_empty() {
        out.push_str(&nothing(lang, found, shown));
        return out;
    }
    let has = |aspect: Aspect| shown.aspects.contains(&aspect);
    let told = |difference: &Difference| has(Aspect::Overdue) && difference.has(Aspect::Overdue);
    let of = |aspect: Aspect| {
        let all: &[Difference] = if has(aspect) { &found.differences } else { &[] };
        all.iter().filter(move |difference| difference.has(aspect))
    };
    let (late, fine): (Vec<_>, Vec<_>) = of(Aspect::Overdue).partition(|difference| difference.overdue.to);
    let moved: Vec<_> = of(Aspect::Due).filter(|difference| !told(difference)).collect();
    let rest = tr!(lang, "Dates that move", "日期变动");
    let others = tr!(lang, "Other dates that move", "其他日期变动");
    let title = if late.is_empty() && fine.is_empty() { rest } else { others };
    let dated = |difference: &Difference| page.dated(difference);
    page.section(&mut out, lang.pick("Now overdue", "变为逾期"), DATED, &late, dated);
    page.section(&mut out, lang.pick("No longer overdue", "不再逾期"), DATED, &fine, dated);
    page.section(&mut out, &title, DATED, &moved, dated);
    let classes: Vec<_> = of(Aspect::Class).collect();
    page.section(&mut out, lang.pick("Classes that change", "等级变动"), NAMED, &classes, |difference| {
        page.shifted(difference, &difference.class)
    });
    let owners: Vec<_> = of(Aspect::Owner).collect();
    page.section(&mut out, lang.pick("Other owners", "负责人变动"), NAMED, &owners, |difference| {
        let pool = |owner: &Option<String>| match owner.as_deref() {
            Some(owner) => Some(lang::person(lang, owner)),
            None => Some(lang.pick("pool", "公海").to_owned()),
        };
        let shift = Shift { from: pool(&difference.owner.from), to: pool(&difference.owner.to) };
        page.shifted(difference, &shift)
    });
    let names: Vec<_> = of(Aspect::Name).collect();
    page.section(&mut out, lang.pick("Other names", "名称变动"), ONE, &names, |difference| {
        let name = |name: &Option<String>| lang::one_line(name.as_deref().unwrap_or("–"));
        let (from, to) = (name(&difference.name.from), style.paint(Tone::Strong, &name(&difference.name.to)));
        vec![format!("{from} → {to}  {}", page.id(difference))]
    });
    let views: Vec<_> = of(Aspect::Views).collect();
    page.views(&mut out, &views);
    let pooled: Vec<_> = of(Aspect::Pool).collect();
    let title = lang.pick("Into the pool, or no longer", "公海变动");
    page.section(&mut out, title, DATED, &pooled, |difference| page.pooled(difference));
    let suggested: Vec<_> = of(Aspect::Moves).collect();
    let title = lang.pick("Other suggestions", "建议变动");
    page.section(&mut out, title, NAMED, &suggested, |difference| page.suggested(difference));
    let aims: Vec<_> = of(Aspect::Playbook).collect();
    page.aims(&mut out, &aims);
    let added: Vec<_> = of(Aspect::Added).collect();
    page.section(&mut out, lang.pick("Added", "新增客户"), DATED, &added, dated);
    let removed: Vec<_> = of(Aspect::Removed).collect();
    page.section(&mut out, lang.pick("Removed", "移除客户"), NAMED, &removed, |difference| {
        vec![page.class(difference), page.name(difference)]
    });
    out
}

/// What is said where no customer is left to show.
fn nothing(lang: Lang, found: &Comparison, shown: DiffShown<'_>) -> String {
    if shown.aspects.len() < Aspect::ALL.len() {
        return lang.pick("No customer differs in that.\n", "这方面没有差异。\n").to_owned();
    }
    let apart = found.apart.join(lang.pick(", ", "、"));
    if !apart.is_empty() {
        return tr!(
            lang,
            "No customer's date, class or suggestion changes; agendas may, by {apart}.\n",
            "没有客户的日期、等级或建议变动；日程可能因 {apart} 而变。\n"
        );
    }
    if found.sums.differs() {
        lang.pick("No customer's date or class changes.\n", "没有客户的日期或等级变动。\n").to_owned()
    } else {
        lang.pick("No customer is affected.\n", "没有客户受影响。\n").to_owned()
    }
}

struct DiffText<'a> {
    lang: Lang,
    shown: DiffShown<'a>,
    style: Style,
}

impl DiffText<'_> {
    fn head(&self, found: &Comparison, against: Against<'_>) -> String {
        let (lang, today) = (self.lang, lang::date_full(self.lang, self.shown.today));
        let (name, commit, day) = (lang::clean(against.name), against.commit, against.day);
        let heading = match name == commit {
            true => tr!(lang, "{name} ({day}) → now, for {today}", "{name}（{day}）→ 现在，按{today}计算"),
            false => tr!(
                lang,
                "{name} ({commit}, {day}) → now, for {today}",
                "{name}（{commit}，{day}）→ 现在，按{today}计算"
            ),
        };
        let files = found.other_files;
        let rules = match (found.other_rules, found.has_other_rhythm()) {
            (true, false) => lang.pick("the rules in crm.yaml changed", "crm.yaml 的规则有变"),
            (false, true) => lang.pick("the rules in rhythm.yaml changed", "rhythm.yaml 的数值有变"),
            (true, true) => lang
                .pick("the rules in crm.yaml and rhythm.yaml changed", "crm.yaml 和 rhythm.yaml 的规则有变"),
            (false, false) => lang.pick("the same rules", "规则未变"),
        };
        let whose = if files == 1 { "customer's" } else { "customers'" };
        let files = match (files, lang) {
            (0, _) => lang.pick("the same files", "客户文件未变").to_owned(),
            (_, Lang::En) => format!("{files} {whose} files changed or moved"),
            (_, Lang::Zh) => format!("{files} 个客户的文件有变动"),
        };
        let mut rows = vec![
            vec![self.style.paint(Tone::Strong, &heading)],
            vec![self.packed(vec![rules.to_owned(), files])],
        ];
        let counts = self.counts(found);
        if !counts.is_empty() {
            rows.push(vec![self.packed(counts)]);
        }
        let sums = &found.sums;
        let mut costs = Vec::new();
        if sums.from.overdue != sums.to.overdue {
            let (from, to) = (sums.from.overdue, sums.to.overdue);
            costs.push(tr!(lang, "overdue: {from} → {to}", "逾期：{from} → {to} 个"));
        }
        // Less than what is shown of an hour is not a difference.
        let (from, to) = (hours_a_week(sums.from.minutes), hours_a_week(sums.to.minutes));
        if from != to {
            costs.push(tr!(lang, "budget: {from} → {to} h a week", "工时：每周 {from} → {to} 小时"));
        }
        if !costs.is_empty() {
            rows.push(vec![self.packed(costs)]);
        }
        if !found.apart.is_empty() && !found.differences.is_empty() {
            let apart = found.apart.join(lang.pick(", ", "、"));
            let told = tr!(lang, "agendas may change by {apart}, too", "日程也可能因 {apart} 而变");
            rows.push(vec![self.packed(vec![told])]);
        }
        grid(ONE, &rows, self.style)
    }

    /// Parts on as many lines as they need, none of them broken.
    fn packed(&self, parts: Vec<String>) -> String {
        let (mut packed, mut used) = (String::new(), 0);
        for part in parts {
            let fits = used + 3 + part.width() <= self.style.width;
            if used > 0 {
                packed.push_str(if fits { " · " } else { "\n" });
            }
            used = if used > 0 && fits { used + 3 } else { 0 } + part.width();
            packed.push_str(&part);
        }
        packed
    }

    /// How many customers differ in what, of what is shown.
    fn counts(&self, found: &Comparison) -> Vec<String> {
        let lang = self.lang;
        let mut counts = Vec::new();
        for aspect in self.shown.aspects {
            let count = found.count(*aspect);
            if count == 0 {
                continue;
            }
            let one = count == 1;
            let (s, es) = if one { ("", "s") } else { ("s", "") };
            counts.push(match aspect {
                Aspect::Overdue => continue,
                Aspect::Due => {
                    let moved = found.differences.iter().filter(|difference| difference.has(Aspect::Due));
                    let earlier = moved.filter(|difference| difference.is_earlier()).count();
                    let later = count - earlier;
                    match lang {
                        Lang::En => format!("{count} date{s} move{es}: {earlier} earlier, {later} later"),
                        Lang::Zh => format!("{count} 个日期变动：提前 {earlier} 个，推后 {later} 个"),
                    }
                }
                Aspect::Class => match lang {
                    Lang::En => format!("{count} other class{}", if one { "" } else { "es" }),
                    Lang::Zh => format!("{count} 个等级变动"),
                },
                Aspect::Views => match lang {
                    Lang::En => format!("views of {count} customer{s}"),
                    Lang::Zh => format!("{count} 个客户的视图变动"),
                },
                Aspect::Pool => match lang {
                    Lang::En => format!("the pool for {count} customer{s}"),
                    Lang::Zh => format!("{count} 个客户的公海变动"),
                },
                Aspect::Moves => match lang {
                    Lang::En => format!("suggestions for {count} customer{s}"),
                    Lang::Zh => format!("{count} 个客户的建议变动"),
                },
                Aspect::Playbook => match lang {
                    Lang::En => format!("the playbook of {count} customer{s}"),
                    Lang::Zh => format!("{count} 个客户的跟进要点变动"),
                },
                Aspect::Owner => match lang {
                    Lang::En => format!("{count} other owner{s}"),
                    Lang::Zh => format!("{count} 个换负责人"),
                },
                Aspect::Name => match lang {
                    Lang::En => format!("{count} other name{s}"),
                    Lang::Zh => format!("{count} 个改名"),
                },
                Aspect::Added => tr!(lang, "{count} added", "新增 {count} 个"),
                Aspect::Removed => tr!(lang, "{count} removed", "移除 {count} 个"),
            });
        }
        counts
    }

    fn section(
        &self,
        out: &mut String,
        title: &str,
        columns: &[Column<'_>],
        part: &[&Difference],
        row: impl Fn(&Difference) -> Vec<String>,
    ) {
        if part.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> =
            part.iter().take(self.shown.most).map(|difference| row(difference)).collect();
        self.title(out, title, part.len());
        if !rows.is_empty() {
            out.push_str(&grid(columns, &rows, self.style));
        }
        self.more(out, part.len() - rows.len());
    }

    fn title(&self, out: &mut String, title: &str, count: usize) {
        let title = tr!(self.lang, "{title} ({count})", "{title}（{count}）");
        out.push('\n');
        out.push_str(&self.style.paint(Tone::Strong, &title));
        out.push('\n');
    }

    fn more(&self, out: &mut String, more: usize) {
        if more > 0 {
            let text = tr!(self.lang, "… and {more} more: --limit 0", "……还有 {more} 个：--limit 0 显示全部");
            out.push_str(&(self.style.paint(Tone::Dim, &text) + "\n"));
        }
    }

    /// One line for each way that a class changes, with the ids of those whose class it is.
    fn views(&self, out: &mut String, part: &[&Difference]) {
        if part.is_empty() {
            return;
        }
        let mut ways: BTreeMap<(usize, _, _), Vec<&str>> = BTreeMap::new();
        let place = |view: &str| crate::rules::views::Views::NAMES.iter().position(|name| *name == view);
        for difference in part {
            for (view, shift) in &difference.views {
                let way = (place(view).unwrap_or_default(), shift.from, shift.to);
                ways.entry(way).or_default().push(difference.id.as_str());
            }
        }
        let lang = self.lang;
        self.title(out, lang.pick("Views that change", "视图变动"), part.len());
        let rows: Vec<Vec<String>> = ways
            .into_iter()
            .map(|((view, from, to), ids)| {
                let view = crate::rules::views::Views::NAMES.get(view).copied().unwrap_or_default();
                let class = |word: Option<&str>| {
                    word.map_or_else(|| "–".to_owned(), |word| lang::class(lang, view, word))
                };
                let (from, to) = (class(from), class(to));
                let mut named = ids[..ids.len().min(self.shown.most)].join(" ");
                let more = ids.len().saturating_sub(self.shown.most);
                if more > 0 {
                    named.push_str(&tr!(lang, " … and {more} more", " ……还有 {more} 个"));
                }
                vec![
                    lang::view(lang, view).to_owned(),
                    format!("{from} → {to}"),
                    ids.len().to_string(),
                    named,
                ]
            })
            .collect();
        let whole = Column { head: "", number: false, whole: true };
        let columns = [whole, whole, Column { number: true, ..whole }, Column { whole: false, ..whole }];
        out.push_str(&grid(&columns, &rows, self.style));
    }

    /// Who, why, and the dates on both sides.
    fn dated(&self, difference: &Difference) -> Vec<String> {
        let (lang, today) = (self.lang, self.shown.today);
        let mut who = self.name(difference);
        if let Some(verdict) = &difference.verdict.to {
            who.push('\n');
            who.push_str(&lang::reason(lang, verdict, today));
        }
        let due = difference.due();
        let day = |day: Option<NaiveDate>| {
            day.map_or_else(
                || lang.pick("never", "不跟进").to_owned(),
                |day| lang::day_month(lang, day, today),
            )
        };
        let tone = if difference.overdue.to { Tone::Alarm } else { Tone::Plain };
        let to = self.style.paint(tone, &day(due.to));
        let dates = match difference.change {
            Change::Added => to,
            _ => format!("{} → {to}", day(due.from)),
        };
        vec![self.class(difference), who, dates]
    }

    /// A value on both sides, and whose.
    fn shifted(&self, difference: &Difference, shift: &Shift<Option<String>>) -> Vec<String> {
        let text = |text: &Option<String>| lang::one_line(text.as_deref().unwrap_or("–"));
        let (from, to) = (text(&shift.from), self.style.paint(Tone::Strong, &text(&shift.to)));
        vec![format!("{from} → {to}"), self.name(difference)]
    }

    fn class(&self, difference: &Difference) -> String {
        self.style.paint(Tone::Strong, &lang::one_line(difference.newest_class().unwrap_or("–")))
    }

    fn name(&self, difference: &Difference) -> String {
        let name = self.style.paint(Tone::Strong, &lang::one_line(difference.newest_name()));
        format!("{name}  {}", self.id(difference))
    }

    fn id(&self, difference: &Difference) -> String {
        self.style.paint(Tone::Dim, difference.id.as_str())
    }
}
