//! The workspace's rules: `crm.yaml` over the built-in defaults, a part of the file a module.

mod calendar;
mod events;
mod grades;
mod moves;
mod playbooks;
mod pool;
mod reader;
mod scheme;
mod section;
mod slips;
mod version;
mod views;

use std::fs;
use std::path::Path;

use super::person::Person;
use super::raw::{Raw, RawFile, RawSection};
use crate::model::{Currency, Expected, Interval, Measure, Problem, ProblemKind, Severity, date};
use crate::rules::moves::MoveRules;
use crate::rules::occasions::Reminders;
use crate::rules::pool::PoolRules;
use crate::rules::settings::{Declared, INTERVAL, Kind, Settings, Shape, section};
use crate::rules::views::ViewRules;
use crate::rules::{ComplaintRule, LaneRules, Policy, Rate, Scheme};
use crate::yaml::{self, FileLocation, UnlocatedProblem};
use reader::Reader;

pub use version::{NEWEST, raised};

/// What `crm init` writes: every rule with its default, explained.
pub const DEFAULT: &str = include_str!("../default.yaml");

const MAX_BYTES: u64 = 1 << 20;

section! {
    /// The keys of the whole file.
    pub(super) const FILE "Grades, cadences, views, moves, people, calendar, events, reminders and currency of a `crm` workspace, format versions 1 and 2. The file marks the workspace's root. A line that is missing falls back to its default." {
        /// The version of the files' format. In 2 a log may have the traces of merged and renamed customers; crm upgrade
        /// raises it. Without it: 1.
        "version": Shape::Value(Kind::Own), examples "2", schema r#"{"enum": [1, 2]}"#;
        /// The team. The key is what stands in a customer's `owner` and in an entry's `by`. Without anybody here, every
        /// name is accepted.
        "people": Shape::Named(&Shape::Section(Person::SECTION)),
            examples r#"{"li": {"name": "李娜", "email": "li@example.com", "hours_a_week": 8, "lang": "zh"}}"#,
            schema r#"{"propertyNames": {"pattern": "\\S"}}"#;
        /// Where the team works, by the zone's IANA name: customers' hours are told in this time, too.
        "timezone": Shape::Value(Kind::Zone), examples "\"Asia/Shanghai\"";
        /// The currency of totals and of amounts that name none: three capital letters (ISO 4217).
        "currency": Shape::Value(Kind::Own), examples "\"USD\"" "\"CNY\"" "\"EUR\"",
            schema r#"{"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}"#;
        /// What one unit of another currency is worth in the workspace's currency, by day. An amount without a rate is
        /// reported, never guessed.
        "rates": Shape::Named(&Shape::List(&Shape::Section(RATE))),
            examples r#"{"EUR": [{"from": "2026-01-01", "rate": "1.08"}]}"#,
            schema r#"{
                "propertyNames": {"pattern": "^[A-Z]{3}$"},
                "additionalProperties": {
                    "description": "The rates of one currency; on any day the newest one that has begun counts."
                }
            }"#;
        "calendar": Shape::Section(calendar::CALENDAR),
            examples r#"{
                "workdays": ["mon", "tue", "wed", "thu", "fri"],
                "holidays": [{"on": "2026-10-01", "until": "2026-10-07"}],
                "extra_workdays": ["2026-10-10"]
            }"#;
        /// The team's calendar: festivals, fairs, its own events. `crm dates` shows each for the customers it is for.
        "events": Shape::List(&Shape::Section(events::EVENT)),
            examples r#"[{"what": {"en": "Christmas", "zh": "圣诞节"}, "on": "12-25", "until": "12-26", "country": ["DE", "US"], "days_before": 14}]"#;
        "reminders": Shape::Section(Reminders::SECTION);
        "complaint": Shape::Section(ComplaintRule::SECTION);
        /// For how long the last follow-up that says something of the need counts; then the customer's file does.
        "need_lasts": INTERVAL, examples "\"6 months\"";
        /// Which classes drive the follow-ups. trade (A to E) and own (your own classes): people decide, and a customer's
        /// file says its `grade`. abc, volume, pyramid and value are computed from the orders, and no file needs a grade.
        "scheme": Shape::Value(Kind::Word(Scheme::WORDS)), examples "\"trade\"" "\"abc\"";
        /// In a computed scheme: the class of customers that it can't place, such as those without revenue.
        "unplaced": Shape::Value(Kind::Own), examples "\"C\"", schema r#"{"type": ["string", "number", "null"]}"#;
        /// What to do this time, by class or by combined label: value + potential + relationship, * for any. The
        /// playbook of the label that names most of it counts.
        "playbooks": Shape::Named(&Shape::Section(playbooks::PLAYBOOK)),
            examples r#"{"C": {"goal": "find the way to a first sample", "plan": "required"}, "A + high + strategic": {"actions": [{"do": "visit", "every": "1 month"}]}}"#,
            schema r#"{"propertyNames": {"pattern": "^([^+]*\\S[^+]*|[^+]*\\S[^+]*\\+[^+]*\\S[^+]*\\+[^+]*\\S[^+]*)$"}}"#;
        /// The classes that drive the follow-ups, in the order of work. The key is what stands in a customer's `grade`.
        "grades": Shape::Named(&Shape::Section(grades::GRADE)),
            examples r#"{"A": {"name": "order customer", "cadence": "1 month", "minutes": 7.5}}"#,
            schema r#"{"propertyNames": {"pattern": "\\S"}}"#;
        "lanes": Shape::Section(LaneRules::SECTION);
        "views": Shape::Section(ViewRules::SECTION),
            examples r#"{"pyramid": {"super": 0.01, "big": 0.05, "medium": 0.2}, "deal": {"quote": "90 days"}}"#;
        "pool": Shape::Switch(PoolRules::SECTION),
            examples "\"off\"" r#"{"after": {"C": {"followup": "3 months"}}, "warn": "7 days", "barred": "30 days"}"#;
        "moves": Shape::Switch(MoveRules::SECTION),
            examples r#"{"recheck": "3 months", "inactive": {"after": "12 months", "rhythms": 2}}"#;
    }
}

section! {
    const RATE "" {
        /// The first day of the rate, YYYY-MM-DD.
        "from": Shape::Value(Kind::Date), examples "\"2026-01-01\"", schema r##"{"$ref": "#/$defs/full_date"}"##;
        /// Units of the workspace's currency for one unit of this one, above 0. In quotes its digits stay exactly as
        /// written.
        "rate": Shape::Value(Kind::Own), examples "\"1.08\"",
            schema r#"{"anyOf": [
                {"type": "number", "minimum": 0.000000001, "maximum": 1000000000},
                {
                    "type": "string",
                    "pattern": "^\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$",
                    "not": {"pattern": "^[^1-9eE]*([eE].*)?$"}
                }
            ]}"#;
    }
    schema r#"{"required": ["from", "rate"]}"#
}

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
            policy.currency = currency;
        }
        for (code, rates) in raw.named("rates").unwrap_or_default() {
            let path = format!("rates.{code}");
            let currency = self.faults.value(&path, Some(code), Expected::Currency, Currency::new);
            let rates = self.rates(&path, rates.and_then(Raw::list).unwrap_or_default());
            if let Some(currency) = currency {
                policy.rates.insert(currency, rates);
            }
        }
        if let Some(raw) = raw.section("calendar") {
            policy.calendar = self.calendar(raw);
        }
        policy.events = self.events(raw.list("events").unwrap_or_default());
        self.part(&mut raw, "reminders", &mut policy.reminders);
        self.part(&mut raw, "complaint", &mut policy.complaint);
        let lasts =
            self.faults.value("need_lasts", raw.text("need_lasts"), Expected::Interval, Interval::parse);
        let grades = self.classes(&mut raw, &mut policy);
        self.part(&mut raw, "lanes", &mut policy.lanes);
        if let Some(raw) = raw.section("views") {
            policy.views = self.views(raw);
        }
        if let Some(lasts) = lasts {
            policy.views.need.lasts = lasts;
        }
        // Where the classes are computed nothing moves between grades: their goals are of no use.
        let goals = match policy.scheme.is_computed() {
            true => MoveRules::default().grades().map(String::from).to_vec(),
            false => grades,
        };
        policy.moves = self.moves(raw.take("moves"), &goals);
        policy.pool = self.pool(raw.take("pool"), &policy.grades);
        let people = raw.named("people").unwrap_or_default();
        let people: Vec<Person> =
            people.into_iter().map(|(id, raw)| self.person(id, raw.and_then(Raw::section))).collect();
        self.people_slips(&people);
        policy.people = people.iter().map(|person| person.id.clone()).collect();
        let own = |person: &Person| Some((person.id.clone(), person.timezone?));
        policy.zones.people = people.iter().filter_map(own).collect();
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

    fn person(&mut self, id: String, raw: Option<RawSection>) -> Person {
        let path = format!("people.{id}");
        let mut person = Person { id, ..Person::default() };
        if let Some(mut raw) = raw {
            self.section(&path, &mut raw, &mut person);
        }
        person
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
