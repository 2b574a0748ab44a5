//! Chance that can be told by its number.

/// A small generator, so that a history, a day or a state can be told by its number.
pub struct Dice(u64);

impl Dice {
    pub fn of(number: u64) -> Self {
        Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

/// How many of these are tried: `few` by default, `many` with `CRM_TEST_FULL=1`, or as many as it says; one alone with
/// `CRM_TEST_ONLY=79`.
pub fn numbers(few: u64, many: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|number| number.parse().unwrap_or(1));
    match (number("CRM_TEST_ONLY"), number("CRM_TEST_FULL")) {
        (Some(only), _) => only..only + 1,
        (None, None) => 0..few,
        (None, Some(1)) => 0..many,
        (None, Some(count)) => 0..count,
    }
}
