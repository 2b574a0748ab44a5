//! The parameters under which a book's customers order most likely as they did: found anew on demand, and the same for
//! the same book in whatever order it comes.

use super::model::RhythmModel;
use super::numeric::{exp, ln};
use super::parameters::{KINDS, Leaving, RhythmParameters};
use super::repeats::Repeats;
use super::simplex::{Minimum, Patience, minimum};

/// What is expected of a book before it is seen: normal distributions of the four numbers that are sought, and how many
/// customers stand for each regularity beforehand (Dirichlet). With few customers it is what keeps a fit sensible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Mean and deviation of ln(α/r), ln r, logit(a/(a+b)), ln(a+b).
    pub sought: [(f64, f64); 4],
    /// The exponent of each weight is this less 1.
    pub dirichlet: f64,
}

impl Prior {
    /// N(ln 10, 1), N(ln 1.5, .7), N(logit .08, 1), N(ln 8, .8), Dirichlet 1.5.
    pub const SHIPPED: Prior = Prior {
        sought: [
            (std::f64::consts::LN_10, 1.0),
            (0.405_465_108_108_164_4, 0.7),
            (-2.442_347_035_369_204_3, 1.0),
            (2.079_441_541_679_835_7, 0.8),
        ],
        dirichlet: 1.5,
    };
}

/// What is fitted, and what isn't.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitRule {
    /// Which of the regularities there may be.
    pub kinds: [bool; KINDS],
    pub leaving: Leaving,
    pub silence: f64,
    pub stretch: f64,
    pub prior: Option<Prior>,
}

impl FitRule {
    /// The model as it is used.
    pub const SHIPPED: FitRule = FitRule {
        kinds: [true; KINDS],
        leaving: Leaving::AfterEach,
        silence: RhythmParameters::SILENCE,
        stretch: RhythmParameters::STRETCH,
        prior: Some(Prior::SHIPPED),
    };

    /// The BG/NBD as it is published: any gap, nobody leaves after the first order, no long silence, no prior.
    pub const BG_NBD: FitRule = FitRule {
        kinds: [true, false, false, false, false, false, false],
        leaving: Leaving::NotAfterFirst,
        silence: 0.0,
        stretch: RhythmParameters::STRETCH,
        prior: None,
    };
}

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    pub parameters: RhythmParameters,
    /// How likely the book is under it (the logarithm, without the prior).
    pub ln_likelihood: f64,
    /// The customers with an order, and those of them with two and more.
    pub customers: usize,
    pub repeaters: usize,
    /// Whether the search came to its end.
    pub converged: bool,
}

/// Where the search looks: the usual gap from a day to nineteen years, r and a + b from nearly nothing to customers that
/// are all the same, and a chance to leave that is neither none nor certain.
const BOUNDS: [(f64, f64); 4] = [(-2.0, 6.9), (-7.0, 6.9), (-12.0, 7.0), (-5.0, 6.9)];

/// Where it begins: what is expected of a book before it is seen.
const START: [f64; 4] = [
    Prior::SHIPPED.sought[0].0,
    Prior::SHIPPED.sought[1].0,
    Prior::SHIPPED.sought[2].0,
    Prior::SHIPPED.sought[3].0,
];
const STEP: f64 = 0.5;
const PATIENCE: Patience = Patience { value: 1e-9, size: 1e-6, steps: 2_000 };

/// The parameters of a book: the maximum of likelihood and prior. None without a customer that ordered.
pub fn fit(book: &[Repeats], rule: &FitRule) -> Option<Fit> {
    if book.is_empty() {
        return None;
    }
    // A sum of floats depends on the order of its parts: the same book has the same parameters to the last digit.
    let mut sorted = book.to_vec();
    sorted.sort_by(|one, other| one.key().partial_cmp(&other.key()).unwrap_or(std::cmp::Ordering::Equal));
    let mut search = Search { book: &sorted, rule, likelihoods: Vec::with_capacity(sorted.len()) };
    let first = minimum(START, STEP, PATIENCE, |at| search.loss(at));
    // Once more from there with a new simplex: one that has become flat on its way may have stopped before the bottom.
    let found = minimum(first.at, STEP / 2.0, PATIENCE, |at| search.loss(at));
    let best = if found.value <= first.value { found } else { Minimum { converged: true, ..first } };
    let (parameters, ln_likelihood) = search.at(&best.at);
    Some(Fit {
        parameters,
        ln_likelihood,
        customers: book.len(),
        repeaters: book.iter().filter(|one| one.count > 0).count(),
        converged: best.converged,
    })
}

struct Search<'a> {
    book: &'a [Repeats],
    rule: &'a FitRule,
    /// Each customer's likelihoods, as parts of its greatest one.
    likelihoods: Vec<[f64; KINDS]>,
}

impl Search<'_> {
    /// What is to be as small as it can.
    fn loss(&mut self, at: &[f64; 4]) -> f64 {
        if at.iter().zip(BOUNDS).any(|(value, (low, high))| !(low..=high).contains(value)) {
            return f64::INFINITY;
        }
        let (parameters, ln_likelihood) = self.at(at);
        let Some(prior) = self.rule.prior else { return -ln_likelihood };
        let normal =
            |(value, (mean, deviation)): (&f64, (f64, f64))| -((value - mean) / deviation).powi(2) / 2.0;
        let sought: f64 = at.iter().zip(prior.sought).map(normal).sum();
        let weights = parameters.weights.iter().filter(|weight| **weight > 0.0);
        let weights: f64 = weights.map(|weight| (prior.dirichlet - 1.0) * ln(*weight)).sum();
        -(ln_likelihood + sought + weights)
    }

    /// The parameters there, with the weights that go with it, and the logarithm of the book's likelihood.
    fn at(&mut self, at: &[f64; 4]) -> (RhythmParameters, f64) {
        let [ln_gap, ln_shape, odds, ln_strength] = *at;
        let shape = exp(ln_shape);
        let (leaves, strength) = (1.0 / (1.0 + exp(-odds)), exp(ln_strength));
        let kinds = self.rule.kinds.iter().filter(|kind| **kind).count().max(1);
        let mut parameters = RhythmParameters {
            shape,
            scale: exp(ln_gap) * shape,
            leave: leaves * strength,
            stay: (1.0 - leaves) * strength,
            weights: self.rule.kinds.map(|kind| if kind { 1.0 / kinds as f64 } else { 0.0 }),
            leaving: self.rule.leaving,
            silence: self.rule.silence,
            stretch: self.rule.stretch,
        };
        let model = RhythmModel::new(parameters);
        let mut greatest = 0.0;
        self.likelihoods.clear();
        for seen in self.book {
            let each = model.ln_likelihoods(seen);
            let most = each.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            greatest += most;
            self.likelihoods.push(each.map(|one| exp(one - most)));
        }
        let rest = self.weigh(&mut parameters.weights);
        (parameters, greatest + rest)
    }

    /// The weights under which these likelihoods are greatest (Dempster, Laird and Rubin's EM), and the logarithm of
    /// their product.
    fn weigh(&self, weights: &mut [f64; KINDS]) -> f64 {
        let more = self.rule.prior.map_or(0.0, |prior| prior.dirichlet - 1.0);
        for _ in 0..ROUNDS {
            let mut counts = weights.map(|weight| if weight > 0.0 { more } else { 0.0 });
            for each in &self.likelihoods {
                let whole = 1.0 / mixed(weights, each);
                for (count, (weight, one)) in counts.iter_mut().zip(weights.iter().zip(each)) {
                    *count += weight * one * whole;
                }
            }
            let all: f64 = counts.iter().sum();
            let next = counts.map(|count| count / all);
            let moved = next.iter().zip(*weights).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
            *weights = next;
            if moved < STILL {
                break;
            }
        }
        self.likelihoods.iter().map(|each| ln(mixed(weights, each))).sum()
    }
}

/// How often the weights are weighed anew for each step of the search, and when they don't move any more.
const ROUNDS: usize = 200;
const STILL: f64 = 1e-7;

fn mixed(weights: &[f64; KINDS], each: &[f64; KINDS]) -> f64 {
    weights.iter().zip(each).map(|(weight, one)| weight * one).sum()
}
