use super::*;
use crate::model::{CustomerId, Entry, Event, FollowUp, Reply, Stamp};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn zone(name: &str) -> Option<Zone> {
    (!name.is_empty()).then(|| Zone::parse(name).expect("a zone"))
}

/// A follow-up as `at via reply`.
fn follow_ups(lines: &[&'static str]) -> History<'static> {
    let entry = |(line, text): (usize, &&'static str)| {
        let mut words = text.split(' ');
        let mut word = || words.next().expect("a word");
        let (at, via, reply) = (word(), word(), word());
        let follow_up = FollowUp { reply: Reply::parse(reply), ..FollowUp::default() };
        Entry {
            via: (via != "-").then(|| via.into()),
            line: u32::try_from(line + 1).expect("a line"),
            ..Entry::new(Stamp::parse(at).expect("a stamp"), Event::FollowUp(follow_up))
        }
    };
    History::new(lines.iter().enumerate().map(entry).collect())
}

#[test]
fn the_best_hour_is_the_one_with_the_most_answers() {
    for (lines, name, want) in [
        (&[][..], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 call none"], "Europe/Berlin", None),
        // The clock of whoever typed it in the evening.
        (&["2026-11-02T21:10:07+08:00 call positive"], "Europe/Berlin", None),
        (
            &["2026-11-02T21:10:07+08:00 call positive", "2026-11-02T16:10:00+08:00 call neutral"],
            "Europe/Berlin",
            Some((9, 1, 1)),
        ),
        (&["2026-11-02T16:10:00+08:00 call bounced"], "Europe/Berlin", None),
        (&["2026-11-02 call positive"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 email positive"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 Mail positive"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 邮件 positive"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 - positive"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 call -"], "Europe/Berlin", None),
        (&["2026-11-02T16:10:00+08:00 call negative"], "Europe/Berlin", Some((9, 1, 1))),
        (&["2026-11-02T16:10:00+08:00 微信 neutral"], "Europe/Berlin", Some((9, 1, 1))),
        // Without a zone the hour is that of the log.
        (&["2026-11-02T16:10:00+08:00 call neutral"], "", Some((16, 1, 1))),
        // The same hour there, in summer and in winter, is not the same one here.
        (
            &[
                "2026-07-01T16:10:00+08:00 call positive",
                "2026-11-02T17:10:00+08:00 chat positive",
                "2026-11-09T16:10:00+08:00 call positive",
            ],
            "Europe/Berlin",
            Some((10, 2, 3)),
        ),
        // As often at both: the later one.
        (
            &["2026-11-09T16:10:00+08:00 call positive", "2026-11-10T20:10:00+08:00 call positive"],
            "Europe/Berlin",
            Some((13, 1, 2)),
        ),
        (
            &["2026-11-10T20:10:00+08:00 call positive", "2026-11-11T16:10:00+08:00 call positive"],
            "Europe/Berlin",
            Some((9, 1, 2)),
        ),
        (&["2026-11-20T09:05:00+08:00 call positive"], "Pacific/Auckland", Some((14, 1, 1))),
        (&["2026-11-20T09:05:00+08:00 call positive"], "Pacific/Kiritimati", Some((15, 1, 1))),
        (&["2026-11-20T09:05:00+08:00 call positive"], "America/Los_Angeles", Some((17, 1, 1))),
        (&["2026-11-20T12:40:00+08:00 call positive"], "Asia/Kolkata", Some((10, 1, 1))),
        (&["2026-11-20T12:20:00+08:00 call positive"], "Asia/Kathmandu", Some((10, 1, 1))),
        (&["2026-11-20T12:10:00+08:00 call positive"], "Asia/Kathmandu", Some((9, 1, 1))),
    ] {
        let best = BestHour::of(&follow_ups(lines), zone(name));
        assert_eq!(best.map(|best| (best.hour, best.answers, best.of)), want, "{lines:?} {name}");
    }
}

fn calling(hours: &str, there: &str, here: &str) -> Calling {
    let mut customer = Customer::named(CustomerId::new("a").expect("an id"), "A");
    customer.timezone = (!there.is_empty()).then(|| there.to_owned());
    customer.prefers.hours = Some(hours.to_owned());
    let zones = Zones { workspace: zone(here), ..Zones::default() };
    Calling::of(&customer, &History::new(Vec::new()), &zones).expect("something is known")
}

/// `day from-until` on a clock.
fn clock(stretch: Stretch) -> String {
    format!("{}-{}", stretch.from.format("%m-%d %H:%M"), stretch.until.format("%H:%M"))
}

#[test]
fn the_hours_of_a_customer_are_told_on_ones_own_clock() {
    for (on, hours, there, here, want) in [
        (
            "2026-11-20",
            "09:00-12:00",
            "Europe/Berlin",
            "Asia/Shanghai",
            &["11-20 09:00-12:00 = 11-20 16:00-19:00"][..],
        ),
        // The clocks of Europe: on the last Sundays of March and October.
        ("2026-03-28", "9-12", "Europe/Berlin", "Asia/Shanghai", &["03-28 09:00-12:00 = 03-28 16:00-19:00"]),
        ("2026-03-29", "9-12", "Europe/Berlin", "Asia/Shanghai", &["03-29 09:00-12:00 = 03-29 15:00-18:00"]),
        ("2026-10-24", "9-12", "Europe/Berlin", "Asia/Shanghai", &["10-24 09:00-12:00 = 10-24 15:00-18:00"]),
        ("2026-10-25", "9-12", "Europe/Berlin", "Asia/Shanghai", &["10-25 09:00-12:00 = 10-25 16:00-19:00"]),
        // Those of America a week later.
        (
            "2026-10-30",
            "9-12",
            "America/New_York",
            "Europe/Berlin",
            &["10-30 09:00-12:00 = 10-30 14:00-17:00"],
        ),
        (
            "2026-11-01",
            "9-12",
            "America/New_York",
            "Europe/Berlin",
            &["11-01 09:00-12:00 = 11-01 15:00-18:00"],
        ),
        (
            "2026-11-01",
            "9-12",
            "America/Los_Angeles",
            "Asia/Shanghai",
            &["10-31 09:00-12:00 = 11-01 00:00-03:00"],
        ),
        (
            "2026-11-02",
            "9-12",
            "America/Los_Angeles",
            "Asia/Shanghai",
            &["11-01 09:00-12:00 = 11-02 01:00-04:00"],
        ),
        // A time that is left out is later.
        (
            "2026-03-29",
            "02:30-04:00",
            "Europe/Berlin",
            "Asia/Shanghai",
            &["03-29 03:30-04:00 = 03-29 09:30-10:00"],
        ),
        // Across the date line, both ways.
        (
            "2026-11-20",
            "9-12",
            "Pacific/Auckland",
            "America/Los_Angeles",
            &["11-21 09:00-12:00 = 11-20 12:00-15:00"],
        ),
        (
            "2026-11-20",
            "9-12",
            "America/Los_Angeles",
            "Pacific/Auckland",
            &["11-19 09:00-12:00 = 11-20 06:00-09:00"],
        ),
        (
            "2026-11-20",
            "9-12",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            &["11-21 09:00-12:00 = 11-20 08:00-11:00"],
        ),
        (
            "2026-11-20",
            "9-12",
            "Pacific/Pago_Pago",
            "Pacific/Kiritimati",
            &["11-19 09:00-12:00 = 11-20 10:00-13:00"],
        ),
        // Years and leap days.
        (
            "2027-01-01",
            "15-18",
            "America/New_York",
            "Asia/Shanghai",
            &["12-31 15:00-18:00 = 01-01 04:00-07:00"],
        ),
        (
            "2028-02-29",
            "15-18",
            "America/New_York",
            "Asia/Shanghai",
            &["02-28 15:00-18:00 = 02-29 04:00-07:00"],
        ),
        (
            "2028-03-01",
            "15-18",
            "America/New_York",
            "Asia/Shanghai",
            &["02-29 15:00-18:00 = 03-01 04:00-07:00"],
        ),
        // Halves and quarters of an hour.
        ("2026-11-20", "9-12", "Asia/Kolkata", "Asia/Shanghai", &["11-20 09:00-12:00 = 11-20 11:30-14:30"]),
        ("2026-11-20", "9-12", "Asia/Kathmandu", "Asia/Shanghai", &["11-20 09:00-12:00 = 11-20 11:15-14:15"]),
        // Each span for itself, in the order of the clock.
        (
            "2026-11-20",
            "9-12, 18-20",
            "Europe/Berlin",
            "Asia/Shanghai",
            &["11-19 18:00-20:00 = 11-20 01:00-03:00", "11-20 09:00-12:00 = 11-20 16:00-19:00"],
        ),
        // What begins late on one day and ends on the next belongs to where most of it is.
        ("2026-11-20", "22-02", "Asia/Shanghai", "Asia/Shanghai", &["11-20 22:00-02:00 = 11-20 22:00-02:00"]),
        ("2026-11-20", "16-20", "Europe/Berlin", "Asia/Shanghai", &["11-19 16:00-20:00 = 11-19 23:00-03:00"]),
        (
            "2026-11-20",
            "0-24",
            "America/New_York",
            "Asia/Shanghai",
            &["11-19 00:00-00:00 = 11-19 13:00-13:00"],
        ),
        // Without a clock of one's own, theirs alone; without theirs, nothing.
        ("2026-11-20", "9-12", "Europe/Berlin", "", &["11-20 09:00-12:00"]),
        ("2026-11-20", "9-12", "", "Asia/Shanghai", &[]),
        ("2026-11-20", "mornings", "Europe/Berlin", "Asia/Shanghai", &[]),
    ] {
        let time = calling(hours, there, here).on(day(on));
        let told: Vec<String> = time
            .hours
            .iter()
            .map(|window| match window.here {
                Some(here) => format!("{} = {}", clock(window.there), clock(here)),
                None => clock(window.there),
            })
            .collect();
        assert_eq!(told, want, "{on} {hours} {there} {here}");
    }
}

#[test]
fn the_difference_is_that_of_the_day() {
    for (on, there, here, want) in [
        ("2026-11-20", "Europe/Berlin", "Asia/Shanghai", Some(-420)),
        ("2026-03-29", "Europe/Berlin", "Asia/Shanghai", Some(-360)),
        ("2026-11-20", "Pacific/Auckland", "America/Los_Angeles", Some(21 * 60)),
        ("2026-11-20", "Asia/Kathmandu", "Asia/Shanghai", Some(-135)),
        ("2026-11-20", "Asia/Taipei", "Asia/Shanghai", Some(0)),
        ("2026-11-20", "Europe/Berlin", "", None),
        ("2026-11-20", "", "Asia/Shanghai", None),
    ] {
        assert_eq!(calling("9-12", there, here).on(day(on)).ahead, want, "{on} {there} {here}");
    }
}

#[test]
fn a_country_with_one_zone_says_where_no_zone_is_written() {
    let history = History::new(Vec::new());
    for (timezone, country, want) in [
        (Some("Europe/Paris"), Some("DE"), Some(("Europe/Paris", "file"))),
        (None, Some("DE"), Some(("Europe/Berlin", "country"))),
        (None, Some("CN"), Some(("Asia/Shanghai", "country"))),
        (None, Some("US"), None),
        (Some("Europe/Berlim"), Some("DE"), None),
        (None, None, None),
    ] {
        let mut customer = Customer::named(CustomerId::new("a").expect("an id"), "A");
        customer.timezone = timezone.map(str::to_owned);
        customer.country = country.map(str::to_owned);
        let calling = Calling::of(&customer, &history, &Zones::default());
        let told = calling.and_then(|one| Some((one.zone?.name(), one.zone_from?.as_str())));
        assert_eq!(told, want, "{timezone:?} {country:?}");
    }
}
