//! `crm.yaml` as a whole: its keys.

use serde::de::{Deserialize, Deserializer};

use super::{calendar, events, grades, playbooks};
use crate::config::person::Person;
use crate::config::raw::{Keys, RawSection};
use crate::rules::alarms::AlarmRules;
use crate::rules::lead::LeadRules;
use crate::rules::moves::MoveRules;
use crate::rules::occasions::Reminders;
use crate::rules::pool::PoolRules;
use crate::rules::settings::{Declared, INTERVAL, Kind, NAME, Shape, section};
use crate::rules::views::ViewRules;
use crate::rules::{ComplaintRule, FileLimits, LaneRules, OpportunityRules, Scheme};

section! {
    /// The keys of the whole file.
    pub(in crate::config) const FILE "Grades, cadences, views, moves, people, calendar, events, reminders and currency of a `crm` workspace, format versions 1 and 2. The file marks the workspace's root. A line that is missing falls back to its default." {
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
        "alarm": Shape::Section(AlarmRules::SECTION);
        "files": Shape::Section(FileLimits::SECTION);
        "deals": Shape::Section(OpportunityRules::SECTION);
        /// How long before its next expected order a customer is to be spoken to, where its ordering rhythm is known; in
        /// days or longer. A customer's file may say another time.
        "lead_time": INTERVAL, examples "\"7 days\"";
        /// For how long the last follow-up that says something of the need counts; then the customer's file does.
        "need_lasts": INTERVAL, examples "\"6 months\"";
        /// Which classes drive the follow-ups. trade (A to E) and own (your own classes): people decide, and a customer's
        /// file says its `grade`. The others (abc, volume, pyramid, value, lifecycle, importance,
        /// need) are computed from the orders and the log, and no file needs a grade.
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
        /// The fields that a customer's file has to say, by class: keys of the file, and `contacts.email` for what at
        /// least one contact has. A class asks for its own and for those of the classes behind it in the order of work.
        "required": Shape::Named(&Shape::List(&NAME)),
            examples r#"{"B": ["owner", "contacts.email"], "A": ["industry", "renewal"]}"#,
            schema r#"{"propertyNames": {"pattern": "\\S"}}"#;
        /// The values that the team has agreed on: whatever else stands in a customer's file is told, and refused where
        /// it is typed.
        "choices": Shape::Named(&Shape::List(&NAME)),
            examples r#"{"source": ["Canton Fair", "website"], "status": ["in talks", "trial order", "on hold"]}"#,
            schema r#"{"propertyNames": {"enum": ["status", "source", "industry", "region", "language", "outlook", "tags"]}}"#;
        "score": Shape::Section(LeadRules::SECTION);
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

/// The whole file.
#[derive(Debug)]
pub(super) struct RawFile(pub RawSection);

impl<'de> Deserialize<'de> for RawFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys(FILE)).map(RawFile)
    }
}
