//! What the model says of one customer: whether it is in its rhythm, and when it orders next.

use super::model::{Component, RhythmModel};
use super::numeric::{exp, exp_m1, ln};
use super::parameters::{KINDS, RhythmParameters};
use super::repeats::Repeats;

/// Below this part of all, a regularity changes no figure that anybody sees, and isn't reckoned with.
const NEGLIGIBLE: f64 = 1e-9;

/// What the model says of one customer on the day of the question.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    pub(super) model: &'a RhythmModel,
    pub(super) parts: [Option<Part>; KINDS],
    /// e: the weeks since the last order.
    pub(super) elapsed: f64,
    /// b + x + 1: what b has become, if the customer has stayed.
    pub(super) stay: f64,
    /// ln of how likely the customer orders as it did.
    pub ln_likelihood: f64,
}

/// The customer as one of a regularity that it may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub as_one: Component,
    /// q_k: the chance that it has it.
    chance: f64,
    /// The chance that it has, and has not left.
    pub alive: f64,
    /// The chance that it has, and has neither left nor is in a long silence.
    pub in_rhythm: f64,
    /// q_k (1 − ε) / (S~ + a/(b+x)): `in_rhythm` for one S_k(e), which may be too small for a float.
    per_gap: f64,
}

/// When the next order comes of a customer that is in its rhythm: in weeks from the day of the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// One in ten orders before that.
    pub from: f64,
    /// As many order before as after it.
    pub middle: f64,
    /// One in ten orders after that.
    pub until: f64,
}

/// No window ends later than that, in weeks: two hundred years.
const FAR: f64 = 10_436.0;

impl RhythmModel {
    /// What the model says of a customer.
    pub fn outlook(&self, seen: &Repeats) -> Outlook<'_> {
        let last = self.last(seen.count);
        let components = self.components(seen, &last);
        let (chances, ln_likelihood) = self.chances(&components);
        let usual = 1.0 - self.parameters.silence;
        let parts = std::array::from_fn(|kind| {
            let as_one = components[kind]?;
            let chance = chances[kind];
            Some(Part {
                as_one,
                chance,
                alive: chance * exp(as_one.ln_open - as_one.ln_whole),
                in_rhythm: chance * usual * exp(as_one.ln_gap - as_one.ln_whole),
                per_gap: chance * usual * exp(-as_one.ln_whole),
            })
        });
        Outlook { model: self, parts, elapsed: seen.since_last(), stay: last.stay, ln_likelihood }
    }
}

impl Outlook<'_> {
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().flatten()
    }

    /// Those that change a figure.
    fn counting(&self) -> impl Iterator<Item = &Part> {
        self.parts().filter(|one| one.chance > NEGLIGIBLE)
    }

    /// P(alive): the customer has not left for good. It is nearly always high: nobody can know that.
    pub fn alive(&self) -> f64 {
        self.parts().map(|one| one.alive).sum::<f64>().min(1.0)
    }

    /// P(in rhythm): the customer has neither left nor is it in a long silence.
    pub fn in_rhythm(&self) -> f64 {
        self.parts().map(|one| one.in_rhythm).sum::<f64>().min(1.0)
    }

    /// The regularity that is expected of the customer: 1 orders at any time, 64 nearly to the day.
    pub fn regularity(&self) -> f64 {
        self.parts().map(|one| one.chance * f64::from(one.as_one.gap.steps)).sum()
    }

    /// The usual gap between its orders, in weeks.
    pub fn usual_gap(&self) -> f64 {
        self.parts().map(|one| one.chance * one.as_one.gap.usual()).sum()
    }

    /// P(order ≤ h): the chance of an order within so many weeks.
    pub fn order_within(&self, weeks: f64) -> f64 {
        if weeks <= 0.0 {
            return 0.0;
        }
        let until = self.elapsed + weeks;
        let still = |one: &Component| (self.model.ln_open(&one.gap, until) - one.ln_open).min(0.0);
        self.counting().map(|one| -one.alive * exp_m1(still(&one.as_one))).sum::<f64>().clamp(0.0, 1.0)
    }

    /// E[orders ≤ h]: how many orders are expected within so many weeks; of a long silence the first one back alone.
    pub fn expected_within(&self, weeks: f64) -> f64 {
        if weeks <= 0.0 {
            return 0.0;
        }
        let RhythmParameters { leave, silence, stretch, .. } = self.model.parameters;
        // B(a, b + x + n + 1) / B(a, b + x + n): the customer stays after the n-th order from now, too.
        let stays = |order: u32| {
            let stay = self.stay + f64::from(order - 1);
            stay / (leave + stay)
        };
        let until = self.elapsed + weeks;
        let each = |one: &Part| {
            let Component { gap, ln_silent, ln_open, .. } = one.as_one;
            let usual = one.per_gap * gap.expected(self.elapsed, weeks, stays);
            if silence <= 0.0 {
                return usual;
            }
            let silent = one.alive * silence * exp(ln_silent - ln_open);
            usual - silent * exp_m1(gap.silent_longer_than(until, stretch) - ln_silent)
        };
        self.counting().map(each).sum::<f64>().max(0.0)
    }

    /// When the next order comes if the customer is in rhythm: 10, 50 and 90 % of that part. None where no time can be
    /// told.
    pub fn window(&self) -> Option<Window> {
        // The shares of the regularities among those in rhythm, by logarithms: all of them may be very small, and the
        // largest one may be that of a regularity that the customer hardly has.
        let share = |one: &Part| ln(one.per_gap) + one.as_one.ln_gap;
        let most = self.parts().map(share).fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return None;
        }
        let mut shares = self.parts.map(|one| one.map_or(0.0, |one| exp(share(&one) - most)));
        let all: f64 = shares.iter().sum();
        for one in &mut shares {
            *one /= all;
        }
        let usual = self.usual_gap();
        let middle = self.quantile(&shares, 0.5, (usual - self.elapsed).max(usual * 0.1));
        let from = self.quantile(&shares, 0.9, middle * 0.7);
        let until = self.quantile(&shares, 0.1, middle * 1.5);
        Some(Window { from, middle, until })
    }

    /// When the next order has not come yet with this chance: by bisection, and by Newton's steps on the logarithm of
    /// the chance where these stay between the bounds.
    fn quantile(&self, shares: &[f64; KINDS], chance: f64, near: f64) -> f64 {
        let ln_chance = ln(chance);
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let mut weeks = near;
        for _ in 0..200 {
            let (ln_left, falls) = self.ln_left(shares, weeks);
            if ln_left > ln_chance {
                low = weeks
            } else {
                high = weeks
            }
            let newton = weeks + (ln_left - ln_chance) / falls;
            let fits = newton > low && newton < high;
            let next = match (fits, high.is_finite()) {
                (true, true) => newton,
                (true, false) => newton.min(weeks * 4.0),
                (false, true) => f64::midpoint(low, high),
                (false, false) => weeks * 4.0,
            };
            if next > FAR {
                return FAR;
            }
            // Newton's last step was longer than what is left by far.
            let is_near = (next - weeks).abs() < if fits { 1e-4 } else { 1e-9 } * weeks;
            weeks = next;
            if is_near {
                break;
            }
        }
        weeks
    }

    /// ln P(no order ≤ h | in rhythm), and how fast it falls.
    fn ln_left(&self, shares: &[f64; KINDS], weeks: f64) -> (f64, f64) {
        let (mut left, mut falls) = (0.0, 0.0);
        for (share, part) in shares.iter().zip(&self.parts) {
            let Some(Part { as_one, .. }) = part.as_ref().filter(|_| *share > NEGLIGIBLE) else { continue };
            let survival = as_one.gap.longer_than(self.elapsed + weeks);
            let still = share * survival.since(&as_one.until_now);
            left += still;
            falls += still * survival.hazard;
        }
        (ln(left), falls / left)
    }
}
