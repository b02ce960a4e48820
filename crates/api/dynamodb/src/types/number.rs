//! DynamoDB's number: exact decimal, 38 significant digits, magnitude between 1E-130 and
//! 9.9999999999999999999999999999999999999E+125, or zero.
//!
//! A number is `coefficient × 10^exponent` with no trailing zero in the coefficient, so equal numbers are
//! equal in Rust however they were written. Arithmetic never rounds: a result that needs more than 38 digits
//! is refused. The limits are from "Naming rules and data types" in the DynamoDB developer guide; the texts
//! of the errors are AWS's.

mod arithmetic;
mod text;

use std::cmp::Ordering;
use std::fmt;

pub use text::NumberText;

/// Significant digits a number may have.
const DIGITS_MAX: u32 = 38;

/// Largest power of ten of the leading digit.
const MAGNITUDE_MAX: i64 = 125;

/// Smallest power of ten of the leading digit.
const MAGNITUDE_MIN: i64 = -130;

/// 10^0 ..= 10^38.
const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut index = 1;
    while index < powers.len() {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

/// An exact decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// Signed digits without trailing zeros; zero is 0 × 10^0.
    coefficient: i128,
    exponent: i16,
}

/// Why a text or a result is not a number that DynamoDB keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// The text is not a decimal number.
    NotNumeric(String),
    /// More than 38 significant digits.
    Precision,
    /// Magnitude of 1E+126 or more.
    Overflow,
    /// Magnitude under 1E-130, but not zero.
    Underflow,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNumeric(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            Self::Precision => f.write_str("Attempting to store more than 38 significant digits in a Number"),
            Self::Overflow => f.write_str(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ),
            Self::Underflow => f.write_str(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ),
        }
    }
}

impl std::error::Error for NumberError {}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { coefficient: 0, exponent: 0 };

    /// The number `coefficient × 10^exponent`.
    ///
    /// # Errors
    /// When it needs more than 38 digits or lies outside the range.
    pub fn new(coefficient: i128, exponent: i64) -> Result<Self, NumberError> {
        Self::from_magnitude(coefficient < 0, coefficient.unsigned_abs(), exponent)
    }

    /// The digits, signed, without trailing zeros: the number is `coefficient × 10^exponent`.
    #[must_use]
    pub fn coefficient(&self) -> i128 {
        self.coefficient
    }

    /// The power of ten that [`Self::coefficient`] is multiplied with.
    #[must_use]
    pub fn exponent(&self) -> i16 {
        self.exponent
    }

    /// How many significant digits; zero has none.
    #[must_use]
    pub fn digits(&self) -> u32 {
        digits(self.coefficient.unsigned_abs())
    }

    /// The power of ten of the leading digit, -130 ..= 125; 0 for zero.
    #[must_use]
    pub fn magnitude(&self) -> i16 {
        let digits = i16::try_from(self.digits()).expect("invariant: at most 38 digits");
        if digits == 0 { 0 } else { self.exponent + digits - 1 }
    }

    /// True below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.coefficient < 0
    }

    /// True for zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.coefficient == 0
    }

    fn from_magnitude(
        negative: bool,
        mut digits_value: u128,
        mut exponent: i64,
    ) -> Result<Self, NumberError> {
        if digits_value == 0 {
            return Ok(Self::ZERO);
        }
        while digits_value.is_multiple_of(10) {
            digits_value /= 10;
            exponent = exponent.saturating_add(1);
        }
        let count = digits(digits_value);
        let magnitude = exponent.saturating_add(i64::from(count) - 1);
        if magnitude > MAGNITUDE_MAX {
            return Err(NumberError::Overflow);
        }
        if magnitude < MAGNITUDE_MIN {
            return Err(NumberError::Underflow);
        }
        if count > DIGITS_MAX {
            return Err(NumberError::Precision);
        }
        let coefficient = i128::try_from(digits_value).expect("invariant: 38 digits fit 127 bits");
        Ok(Self {
            coefficient: if negative { -coefficient } else { coefficient },
            exponent: i16::try_from(exponent).expect("invariant: the magnitude bounds the exponent"),
        })
    }

    /// The digits with as many zeros behind them as make 38.
    fn aligned(&self) -> u128 {
        let missing = DIGITS_MAX - self.digits();
        self.coefficient.unsigned_abs() * POWERS[missing as usize]
    }
}

/// How many decimal digits `value` has; 0 for 0.
fn digits(value: u128) -> u32 {
    value.checked_ilog10().map_or(0, |log| log + 1)
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = self.coefficient.signum();
        sign.cmp(&other.coefficient.signum()).then_with(|| {
            if self.exponent == other.exponent {
                return self.coefficient.cmp(&other.coefficient);
            }
            let by_size =
                self.magnitude().cmp(&other.magnitude()).then_with(|| self.aligned().cmp(&other.aligned()));
            if sign < 0 { by_size.reverse() } else { by_size }
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::new(i128::from(value), 0).expect("invariant: 64 bits are at most 20 digits")
            }
        }
    )*};
}

from_integer!(i32, u32, i64, u64);

#[cfg(test)]
mod tests;
