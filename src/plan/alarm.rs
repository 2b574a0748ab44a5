//! Who may be lost: the customers for which an alarm rings, with what that puts at stake and what is done about it.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{AlarmAnswer, AlarmKind, Currency, Customer, CustomerId, Decimal, History};
use crate::plan::{Aim, aim_of};
use crate::rules::alarms::{self, Alarm, Answered, Sign};
use crate::rules::rhythm::order_days;
use crate::rules::views::{Metrics, Place, Pyramid, PyramidRule, a_year_before, layer};
use crate::rules::{Playbook, Policy, Stake, Whom};

/// A customer that may be lost.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmedCustomer {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// Its layer of the pyramid, where that can be told.
    pub layer: Option<Pyramid>,
    /// What tells it, the gravest first; one at least.
    pub alarms: Vec<Alarm>,
    /// What its sums are in: the workspace's currency.
    pub currency: Currency,
    /// What its orders of the twelve months up to the last one came to, where all of them have an amount that is known.
    pub year: Option<Decimal>,
    /// What the playbook has for one that orders less, or no more.
    pub rescue: Option<Aim>,
}

impl AlarmedCustomer {
    /// What an alarm puts at stake: of one that buys less what is missing already, of one that is silent its year as far as
    /// it may be over, else the whole year.
    pub fn stake_of(&self, alarm: &Alarm) -> Option<Decimal> {
        match &alarm.sign {
            Sign::Falling { now, before, .. } => Some(*before - *now),
            Sign::Silent { in_rhythm, .. } => self.year?.checked_mul(Decimal::ONE - *in_rhythm),
            _ => self.year,
        }
    }

    /// The most that any of them puts at stake.
    pub fn stake(&self) -> Option<Decimal> {
        self.alarms.iter().filter_map(|alarm| self.stake_of(alarm)).max()
    }
}

/// How important customers are by what they bring: their layer of the pyramid, by the better of the last two years. Who
/// brings nothing any more, or less, is important still.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What the customers brought in the last year, most first.
    revenues: Vec<Decimal>,
}

impl Standing {
    /// Of all who brought anything in the last year.
    pub fn in_book<'f>(book: impl IntoIterator<Item = &'f Metrics>) -> Self {
        let revenues = book.into_iter().map(|figures| figures.last_year.revenue);
        let mut revenues: Vec<Decimal> = revenues.filter(|sum| *sum > Decimal::ZERO).collect();
        revenues.sort_unstable_by_key(|sum| Reverse(*sum));
        Standing { revenues }
    }

    /// The layer of a customer with these figures, where it brought anything.
    pub fn layer(&self, figures: &Metrics, rule: &PyramidRule) -> Option<Pyramid> {
        let own = figures.last_year.revenue.max(figures.year_before.revenue);
        let above = self.revenues.partition_point(|sum| *sum > own);
        let place = Place { rank: above + 1, of: self.revenues.len().max(1) };
        (own > Decimal::ZERO).then(|| layer(place, rule))
    }
}

/// The alarms that ring for a customer, where one does. `history` must be as of `today`.
pub fn alarmed(
    customer: &Customer,
    (class, layer): (Option<&str>, Option<Pyramid>),
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<AlarmedCustomer> {
    let alarms = alarms::ringing(customer, history, policy, today);
    if alarms.is_empty() {
        return None;
    }
    let days = order_days(history, policy.book_rhythm.numbers.merge_days);
    let year = Stake::whole_year(history, &days, &policy.rates).map(|year| year.max(Decimal::ZERO));
    let is_of_orders = |alarm: &Alarm| {
        use AlarmKind::{Competitor, Ending, Falling, NeedLost, Silent};
        matches!(alarm.kind, Ending | NeedLost | Competitor | Silent | Falling)
    };
    let rescue = alarms.iter().any(is_of_orders).then(|| rescue(&days, policy, today)).flatten();
    Some(AlarmedCustomer {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        grade: class.map(str::to_owned),
        layer,
        alarms,
        currency: policy.rates.currency,
        year,
        rescue,
    })
}

/// The playbook of a customer that orders less; of one without an order in a year that of one that orders no more; of one
/// that has never ordered none.
fn rescue(days: &[NaiveDate], policy: &Policy, today: NaiveDate) -> Option<Aim> {
    let is_over = *days.last()? <= a_year_before(today);
    let class = if is_over { "exit" } else { "decline" };
    let own = Whom::View("lifecycle".to_owned(), class.to_owned());
    policy.playbooks.iter().find(|playbook: &&Playbook| playbook.whom == own).map(aim_of)
}

/// Puts them in order: what puts most at stake first, then the gravest; by id where that is equal.
pub fn in_order_of_stake(found: &mut [AlarmedCustomer]) {
    found.sort_by_cached_key(|one| {
        (Reverse(one.stake()), one.alarms.first().map(|alarm| alarm.kind), one.id.clone())
    });
}

/// What alarms of one kind turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmRecord {
    pub kind: AlarmKind,
    pub real: usize,
    pub wrong: usize,
    pub accepted: usize,
}

impl AlarmRecord {
    pub fn answered(&self) -> usize {
        self.real + self.wrong + self.accepted
    }
}

/// What the answers of the last twelve months say of each kind, where there are any.
pub fn alarm_record<'a>(
    answers: impl IntoIterator<Item = &'a Answered>,
    today: NaiveDate,
) -> Vec<AlarmRecord> {
    let new = |kind: &AlarmKind| AlarmRecord { kind: *kind, real: 0, wrong: 0, accepted: 0 };
    let mut record: Vec<AlarmRecord> = AlarmKind::ALL.iter().map(new).collect();
    let since = a_year_before(today);
    for one in answers.into_iter().filter(|one| one.on > since && one.on <= today) {
        let Some(own) = record.iter_mut().find(|own| own.kind == one.of) else { continue };
        match one.answer {
            AlarmAnswer::Real => own.real += 1,
            AlarmAnswer::False => own.wrong += 1,
            AlarmAnswer::Accepted => own.accepted += 1,
        }
    }
    record.retain(|own| own.answered() > 0);
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::{TODAY, book, customer, day, history, policy};

    fn alarm(lines: &[&'static str]) -> Option<AlarmedCustomer> {
        let (policy, today) = (policy(), day(TODAY));
        alarmed(&customer(), (Some("A"), None), &history(lines).as_of(today), &policy, today)
    }

    #[test]
    fn what_is_at_stake_goes_by_what_rings() {
        assert_eq!(alarm(&["2026-11-01 order 100"]), None);
        let stake =
            |lines: &[&'static str]| alarm(lines).and_then(|one| one.stake()).map(|sum| sum.to_string());
        let year = ["2026-08-01 order 100", "2026-11-01 order 60"];
        let with = |line| stake(&[&year[..], &[line]].concat());
        assert_eq!(with("2026-11-10 complaint opened").as_deref(), Some("160"));
        assert_eq!(stake(&["2026-11-10 complaint opened"]), None, "never ordered");
        let monthly = [
            "2026-01-10 order 100",
            "2026-02-10 order 100",
            "2026-03-10 order 100",
            "2026-04-10 order 100",
            "2026-05-10 order 100",
            "2026-06-10 order 100",
        ];
        let silent = alarm(&monthly).expect("silent");
        let Sign::Silent { in_rhythm, .. } = silent.alarms[0].sign else { panic!("{silent:?}") };
        assert_eq!(silent.stake(), Some(Decimal::from(600) * (Decimal::ONE - in_rhythm)));
        assert_eq!(silent.rescue.map(|aim| aim.whom).as_deref(), Some("lifecycle=decline"));
        let long = ["2024-01-10 order 100", "2024-06-10 order 100", "2024-11-10 order 100"];
        assert_eq!(
            alarm(&long).and_then(|one| one.rescue).map(|aim| aim.whom).as_deref(),
            Some("lifecycle=exit")
        );
    }

    #[test]
    fn who_brings_less_is_important_still() {
        let (mut figures, _) = book(&["100", "90", "80", "10", "5"]);
        let (rule, standing) = (PyramidRule::default(), Standing::in_book(&figures));
        let layer = |figures: &Metrics| standing.layer(figures, &rule);
        assert_eq!(layer(&figures[0]), Some(Pyramid::Super));
        assert_eq!(layer(&figures[1]), Some(Pyramid::Small));
        figures[3].year_before.revenue = Decimal::from(120);
        assert_eq!(layer(&figures[3]), Some(Pyramid::Super), "by the year before");
        figures[4].last_year.revenue = Decimal::ZERO;
        assert_eq!(layer(&figures[4]), None);
    }

    #[test]
    fn the_answers_of_a_year_are_counted() {
        let log = history(&[
            "2025-11-21 alarm silent answer=false",
            "2025-11-22 alarm silent answer=false",
            "2026-10-01 alarm silent answer=real",
            "2026-10-02 alarm falling answer=accepted",
        ]);
        let found = alarm_record(&alarms::answers(&log), day(TODAY));
        let told: Vec<_> =
            found.iter().map(|one| (one.kind.as_str(), one.real, one.wrong, one.accepted)).collect();
        assert_eq!(told, [("silent", 1, 1, 0), ("falling", 0, 0, 1)]);
    }
}
