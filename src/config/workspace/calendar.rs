//! `calendar`: working days and days off.

use chrono::Weekday;

use super::reader::Reader;
use crate::config::raw::RawSection;
use crate::model::{Expected, ProblemKind, Slip, date};
use crate::rules::settings::{Kind, Shape, TEXT, section};
use crate::rules::{Calendar, Holiday};

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

section! {
    pub(super) const CALENDAR "Working days and days off." {
        /// The working days of the week. A computed date that is none moves to the next one; an agreed date stays.
        "workdays": Shape::List(&Shape::Value(Kind::Word(WEEKDAYS))),
            examples r#"["mon", "tue", "wed", "thu", "fri"]"#, schema r#"{"minItems": 1, "uniqueItems": true}"#;
        /// Days off, single or in a row.
        "holidays": Shape::List(&Shape::Section(HOLIDAY)),
            examples r#"[{"on": "2026-10-01", "until": "2026-10-07", "what": "National Day"}]"#;
        /// Working days that would otherwise be free (调休), YYYY-MM-DD.
        "extra_workdays": Shape::List(&Shape::Value(Kind::Date)), examples r#"["2026-10-10"]"#;
    }
}

section! {
    const HOLIDAY "" {
        /// The day, or the first of several, YYYY-MM-DD.
        "on": Shape::Value(Kind::Date), examples "\"2026-10-01\"", schema r##"{"$ref": "#/$defs/full_date"}"##;
        /// The last of several days, itself included, YYYY-MM-DD.
        "until": Shape::Value(Kind::Date), examples "\"2026-10-07\"";
        /// What is celebrated; shown where a date moves.
        "what": TEXT, examples "\"National Day\"";
    }
    schema r#"{"required": ["on"]}"#
}

impl Reader {
    pub(super) fn calendar(&mut self, mut raw: RawSection) -> Calendar {
        self.keys("calendar.", &raw);
        let mut calendar = Calendar::default();
        if let Some(days) = raw.texts("workdays") {
            if days.is_empty() {
                self.slip("calendar.workdays", Slip::NoWorkdays);
            }
            calendar.workdays = self.each("calendar.workdays", days, Expected::OneOf(WEEKDAYS), weekday);
        }
        for (index, raw) in raw.list("holidays").unwrap_or_default().into_iter().enumerate() {
            let raw = raw.section();
            calendar
                .holidays
                .extend(raw.and_then(|raw| self.holiday(&format!("calendar.holidays[{index}]."), raw)));
        }
        let extra = raw.texts("extra_workdays").unwrap_or_default();
        calendar.extra_workdays =
            self.each("calendar.extra_workdays", extra, Expected::Date, date).into_iter().collect();
        calendar
    }

    fn holiday(&mut self, path: &str, mut raw: RawSection) -> Option<Holiday> {
        self.keys(path, &raw);
        let on = self.needed(&format!("{path}on"), "on", raw.text("on"), Expected::Date, date)?;
        let until_path = format!("{path}until");
        let until = self.faults.value(&until_path, raw.text("until"), Expected::Date, date).unwrap_or(on);
        if until < on {
            self.faults.push(&until_path, ProblemKind::EndsBeforeStart);
        }
        let holiday = Holiday { on, until, what: raw.text("what") };
        self.holiday_slip(&until_path, &holiday);
        Some(holiday)
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.contains(&text).then(|| text.parse().ok()).flatten()
}
