//! A person of the team.

use std::collections::BTreeMap;

use crate::model::{Decimal, Hours, Interval, Measure, Zone};
use crate::rules::settings::{INTERVAL, Kind, Shape, TEXT, settings};

/// The languages of mails.
const LANGUAGES: &[&str] = &["en", "zh"];

settings! {
    /// A person of the team, as `crm.yaml` lists it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Person "One person." {
        /// The person's name, as shown.
        "name" name: Option<String> = TEXT, None, examples "\"李娜\"";
        /// Matched with git's user.email, so that `crm` knows who is typing.
        "email" email: Option<String> = Shape::Value(Kind::Own), None, examples "\"li@example.com\"",
            schema r#"{"type": ["string", "null"], "pattern": "^[^\\s@]+@[^\\s@]+$"}"#;
        /// The time for follow-ups, in hours a week.
        "hours_a_week" hours_a_week: Option<Decimal> = Shape::Value(Kind::Number(Measure::HoursAWeek, None)), None,
            examples "8";
        /// The language of mails to this person: English or Chinese.
        "lang" lang: Option<String> = Shape::Value(Kind::Word(LANGUAGES)), None, examples "\"zh\"";
        /// Where this person works, where that isn't the workspace's time zone: an IANA name.
        "timezone" timezone: Option<Zone> = Shape::Value(Kind::Zone), None, examples "\"Europe/Amsterdam\"";
        /// When this person works, on the clock of that place: a customer's hours are held against it.
        "day" day: Option<Hours> = Shape::Value(Kind::Own), None, examples "\"09:00-18:00\"" "\"9-12, 13:30-18\"",
            schema r#"{"type": ["string", "null"]}"#;
        /// Whether this person decides on requests: what needs consent first is on this person's agenda.
        "manager" manager: bool = Shape::Value(Kind::Truth), false, examples "true";
        /// How often this person contacts the customers of a grade, where that isn't the grade's cadence: E every five or
        /// four months for who has the time. Of grades with an interval; a customer's own cadence goes before it.
        "cadence" cadence: BTreeMap<String, Interval> = Shape::Named(&INTERVAL), BTreeMap::new(),
            examples "{\"E\": \"4 months\"}";
    }
    besides {
        /// What stands in `owner:` and in the log's `by`.
        id: String = String::new();
    }
}
