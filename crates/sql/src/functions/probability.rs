//! Distributions and intervals, to about fourteen digits.

use super::arguments::invalid;
use super::scalar::{Definition, scalar};
use crate::error::Error;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["normal_cdf(double, double, double) -> double"], |a| {
            a.doubles(|row| normal(a.double(0, row), a.double(1, row), a.double(2, row)).map(Some))
        }),
        scalar(&["inverse_normal_cdf(double, double, double) -> double"], |a| {
            a.doubles(|row| inverse_normal(a.double(0, row), a.double(1, row), a.double(2, row)).map(Some))
        }),
        scalar(&["beta_cdf(double, double, double) -> double"], |a| {
            a.doubles(|row| {
                let (x, y, value) = (a.double(0, row), a.double(1, row), a.double(2, row));
                shapes(x, y)?;
                if !(0.0..=1.0).contains(&value) {
                    return Err(invalid("value must be in the interval [0, 1]"));
                }
                Ok(Some(beta(x, y, value)))
            })
        }),
        scalar(&["inverse_beta_cdf(double, double, double) -> double"], |a| {
            a.doubles(|row| {
                let (x, y, p) = (a.double(0, row), a.double(1, row), a.double(2, row));
                shapes(x, y)?;
                if !(0.0..=1.0).contains(&p) {
                    return Err(invalid("p must be in the interval [0, 1]"));
                }
                Ok(Some(sought(0.0, 1.0, |value| beta(x, y, value) < p)))
            })
        }),
        scalar(&["t_cdf(double, double) -> double"], |a| {
            a.doubles(|row| {
                let (x, freedom) = (a.double(0, row), freedom(a.double(1, row))?);
                let tail = 0.5 * beta(freedom / 2.0, 0.5, freedom / (freedom + x * x));
                Ok(Some(if x > 0.0 { 1.0 - tail } else { tail }))
            })
        }),
        scalar(&["t_pdf(double, double) -> double"], |a| {
            a.doubles(|row| {
                let (x, n) = (a.double(0, row), freedom(a.double(1, row))?);
                let half = f64::midpoint(n, 1.0);
                let log = libm::lgamma(half) - libm::lgamma(n / 2.0) - 0.5 * (n * std::f64::consts::PI).ln();
                Ok(Some((log - half * (x * x / n).ln_1p()).exp()))
            })
        }),
        scalar(&["wilson_interval_lower(bigint, bigint, double) -> double"], |a| {
            a.doubles(|row| wilson(a.long(0, row), a.long(1, row), a.double(2, row), -1.0).map(Some))
        }),
        scalar(&["wilson_interval_upper(bigint, bigint, double) -> double"], |a| {
            a.doubles(|row| wilson(a.long(0, row), a.long(1, row), a.double(2, row), 1.0).map(Some))
        }),
    ]
}

fn deviation(value: f64) -> Result<f64, Error> {
    if value > 0.0 { Ok(value) } else { Err(invalid("standardDeviation must be > 0")) }
}

fn shapes(x: f64, y: f64) -> Result<(), Error> {
    if x > 0.0 && y > 0.0 { Ok(()) } else { Err(invalid("a, b must be > 0")) }
}

fn freedom(value: f64) -> Result<f64, Error> {
    if value > 0.0 { Ok(value) } else { Err(invalid("df must be greater than 0")) }
}

fn normal(mean: f64, sd: f64, value: f64) -> Result<f64, Error> {
    Ok(0.5 * libm::erfc(-(value - mean) / (deviation(sd)? * std::f64::consts::SQRT_2)))
}

fn inverse_normal(mean: f64, sd: f64, p: f64) -> Result<f64, Error> {
    deviation(sd)?;
    if !(p > 0.0 && p < 1.0) {
        return Err(invalid("p must be in the interval (0, 1)"));
    }
    // Beyond 40 deviations a double's probability is 0 or 1.
    let below = |value: f64| 0.5 * libm::erfc(-value / std::f64::consts::SQRT_2) < p;
    Ok(mean + sd * if p == 0.5 { 0.0 } else { sought(-40.0, 40.0, below) })
}

/// Where a rising function reaches what it is asked for, by halving until doubles lie no closer.
fn sought(mut low: f64, mut high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..1_100 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
    high
}

/// The regularised incomplete beta function, by Lentz's continued fraction.
fn beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges fast on this side only.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_fraction(b, a, 1.0 - x);
    }
    beta_fraction(a, b, x)
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let log = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * x.ln() + b * (-x).ln_1p();
    let kept = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut d = 1.0 / kept(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut fraction) = (1.0, d);
    for round in 1..10_000 {
        let m = f64::from(round);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / kept(1.0 + term * d);
            c = kept(1.0 + term / c);
            fraction *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    log.exp() * fraction / a
}

fn wilson(successes: i64, trials: i64, z: f64, side: f64) -> Result<f64, Error> {
    if successes < 0 || trials <= 0 || successes > trials || z < 0.0 {
        return Err(invalid(
            "number of successes must be between 0 and the number of trials, which must be positive",
        ));
    }
    let (n, p) = (trials as f64, successes as f64 / trials as f64);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Ok((p + z * z / (2.0 * n) + side * spread) / (1.0 + z * z / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_statistics_are_met() {
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-9, "{left} {right}");
        near(normal(0.0, 1.0, 1.96).unwrap(), 0.975_002_104_851_779_7);
        near(inverse_normal(0.0, 1.0, 0.975).unwrap(), 1.959_963_984_540_054);
        near(inverse_normal(2.0, 3.0, 0.5).unwrap(), 2.0);
        near(beta(3.0, 6.0, 0.3), 0.448_226_19);
        near(beta(3.0, 3.6, 0.9), 0.997_250_288_161_155_1);
        near(wilson(1250, 1310, 1.96, -1.0).unwrap(), 0.941_488_372_539_589_4);
        assert!(normal(0.0, 0.0, 1.0).is_err());
    }
}
