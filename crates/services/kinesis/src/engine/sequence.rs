//! Sequence numbers: 56 decimal digits that order as AWS's do.
//!
//! A number packs 47 hexadecimal digits, most significant first: `2`, the shard's creation in seconds
//! (9), the record's place in the shard (16), three zeros, the second of arrival (9), the shard's number
//! (8), `2`. So numbers of one shard order by place, and a child's order after its parent's.

use std::fmt;

/// The number of one record, or the boundary of a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SequenceNumber {
    /// When the shard was made, seconds since the epoch.
    pub shard_created_seconds: u64,
    /// The record's place in the shard, from 1; 0 is the shard's beginning.
    pub index: u64,
    /// When the record arrived, seconds since the epoch.
    pub arrival_seconds: u64,
    /// The shard's number.
    pub shard: u32,
}

const SECONDS_MASK: u64 = (1 << 36) - 1;
/// Decimal digits of the largest number of this size, in whole groups of nine.
const DIGITS_MAX: usize = 63;
/// Nine digits: what fits in half a register, so that dividing stays cheap.
const GROUP: u64 = 1_000_000_000;

impl SequenceNumber {
    /// The number in three limbs of 64 bits, least significant first.
    fn limbs(self) -> [u64; 3] {
        let created = u128::from(self.shard_created_seconds & SECONDS_MASK);
        let arrival = u128::from(self.arrival_seconds & SECONDS_MASK);
        // Bits from the end: 4 mark, 32 shard, 36 arrival, 12 zero, 64 index, 36 created, 4 mark.
        let low = 2 | u128::from(self.shard) << 4 | arrival << 36;
        let low_rest = u128::from(self.index) << 84;
        let high_of_index = u128::from(self.index) >> 44;
        let low = low | low_rest;
        let high = high_of_index | created << 20 | 2 << 56;
        [low as u64, (low >> 64) as u64, high as u64]
    }

    /// The record's number out of decimal digits; `None` if this house cannot have made it.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 57 || text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut limbs = [0u64; 3];
        for digit in text.bytes() {
            let mut carry = u128::from(digit - b'0');
            for limb in &mut limbs {
                let product = u128::from(*limb) * 10 + carry;
                *limb = product as u64;
                carry = product >> 64;
            }
            if carry > 0 {
                return None;
            }
        }
        let low = u128::from(limbs[0]) | u128::from(limbs[1]) << 64;
        let high = limbs[2];
        let number = Self {
            shard_created_seconds: high >> 20 & SECONDS_MASK,
            index: (low >> 84) as u64 | (high & 0xF_FFFF) << 44,
            arrival_seconds: (low >> 36) as u64 & SECONDS_MASK,
            shard: (low >> 4) as u32,
        };
        (number.limbs() == limbs).then_some(number)
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut halves = self.limbs().map(|limb| [limb & u64::from(u32::MAX), limb >> 32]);
        let mut digits = [b'0'; DIGITS_MAX];
        for group in digits.rchunks_mut(9) {
            let mut remainder = 0;
            for half in halves.as_flattened_mut().iter_mut().rev() {
                let dividend = remainder << 32 | *half;
                (*half, remainder) = (dividend / GROUP, dividend % GROUP);
            }
            for digit in group.iter_mut().rev() {
                *digit = b'0' + (remainder % 10) as u8;
                remainder /= 10;
            }
        }
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let text = std::str::from_utf8(&digits[zeros.min(DIGITS_MAX - 1)..]);
        formatter.write_str(text.expect("invariant: digits are text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(index: u64, arrival_seconds: u64) -> SequenceNumber {
        SequenceNumber { shard_created_seconds: 1_763_650_000, index, arrival_seconds, shard: 3 }
    }

    #[test]
    fn digits_are_pinned_and_read_back() {
        let text = number(1, 1_763_650_325).to_string();
        assert_eq!(text.len(), 56);
        assert!(text.starts_with("496"), "{text}");
        for number in [number(0, 0), number(1, 1_763_650_325), number(u64::MAX, SECONDS_MASK)] {
            assert_eq!(SequenceNumber::parse(&number.to_string()), Some(number));
        }
        for foreign in ["", "0", "1", "x", &"9".repeat(56), &"9".repeat(400)] {
            assert_eq!(SequenceNumber::parse(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn text_orders_as_place_in_the_shard() {
        arbtest::arbtest(|source| {
            let (left, right): (u64, u64) = source.arbitrary()?;
            let (early, late): (u32, u32) = source.arbitrary()?;
            let order = number(left, early.into()).to_string().cmp(&number(right, late.into()).to_string());
            if left != right {
                assert_eq!(order, left.cmp(&right));
            }
            Ok(())
        })
        .budget_ms(200);
    }
}
