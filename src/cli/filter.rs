//! Which customers a command is asked about, as options.

use clap::Args;

use super::failure::Failure;
use super::session::Session;
use super::words::listed;
use super::{people, redact, words};
use crate::model::{CustomerKey, ProblemKind, Redaction};
use crate::plan::Filter;
use crate::plan::search::Query;
use crate::plan::team::{self, Whom};
use crate::render::lang::tr;
use crate::store::Scrutiny;

/// The options by which customers are chosen. Several values are alternatives.
#[derive(Clone, Debug, Default, Args)]
pub struct FilterArgs {
    /// Owner; "me" is who types, "pool" is nobody
    #[arg(short, long, value_name = "PERSON", value_delimiter = ',', help_heading = "Which customers")]
    pub owner: Vec<String>,
    /// Grade; "none" is ungraded
    #[arg(short, long, value_name = "GRADE", value_delimiter = ',', help_heading = "Which customers")]
    pub grade: Vec<String>,
    /// Country: two letters, or its name
    #[arg(long, value_name = "COUNTRY", value_delimiter = ',', help_heading = "Which customers")]
    pub country: Vec<String>,
    /// Tag
    #[arg(long, value_name = "TAG", value_delimiter = ',', help_heading = "Which customers")]
    pub tag: Vec<String>,
    /// Industry
    #[arg(long, value_name = "INDUSTRY", value_delimiter = ',', help_heading = "Which customers")]
    pub industry: Vec<String>,
    /// Status, in the team's own words
    #[arg(long, value_name = "STATUS", value_delimiter = ',', help_heading = "Which customers")]
    pub status: Vec<String>,
    /// Source
    #[arg(long, value_name = "SOURCE", value_delimiter = ',', help_heading = "Which customers")]
    pub source: Vec<String>,
    /// Need: target, potential or dead
    #[arg(long, value_name = "NEED", value_delimiter = ',', help_heading = "Which customers")]
    pub need: Vec<String>,
    /// Needs attention: a complaint or a wish to end is open
    #[arg(long, help_heading = "Which customers")]
    pub attention: bool,
}

impl FilterArgs {
    /// Whether anything was said of which customers are meant.
    pub fn says_something(&self) -> bool {
        let FilterArgs { owner, grade, country, tag, industry, status, source, need, attention } = self;
        let lists = [owner, grade, country, tag, industry, status, source, need];
        *attention || lists.iter().any(|values| !values.is_empty())
    }

    /// The filter that the options mean.
    pub fn filter(&self, session: &Session<'_>, text: &[String]) -> Result<Filter, Failure> {
        let mut owners = Vec::new();
        for owner in listed(&self.owner) {
            owners.push(match team::whom(&owner) {
                Whom::Me => {
                    let me = session.known_user();
                    match me.filter(|_| !session.config.people.is_empty()) {
                        // One who has left may still have customers.
                        Some(me) => known_owner(session, &me)?,
                        None => people::me(session)?,
                    }
                }
                Whom::Pool => String::new(),
                Whom::Person(person) => known_owner(session, person)?,
            });
        }
        let mut grades = Vec::new();
        for grade in listed(&self.grade) {
            grades.push(words::grade(&session.config, &grade)?.unwrap_or_default());
        }
        let countries = listed(&self.country);
        let countries: Result<Vec<String>, Failure> =
            countries.iter().map(|country| words::country(country)).collect();
        let needs = listed(&self.need);
        let needs: Result<Vec<_>, Failure> = needs.iter().map(|need| words::need(need)).collect();
        Ok(Filter {
            owners,
            grades,
            countries: countries?,
            tags: redact::seen(
                session.redaction(),
                &wanted(session, CustomerKey::Tags, &self.tag),
                Redaction::tags,
            ),
            industries: redact::seen(
                session.redaction(),
                &wanted(session, CustomerKey::Industry, &self.industry),
                Redaction::industries,
            ),
            statuses: redact::seen(
                session.redaction(),
                &wanted(session, CustomerKey::Status, &self.status),
                Redaction::statuses,
            ),
            sources: wanted(session, CustomerKey::Source, &self.source),
            needs: needs?,
            attention: self.attention,
            text: (!text.is_empty()).then(|| Query::new(&text.join(" "))),
        })
    }
}

/// The values that are meant, each as the team's list spells it. One that is not on the list is told of, and looked for all
/// the same: an old file may still say it.
fn wanted(session: &Session<'_>, key: CustomerKey, typed: &[String]) -> Vec<String> {
    let lang = session.lang;
    let spelled = |typed: String| {
        session.config.policy.value_lists.chosen(key, &typed).unwrap_or_else(|slip| {
            let what = Failure::problem(&ProblemKind::from(slip)).what;
            let what = what.pick(lang);
            session.say(&tr!(lang, "note: {what}", "提示：{what}"));
            typed
        })
    };
    listed(typed).into_iter().map(spelled).collect()
}

/// Somebody of the team, by id or name; or who has customers though nobody of the team any more, which is told.
fn known_owner(session: &Session<'_>, typed: &str) -> Result<String, Failure> {
    let lang = session.lang;
    let stranger = match people::member(&session.config, typed) {
        Ok(id) => return Ok(id),
        Err(stranger) => stranger,
    };
    let has = |owner: Option<&str>| (owner == Some(typed)).then_some(());
    let slots = session.workspace.layout().slots;
    let (found, _) =
        session.workspace.each(&slots, Scrutiny::Answer, |loaded| has(loaded.customer.owner.as_deref()));
    if found.is_empty() {
        return Err(stranger);
    }
    let what = stranger.what.pick(lang);
    session.say(&tr!(lang, "note: {what}", "提示：{what}"));
    Ok(typed.to_owned())
}
