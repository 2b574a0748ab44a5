//! What a book costs in hours, held against the hours that there are (S0).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Customer, Decimal, Need, total};
use crate::rules::budget::{minutes_a_year, minutes_with};
use crate::rules::views::VolumeWhy;
use crate::rules::{DrivingWhy, EffectiveClass, GradeRule, Policy, Scheme};

/// Weeks a year that are counted.
const WEEKS: i64 = 52;

/// What one customer takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// Its grade; `None` without one.
    pub grade: Option<String>,
    /// Minutes a year.
    pub minutes: Decimal,
    /// What it bought in the last year, in the scheme that goes by volume; `None` in others.
    pub volume: Option<Decimal>,
}

/// The customers of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Whose; `None` is the pool.
    pub owner: Option<String>,
    /// One per grade, in the order of work; what has no grade comes last.
    pub lines: Vec<GradeBudget>,
    /// Minutes a year in all.
    pub minutes: Decimal,
    /// Hours a week that `crm.yaml` gives the person.
    pub capacity: Option<Decimal>,
    /// How many more customers of each grade fit; empty where nothing is known or left.
    pub room: Vec<(String, i64)>,
}

/// The customers of one grade.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeBudget {
    /// The grade; `None` for those that have none.
    pub grade: Option<String>,
    pub customers: usize,
    /// Minutes a year.
    pub minutes: Decimal,
    /// How many of them fit into the hours that there are, after all grades before this one, at the
    /// mean of the grade; `None` where the hours aren't known.
    pub fits: Option<usize>,
    /// What they bought in the last year, in the scheme that goes by volume.
    pub volume: Option<Decimal>,
    /// In that scheme the minutes a year that are theirs in proportion to it (S2).
    pub by_volume: Option<Decimal>,
}

impl Load {
    /// The hours a week that are wanting, exactly; `None` where there are enough or nothing is known.
    pub fn wanting(&self) -> Option<Decimal> {
        let wanting = (self.minutes / Decimal::from(60 * WEEKS)).saturating_sub(self.capacity?);
        (wanting > Decimal::ZERO).then_some(wanting)
    }
}

/// Hours a week of so many minutes a year, to a tenth.
pub fn hours_a_week(minutes: Decimal) -> Decimal {
    (minutes / Decimal::from(60 * WEEKS)).round_dp(1)
}

/// What a customer takes, by the class that drives its cadence; nothing for one that is never due.
pub fn cost(
    customer: &Customer,
    driving: &EffectiveClass,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Cost> {
    let class = driving.class.as_deref();
    if customer.is_archived(today) || customer.need == Some(Need::Dead) {
        return None;
    }
    let rule = class.and_then(|class| policy.grade(class));
    let own = |rule: &GradeRule| policy.own_cadence(customer.owner.as_deref(), &rule.class);
    let minutes = |rule: &GradeRule| match customer.cadence.or_else(|| own(rule)) {
        Some(every) => minutes_with(rule, every),
        None => minutes_a_year(rule),
    };
    Some(Cost {
        owner: customer.owner.clone(),
        grade: rule.map(|rule| rule.class.clone()),
        minutes: rule.map(minutes).unwrap_or_default(),
        volume: match driving.why.as_ref().map(DrivingWhy::of_last_year) {
            Some(DrivingWhy::Volume(VolumeWhy::Share(share) | VolumeWhy::Quantity(share, _))) => {
                Some(share.own)
            }
            _ => (policy.scheme == Scheme::Volume).then_some(Decimal::ZERO),
        },
    })
}

/// The loads of all persons, the pool last. `capacity` gives a person's hours a week.
pub fn loads(costs: &[Cost], policy: &Policy, capacity: impl Fn(&str) -> Option<Decimal>) -> Vec<Load> {
    let mut books: BTreeMap<(bool, Option<&str>), BTreeMap<usize, GradeBudget>> = BTreeMap::new();
    for cost in costs {
        let owner = cost.owner.as_deref();
        let lines = books.entry((owner.is_none(), owner)).or_default();
        let line = lines.entry(policy.rank(cost.grade.as_deref())).or_insert_with(|| GradeBudget {
            grade: cost.grade.clone(),
            customers: 0,
            minutes: Decimal::ZERO,
            fits: None,
            volume: None,
            by_volume: None,
        });
        line.customers += 1;
        line.volume = cost.volume.map(|own| own.saturating_add(line.volume.unwrap_or_default()));
        line.minutes = line.minutes.saturating_add(cost.minutes);
    }
    books
        .into_iter()
        .map(|((_, owner), lines)| {
            let mut lines: Vec<GradeBudget> = lines.into_values().collect();
            let minutes = total(lines.iter().map(|line| line.minutes));
            let capacity = owner.and_then(&capacity);
            if let Some(hours) = capacity {
                fit(&mut lines, hours);
            }
            share_out(&mut lines, minutes, policy.views.volume.grow);
            let room = capacity.map(|hours| room(hours, (owner, minutes), policy)).unwrap_or_default();
            Load { owner: owner.map(str::to_owned), lines, minutes, capacity, room }
        })
        .collect()
}

/// Fills the hours in the order of work: who comes first is never left out for one who comes later.
fn fit(lines: &mut [GradeBudget], hours: Decimal) {
    let mut left = minutes_of(hours);
    for line in lines {
        let count = Decimal::from(line.customers);
        let fits = if line.minutes <= left {
            line.customers
        } else {
            part(left.saturating_mul(count), line.minutes)
        };
        // Who is left out takes the rest with him: a smaller grade doesn't slip in.
        left = if fits < line.customers { Decimal::ZERO } else { left.saturating_sub(line.minutes) };
        line.fits = Some(fits);
    }
}

/// Shares the time out in proportion to volume (S2), but for what is kept to grow those in the middle: that part goes to
/// B and C by their numbers, so that the largest cannot dictate.
fn share_out(lines: &mut [GradeBudget], minutes: Decimal, grow: Decimal) {
    let all = total(lines.iter().filter_map(|line| line.volume));
    let grows = |line: &GradeBudget| matches!(line.grade.as_deref(), Some("B" | "C"));
    let growing: usize = lines.iter().filter(|line| grows(line)).map(|line| line.customers).sum();
    let kept = if growing == 0 { Decimal::ZERO } else { minutes.saturating_mul(grow) };
    for line in lines {
        let Some(volume) = line.volume else { continue };
        let part = |of: Decimal, own: Decimal, all: Decimal| {
            of.saturating_mul(own).checked_div(all).unwrap_or_default()
        };
        let by_volume = part(minutes.saturating_sub(kept), volume, all);
        let to_grow = match grows(line) {
            true => part(kept, Decimal::from(line.customers), Decimal::from(growing)),
            false => Decimal::ZERO,
        };
        line.by_volume =
            (all > Decimal::ZERO).then(|| by_volume.saturating_add(to_grow).round_dp(1).normalize());
    }
}

/// Minutes a year of so many hours a week.
fn minutes_of(hours: Decimal) -> Decimal {
    hours.saturating_mul(Decimal::from(60 * WEEKS))
}

fn part(left: Decimal, minutes: Decimal) -> usize {
    let count = left.checked_div(minutes).map(|count| count.floor()).unwrap_or_default();
    count.try_into().unwrap_or(0)
}

fn room(hours: Decimal, (owner, minutes): (Option<&str>, Decimal), policy: &Policy) -> Vec<(String, i64)> {
    let left = minutes_of(hours).saturating_sub(minutes);
    if left <= Decimal::ZERO {
        return Vec::new();
    }
    let more = |rule: &GradeRule| {
        let own = policy.own_cadence(owner, &rule.class);
        let each = own.map_or_else(|| minutes_a_year(rule), |every| minutes_with(rule, every));
        let count = left.checked_div(each)?.floor();
        Some((rule.class.clone(), count.try_into().ok()?))
    };
    policy.grades.iter().filter_map(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomerId, Interval};

    fn costs(customers: &[(&str, &str, Option<&str>)]) -> Vec<Cost> {
        let today = "2026-11-20".parse().expect("a date");
        let one = |(owner, grade, cadence): &(&str, &str, Option<&str>)| {
            let mut customer = Customer::named(CustomerId::new("x").expect("an id"), "X");
            customer.owner = (!owner.is_empty()).then(|| (*owner).to_owned());
            customer.grade = (!grade.is_empty()).then(|| (*grade).to_owned());
            customer.cadence = cadence.and_then(Interval::parse);
            cost(&customer, &EffectiveClass::written(&customer), &Policy::default(), today)
        };
        customers.iter().filter_map(one).collect()
    }

    #[test]
    fn a_book_is_held_against_the_hours_of_its_owner() {
        let costs = costs(&[
            ("li", "A", None),
            ("li", "C", None),
            ("li", "C", Some("1 month")),
            ("", "E", None),
            ("li", "", None),
        ]);
        let loads = loads(&costs, &Policy::default(), |_| Some(Decimal::ONE));
        let li = &loads[0];
        assert_eq!(li.owner.as_deref(), Some("li"));
        let lines: Vec<_> =
            li.lines.iter().map(|l| (l.grade.as_deref(), l.customers, l.minutes.to_string())).collect();
        assert_eq!(
            lines,
            [(Some("A"), 1, "90".to_owned()), (Some("C"), 2, "360".to_owned()), (None, 1, "0".to_owned())]
        );
        // 3120 minutes a year less 450: 22 C, or 166 D.
        assert_eq!(li.room.iter().map(|(_, more)| *more).collect::<Vec<_>>(), [29, 22, 22, 166, 667]);
        assert_eq!((loads[1].owner.as_deref(), loads[1].capacity), (None, None), "the pool has no hours");
        assert_eq!(hours_a_week(li.minutes).to_string(), "0.1");
        // By li's own time for E, three times as often as everybody's.
        let own = BTreeMap::from([("E".to_owned(), Interval::parse("2 months").expect("an interval"))]);
        let own_cadences = BTreeMap::from([("li".to_owned(), own)]);
        let policy = Policy { own_cadences, ..Policy::default() };
        let loads = super::loads(&costs, &policy, |_| Some(Decimal::ONE));
        assert_eq!(loads[0].room.iter().map(|(_, more)| *more).collect::<Vec<_>>(), [29, 22, 22, 166, 222]);
    }

    #[test]
    fn the_hours_are_shared_out_by_volume_and_some_grow_the_middle() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        let line = |(grade, customers, minutes, volume): &(&str, usize, &str, &str)| GradeBudget {
            grade: Some((*grade).to_owned()),
            customers: *customers,
            minutes: number(minutes),
            fits: None,
            volume: (!volume.is_empty()).then(|| number(volume)),
            by_volume: None,
        };
        // 1000 minutes; a fifth of them is for the middle.
        for (book, grow, want) in [
            (
                &[("S", 1, "600", "800"), ("B", 1, "300", "150"), ("C", 3, "100", "50")][..],
                "0.2",
                [Some("640"), Some("170"), Some("190")],
            ),
            (
                &[("S", 1, "600", "800"), ("B", 1, "300", "150"), ("C", 3, "100", "50")],
                "0",
                [Some("800"), Some("150"), Some("50")],
            ),
            // Nobody to grow.
            (
                &[("S", 1, "600", "800"), ("A", 1, "300", "200"), ("D", 3, "100", "0")],
                "0.2",
                [Some("800"), Some("200"), Some("0")],
            ),
            // Nothing was sold, or the scheme is another.
            (&[("S", 1, "600", "0"), ("B", 1, "300", "0"), ("C", 1, "100", "0")], "0.2", [None; 3]),
            (&[("S", 1, "600", ""), ("B", 1, "300", ""), ("C", 1, "100", "")], "0.2", [None; 3]),
        ] {
            let mut lines: Vec<GradeBudget> = book.iter().map(line).collect();
            share_out(&mut lines, number("1000"), number(grow));
            let found: Vec<Option<Decimal>> = lines.iter().map(|line| line.by_volume).collect();
            assert_eq!(found, want.map(|want| want.map(number)), "{book:?}");
        }
    }

    #[test]
    fn a_full_book_has_no_room() {
        let many: Vec<_> = (0..40).map(|_| ("li", "A", None)).collect();
        let loads = loads(&costs(&many), &Policy::default(), |_| Some(Decimal::ONE));
        assert_eq!((loads[0].room.len(), hours_a_week(loads[0].minutes).to_string()), (0, "1.2".to_owned()));
        assert_eq!(loads[0].lines[0].fits, Some(34), "3120 minutes by 90");
    }

    #[test]
    fn the_hours_are_filled_in_the_order_of_work() {
        let fits = |hours: &str, customers: &[(&str, &str, Option<&str>)]| {
            let hours = hours.parse().ok();
            let loads = loads(&costs(customers), &Policy::default(), |_| hours);
            loads[0].lines.iter().map(|line| line.fits).collect::<Vec<_>>()
        };
        let book =
            [("li", "A", None), ("li", "C", None), ("li", "C", None), ("li", "E", None), ("li", "", None)];
        // 90, 240 and 4 minutes a year; an hour a week is 3120.
        assert_eq!(fits("1", &book), [Some(1), Some(2), Some(1), Some(1)]);
        assert_eq!(fits("0.1", &book), [Some(1), Some(1), Some(0), Some(1)], "the E takes no C's place");
        assert_eq!(
            fits("0", &book),
            [Some(0), Some(0), Some(0), Some(1)],
            "who has no grade takes no time yet"
        );
        assert_eq!(fits("0.0289", &book)[0], Some(1), "90.168 minutes");
        assert_eq!(fits("0.0288", &book)[0], Some(0), "89.856 minutes");
    }
}
