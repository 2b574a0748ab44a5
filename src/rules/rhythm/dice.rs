//! Numbers by chance that are the same in each run and on every machine: what a forecast draws, it draws again.

use super::numeric::{exp, ln};

/// A row of numbers by chance, told by its seed (SplitMix64; Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The row of a customer on a day: by its name, so that it doesn't matter who else is in the book (FNV-1a).
    pub fn of(name: &str, day: i32) -> Self {
        let bytes = name.bytes().chain(day.to_le_bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Dice(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, never one of them.
    pub fn part(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// One of so many places.
    pub fn place(&mut self, of: usize) -> usize {
        ((self.part() * of as f64) as usize).min(of.saturating_sub(1))
    }

    /// One of these places, by their weights, which need not add up to one.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.part() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return at;
            }
        }
        weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }

    /// Of a bell curve about 0 with the deviation 1 (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.part() - 1.0, 2.0 * self.part() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * ln(square) / square).sqrt();
            }
        }
    }

    /// Of a Gamma distribution with this shape and the scale 1 (Marsaglia and Tsang, 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let below = self.part();
            return self.gamma(shape + 1.0) * exp(ln(below) / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if ln(self.part()) < 0.5 * x * x + d - d * v + d * ln(v) {
                return d * v;
            }
        }
    }

    /// Of a Beta distribution.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (one, other) = (self.gamma(a), self.gamma(b));
        let all = one + other;
        if all > 0.0 { one / all } else { a / (a + b) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_row() {
        let row = |name: &str, day| {
            let mut dice = Dice::of(name, day);
            [dice.next(), dice.next()]
        };
        assert_eq!(row("acme", 739_000), row("acme", 739_000));
        assert_ne!(row("acme", 739_000), row("acme", 739_001));
        assert_ne!(row("acme", 739_000), row("acmf", 739_000));
        // The first numbers of the seed 0, as its authors' program prints them.
        let mut dice = Dice(0);
        assert_eq!([dice.next(), dice.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn what_is_drawn_has_the_mean_and_the_spread_of_its_law() {
        let mut dice = Dice::of("a book", 1);
        const MANY: usize = 40_000;
        let mut of = |what: &str, draw: &mut dyn FnMut(&mut Dice) -> f64, mean: f64, variance: f64| {
            let drawn: Vec<f64> = (0..MANY).map(|_| draw(&mut dice)).collect();
            let found = drawn.iter().sum::<f64>() / MANY as f64;
            let spread = drawn.iter().map(|one| (one - found).powi(2)).sum::<f64>() / MANY as f64;
            assert!((found - mean).abs() < 4.0 * (variance / MANY as f64).sqrt(), "{what}: {found}");
            assert!((spread / variance - 1.0).abs() < 0.1, "{what}: {spread}");
        };
        of("part", &mut Dice::part, 0.5, 1.0 / 12.0);
        of("normal", &mut Dice::normal, 0.0, 1.0);
        for shape in [0.3, 1.0, 2.5, 80.0] {
            of("gamma", &mut |dice| dice.gamma(shape), shape, shape);
        }
        let (a, b) = (0.8, 9.0);
        of("beta", &mut |dice| dice.beta(a, b), a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1.0)));
        of("weighted", &mut |dice| dice.weighted(&[1.0, 0.0, 3.0]) as f64, 1.5, 0.75);
        of("place", &mut |dice| dice.place(4) as f64, 1.5, 1.25);
    }
}
