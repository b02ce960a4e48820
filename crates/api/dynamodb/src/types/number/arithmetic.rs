//! Exact sums and differences.

use super::{DIGITS_MAX, Number, NumberError, POWERS, digits};

impl Number {
    /// `self + other`, exactly.
    ///
    /// # Errors
    /// When the result needs more than 38 digits or lies outside the range.
    pub fn checked_add(&self, other: &Self) -> Result<Self, NumberError> {
        if self.is_zero() {
            return Ok(*other);
        }
        if other.is_zero() {
            return Ok(*self);
        }
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = (self.shifted(exponent)?, other.shifted(exponent)?);
        let (negative, sum) = if self.is_negative() == other.is_negative() {
            (self.is_negative(), left.checked_add(right).ok_or(NumberError::Precision)?)
        } else if left >= right {
            (self.is_negative(), left - right)
        } else {
            (other.is_negative(), right - left)
        };
        Self::from_magnitude(negative, sum, i64::from(exponent))
    }

    /// `self - other`, exactly.
    ///
    /// # Errors
    /// When the result needs more than 38 digits or lies outside the range.
    pub fn checked_sub(&self, other: &Self) -> Result<Self, NumberError> {
        self.checked_add(&Self { coefficient: -other.coefficient, exponent: other.exponent })
    }

    /// The magnitude as a multiple of 10^`exponent`, which is not above our own.
    ///
    /// The number with the lower exponent ends in a non-zero digit, so digits that do not fit here would
    /// be in the result too: failing early loses nothing. Beyond 38 digits only 39 can shrink back, by
    /// borrowing from a leading 1, and such a value fits 128 bits.
    fn shifted(&self, exponent: i16) -> Result<u128, NumberError> {
        let shift =
            u32::try_from(self.exponent - exponent).expect("invariant: the lower exponent was chosen");
        let value = self.coefficient.unsigned_abs();
        if shift > DIGITS_MAX || digits(value) + shift > DIGITS_MAX + 1 {
            return Err(NumberError::Precision);
        }
        value.checked_mul(POWERS[shift as usize]).ok_or(NumberError::Precision)
    }
}
