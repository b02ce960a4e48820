//! Numbers as text: read with or without an exponent, written without one and without needless zeros.

use std::fmt;
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

/// Most bytes of a number's text: a sign, `0.`, 130 digits up to the leading one and 37 behind it.
const TEXT_BYTES_MAX: usize = 1 + 2 + 130 + 37;

/// A number as text, on the stack.
#[derive(Clone, Copy)]
pub struct NumberText {
    bytes: [u8; TEXT_BYTES_MAX],
    length: usize,
}

impl NumberText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("invariant: only ASCII was written")
    }

    fn push(&mut self, text: &[u8]) {
        self.bytes[self.length..self.length + text.len()].copy_from_slice(text);
        self.length += text.len();
    }

    fn push_zeros(&mut self, count: usize) {
        self.bytes[self.length..self.length + count].fill(b'0');
        self.length += count;
    }
}

impl Number {
    /// The number without an exponent and without needless zeros.
    #[must_use]
    pub fn text(&self) -> NumberText {
        let digits = Digits::of(self.coefficient.unsigned_abs());
        let digits = digits.as_bytes();
        let mut text = NumberText { bytes: [0; TEXT_BYTES_MAX], length: 0 };
        if self.is_negative() {
            text.push(b"-");
        }
        let point = digits.len() as i64 + i64::from(self.exponent);
        match usize::try_from(point) {
            Ok(point) if point >= digits.len() => {
                text.push(digits);
                text.push_zeros(point - digits.len());
            }
            Ok(point) if point > 0 => {
                text.push(&digits[..point]);
                text.push(b".");
                text.push(&digits[point..]);
            }
            _ => {
                text.push(b"0.");
                let zeros = usize::try_from(-point).expect("invariant: the point is not right of the digits");
                text.push_zeros(zeros);
                text.push(digits);
            }
        }
        text
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

/// Up to 39 digits on the stack, written from the last on.
struct Digits {
    bytes: [u8; 39],
    start: usize,
}

impl Digits {
    /// The digits of `value`; one for zero.
    fn of(mut value: u128) -> Self {
        /// The largest power of ten in 64 bits, by which larger numbers are taken apart.
        const PIECE: u128 = 10_000_000_000_000_000_000;
        let mut digits = Self { bytes: [b'0'; 39], start: 39 };
        while value > u128::from(u64::MAX) {
            let end = digits.start;
            digits.push((value % PIECE) as u64);
            digits.start = end - 19;
            value /= PIECE;
        }
        digits.push(value as u64);
        if digits.start == digits.bytes.len() {
            digits.start -= 1;
        }
        digits
    }

    fn push(&mut self, mut value: u64) {
        while value > 0 {
            self.start -= 1;
            self.bytes[self.start] = b'0' + (value % 10) as u8;
            value /= 10;
        }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}
