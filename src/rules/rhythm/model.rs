//! How likely a customer orders as it did, under given parameters.

use super::gap::{Gap, Survival};
use super::numeric::{exp, ln, ln_add, ln_beta, ln_gamma};
use super::parameters::{KINDS, Leaving, REGULARITIES, RhythmParameters};
use super::repeats::Repeats;

/// ln Γ(k) of the regularities.
const LN_GAMMA: [f64; KINDS] = [
    0.0,
    0.0,
    1.791_759_469_228_055,
    8.525_161_361_065_415,
    27.899_271_383_840_894,
    78.092_223_553_315_3,
    201.009_316_399_281_54,
];

/// The model under its parameters, with what of it is the same for all customers.
#[derive(Clone, Copy, Debug)]
pub struct RhythmModel {
    pub parameters: RhythmParameters,
    ln_weights: [f64; KINDS],
    /// r ln(α/k) − ln Γ(r).
    ln_rates: [f64; KINDS],
    /// ln B(a, b).
    ln_leaves: f64,
    /// ln(1 − ε) and ln ε.
    ln_usual: f64,
    ln_silence: f64,
}

/// The customer as one of one regularity k.
#[derive(Clone, Copy, Debug)]
pub(super) struct Component {
    pub gap: Gap,
    /// ln L_k: how likely a customer of this regularity orders as this one did.
    pub ln_likelihood: f64,
    /// S_k(e): the gap has been as long as this.
    pub until_now: Survival,
    /// ln S_k(e).
    pub ln_gap: f64,
    /// ln of the same for a long silence.
    pub ln_silent: f64,
    /// ln S~_k(e), of both.
    pub ln_open: f64,
    /// ln(S~_k(e) + a/(b+x)): either the gap has been as long as this, or the customer has left.
    pub ln_whole: f64,
}

/// What of a and b the likelihood needs: whether the customer has stayed, and whether its last order can have been the
/// last one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    /// ln B(a, b + x + 1) − ln B(a, b).
    pub ln_stayed: f64,
    /// ln of a / (b + x): how much more likely the customer left after its last order than that it stayed.
    pub ln_left: f64,
    /// b + x + 1: what b has become, if it stayed.
    pub stay: f64,
}

impl RhythmModel {
    pub fn new(parameters: RhythmParameters) -> Self {
        let RhythmParameters { shape, scale, leave, stay, weights, silence, .. } = parameters;
        let ln_shape = ln_gamma(shape);
        RhythmModel {
            parameters,
            ln_weights: weights.map(ln),
            ln_rates: REGULARITIES.map(|k| shape * ln(scale / f64::from(k)) - ln_shape),
            ln_leaves: ln_beta(leave, stay),
            ln_usual: ln(1.0 - silence),
            ln_silence: ln(silence),
        }
    }

    pub(super) fn last(&self, count: u32) -> Last {
        let RhythmParameters { leave, stay, leaving, .. } = self.parameters;
        let orders = f64::from(count);
        let (stay, left) = match leaving {
            Leaving::AfterEach => (stay + orders + 1.0, Some(stay + orders)),
            Leaving::NotAfterFirst => (stay + orders, (count > 0).then_some(stay + orders - 1.0)),
        };
        Last {
            ln_stayed: ln_beta(leave, stay) - self.ln_leaves,
            ln_left: left.map_or(f64::NEG_INFINITY, |left| ln(leave / left)),
            stay,
        }
    }

    /// The customer as one of each regularity that somebody has.
    pub(super) fn components(&self, seen: &Repeats, last: &Last) -> [Option<Component>; KINDS] {
        std::array::from_fn(|kind| {
            (self.parameters.weights[kind] > 0.0).then(|| self.component(kind, seen, last))
        })
    }

    fn component(&self, kind: usize, seen: &Repeats, last: &Last) -> Component {
        let RhythmParameters { shape, scale, silence, stretch, .. } = self.parameters;
        let k = f64::from(REGULARITIES[kind]);
        let count = f64::from(seen.count);
        let elapsed = seen.since_last();
        let gap =
            Gap { steps: REGULARITIES[kind], shape: shape + k * count, scale: scale / k + seen.until_last };
        let until_now = gap.longer_than(elapsed);
        let ln_gap = until_now.ln();
        let (ln_silent, ln_open) = match silence > 0.0 {
            true => {
                let ln_silent = gap.silent_longer_than(elapsed, stretch);
                (ln_silent, ln_add(self.ln_usual + ln_gap, self.ln_silence + ln_silent))
            }
            false => (f64::NEG_INFINITY, ln_gap),
        };
        let ln_orders =
            (k - 1.0) * seen.ln_gaps - count * LN_GAMMA[kind] + ln_gamma(gap.shape) + self.ln_rates[kind]
                - gap.shape * ln(gap.scale);
        let ln_whole = ln_add(ln_open, last.ln_left);
        let ln_likelihood = ln_orders + last.ln_stayed + ln_whole;
        Component { gap, ln_likelihood, until_now, ln_gap, ln_silent, ln_open, ln_whole }
    }

    /// ln L_k for each regularity; −∞ where nobody has it.
    pub(super) fn ln_likelihoods(&self, seen: &Repeats) -> [f64; KINDS] {
        let last = self.last(seen.count);
        self.components(seen, &last).map(|one| one.map_or(f64::NEG_INFINITY, |one| one.ln_likelihood))
    }

    /// q_k ∝ w_k L_k, the chance of each regularity, and ln Σ w_k L_k, how likely the customer orders as it did.
    pub(super) fn chances(&self, components: &[Option<Component>; KINDS]) -> ([f64; KINDS], f64) {
        let weighted: [f64; KINDS] = std::array::from_fn(|kind| {
            components[kind].map_or(f64::NEG_INFINITY, |one| self.ln_weights[kind] + one.ln_likelihood)
        });
        let most = weighted.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let parts = weighted.map(|one| exp(one - most));
        let sum: f64 = parts.iter().sum();
        (parts.map(|part| part / sum), most + ln(sum))
    }

    /// ln S~_k(e).
    pub(super) fn ln_open(&self, gap: &Gap, elapsed: f64) -> f64 {
        let ln_gap = gap.longer_than(elapsed).ln();
        if self.parameters.silence <= 0.0 {
            return ln_gap;
        }
        let silent = gap.silent_longer_than(elapsed, self.parameters.stretch);
        ln_add(self.ln_usual + ln_gap, self.ln_silence + silent)
    }
}
