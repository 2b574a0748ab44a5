//! How often the model was right on the user's own book: found before a day, judged by what came after it.

use chrono::{Days, NaiveDate};

use super::fit::{Fit, FitRule, fit};
use super::model::RhythmModel;
use super::repeats::Repeats;

/// A contact reaches an order that comes within so many days after it.
const REACHES: u32 = 21;

/// Where the model says so much of an order within these days, it is time for a contact.
const ASKS_FROM: f64 = 0.3;

/// The rule that knows nothing: a contact in so many days.
const EVERY: u32 = 28;

/// Fewer customers, or fewer of them who ordered or who did not, say nothing: a coin would look good on them.
pub const LEAST_CUSTOMERS: usize = 30;
pub const LEAST_OF_EACH: usize = 5;

/// The ends of the groups by what was said of them: to 10, 30, 50, 70, 90 and 100 %.
const BANDS: [f64; 6] = [0.1, 0.3, 0.5, 0.7, 0.9, 1.0];

/// What tells who orders next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecaster {
    /// The chance of an order that the model gives.
    Model,
    /// A customer orders until one and a half of its own mean gaps have passed.
    OwnGap,
    /// Who has ordered lately orders again.
    LastOrder,
}

/// By what it is decided whom to contact when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactRule {
    /// In each week those whom the model gives more than 30 % for an order within three weeks, and who have had no contact
    /// for three weeks.
    Model,
    /// Everybody every four weeks.
    EveryFourWeeks,
}

/// What contacts by a rule would have cost, and reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub rule: ContactRule,
    pub contacts: usize,
    /// The orders of that time, and those of them before which a contact lay, three weeks at most.
    pub orders: usize,
    pub reached: usize,
}

/// The customers of whom something like the same was said, and how many of them ordered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The chances from which and up to which they had, the end included.
    pub from: f64,
    pub until: f64,
    pub customers: usize,
    pub ordered: usize,
    /// The mean of what was said of them.
    pub said: f64,
}

/// How often the model was right.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// The last day that was known.
    pub cut: NaiveDate,
    pub customers: usize,
    /// How many of them ordered in the weeks after it.
    pub ordered: usize,
    /// Of those given 0–10, 10–30 … %: how many ordered. A group without customers isn't listed.
    pub bands: Vec<Band>,
    /// The mean square of the chance said and what came (Brier, 1950): 0 is never wrong.
    pub brier: f64,
    /// The same of one who gives each customer the part of all that ordered.
    pub brier_of_all: f64,
    /// How often, of one who ordered and one who did not, the first was put higher: .5 is a coin, 1 is never wrong.
    pub auc: Vec<(Forecaster, f64)>,
    /// Contacts spent, and orders covered.
    pub coverage: [Coverage; 2],
}

/// A book that says nothing of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoBacktest {
    /// How many customers had ordered before the weeks that are judged, and how many of them ordered in these.
    pub customers: usize,
    pub ordered: usize,
    /// Whether it is large enough, and no parameters were found for it.
    pub is_large_enough: bool,
}

/// Finds the parameters of a book as it was so many weeks ago, and holds what they say against what came. Each customer
/// has its order days, each once, in order.
pub fn backtest(
    book: &[&[NaiveDate]],
    today: NaiveDate,
    weeks: u32,
    rule: &FitRule,
) -> Result<Backtest, NoBacktest> {
    let cut = today.checked_sub_days(Days::new(u64::from(weeks) * 7)).unwrap_or(NaiveDate::MIN);
    let known: Vec<Known<'_>> = book.iter().filter_map(|days| Known::of(days, cut, today)).collect();
    let ordered = known.iter().filter(|one| one.ordered).count();
    let nothing = |is_large_enough| NoBacktest { customers: known.len(), ordered, is_large_enough };
    if known.len() < LEAST_CUSTOMERS || ordered < LEAST_OF_EACH || known.len() - ordered < LEAST_OF_EACH {
        return Err(nothing(false));
    }
    let seen: Vec<Repeats> = known.iter().map(|one| one.seen).collect();
    let Fit { parameters, .. } = fit(&seen, rule).ok_or(nothing(true))?;
    let model = RhythmModel::new(parameters);
    let judged = |score: &dyn Fn(&Known<'_>) -> f64| -> Vec<(f64, bool)> {
        known.iter().map(|one| (score(one), one.ordered)).collect()
    };
    let within = |one: &Known<'_>| model.expectation(one.days, cut).map(|next| next.order_within(weeks * 7));
    let chances = judged(&|one| within(one).unwrap_or_default());
    let part = ordered as f64 / known.len() as f64;
    let auc = [
        (Forecaster::Model, auc(&chances)),
        (Forecaster::OwnGap, auc(&judged(&|one| own_gap(&one.seen)))),
        (Forecaster::LastOrder, auc(&judged(&|one| -one.seen.since_last()))),
    ];
    Ok(Backtest {
        cut,
        customers: known.len(),
        ordered,
        bands: bands(&chances),
        brier: brier(&chances),
        brier_of_all: part * (1.0 - part),
        auc: auc.to_vec(),
        coverage: coverage(&known, &model, cut, today),
    })
}

/// A customer as it was known on the day of the cut, and what it did then.
struct Known<'a> {
    days: &'a [NaiveDate],
    seen: Repeats,
    ordered: bool,
}

impl<'a> Known<'a> {
    fn of(days: &'a [NaiveDate], cut: NaiveDate, today: NaiveDate) -> Option<Self> {
        let ordered = days.iter().any(|day| *day > cut && *day <= today);
        Some(Known { days, seen: Repeats::of(days, cut)?, ordered })
    }
}

/// Goes through the weeks after the cut, each order known on its day, under the parameters of the cut.
fn coverage(known: &[Known<'_>], model: &RhythmModel, cut: NaiveDate, today: NaiveDate) -> [Coverage; 2] {
    let mut by_model = Coverage { rule: ContactRule::Model, contacts: 0, orders: 0, reached: 0 };
    let mut by_clock = Coverage { rule: ContactRule::EveryFourWeeks, ..by_model };
    let later = |days: u32| cut.checked_add_days(Days::new(days.into())).filter(|day| *day < today);
    for (at, one) in known.iter().enumerate() {
        let mut by_chance: Vec<NaiveDate> = Vec::new();
        for day in (0..).map_while(|week| later(week * 7)) {
            let waits = by_chance.last().is_none_or(|last| (day - *last).num_days() >= i64::from(REACHES));
            let chance = || model.expectation(one.days, day).map(|next| next.order_within(REACHES));
            if waits && chance().is_some_and(|chance| chance > ASKS_FROM) {
                by_chance.push(day);
            }
        }
        // Whose turn it is in which of the four weeks is spread over them.
        let turn = u32::try_from(at % 4).unwrap_or(0) * 7;
        let by_turn: Vec<NaiveDate> = (0..).map_while(|time| later(turn + time * EVERY)).collect();
        for (all, contacts) in [(&mut by_model, &by_chance), (&mut by_clock, &by_turn)] {
            let is_reached = |order: &&NaiveDate| {
                contacts.iter().any(|day| (1..=i64::from(REACHES)).contains(&(**order - *day).num_days()))
            };
            let orders = one.days.iter().filter(|day| **day > cut && **day <= today);
            all.contacts += contacts.len();
            all.orders += orders.clone().count();
            all.reached += orders.filter(is_reached).count();
        }
    }
    [by_model, by_clock]
}

/// Who is within one and a half of its own mean gaps comes first, and of them the one whose next order is nearest.
fn own_gap(seen: &Repeats) -> f64 {
    if seen.count == 0 {
        return f64::NEG_INFINITY;
    }
    let gap = (seen.until_last / f64::from(seen.count)).max(1.0 / 7.0);
    let ahead = gap - seen.since_last();
    match seen.since_last() <= gap * 1.5 {
        true => -ahead.max(0.0),
        false => -1e6 - seen.since_last(),
    }
}

fn bands(chances: &[(f64, bool)]) -> Vec<Band> {
    let mut from = 0.0;
    let mut bands = Vec::new();
    for until in BANDS {
        let is_in = |chance: f64| chance <= until && (chance > from || from == 0.0);
        let (mut customers, mut ordered, mut said) = (0, 0, 0.0);
        for (chance, did) in chances.iter().filter(|(chance, _)| is_in(*chance)) {
            customers += 1;
            ordered += usize::from(*did);
            said += chance;
        }
        if customers > 0 {
            bands.push(Band { from, until, customers, ordered, said: said / customers as f64 });
        }
        from = until;
    }
    bands
}

fn brier(chances: &[(f64, bool)]) -> f64 {
    let each = chances.iter().map(|(chance, did)| (chance - f64::from(u8::from(*did))).powi(2));
    each.sum::<f64>() / chances.len().max(1) as f64
}

/// The area under the curve of Mann and Whitney: by ranks, those that are the same in the middle of theirs.
fn auc(scores: &[(f64, bool)]) -> f64 {
    let mut sorted: Vec<(f64, bool)> = scores.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut ranks, mut rank) = (0.0, 0_usize);
    for same in sorted.chunk_by(|one, other| one.0 == other.0) {
        let middle = rank as f64 + (same.len() + 1) as f64 / 2.0;
        ranks += middle * same.iter().filter(|(_, did)| *did).count() as f64;
        rank += same.len();
    }
    let did = sorted.iter().filter(|(_, did)| *did).count() as f64;
    let did_not = sorted.len() as f64 - did;
    (ranks - did * (did + 1.0) / 2.0) / (did * did_not)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_squares_and_groups_are_counted() {
        let perfect = [(0.1, false), (0.2, false), (0.8, true)];
        assert_eq!(auc(&perfect), 1.0);
        assert_eq!(auc(&perfect.map(|(score, did)| (-score, did))), 0.0);
        assert_eq!(auc(&[(0.5, true), (0.5, false), (0.5, true)]), 0.5, "those that are the same");
        assert_eq!(auc(&[(0.1, true), (0.2, false), (0.3, true), (0.4, false)]), 0.25);
        assert!((brier(&[(1.0, true), (0.5, false)]) - 0.125).abs() < 1e-12);
        let bands = bands(&[(0.0, false), (0.1, true), (0.11, true), (0.3, false), (1.0, true)]);
        let counts: Vec<_> = bands.iter().map(|band| (band.until, band.customers, band.ordered)).collect();
        assert_eq!(counts, [(0.1, 2, 1), (0.3, 2, 1), (1.0, 1, 1)]);
    }

    #[test]
    fn who_is_late_by_half_a_gap_comes_last() {
        let seen = |count, until_last, until_today| Repeats { count, until_last, until_today, ln_gaps: 0.0 };
        let order = [seen(4, 40.0, 50.0), seen(4, 40.0, 45.0), seen(4, 40.0, 56.0), seen(0, 0.0, 3.0)];
        assert!(order.map(|one| own_gap(&one)).windows(2).all(|pair| pair[0] > pair[1]));
    }
}
