//! Numbers as Java prints them, which is how Athena does.

/// A double: `1.0E10`, `0.1`, `NaN`, `Infinity`.
pub fn double(value: f64) -> String {
    if value.is_finite() {
        shape(value == 0.0, value.abs(), value.is_sign_negative(), &format!("{:e}", value.abs()))
    } else {
        infinite(value)
    }
}

/// A real, by the digits that a float needs.
pub fn real(value: f32) -> String {
    if value.is_finite() {
        let size = f64::from(value.abs());
        shape(value == 0.0, size, value.is_sign_negative(), &format!("{:e}", value.abs()))
    } else {
        infinite(f64::from(value))
    }
}

fn infinite(value: f64) -> String {
    let word = if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    word.to_owned()
}

/// Java's form from the shortest digits that Rust finds, which come as `d.ddde±x`.
fn shape(is_zero: bool, size: f64, is_negative: bool, shortest: &str) -> String {
    let sign = if is_negative { "-" } else { "" };
    if is_zero {
        return format!("{sign}0.0");
    }
    let (mantissa, exponent) = shortest.split_once('e').expect("invariant: {:e} writes an exponent");
    let exponent: i32 = exponent.parse().expect("invariant: {:e} writes a number");
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    if (1e-3..1e7).contains(&size) {
        let point = exponent + 1;
        let (whole, part) = if point <= 0 {
            ("0".to_owned(), "0".repeat(point.unsigned_abs() as usize) + &digits)
        } else if digits.len() <= point as usize {
            (digits.clone() + &"0".repeat(point as usize - digits.len()), "0".to_owned())
        } else {
            (digits[..point as usize].to_owned(), digits[point as usize..].to_owned())
        };
        return format!("{sign}{whole}.{part}");
    }
    let part = if digits.len() == 1 { "0" } else { &digits[1..] };
    format!("{sign}{}.{part}E{exponent}", &digits[..1])
}

/// A decimal with all the digits of its scale.
pub fn decimal(value: i128, scale: i8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs().to_string();
    let Ok(scale) = usize::try_from(scale) else {
        return format!("{sign}{digits}{}", "0".repeat(usize::from(scale.unsigned_abs())));
    };
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_javas() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1234567.5, "1234567.5"),
            (1e7, "1.0E7"),
            (12_345_678.9, "1.23456789E7"),
            (0.001, "0.001"),
            (0.000_12, "1.2E-4"),
            (1e10, "1.0E10"),
            (-2.5e-7, "-2.5E-7"),
            (100.0, "100.0"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(double(value), text);
        }
        assert_eq!(real(0.1), "0.1");
        assert_eq!(real(3.4e38), "3.4E38");
    }

    #[test]
    fn decimals_keep_their_scale() {
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(12_345, 2), "123.45");
        assert_eq!(decimal(7, 0), "7");
    }
}
