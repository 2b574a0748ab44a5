//! What a customer may order in the weeks to come, drawn by the model: one future after another, of which each is as
//! likely as the model says. Sums of many customers have no formula; futures can be added up.
//!
//! It draws what `outlook.rs` reckons: the regularity k by q_k; whether the customer is in its rhythm, in a long silence,
//! or has left; the steps that it has made since its last order, by π_j; its own rate and its own chance to leave, from
//! what they are after all that is known of it. The mean of the futures is E[orders ≤ h], which tests hold against the
//! formula. Of a long silence the first order back is drawn alone, as there.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::expectation::{Expectation, Footing};
use super::numeric::{exp, exp_m1, ln};
use super::outlook::Outlook;
use super::parameters::KINDS;
use super::season::Season;

/// No future has more orders than that: one a day for more than a year.
const MOST: usize = 512;

/// How the orders to come of one customer are drawn.
#[derive(Clone, Debug)]
pub struct Futures<'a> {
    expected: &'a Expectation<'a>,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Rhythm(Box<Rhythms>),
    Season(Season),
}

/// The states that a customer may be in, each by its chance: none any more, then of each regularity in rhythm and in a
/// long silence.
#[derive(Clone, Debug)]
struct Rhythms {
    states: [f64; 1 + 2 * KINDS],
    kinds: [Option<Kind>; KINDS],
    elapsed: f64,
    stretch: f64,
    leave: f64,
    stay: f64,
}

/// The customer as one of one regularity.
#[derive(Clone, Debug)]
struct Kind {
    k: u32,
    /// A and B.
    shape: f64,
    scale: f64,
    /// π_j: how many steps of the gap it may have made.
    steps: Vec<f64>,
}

impl<'a> Futures<'a> {
    pub fn of(expected: &'a Expectation<'a>) -> Self {
        let how = match expected.footing {
            Footing::Season(season) => How::Season(season),
            _ => How::Rhythm(Box::new(Rhythms::of(&expected.outlook))),
        };
        Futures { expected, how }
    }

    /// One future: the days of its orders until a day, in order.
    pub fn draw(&self, dice: &mut Dice, until: NaiveDate, days: &mut Vec<NaiveDate>) {
        days.clear();
        match &self.how {
            How::Season(season) => {
                let (today, leaves) = (self.expected.today, self.expected.leaves());
                season.draw(leaves, (today, until), dice, days);
            }
            How::Rhythm(rhythms) => {
                let ahead = (until - self.expected.today).num_days();
                let weeks = ahead as f64 / 7.0;
                rhythms.draw(dice, weeks, |week| {
                    // A part of a day is that day: an order within h days lies on one of them.
                    let day = ((week * 7.0).ceil() as u64).clamp(1, ahead.unsigned_abs());
                    days.extend(self.expected.today.checked_add_days(Days::new(day)));
                    days.len() < MOST
                });
            }
        }
    }
}

impl Rhythms {
    fn of(outlook: &Outlook<'_>) -> Self {
        let elapsed = outlook.elapsed;
        let mut states = [0.0; 1 + 2 * KINDS];
        let kinds = std::array::from_fn(|at| {
            let part = outlook.parts[at]?;
            let gap = part.as_one.gap;
            states[1 + 2 * at] = part.in_rhythm;
            states[2 + 2 * at] = (part.alive - part.in_rhythm).max(0.0);
            // (A)_j/j! · (e/(B+e))^j, by logarithms: of a long silence with k = 64 they leave the range of floats.
            let ln_part = ln(elapsed / (gap.scale + elapsed));
            let mut ln_term = 0.0;
            let mut terms = vec![0.0];
            for j in 1..gap.steps {
                ln_term += ln((gap.shape + f64::from(j - 1)) / f64::from(j)) + ln_part;
                terms.push(ln_term);
            }
            let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let steps = terms.into_iter().map(|term| exp(term - most)).collect();
            Some(Kind { k: gap.steps, shape: gap.shape, scale: gap.scale, steps })
        });
        states[0] = (1.0 - states.iter().sum::<f64>()).max(0.0);
        let parameters = outlook.model.parameters;
        let (stretch, leave, stay) = (parameters.stretch, parameters.leave, outlook.stay);
        Rhythms { states, kinds, elapsed, stretch, leave, stay }
    }

    /// Tells the weeks of the orders of one future within so many, as long as they are asked for.
    fn draw(&self, dice: &mut Dice, weeks: f64, mut tell: impl FnMut(f64) -> bool) {
        let state = dice.weighted(&self.states);
        let Some(place) = state.checked_sub(1) else { return };
        let Some(kind) = &self.kinds[place / 2] else { return };
        let k = f64::from(kind.k);
        if place % 2 == 1 {
            // P(longer than e + h) / P(longer than e) = ((B + e/s) / (B + (e + h)/s))^A, with s = stretch · k.
            let stretched = self.stretch * k;
            let base = kind.scale * stretched + self.elapsed;
            let back = base * exp_m1(-ln(dice.part()) / kind.shape);
            if back <= weeks {
                tell(back);
            }
            return;
        }
        let made = dice.weighted(&kind.steps) as f64;
        let rate = dice.gamma(kind.shape + made) / (kind.scale + self.elapsed);
        let mut week = dice.gamma(k - made) / rate;
        let mut leaves = None;
        while week <= weeks && tell(week) {
            // It is asked for only where there is an order at all.
            let leaves = *leaves.get_or_insert_with(|| dice.beta(self.leave, self.stay));
            if dice.part() < leaves {
                return;
            }
            week += dice.gamma(k) / rate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::{RhythmModel, RhythmParameters};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// Orders on these days from a day on, and how long ago the last one is.
    fn book(gaps: &[u64], since: u64) -> (Vec<NaiveDate>, NaiveDate) {
        let mut days = vec![day("2022-01-03")];
        for gap in gaps {
            days.push(days[days.len() - 1] + Days::new(*gap));
        }
        let today = days[days.len() - 1] + Days::new(since);
        (days, today)
    }

    /// The mean number of orders of many futures, how far off that may be by chance, and the part with any.
    fn drawn(expected: &Expectation<'_>, ahead: u32) -> (f64, f64, f64) {
        const MANY: usize = 20_000;
        let (futures, mut dice) = (Futures::of(expected), Dice::of("one", 1));
        let (mut sum, mut squares, mut any, mut days) = (0.0, 0.0, 0.0, Vec::new());
        for _ in 0..MANY {
            futures.draw(&mut dice, expected.after(ahead), &mut days);
            assert!(days.is_sorted() && days.iter().all(|day| *day > expected.today), "{days:?}");
            let count = days.len() as f64;
            sum += count;
            squares += count * count;
            any += f64::from(u8::from(!days.is_empty()));
        }
        let many = MANY as f64;
        let mean = sum / many;
        (mean, ((squares / many - mean * mean) / many).sqrt(), any / many)
    }

    /// Regular, irregular, late, silent for long, and of one order.
    #[test]
    fn the_mean_of_the_futures_is_the_expected_number_of_orders() {
        let shipped = RhythmParameters::SHIPPED;
        let alike = RhythmParameters { shape: 0.5, scale: 5.0, leave: 2.0, stay: 3.0, ..shipped };
        for (parameters, which) in [(shipped, "shipped"), (alike, "alike")] {
            let model = RhythmModel::new(parameters);
            for (gaps, since) in [
                (&[30, 31, 29, 30, 32][..], 12),
                (&[30, 31, 29, 30, 32], 45),
                (&[30, 31, 29, 30, 32], 160),
                (&[5, 80, 14, 9, 120, 33], 20),
                (&[7; 60], 3),
                (&[200, 190, 215], 100),
                (&[], 60),
                (&[], 900),
            ] {
                let (days, today) = book(gaps, since);
                let expected = model.expectation(&days, today).expect("ordered");
                assert!(!matches!(expected.footing, Footing::Season(_)), "{gaps:?}");
                for ahead in [28, 120, 365] {
                    let (mean, error, any) = drawn(&expected, ahead);
                    let (want, chance) = (expected.orders_within(ahead), expected.order_within(ahead));
                    let what = format!("{which} {gaps:?} {since} {ahead}");
                    assert!((mean - want).abs() < 4.0 * error + 2e-4, "{what}: {mean} {want} ± {error}");
                    assert!((any - chance).abs() < 0.015, "{what}: {any} {chance}");
                }
            }
        }
    }

    #[test]
    fn one_of_a_season_orders_in_its_weeks() {
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let both = |year: i32| ["03-05", "03-20", "10-10"].map(|on| day(&format!("{year}-{on}")));
        let days: Vec<NaiveDate> = (2022..=2025).flat_map(both).collect();
        let expected = model.expectation(&days, day("2026-01-20")).expect("ordered");
        assert!(matches!(expected.footing, Footing::Season(_)), "{:?}", expected.footing);
        for ahead in [30, 45, 90] {
            let (mean, _, any) = drawn(&expected, ahead);
            assert!((any - expected.order_within(ahead)).abs() < 0.015, "{ahead}: {any}");
            assert!(mean >= any, "{ahead}");
        }
        // Both orders of the next March, and in a year those of October, too.
        let (march, _, _) = drawn(&expected, 90);
        let (year, _, _) = drawn(&expected, 300);
        assert!((1.2..1.8).contains(&march) && (1.7..2.5).contains(&year), "{march} {year}");
    }
}
