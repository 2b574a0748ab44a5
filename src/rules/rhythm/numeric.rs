//! The few functions that the model of orders needs, the same to the last bit on every machine.
//!
//! The standard library's `ln` and `exp` are those of the platform, and may differ in their last digits; a fit that
//! goes on from there would print other parameters on another machine. These are `libm`'s, which is Rust alone.

/// The natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(1 + x), exact for a small x.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// exp(x) − 1, exact for a small x.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// ln Γ(x), for x > 0.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// ln B(a, b), of Euler's Beta function.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// The part of a bell curve above so many deviations from its middle.
pub fn normal_above(deviations: f64) -> f64 {
    libm::erfc(deviations / std::f64::consts::SQRT_2) / 2.0
}

/// ln(exp(x) + exp(y)), without leaving the range of numbers.
pub fn ln_add(x: f64, y: f64) -> f64 {
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    if low == f64::NEG_INFINITY { high } else { high + ln_1p(exp(low - high)) }
}

/// The middle value; of an even number the lower of the two middle ones' mean.
pub(super) fn median(values: &mut [i64]) -> i64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    match values.len() {
        0 => 0,
        length if length % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_the_functions_of_the_tables() {
        // Abramowitz and Stegun, tables 6.1 and 6.4: ln Γ(1/2) = ln √π; ln Γ(101) = ln 100!.
        assert!((ln_gamma(0.5) - 0.572_364_942_924_700_1).abs() < 1e-14);
        assert!((ln_gamma(101.0) - 363.739_375_555_563_5).abs() < 1e-11);
        assert_eq!(ln_gamma(1.0), 0.0);
        // B(2, 3) = 1/12.
        assert!((ln_beta(2.0, 3.0) + ln(12.0)).abs() < 1e-14);
        assert!((ln_add(ln(2.0), ln(3.0)) - ln(5.0)).abs() < 1e-15);
        assert_eq!(ln_add(f64::NEG_INFINITY, -3.0), -3.0);
        assert_eq!(ln_add(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
        // Table 26.1: the part above 1.96 deviations.
        assert!((normal_above(1.96) - 0.024_997_895_148_220_43).abs() < 1e-14);
        assert_eq!(normal_above(0.0), 0.5);
        assert!((exp_m1(1e-12) - 1e-12).abs() < 1e-20);
    }
}
