//! Numbers as text: read with or without an exponent, written without one and without needless zeros.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use super::{DIGITS_MAX, MAGNITUDE_MAX, MAGNITUDE_MIN, Number, NumberError};

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text.as_bytes()).unwrap_or_else(|| Err(NumberError::NotNumeric(text.to_owned())))
    }
}

/// `None` when the text is no number; the inner error when it is one that cannot be kept.
fn parse(text: &[u8]) -> Option<Result<Number, NumberError>> {
    let (negative, text) = sign(text);
    let mut significant = Significant::default();
    let mut any = false;
    let mut point = false;
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                significant.push(byte - b'0', point);
            }
            b'.' if !point => point = true,
            b'e' | b'E' => break,
            _ => return None,
        }
        rest = after;
    }
    if !any {
        return None;
    }
    let exponent = match rest.split_first() {
        None => 0,
        Some((_, digits)) => exponent(digits)?,
    };
    Some(significant.finish(negative, exponent))
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    }
}

/// The digits after `e`; saturates, because everything past ±10^9 is out of range alike.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = sign(text);
    if digits.is_empty() {
        return None;
    }
    let mut value: i64 = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = (value * 10 + i64::from(byte - b'0')).min(1 << 40);
    }
    Some(if negative { -value } else { value })
}

/// Collects digits, dropping zeros that do not matter.
#[derive(Default)]
struct Significant {
    value: u128,
    /// Digits in `value`, from the first that is not zero.
    count: u32,
    /// Zeros seen since the last other digit, not yet in `value`.
    zeros: i64,
    /// Power of ten of the last digit pushed, before the written exponent.
    exponent: i64,
    too_many: bool,
}

impl Significant {
    fn push(&mut self, digit: u8, after_point: bool) {
        if after_point {
            self.exponent -= 1;
        }
        if digit == 0 {
            self.zeros += i64::from(self.count > 0);
            return;
        }
        let wanted = self.zeros + 1;
        if i64::from(self.count) + wanted > i64::from(DIGITS_MAX) {
            self.too_many = true;
        } else {
            for _ in 0..wanted {
                self.value *= 10;
            }
            self.value += u128::from(digit);
        }
        self.count = u32::try_from(i64::from(self.count) + wanted).unwrap_or(u32::MAX);
        self.zeros = 0;
    }

    fn finish(self, negative: bool, exponent: i64) -> Result<Number, NumberError> {
        if self.count == 0 {
            return Ok(Number::ZERO);
        }
        let lowest = self.exponent + self.zeros + exponent;
        let magnitude = lowest + i64::from(self.count) - 1;
        if magnitude > MAGNITUDE_MAX {
            Err(NumberError::Overflow)
        } else if magnitude < MAGNITUDE_MIN {
            Err(NumberError::Underflow)
        } else if self.too_many {
            Err(NumberError::Precision)
        } else {
            Number::from_magnitude(negative, self.value, lowest)
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = Digits::default();
        write!(digits, "{}", self.coefficient.unsigned_abs())?;
        let digits = digits.text();
        if self.is_negative() {
            f.write_str("-")?;
        }
        let point = digits.len() as i64 + i64::from(self.exponent);
        match usize::try_from(point) {
            Ok(point) if point >= digits.len() => {
                f.write_str(digits)?;
                zeros(f, point - digits.len())
            }
            Ok(point) if point > 0 => write!(f, "{}.{}", &digits[..point], &digits[point..]),
            _ => {
                f.write_str("0.")?;
                zeros(f, usize::try_from(-point).expect("invariant: the point is not right of the digits"))?;
                f.write_str(digits)
            }
        }
    }
}

fn zeros(f: &mut fmt::Formatter<'_>, mut count: usize) -> fmt::Result {
    const ZEROS: &str = "00000000000000000000000000000000";
    while count > 0 {
        let some = count.min(ZEROS.len());
        f.write_str(&ZEROS[..some])?;
        count -= some;
    }
    Ok(())
}

/// Up to 39 digits on the stack.
struct Digits {
    bytes: [u8; 40],
    length: usize,
}

impl Default for Digits {
    fn default() -> Self {
        Self { bytes: [0; 40], length: 0 }
    }
}

impl Digits {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("invariant: only digits were written")
    }
}

impl fmt::Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
