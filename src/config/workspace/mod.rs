//! The workspace's rules: `crm.yaml` over the built-in defaults, a part of the file a module.

mod calendar;
mod events;
mod file;
mod grades;
mod moves;
mod playbooks;
mod pool;
mod raise;
mod reader;
mod rhythm;
mod scheme;
mod score;
mod section;
mod slips;
mod standards;
mod version;
mod views;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::own_file::read_own;
use super::person::Person;
use super::raw::{Raw, RawSection};
use crate::model::{Currency, Expected, Interval, Measure, Problem, ProblemKind, Severity, date};
use crate::rules::moves::MoveRules;
use crate::rules::settings::Settings;
use crate::rules::{Cadence, GradeRule, Policy, Rate, Scheme};
use crate::yaml::{self, FileLocation, UnlocatedProblem};
use file::RawFile;
use reader::Reader;

pub(super) use file::FILE;
pub use raise::raised;
pub use rhythm::{parse_rhythm, read_rhythm, rhythm_file};
pub use version::NEWEST;

/// What `crm init` writes: every rule with its default, explained.
pub const DEFAULT: &str = include_str!("../default.yaml");

const MAX_BYTES: u64 = 1 << 20;

/// A workspace's rules.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkspaceConfig {
    /// The version of the files' format.
    pub version: u32,
    /// What the rules of the trade work with.
    pub policy: Policy,
    /// The team.
    pub people: Vec<Person>,
}

/// The rules of a workspace, where they say a time zone at all: most don't, and then they are read by the command
/// alone. Whatever is wrong with them is told by that.
pub fn read_workspace_config_with_zones(path: &Path) -> Option<WorkspaceConfig> {
    let bytes = read_own(path).ok()??;
    let word = b"timezone";
    let says = bytes.windows(word.len()).any(|part| part == word);
    says.then(|| parse_workspace_config(&bytes, path).0)
}

/// Reads the rules. Rules that can't be read are no rules at all: with an error among the problems
/// nothing may be answered.
pub fn read_workspace_config(path: &Path, shown: &Path) -> (WorkspaceConfig, Vec<Problem>) {
    let kind = match read_own(path) {
        Ok(Some(bytes)) => return parse_workspace_config(&bytes, shown),
        Ok(None) => ProblemKind::Unreadable(io::Error::from(io::ErrorKind::NotFound).to_string()),
        Err(kind) => kind,
    };
    let fault = UnlocatedProblem::new(FileLocation::Start, kind);
    (WorkspaceConfig::default(), vec![fault.place(shown, "")])
}

impl Default for WorkspaceConfig {
    fn default() -> Self {
        WorkspaceConfig { version: version::FIRST, policy: Policy::default(), people: Vec::new() }
    }
}

impl WorkspaceConfig {
    /// Whether a problem of the rules forbids every answer.
    pub fn forbids(problem: &Problem) -> bool {
        problem.kind.severity() == Severity::Error
    }
}

/// What bytes are as rules, and all that is wrong with them.
pub fn parse_workspace_config(bytes: &[u8], shown: &Path) -> (WorkspaceConfig, Vec<Problem>) {
    let mut reader = Reader::default();
    let read = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault]).and_then(|text| {
        // A file of comments alone holds no rule, and every default.
        if let Some((line, version)) = version::newer(text) {
            let trouble = ProblemKind::NewerVersion { version, newest: NEWEST };
            return Err(vec![UnlocatedProblem::new(FileLocation::At(line, 1), trouble)]);
        }
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(RawSection::empty(FILE));
        }
        Ok(yaml::parse::<RawFile>(text)?.0)
    });
    let lossy = String::from_utf8_lossy(bytes);
    let place = |faults: Vec<UnlocatedProblem>| yaml::placed(faults, shown, &lossy);
    match read {
        Ok(raw) => {
            let config = reader.config(raw);
            (config, place(reader.faults.0))
        }
        Err(faults) => (WorkspaceConfig::default(), place(faults)),
    }
}

impl Reader {
    fn config(&mut self, mut raw: RawSection) -> WorkspaceConfig {
        self.keys("", &raw);
        let mut policy = Policy::default();
        let version = self.faults.value("version", raw.text("version"), Expected::Version, version::read);
        if let Some(currency) =
            self.faults.value("currency", raw.text("currency"), Expected::Currency, Currency::new)
        {
            policy.rates.currency = currency;
        }
        for (code, rates) in raw.named("rates").unwrap_or_default() {
            let path = format!("rates.{code}");
            let currency = self.faults.value(&path, Some(code), Expected::Currency, Currency::new);
            let rates = self.rates(&path, rates.and_then(Raw::list).unwrap_or_default());
            if let Some(currency) = currency {
                policy.rates.others.insert(currency, rates);
            }
        }
        if let Some(raw) = raw.section("calendar") {
            policy.calendar = self.calendar(raw);
        }
        policy.events = self.events(raw.list("events").unwrap_or_default());
        self.part(&mut raw, "reminders", &mut policy.reminders);
        self.part(&mut raw, "complaint", &mut policy.complaint);
        self.part(&mut raw, "alarm", &mut policy.alarm);
        self.part(&mut raw, "files", &mut policy.files);
        self.part(&mut raw, "deals", &mut policy.deals);
        let lead = self.faults.value("lead_time", raw.text("lead_time"), Expected::Interval, Interval::parse);
        if let Some(lead) = lead {
            policy.lead_time = lead;
        }
        let lasts =
            self.faults.value("need_lasts", raw.text("need_lasts"), Expected::Interval, Interval::parse);
        let grades = self.classes(&mut raw, &mut policy);
        policy.required = self.required(raw.named("required").unwrap_or_default(), &policy.grades);
        policy.value_lists = self.choices(raw.named("choices").unwrap_or_default());
        self.part(&mut raw, "lanes", &mut policy.lanes);
        if let Some(raw) = raw.section("views") {
            policy.views = self.views(raw);
        }
        if let Some(lasts) = lasts {
            policy.views.need.lasts = lasts;
        }
        if let Some(raw) = raw.section("score") {
            policy.views.lead = self.score(raw);
        }
        // Where the classes are computed nothing moves between grades: their goals are of no use.
        let goals = match policy.scheme.is_computed() {
            true => MoveRules::default().grades().map(String::from).to_vec(),
            false => grades,
        };
        policy.moves = self.moves(raw.take("moves"), &goals);
        policy.pool = self.pool(raw.take("pool"), &policy.grades);
        let people = raw.named("people").unwrap_or_default();
        let people: Vec<Person> = people
            .into_iter()
            .map(|(id, raw)| self.person(id, raw.and_then(Raw::section), &policy.grades))
            .collect();
        self.people_slips(&people);
        policy.people = people.iter().map(|person| person.id.clone()).collect();
        let managers = people.iter().filter(|person| person.manager);
        policy.managers = managers.map(|person| person.id.clone()).collect();
        let own = |person: &Person| (person.id.clone(), person.cadence.clone());
        policy.own_cadences = people.iter().filter(|person| !person.cadence.is_empty()).map(own).collect();
        let own = |person: &Person| Some((person.id.clone(), person.timezone?));
        policy.zones.people = people.iter().filter_map(own).collect();
        let hours = |person: &Person| Some((person.id.clone(), person.day.clone()?));
        policy.zones.hours = people.iter().filter_map(hours).collect();
        policy.zones.workspace = self.zone("timezone", raw.text("timezone"));
        WorkspaceConfig { version: version.unwrap_or(version::FIRST), policy, people }
    }

    /// A section whose keys are declared with its rules.
    fn part(&mut self, raw: &mut RawSection, key: &str, rules: &mut dyn Settings) {
        if let Some(mut raw) = raw.section(key) {
            self.section(key, &mut raw, rules);
        }
    }

    /// The scheme with its classes and what is done for them; the names of the classes, of those that can't be read,
    /// too.
    fn classes(&mut self, raw: &mut RawSection, policy: &mut Policy) -> Vec<String> {
        let scheme =
            self.faults.value("scheme", raw.text("scheme"), Expected::OneOf(Scheme::WORDS), Scheme::parse);
        let scheme = scheme.unwrap_or(policy.scheme);
        let grades = raw.named("grades");
        let names = match &grades {
            Some(written) => written.iter().map(|(class, _)| class.clone()).collect(),
            None => scheme.grades().into_iter().map(|grade| grade.class).collect(),
        };
        self.driving(scheme, grades, raw.text("unplaced"), policy);
        if let Some(raw) = raw.named("playbooks") {
            policy.playbooks = self.playbooks(raw, &policy.grades);
        }
        names
    }

    fn person(&mut self, id: String, raw: Option<RawSection>, grades: &[GradeRule]) -> Person {
        let path = format!("people.{id}");
        let mut person = Person { id, ..Person::default() };
        if let Some(mut raw) = raw {
            self.section(&path, &mut raw, &mut person);
            let own = raw.named("cadence").unwrap_or_default();
            person.cadence = self.own_cadences(&format!("{path}.cadence"), own, grades);
        }
        person
    }

    /// A person's own intervals. One of a grade that has none, or that there isn't, would never apply.
    fn own_cadences(
        &mut self,
        path: &str,
        raw: Vec<(String, Option<Raw>)>,
        grades: &[GradeRule],
    ) -> BTreeMap<String, Interval> {
        let has_interval = |grade: &&GradeRule| matches!(grade.cadence, Cadence::Interval { .. });
        let known: Vec<String> =
            grades.iter().filter(has_interval).map(|grade| grade.class.clone()).collect();
        let mut own = BTreeMap::new();
        for (class, raw) in raw {
            let at = format!("{path}.{class}");
            if !known.contains(&class) {
                let want = Expected::Class(known.clone());
                let trouble = ProblemKind::BadValue { key: "cadence".into(), value: class, want };
                self.faults.0.push(UnlocatedProblem::new(FileLocation::Name(at), trouble));
                continue;
            }
            let every = raw.and_then(Raw::text);
            if let Some(every) = self.faults.value(&at, every, Expected::Interval, Interval::parse) {
                own.insert(class, every);
            }
        }
        own
    }

    fn rates(&mut self, path: &str, raw: Vec<Raw>) -> Vec<Rate> {
        let mut rates = Vec::new();
        for (index, mut raw) in raw.into_iter().filter_map(Raw::section).enumerate() {
            let path = format!("{path}[{index}].");
            self.keys(&path, &raw);
            let from = self.needed(&format!("{path}from"), "from", raw.text("from"), Expected::Date, date);
            let want = Expected::Within(Measure::Rate);
            let read = |text: &str| Measure::Rate.read(text);
            let rate = self.needed(&format!("{path}rate"), "rate", raw.text("rate"), want, read);
            if let (Some(from), Some(rate)) = (from, rate) {
                self.rate_slip(&format!("{path}from"), &rates, from);
                rates.push(Rate { from, rate });
            }
        }
        rates.sort_by_key(|rate| rate.from);
        rates
    }
}

#[cfg(test)]
mod tests;
