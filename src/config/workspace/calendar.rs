//! `calendar`: working days and days off.

use chrono::Weekday;

use super::reader::Reader;
use crate::config::raw::{RawCalendar, RawHoliday};
use crate::model::{Expected, ProblemKind, Slip, date};
use crate::rules::{Calendar, Holiday};

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Reader {
    pub(super) fn calendar(&mut self, raw: RawCalendar) -> Calendar {
        self.faults.keys("calendar.", &raw.twice, &raw.unknown, RawCalendar::KEYS);
        let mut calendar = Calendar::default();
        if let Some(days) = raw.workdays {
            if days.is_empty() {
                self.slip("calendar.workdays", Slip::NoWorkdays);
            }
            calendar.workdays = self.each("calendar.workdays", days, Expected::OneOf(WEEKDAYS), weekday);
        }
        for (index, raw) in raw.holidays.unwrap_or_default().into_iter().enumerate() {
            calendar.holidays.extend(self.holiday(&format!("calendar.holidays[{index}]."), raw));
        }
        let extra = raw.extra_workdays.unwrap_or_default();
        calendar.extra_workdays =
            self.each("calendar.extra_workdays", extra, Expected::Date, date).into_iter().collect();
        calendar
    }

    fn holiday(&mut self, path: &str, raw: RawHoliday) -> Option<Holiday> {
        self.faults.keys(path, &raw.twice, &raw.unknown, RawHoliday::KEYS);
        let on = self.needed(&format!("{path}on"), "on", raw.on, Expected::Date, date)?;
        let until_path = format!("{path}until");
        let until = self.faults.value(&until_path, raw.until, Expected::Date, date).unwrap_or(on);
        if until < on {
            self.faults.push(&until_path, ProblemKind::EndsBeforeStart);
        }
        let holiday = Holiday { on, until, what: raw.what };
        self.holiday_slip(&until_path, &holiday);
        Some(holiday)
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.contains(&text).then(|| text.parse().ok()).flatten()
}
