//! The workspace's rules: `crm.yaml` over the built-in defaults, a part of the file a module.

mod calendar;
mod events;
mod grades;
mod moves;
mod playbooks;
mod pool;
mod reader;
mod scheme;
mod slips;
mod version;
mod views;

use std::fs;
use std::path::Path;

use super::person::Person;
use super::raw::{RawComplaint, RawLanes, RawPerson, RawRate, RawWorkspaceConfig};
use crate::model::{Currency, Expected, Interval, Measure, Problem, ProblemKind, Severity, date};
use crate::rules::moves::MoveRules;
use crate::rules::{ComplaintRule, LaneRules, Policy, Rate, Scheme};
use crate::yaml::{self, FileLocation, UnlocatedProblem};
use reader::{Reader, Rung};

pub use version::{NEWEST, raised};

/// What `crm init` writes: every rule with its default, explained.
pub const DEFAULT: &str = include_str!("../default.yaml");

const MAX_BYTES: u64 = 1 << 20;
const LANGUAGES: &[&str] = &["en", "zh"];

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
    let bytes = fs::read(path).ok()?;
    let word = b"timezone";
    let says = bytes.windows(word.len()).any(|part| part == word);
    says.then(|| parse_workspace_config(&bytes, path).0)
}

/// Reads the rules. Rules that can't be read are no rules at all: with an error among the problems
/// nothing may be answered.
pub fn read_workspace_config(path: &Path, shown: &Path) -> (WorkspaceConfig, Vec<Problem>) {
    match fs::read(path) {
        Ok(bytes) => parse_workspace_config(&bytes, shown),
        Err(error) => {
            let fault =
                UnlocatedProblem::new(FileLocation::Start, ProblemKind::Unreadable(error.to_string()));
            (WorkspaceConfig::default(), vec![fault.place(shown, "")])
        }
    }
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
            return Ok((RawWorkspaceConfig::default(), text));
        }
        Ok((yaml::parse::<RawWorkspaceConfig>(text)?, text))
    });
    let lossy = String::from_utf8_lossy(bytes);
    let place = |faults: Vec<UnlocatedProblem>| yaml::placed(faults, shown, &lossy);
    match read {
        Ok((raw, _)) => {
            let config = reader.config(raw);
            (config, place(reader.faults.0))
        }
        Err(faults) => (WorkspaceConfig::default(), place(faults)),
    }
}

impl Reader {
    fn config(&mut self, raw: RawWorkspaceConfig) -> WorkspaceConfig {
        self.faults.keys("", &raw.twice, &raw.unknown, RawWorkspaceConfig::KEYS);
        let mut policy = Policy::default();
        let version = self.faults.value("version", raw.version, Expected::Version, version::read);
        if let Some(currency) = self.faults.value("currency", raw.currency, Expected::Currency, Currency::new)
        {
            policy.currency = currency;
        }
        for (code, rates) in raw.rates.unwrap_or_default().0 {
            let path = format!("rates.{code}");
            let currency = self.faults.value(&path, Some(code), Expected::Currency, Currency::new);
            let rates = self.rates(&path, rates);
            if let Some(currency) = currency {
                policy.rates.insert(currency, rates);
            }
        }
        if let Some(raw) = raw.calendar {
            policy.calendar = self.calendar(raw);
        }
        policy.events = self.events(raw.events.unwrap_or_default());
        if let Some(raw) = raw.reminders {
            policy.reminders = self.reminders(raw);
        }
        if let Some(raw) = raw.complaint {
            policy.complaint = self.complaint(raw, policy.complaint);
        }
        let lasts = self.faults.value("need_lasts", raw.need_lasts, Expected::Interval, Interval::parse);
        let scheme = self.faults.value("scheme", raw.scheme, Expected::OneOf(Scheme::WORDS), Scheme::parse);
        let scheme = scheme.unwrap_or(policy.scheme);
        let grades = match &raw.grades {
            // A grade that can't be read is still one.
            Some(written) => written.0.iter().map(|(class, _)| class.clone()).collect(),
            None => scheme.grades().into_iter().map(|grade| grade.class).collect::<Vec<_>>(),
        };
        // Where the classes are computed nothing moves between grades: their goals are of no use.
        let goals = if scheme.is_computed() {
            MoveRules::default().grades().map(String::from).to_vec()
        } else {
            grades
        };
        self.driving(scheme, raw.grades, raw.unplaced, &mut policy);
        if let Some(raw) = raw.playbooks {
            policy.playbooks = self.playbooks(raw, &policy.grades);
        }
        if let Some(raw) = raw.lanes {
            policy.lanes = self.lanes(raw);
        }
        if let Some(raw) = raw.views {
            policy.views = self.views(raw);
        }
        if let Some(lasts) = lasts {
            policy.views.need.lasts = lasts;
        }
        policy.moves = self.moves(raw.moves, &goals);
        policy.pool = self.pool(raw.pool, &policy.grades);
        let people: Vec<Person> =
            raw.people.unwrap_or_default().0.into_iter().map(|(id, raw)| self.person(id, raw)).collect();
        self.people_slips(&people);
        policy.people = people.iter().map(|person| person.id.clone()).collect();
        let own = |person: &Person| Some((person.id.clone(), person.timezone?));
        policy.zones.people = people.iter().filter_map(own).collect();
        policy.zones.workspace = self.zone("timezone", raw.timezone);
        WorkspaceConfig { version: version.unwrap_or(version::FIRST), policy, people }
    }

    fn person(&mut self, id: String, raw: Option<RawPerson>) -> Person {
        let raw = raw.unwrap_or_default();
        let path = format!("people.{id}.");
        self.faults.keys(&path, &raw.twice, &raw.unknown, RawPerson::KEYS);
        Person {
            name: raw.name,
            email: raw.email,
            hours_a_week: self.faults.number(
                &format!("{path}hours_a_week"),
                raw.hours_a_week,
                Measure::HoursAWeek,
            ),
            lang: self.faults.value(&format!("{path}lang"), raw.lang, Expected::OneOf(LANGUAGES), |text| {
                LANGUAGES.contains(&text).then(|| text.to_owned())
            }),
            timezone: self.zone(&format!("{path}timezone"), raw.timezone),
            id,
        }
    }

    fn rates(&mut self, path: &str, raw: Vec<RawRate>) -> Vec<Rate> {
        let mut rates = Vec::new();
        for (index, raw) in raw.into_iter().enumerate() {
            let path = format!("{path}[{index}].");
            self.faults.keys(&path, &raw.twice, &raw.unknown, RawRate::KEYS);
            let from = self.needed(&format!("{path}from"), "from", raw.from, Expected::Date, date);
            let want = Expected::Within(Measure::Rate);
            let read = |text: &str| Measure::Rate.read(text);
            let rate = self.needed(&format!("{path}rate"), "rate", raw.rate, want, read);
            if let (Some(from), Some(rate)) = (from, rate) {
                self.rate_slip(&format!("{path}from"), &rates, from);
                rates.push(Rate { from, rate });
            }
        }
        rates.sort_by_key(|rate| rate.from);
        rates
    }

    fn lanes(&mut self, raw: RawLanes) -> LaneRules {
        self.faults.keys("lanes.", &raw.twice, &raw.unknown, RawLanes::KEYS);
        let mut rules = LaneRules::default();
        self.fraction(&mut rules.debts, "lanes.debts", raw.debts);
        self.fraction(&mut rules.late, "lanes.late", raw.late);
        self.interval(&mut rules.closing, "lanes.closing", raw.closing);
        rules
    }

    fn complaint(&mut self, raw: RawComplaint, mut rule: ComplaintRule) -> ComplaintRule {
        self.faults.keys("complaint.", &raw.twice, &raw.unknown, RawComplaint::KEYS);
        self.rising_intervals(
            "complaint.",
            [Rung("answer", raw.answer, &mut rule.answer), Rung("solve", raw.solve, &mut rule.solve)],
        );
        rule
    }
}

#[cfg(test)]
mod tests;
