//! A time zone of the world, with its rules for every day.

use std::fmt;

use chrono::{DateTime, Duration, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::country::zone_of_country;
use super::suggestion::slips;

/// A time zone of the tz database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Reads an IANA name, as it is written there: `Europe/Berlin`.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Zone)
    }

    /// The zone of a country that has only one.
    pub fn of_country(country: &str) -> Option<Self> {
        zone_of_country(country).and_then(Zone::parse)
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// The name that `name` was probably meant to be: in other letters, by its city alone, a few letters away, or
    /// what clocks are called there. Only names of places, and `UTC`: the tz database's `EST` knows no summer.
    pub fn nearest(name: &str) -> Option<&'static str> {
        let called = name.trim().to_uppercase();
        if let Some((_, zone)) = CALLED.iter().find(|(known, _)| *known == called) {
            return Some(*zone);
        }
        if let Some(zone) = fixed(&called) {
            return Some(zone);
        }
        let folded = name.trim().to_lowercase().replace([' ', '-'], "_");
        let allowed = (folded.chars().count() / 4).clamp(1, 3);
        let distance = |known: &str| {
            let city = known.rsplit('/').next().unwrap_or(known);
            let is_meant = known == folded || (known.contains('/') && city == folded);
            if is_meant { Some(0) } else { slips(&folded, known, allowed) }
        };
        TZ_VARIANTS
            .iter()
            .filter(|zone| zone.name().contains('/') || zone.name() == "UTC")
            .filter_map(|zone| Some((distance(&zone.name().to_lowercase())?, zone.name())))
            .min()
            .map(|(_, name)| name)
    }

    /// The local time of an instant.
    pub fn at<T: TimeZone>(self, instant: &DateTime<T>) -> DateTime<FixedOffset> {
        let local = instant.with_timezone(&self.0);
        local.with_timezone(&local.offset().fix())
    }

    /// The instant of a local time: the first of two where clocks are set back; where they are set
    /// forward over it, as much later as they are.
    pub fn instant(self, local: NaiveDateTime) -> DateTime<Utc> {
        match self.0.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
            LocalResult::None => {
                // A day before is before any gap, whatever the offset.
                let before = self.0.offset_from_utc_datetime(&(local - Duration::days(1))).fix();
                (local - before).and_utc()
            }
        }
    }
}

/// What clocks are called, where it is one place's; `CST` is Chicago's, Shanghai's and Havana's.
const CALLED: &[(&str, &str)] = &[
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("CDT", "America/Chicago"),
    ("MST", "America/Denver"),
    ("MDT", "America/Denver"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("HST", "Pacific/Honolulu"),
    ("GMT", "Europe/London"),
    ("BST", "Europe/London"),
    ("WET", "Europe/Lisbon"),
    ("CET", "Europe/Berlin"),
    ("CEST", "Europe/Berlin"),
    ("MEZ", "Europe/Berlin"),
    ("EET", "Europe/Helsinki"),
    ("EEST", "Europe/Helsinki"),
    ("MSK", "Europe/Moscow"),
    ("IST", "Asia/Kolkata"),
    ("JST", "Asia/Tokyo"),
    ("KST", "Asia/Seoul"),
    ("HKT", "Asia/Hong_Kong"),
    ("SGT", "Asia/Singapore"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("北京时间", "Asia/Shanghai"),
    ("北京", "Asia/Shanghai"),
    ("Z", "UTC"),
];

/// `GMT+1` and `UTC-05:00`: east is plus to everybody but the tz database, whose `Etc/GMT-1` is an hour east.
fn fixed(called: &str) -> Option<&'static str> {
    let rest = called.strip_prefix("GMT").or_else(|| called.strip_prefix("UTC"))?;
    let (sign, hours) = (rest.chars().next()?, rest.get(1..)?);
    let turned = match sign {
        '+' => '-',
        '-' => '+',
        _ => return None,
    };
    let hours: u8 = hours.strip_suffix(":00").unwrap_or(hours).parse().ok()?;
    let name = format!("Etc/GMT{turned}{hours}");
    Zone::names().find(|known| *known == name)
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).expect("a zone")
    }

    #[test]
    fn a_local_time_is_an_instant_whatever_the_clocks_do() {
        for (name, local, want) in [
            ("Asia/Shanghai", "2026-11-20T09:00:00", "2026-11-20T09:00:00+08:00"),
            ("Asia/Kathmandu", "2026-11-20T09:00:00", "2026-11-20T09:00:00+05:45"),
            ("Pacific/Kiritimati", "2026-11-20T09:00:00", "2026-11-20T09:00:00+14:00"),
            // Set forward: 02:30 was never there.
            ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00"),
            ("America/New_York", "2026-03-08T02:30:00", "2026-03-08T03:30:00-04:00"),
            // Set back: 02:30 was there twice.
            ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:45:00+11:00"),
            // Samoa left a whole day out.
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00+14:00"),
            ("Asia/Kolkata", "2028-02-29T00:00:00", "2028-02-29T00:00:00+05:30"),
        ] {
            let at = zone(name).instant(local.parse().expect("a local time"));
            assert_eq!(zone(name).at(&at).to_rfc3339(), want, "{name} {local}");
        }
    }

    #[test]
    fn a_slip_in_a_name_is_recognised() {
        for (name, want) in [
            ("europe/berlin", Some("Europe/Berlin")),
            ("Europe/Berlim", Some("Europe/Berlin")),
            ("Berlin", Some("Europe/Berlin")),
            ("America/New York", Some("America/New_York")),
            ("Asia/Shangai", Some("Asia/Shanghai")),
            ("Asia/Bejing", None),
            ("Mars/Olympus", None),
            ("GMT+1", Some("Etc/GMT-1")),
            ("utc-5", Some("Etc/GMT+5")),
            ("UTC+08:00", Some("Etc/GMT-8")),
            ("GMT+99", None),
            ("PST", Some("America/Los_Angeles")),
            ("CST", None),
            ("北京时间", Some("Asia/Shanghai")),
            ("", None),
        ] {
            assert_eq!(Zone::nearest(name), want, "{name}");
            assert_eq!(Zone::parse(name), None, "{name}");
        }
        // The tz database has them, as clocks that know no summer.
        assert_eq!(
            [Zone::nearest("EST"), Zone::nearest("CET")],
            [Some("America/New_York"), Some("Europe/Berlin")]
        );
    }
}
