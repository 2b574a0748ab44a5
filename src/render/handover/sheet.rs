//! The sheet that goes with a customer to its new owner, as Markdown: where it stands, whom one speaks
//! with, what was promised, what was said, and what comes next.

use chrono::NaiveDate;

use crate::model::{Entry, Event};
use crate::plan::Recipient;
use crate::render::document::markdown::escaped;
use crate::render::lang::{self, Lang, tr};
use crate::render::page::{self, Subject, history, open};
use crate::render::tone::{Style, Tone};
use crate::rules::{Policy, Reason};

/// Nothing is coloured or broken in a file.
const PLAIN: Style = Style::plain(usize::MAX);
/// So many of the last entries.
const ENTRIES: usize = 5;
/// The views that say in a word what the customer is.
const SHORT: &[&str] = &["deal", "lifecycle", "pyramid"];

/// The sheet of one customer. `subject` has its whole log.
pub fn handover_sheet(
    lang: Lang,
    subject: &Subject<'_>,
    (from, to): (&str, &str),
    policy: &Policy,
    today: NaiveDate,
) -> String {
    let customer = subject.customer;
    let mut out = format!("# {}\n\n", escaped(&lang::one_line(&customer.name)));
    let day = lang::date_full(lang, today);
    let (from, to) = (
        escaped(lang::person_within(lang, from).trim_start()),
        escaped(lang::person_within(lang, to).trim_end()),
    );
    let id = &customer.id;
    out.push_str(&tr!(lang, "`{id}` · from {from} to {to}, {day}\n", "`{id}` · {from}交给{to}，{day}\n"));
    let about = page::about(lang, customer);
    if !about.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&about)));
    }
    let parts = [
        (lang.pick("Where it stands", "现状"), standing(lang, subject, policy, today)),
        (lang.pick("Contacts", "联系人"), contacts(lang, subject, today)),
        (lang.pick("What was promised, and what is open", "承诺与未结事项"), promised(lang, subject, today)),
        (lang.pick("Last entries", "最近记录"), entries(lang, subject, today)),
        (lang.pick("What comes next", "下一步"), next(lang, subject, today)),
    ];
    for (heading, lines) in parts {
        out.push_str(&format!("\n## {heading}\n\n"));
        if lines.is_empty() {
            out.push_str(lang.pick("Nothing is on record.\n", "没有记录。\n"));
        }
        for line in lines {
            out.push_str(&format!("- {line}\n"));
        }
    }
    out.push_str(&tr!(
        lang,
        "\nThe whole history: `crm show {id} --all`\n",
        "\n完整记录：`crm show {id} --all`\n"
    ));
    out
}

/// A line of the page: its label in bold, where it has one.
fn listed(lines: Vec<page::Line>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|(label, text)| match label.as_str() {
        "" => escaped(&text),
        label => format!("**{label}** {}", escaped(&text)),
    })
}

fn standing(lang: Lang, subject: &Subject<'_>, policy: &Policy, today: NaiveDate) -> Vec<String> {
    let (customer, profile, views) = (subject.customer, subject.profile, subject.views);
    let mut lines: Vec<String> = listed(page::graded(lang, profile, policy, today, PLAIN)).collect();
    let label = views.label().map(|label| lang::class(lang, "label", &label));
    let view = |view: &&str| {
        let class = lang::class(lang, view, views.get(view)?);
        Some(format!("{} {class}", lang::view(lang, view)))
    };
    let classes: Vec<String> = label.into_iter().chain(SHORT.iter().filter_map(view)).collect();
    if !classes.is_empty() {
        let name = lang.pick("classes", "分类");
        lines.push(format!("**{name}** {}", escaped(&classes.join(" · "))));
    }
    lines.extend(listed(page::figures(lang, profile, today)));
    let owners: Vec<String> = subject.log.iter().rev().filter_map(|entry| owner(lang, entry)).collect();
    if !owners.is_empty() {
        let name = lang.pick("owners", "历任负责人");
        lines.push(format!("**{name}** {}", escaped(&owners.join(lang.pick("; ", "；")))));
    }
    lines.extend(listed(page::buying(lang, customer)));
    lines.extend(listed(page::notes(lang, customer, today)));
    lines
}

/// `2026-03-01 li → wang: on leave`.
fn owner(lang: Lang, entry: &Entry<'_>) -> Option<String> {
    let Event::Owner(change) = &entry.event else { return None };
    let pool = lang.pick("pool", "公海");
    let end = |end: Option<&str>| end.map_or_else(|| pool.to_owned(), |one| lang::person(lang, one));
    let (day, from, to) = (entry.day(), end(change.from.as_deref()), end(change.to.as_deref()));
    let why = change.why.as_deref().map(|why| {
        let why = lang::written(lang, why);
        tr!(lang, ": {why}", "：{why}")
    });
    Some(format!("{day} {from} → {to}{}", why.unwrap_or_default()))
}

fn contacts(lang: Lang, subject: &Subject<'_>, today: NaiveDate) -> Vec<String> {
    // The section is called so already.
    let strip = |(label, text): page::Line| match label == lang.pick("contacts", "联系人") {
        true => (String::new(), text),
        false => (label, text),
    };
    let people = page::people(lang, subject.customer, today).into_iter().map(strip).collect();
    let mut lines: Vec<String> = listed(people).collect();
    let calling = subject.profile.calling.as_ref();
    if let Some(hours) = calling.and_then(|calling| lang::local_time(lang, calling, today, None)) {
        let name = lang.pick("when", "时间");
        lines.push(format!("**{name}** {}", escaped(&hours)));
    }
    lines
}

fn promised(lang: Lang, subject: &Subject<'_>, today: NaiveDate) -> Vec<String> {
    let profile = subject.profile;
    let mut lines = page::agreed(lang, subject.customer);
    if let (Reason::Agreed { .. }, Some(due)) = (&profile.verdict.reason, profile.verdict.due) {
        let (day, reason) = (lang::date_short(lang, due, today), lang::reason(lang, &profile.verdict, today));
        lines.push((lang.pick("agreed", "约定").to_owned(), tr!(lang, "{day}: {reason}", "{day}：{reason}")));
    }
    if let Some(plan) = &profile.next_plan {
        lines.push((lang.pick("announced", "已说好").to_owned(), lang::one_line(plan)));
    }
    lines.extend(open::open(lang, profile, today, PLAIN));
    listed(lines).collect()
}

fn entries(lang: Lang, subject: &Subject<'_>, today: NaiveDate) -> Vec<String> {
    let told = |entry: &&Entry<'_>| {
        let by = history::people(lang, entry);
        let text = escaped(&history::told(lang, entry, today, PLAIN));
        let mark = if subject.examples.contains(&entry.line) {
            format!("{} ", history::EXAMPLE)
        } else {
            String::new()
        };
        format!("{} {} · {mark}{text}", history::when(entry.at), escaped(&by))
    };
    subject.log.iter().take(ENTRIES).map(told).collect()
}

fn next(lang: Lang, subject: &Subject<'_>, today: NaiveDate) -> Vec<String> {
    let (customer, profile) = (subject.customer, subject.profile);
    let reason = lang::reason(lang, &profile.verdict, today);
    let mut lines = vec![match profile.verdict.due {
        Some(due) => {
            let (day, when) =
                (lang::date_short(lang, due, today), lang::late(lang, (today - due).num_days()));
            let reason = escaped(&reason);
            tr!(lang, "**{day}**, {when}: {reason}", "**{day}**，{when}：{reason}")
        }
        None => tr!(lang, "no follow-up: {reason}", "不再跟进：{reason}"),
    }];
    for aim in &profile.aims {
        let name = if aim.is_of_class { lang.pick("do", "行动") } else { lang.pick("aim", "策略") };
        lines.push(format!("**{name}** {}", escaped(&lang::whole_aim(lang, aim))));
    }
    if let Some(plan) = &customer.plan {
        let name = lang.pick("plan", "计划");
        lines.push(format!("**{name}** {}", escaped(&lang::one_line(plan))));
    }
    if profile.lacks_plan {
        let missing = PLAIN.paint(Tone::Alarm, &lang::no_plan(lang, customer.id.as_str()));
        lines.push(format!("**{}** {}", lang.pick("plan", "计划"), escaped(&missing)));
    }
    lines
}

/// Whether a page is one of these, of any day and in either language: a newer one may take its place.
pub fn is_handover_page(text: &str) -> bool {
    let mut lines = text.lines();
    let (first, _, third) =
        (lines.next().unwrap_or_default(), lines.next(), lines.next().unwrap_or_default());
    let is_index = first.starts_with("# Hand-over from ") || first.contains("的客户交接，");
    is_index || first.starts_with("# ") && third.starts_with('`') && third.contains("` · ")
}

/// What the folder of sheets holds: a table a receiver.
pub fn handover_index(lang: Lang, receivers: &[Recipient], from: &str, today: NaiveDate) -> String {
    let (from, day) = (escaped(lang::person_within(lang, from).trim_start()), lang::date_full(lang, today));
    let mut out = tr!(lang, "# Hand-over from {from}, {day}\n", "# {from}的客户交接，{day}\n");
    let heads = match lang {
        Lang::En => "| grade | customer | minutes a year |\n| --- | --- | ---: |\n",
        Lang::Zh => "| 等级 | 客户 | 每年分钟 |\n| --- | --- | ---: |\n",
    };
    for receiver in receivers.iter().filter(|receiver| !receiver.given.is_empty()) {
        let (to, count) = (escaped(lang::person_within(lang, &receiver.to).trim_end()), receiver.given.len());
        out.push_str(&tr!(lang, "\n## To {to} ({count})\n\n{heads}", "\n## 交给{to}（{count}）\n\n{heads}"));
        for item in &receiver.given {
            let grade =
                item.grade.as_deref().map_or_else(|| "–".to_owned(), |grade| escaped(&lang::clean(grade)));
            let name = escaped(&lang::one_line(&item.name));
            let (id, minutes) = (&item.id, item.burden.minutes.normalize());
            let minutes = match item.is_archived {
                true => lang.pick("archived", "已归档").to_owned(),
                false => minutes.to_string(),
            };
            out.push_str(&format!("| {grade} | [{name}]({id}.md) | {minutes} |\n"));
        }
    }
    out
}
