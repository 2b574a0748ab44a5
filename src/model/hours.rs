//! The hours of a day at which somebody likes to be reached.

use chrono::{NaiveTime, Timelike};

/// Hours of a day, in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours(Vec<Span>);

/// From one minute of the day to another one, which may be tomorrow's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Minutes after midnight.
    pub from: u16,
    /// Minutes after the same midnight; more than a day's where it is tomorrow.
    pub until: u16,
}

const DAY: u16 = 24 * 60;

impl Hours {
    /// Reads `09:00-12:00`, `9-12`, several with commas between them; a span that ends no later than it
    /// begins goes over midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let spans = text.split([',', '，', '、', ';', '；']).map(Span::parse);
        spans.collect::<Option<Vec<_>>>().map(Hours)
    }

    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether an hour of the clock is in one of them.
    pub fn has(&self, time: NaiveTime) -> bool {
        let minute = u16::try_from(time.hour() * 60 + time.minute()).unwrap_or_default();
        self.0.iter().any(|span| span.has(minute))
    }
}

impl Span {
    /// One hour of the day.
    pub fn hour(hour: u32) -> Self {
        let from = u16::try_from(hour % 24).unwrap_or_default() * 60;
        Span { from, until: from + 60 }
    }

    /// Whether a minute of the day is in it, be it that of yesterday's span.
    pub fn has(self, minute: u16) -> bool {
        [minute, minute + DAY].iter().any(|minute| (self.from..self.until).contains(minute))
    }

    fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once(['-', '–', '—', '~', '～', '至', '到'])?;
        let (from, until) = (minute(from)?, minute(until)?);
        if from == until || from == DAY {
            return None;
        }
        Some(Span { from, until: if until < from { until + DAY } else { until } })
    }
}

/// `9`, `09:00`, `9:30`, `24:00`; a Chinese keyboard's colon, and `9点`.
fn minute(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '：']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, number(minute)?),
        Some(_) => return None,
        None => (text.trim_end_matches(['点', '點', '时', '時', 'h']).trim_end(), 0),
    };
    let minutes = number(hour)? * 60 + minute;
    (minute < 60 && minutes <= DAY).then_some(minutes)
}

/// One or two digits.
fn number(text: &str) -> Option<u16> {
    let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, want) in [
            ("09:00-12:00", Some(vec![(540, 720)])),
            ("9-12", Some(vec![(540, 720)])),
            (" 9:30 – 12 ", Some(vec![(570, 720)])),
            ("9-12, 14:00-17:30", Some(vec![(540, 720), (840, 1050)])),
            ("9：00～12：00，14点至17点", Some(vec![(540, 720), (840, 1020)])),
            ("22:00-02:00", Some(vec![(1320, 1560)])),
            ("22-24", Some(vec![(1320, 1440)])),
            ("18-0", Some(vec![(1080, 1440)])),
            ("0-24", Some(vec![(0, 1440)])),
            ("9-9", None),
            ("24-9", None),
            ("9-25", None),
            ("9:5-12", None),
            ("9:60-12", None),
            ("9-12,", None),
            ("after 14:00", None),
            ("mornings", None),
            ("-", None),
            ("", None),
        ] {
            let spans = Hours::parse(text);
            let spans = spans.map(|hours| hours.spans().iter().map(|one| (one.from, one.until)).collect());
            assert_eq!(spans, want, "{text:?}");
        }
    }
}
