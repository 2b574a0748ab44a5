//! The end of the day, and of a week: what is left to do, and what became of what was due.

use chrono::NaiveDate;

use super::letter::letter;
use super::post::hand_over;
use super::{Args, Form, people, person, reader};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History, Interval, Unit};
use crate::plan::{self, EndOfDay, Filter, Host, Record};
use crate::render::document::{self, Document};
use crate::render::lang::both;
use crate::render::{self, MailHeaders, Style, TeamReport, json};
use crate::rules::EffectiveClass;

/// What is left to do today, by customer.
pub(super) fn end_of_day(session: &Session<'_>, args: &Args, form: Form) -> Result<Exit, Failure> {
    let today = session.today;
    let filter = args.filter.filter(session, &[])?;
    let whose = one_owner(&filter);
    let lang = reader(session, whose, form);
    let layout = session.workspace.layout();
    let policy = &session.config.policy;
    let ask = |customer: &Customer, _: &EffectiveClass, history: &History<'_>| {
        plan::end_of_day(customer, history, &policy.calendar, today)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let found: Vec<EndOfDay> = found.into_iter().flatten().collect();
    let style = session.style();
    let text = match form {
        Form::Table => render::end_of_day(lang, &found, today, style),
        Form::Json => json::document(&json::end_of_day(&found)),
        Form::Ids => found.iter().map(|one| format!("{}\n", one.id)).collect(),
        Form::Csv => render::csv(
            &["what", "id", "name", "owner", "on", "text"],
            found.iter().map(|one| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let (what, on) = (one.what.as_str().to_owned(), one.on.to_string());
                vec![what, one.id.to_string(), one.name.clone(), text(&one.owner), on, text(&one.text)]
            }),
            false,
        ),
        Form::Ics => return Err(no_calendar()),
        Form::Md | Form::Html | Form::Mail if found.is_empty() => String::new(),
        Form::Md | Form::Html | Form::Mail => {
            let sent =
                Sent { document: render::end_of_day_document(lang, &found, today), name: "wrap-up", today };
            let text = |style| render::end_of_day(lang, &found, today, style);
            sent.form(form, text, || {
                letter(session, args, whose.and_then(|owner| person(&session.config, owner)))
            })?
        }
    };
    hand_over(session, args, form, &text)?;
    Ok(session.exit_code(&problems))
}

/// Who is open to a visit.
pub(super) fn visits(session: &Session<'_>, args: &Args, form: Form) -> Result<Exit, Failure> {
    let (policy, today) = (&session.config.policy, session.today);
    let filter = args.filter.filter(session, &[])?;
    let whose = one_owner(&filter);
    let lang = reader(session, whose, form);
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::host(customer, driving.class.as_deref(), history, policy, today)
    };
    let (hosts, problems) = query::asked(session, &layout, &filter, ask);
    let mut hosts: Vec<Host> = hosts.into_iter().flatten().collect();
    plan::in_trip_order(&mut hosts, policy);
    let style = session.style();
    let text = match form {
        Form::Table => render::visits(lang, &hosts, today, style),
        Form::Json => json::document(&json::visits(&hosts)),
        Form::Ids => hosts.iter().map(|host| format!("{}\n", host.id)).collect(),
        Form::Csv => render::csv(
            &["country", "region", "grade", "id", "name", "owner", "visit", "said", "due", "address"],
            hosts.iter().map(|host| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                vec![
                    text(&host.country),
                    text(&host.region),
                    text(&host.grade),
                    host.id.to_string(),
                    host.name.clone(),
                    text(&host.owner),
                    host.visit.as_str().to_owned(),
                    host.said.to_string(),
                    host.due.map(|due| due.to_string()).unwrap_or_default(),
                    text(&host.address),
                ]
            }),
            false,
        ),
        Form::Ics => return Err(no_calendar()),
        Form::Md | Form::Html | Form::Mail if hosts.is_empty() => String::new(),
        Form::Md | Form::Html | Form::Mail => {
            let sent = Sent { document: render::visits_document(lang, &hosts, today), name: "visits", today };
            let text = |style| render::visits(lang, &hosts, today, style);
            sent.form(form, text, || {
                letter(session, args, whose.and_then(|owner| person(&session.config, owner)))
            })?
        }
    };
    hand_over(session, args, form, &text)?;
    Ok(session.exit_code(&problems))
}

/// What became of everybody's follow-ups.
pub(super) fn team(session: &Session<'_>, args: &Args, form: Form) -> Result<Exit, Failure> {
    let (lang, policy) = (session.lang, &session.config.policy);
    let days = (since(args, session.today), session.today);
    let filter = args.filter.filter(session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let tally = plan::tally(customer, driving.class.as_deref(), history, policy, days);
        (customer.owner.clone(), tally)
    };
    let (tallies, problems) = query::asked(session, &layout, &filter, ask);
    let wanted = if filter.owners.is_empty() { &policy.people } else { &filter.owners };
    let wanted: Vec<String> = wanted.iter().filter(|owner| !owner.is_empty()).cloned().collect();
    let records = plan::records(tallies, &wanted);
    let people = people(&session.config);
    let team = TeamReport { lang, records: &records, people: &people, days };
    let style = session.style();
    let text = match form {
        Form::Table => render::team_report(&team, style),
        Form::Json => json::document(&json::team_report(&records, session.today)),
        Form::Csv => render::csv(TEAM, records.iter().map(cells), false),
        Form::Ids => {
            records.iter().filter_map(|one| one.owner.as_ref()).map(|id| format!("{id}\n")).collect()
        }
        Form::Ics => return Err(no_calendar()),
        Form::Md | Form::Html | Form::Mail if records.iter().all(Record::is_empty) => String::new(),
        Form::Md | Form::Html | Form::Mail => {
            let document = render::team_report_document(&team);
            let sent = Sent { document, name: "team", today: session.today };
            // The people of the list are those it is about, not those who read it.
            let text = |style| render::team_report(&team, style);
            sent.form(form, text, || letter(session, args, None))?
        }
    };
    hand_over(session, args, form, &text)?;
    Ok(session.exit_code(&problems))
}

/// The day before the first that is looked at: a week back, unless a day or a month is asked for.
fn since(args: &Args, today: NaiveDate) -> NaiveDate {
    let span = match (args.day, args.month) {
        (true, _) => Interval::new(1, Unit::Day),
        (_, true) => Interval::new(1, Unit::Month),
        _ => Interval::new(7, Unit::Day),
    };
    span.map_or(today, |span| span.before(today))
}

const TEAM: &[&str] =
    &["owner", "customers", "due", "on_time", "late", "days_late", "missed", "waiting", "minutes"];

fn cells(record: &Record) -> Vec<String> {
    vec![
        record.owner.clone().unwrap_or_default(),
        record.customers.to_string(),
        record.due.to_string(),
        record.on_time.to_string(),
        record.late.to_string(),
        record.days_late.to_string(),
        record.missed.to_string(),
        record.waits.to_string(),
        record.minutes.to_string(),
    ]
}

/// The one whom a list is about, where it is one.
fn one_owner(filter: &Filter) -> Option<&str> {
    match filter.owners.as_slice() {
        [owner] if !owner.is_empty() => Some(owner),
        _ => None,
    }
}

/// What is sent around.
struct Sent {
    document: Document,
    name: &'static str,
    today: NaiveDate,
}

impl Sent {
    /// As Markdown, as HTML, or as a mail with the text of a terminal beside the HTML.
    fn form(
        &self,
        form: Form,
        text: impl Fn(Style) -> String,
        letter: impl Fn() -> Result<MailHeaders, Failure>,
    ) -> Result<String, Failure> {
        Ok(match form {
            Form::Md => document::markdown(&self.document),
            Form::Html => document::html(&self.document),
            _ => {
                let name = format!("{}-{}", self.name, self.today);
                let text = text(Style::plain(document::MAIL_WIDTH));
                document::mail(&self.document, text, &name, &letter()?)
            }
        })
    }
}

fn no_calendar() -> Failure {
    Failure::usage(both!("this list is no calendar", "这个清单不能作为日历")).try_this(both!(
        "table, md, html, mail, json, csv or ids",
        "可选：table、md、html、mail、json、csv、ids"
    ))
}
