//! How long a customer of one regularity keeps silent between two orders, given what it did so far.

use super::numeric::{exp, ln, ln_1p};

/// 1 / (j + 1), by which a term of the sum goes on to the next: a division costs ten times as much.
const PARTS: [f64; 64] = {
    let mut parts = [0.0; 64];
    let mut j = 0;
    while j < 64 {
        parts[j] = 1.0 / (j + 1) as f64;
        j += 1;
    }
    parts
};

/// From here on a sum is written down smaller; a float ends at 1e308.
const LARGE: f64 = 1e200;
const LN_LARGE: f64 = 460.517_018_598_809_1;

/// The length of a gap: Erlang with k steps, whose rate is Gamma-distributed (A, B): a Beta of the second kind.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// k.
    pub steps: u32,
    /// A = r + kx.
    pub shape: f64,
    /// B = α/k + t_x.
    pub scale: f64,
}

/// How likely a gap is longer than some time e: (B/(B+e))^A · sum · exp(ln_scale).
#[derive(Clone, Copy, Debug)]
pub struct Survival {
    /// A · ln(B/(B+e)).
    ln_power: f64,
    sum: f64,
    ln_scale: f64,
    /// How fast it falls: −d ln P / de.
    pub hazard: f64,
}

impl Survival {
    /// ln P(gap > e).
    pub fn ln(&self) -> f64 {
        (ln(self.sum) + self.ln_scale + self.ln_power).min(0.0)
    }

    /// P(gap > e) / P(gap > before), for an e that is later.
    pub fn since(&self, before: &Survival) -> f64 {
        let powers = self.ln_power - before.ln_power + self.ln_scale - before.ln_scale;
        (exp(powers) * (self.sum / before.sum)).min(1.0)
    }
}

impl Gap {
    /// S_k(e) = P(gap > e) = (B/(B+e))^A · Σ_{j<k} (A)_j/j! · (e/(B+e))^j, which is the incomplete Beta function
    /// I_{B/(B+e)}(A, k) as a finite sum.
    pub fn longer_than(&self, elapsed: f64) -> Survival {
        let part = elapsed / (self.scale + elapsed);
        let (mut term, mut sum, mut ln_scale) = (1.0_f64, 1.0_f64, 0.0);
        let steps = self.steps.min(64) as usize;
        // (A)_j/j! · u^j is this much of the one before.
        let more = |j: usize| (self.shape + (j - 1) as f64) * part * PARTS[j - 1];
        let mut j = 1;
        // Four at once, of which the machine reckons several side by side: this sum takes most of the time.
        while j + 4 <= steps {
            let (first, second, third, fourth) = (more(j), more(j + 1), more(j + 2), more(j + 3));
            let (two, last) = (first * second, third * fourth);
            sum += term * (first + two + two * (third + last));
            term *= two * last;
            if sum > LARGE {
                term /= LARGE;
                sum /= LARGE;
                ln_scale += LN_LARGE;
            }
            j += 4;
        }
        while j < steps {
            term *= more(j);
            sum += term;
            j += 1;
        }
        let last = self.shape + (steps - 1) as f64;
        Survival {
            ln_power: -self.shape * ln_1p(elapsed / self.scale),
            sum,
            ln_scale,
            hazard: term / sum * last / (self.scale + elapsed),
        }
    }

    /// ln P(gap > e) of a long silence, which has one step and is `stretch` times as long in the mean:
    /// (B/(B + e/(stretch·k)))^A.
    pub fn silent_longer_than(&self, elapsed: f64, stretch: f64) -> f64 {
        -self.shape * ln_1p(elapsed / (stretch * f64::from(self.steps)) / self.scale)
    }

    /// The part of the time until now that the customer's usual gap takes: its mean length, B·k / A.
    pub fn usual(&self) -> f64 {
        self.scale * f64::from(self.steps) / self.shape
    }

    /// S_k(e) · E[Σ_{n ≥ 1, n-th order ≤ h} c_n], where c_n is the chance that the customer is still there for the
    /// n-th order from now: `stays(n)` is c_{n+1}/c_n.
    ///
    /// The steps that a customer has made at e + h since its last order are negative binomial, NB(A, U) with
    /// U = (e+h)/(B+e+h), and each of them lies before e with the chance e/(e+h): so that
    /// P(M steps, fewer than k before e) = NB(M; A, U) · P(Bin(M, e/(e+h)) < k), and M steps are ⌊M/k⌋ orders. It is
    /// the double sum over j and n of the source with the sum over j done: of M terms instead of M·k.
    pub fn expected(&self, elapsed: f64, ahead: f64, stays: impl Fn(u32) -> f64) -> f64 {
        if ahead <= 0.0 {
            return 0.0;
        }
        let whole = elapsed + ahead;
        let per_step = whole / (self.scale + whole);
        let k = self.steps;
        // NB(M; A, U), from M = 0 on, as a multiple of exp(ln_scale).
        let (mut chance, mut ln_scale) = (1.0_f64, -self.shape * ln_1p(whole / self.scale));
        let mut in_gap = InGap::new(k, elapsed / whole);
        let (mut stay, mut weight, mut sum) = (1.0, 0.0_f64, 0.0_f64);
        for orders in 0..LONGEST / k {
            if orders > 0 {
                weight += stay;
                stay *= stays(orders);
            }
            let mut first = chance * in_gap.chance;
            let mut within = 0.0;
            for step in orders * k..(orders + 1) * k {
                within += chance * in_gap.chance;
                chance *= (self.shape + f64::from(step)) / f64::from(step + 1) * per_step;
                in_gap.step(step);
                // Of thousands of orders, they grow beyond what a float can hold.
                if step % 16 == 15 && chance > LARGE {
                    (chance, first, within, sum) =
                        (chance / LARGE, first / LARGE, within / LARGE, sum / LARGE);
                    ln_scale += LN_LARGE;
                }
            }
            sum += within * weight;
            // What is left falls faster than a geometric series, with weights that grow no faster than the orders.
            let last = chance * in_gap.chance;
            let falls = 1.0 - last / first;
            let rest = last * f64::from(k) * weight / (falls * falls);
            if last <= 0.0 || (orders > 0 && falls > 0.0 && rest <= 1e-9 * sum) {
                break;
            }
        }
        sum * exp(ln_scale)
    }
}

/// The chance that of M steps until e + h fewer than k were before e: P(Bin(M, p) < k), step by step.
struct InGap {
    k: u32,
    /// p = e / (e + h).
    before: f64,
    chance: f64,
    /// P(Bin(M, p) = k − 1), from M = k − 1 on.
    at_edge: f64,
}

impl InGap {
    fn new(k: u32, before: f64) -> Self {
        InGap { k, before, chance: 1.0, at_edge: (1..k).fold(1.0, |edge, _| edge * before) }
    }

    /// From M = step to the next.
    fn step(&mut self, step: u32) {
        let next = step + 1;
        if next < self.k {
            return;
        }
        let lost = self.before * self.at_edge;
        self.at_edge *= f64::from(next) / f64::from(next + 1 - self.k) * (1.0 - self.before);
        self.chance = match self.chance > 0.05 {
            true => self.chance - lost,
            // What is left of a difference is mostly what the digits have lost.
            false => self.at_edge * self.below(next),
        };
    }

    /// P(Bin(M, p) < k) / P(Bin(M, p) = k − 1) for M > step: from its last term down, where they fall quickly.
    fn below(&self, step: u32) -> f64 {
        let odds = (1.0 - self.before) / self.before;
        let steps = f64::from(step);
        let (mut term, mut sum) = (1.0, 1.0);
        for j in (1..self.k).rev() {
            // P(Bin = j − 1) / P(Bin = j)
            term *= f64::from(j) / (steps - f64::from(j) + 1.0) * odds;
            sum += term;
            if term < 1e-9 * sum {
                break;
            }
        }
        sum
    }
}

/// After so many steps the sum ends in any case: three thousand orders of one who orders nearly to the day.
const LONGEST: u32 = 200_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_of_one_step_is_a_power() {
        // k = 1: S = (B/(B+e))^A (Lomax).
        let gap = Gap { steps: 1, shape: 2.5, scale: 4.0 };
        let survival = gap.longer_than(3.0);
        assert!((survival.ln() - 2.5 * (4.0_f64 / 7.0).ln()).abs() < 1e-14);
        assert!((survival.hazard - 2.5 / 7.0).abs() < 1e-14);
    }
}
