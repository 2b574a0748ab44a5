//! The workspace's working days.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Which days are worked.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// The weekdays on which one works.
    pub workdays: Vec<Weekday>,
    /// Days off with their names, whatever their weekday.
    pub holidays: Vec<Holiday>,
    /// Days worked although they would be free (调休).
    pub extra_workdays: BTreeSet<NaiveDate>,
}

/// Days off in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Holiday {
    /// The first.
    pub on: NaiveDate,
    /// The last.
    pub until: NaiveDate,
    pub what: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FreeDay {
    Weekday(Weekday),
    /// A holiday, with its name.
    Holiday(Option<String>),
}

impl Default for Calendar {
    /// Every day is a working day except Saturday and Sunday.
    fn default() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        Calendar {
            workdays: vec![Mon, Tue, Wed, Thu, Fri],
            holidays: Vec::new(),
            extra_workdays: BTreeSet::new(),
        }
    }
}

impl Calendar {
    /// Why `day` is free; `None` on a working day.
    pub fn free(&self, day: NaiveDate) -> Option<FreeDay> {
        if self.extra_workdays.contains(&day) {
            return None;
        }
        if let Some(holiday) = self.holidays.iter().find(|h| h.on <= day && day <= h.until) {
            return Some(FreeDay::Holiday(holiday.what.clone()));
        }
        let weekday = day.weekday();
        (!self.workdays.contains(&weekday)).then_some(FreeDay::Weekday(weekday))
    }

    /// `day` itself, or the next working day after it, and why it moved.
    ///
    /// Without a working day in the next two years it stays: a calendar that knows none is no
    /// reason to lose a customer.
    pub fn working_day_from(&self, day: NaiveDate) -> (NaiveDate, Option<FreeDay>) {
        let Some(cause) = self.free(day) else { return (day, None) };
        match day.iter_days().take(731).find(|candidate| self.free(*candidate).is_none()) {
            Some(moved) => (moved, Some(cause)),
            None => (day, None),
        }
    }

    /// The same for a day of a weekly rhythm: no later than the last working day of the calendar week after
    /// that of `last`, from Monday to Sunday, where that week has one.
    pub fn working_day_in_week(&self, day: NaiveDate, last: NaiveDate) -> (NaiveDate, Option<FreeDay>) {
        let (next, cause) = self.working_day_from(day);
        let monday = last.checked_add_days(Days::new(7 - u64::from(last.weekday().num_days_from_monday())));
        let week = monday.into_iter().flat_map(|monday| monday.iter_days().take(7));
        match week.filter(|day| self.free(*day).is_none()).max() {
            Some(end) if end < next => (end, self.free(day)),
            _ => (next, cause),
        }
    }

    /// The day `count` working days after `day`.
    pub fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut left = count;
        for candidate in day.iter_days().skip(1).take(count as usize * 14 + 731) {
            if left == 0 {
                break;
            }
            if self.free(candidate).is_none() {
                left -= 1;
                if left == 0 {
                    return candidate;
                }
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn calendar() -> Calendar {
        Calendar {
            holidays: vec![Holiday {
                on: day("2026-10-01"),
                until: day("2026-10-07"),
                what: Some("National Day".into()),
            }],
            extra_workdays: [day("2026-10-10")].into(),
            ..Calendar::default()
        }
    }

    #[test]
    fn a_free_day_moves_to_the_next_working_day() {
        for (from, to) in [
            ("2026-11-20", "2026-11-20"), // Friday
            ("2026-11-21", "2026-11-23"), // Saturday
            ("2026-11-22", "2026-11-23"), // Sunday
            ("2026-10-01", "2026-10-08"), // a holiday of a week
            ("2026-10-10", "2026-10-10"), // a Saturday that is worked
        ] {
            assert_eq!(calendar().working_day_from(day(from)).0, day(to), "{from}");
        }
    }

    #[test]
    fn a_calendar_without_working_days_moves_nothing() {
        let never = Calendar { workdays: Vec::new(), ..Calendar::default() };
        assert_eq!(never.working_day_from(day("2026-11-21")), (day("2026-11-21"), None));
    }

    #[test]
    fn working_days_are_counted_over_free_ones() {
        for (from, count, to) in [
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-20", 3, "2026-11-25"),
            ("2026-09-30", 1, "2026-10-08"),
            ("2026-11-20", 0, "2026-11-20"),
        ] {
            assert_eq!(calendar().working_days_after(day(from), count), day(to), "{from} + {count}");
        }
    }
}
