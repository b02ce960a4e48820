//! From a partition key to a shard: the MD5 of the key, over ranges of hash keys.

use md5::{Digest, Md5};

/// A point in the space of hash keys, 0 ..= 2^128 - 1.
pub type HashKey = u128;

/// The hash keys that a shard takes, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The first.
    pub first: HashKey,
    /// The last.
    pub last: HashKey,
}

impl Partition {
    /// The share of shard `number` of `count` shards that share the space evenly, as AWS cuts it: equal
    /// widths, the remainder to the last.
    pub fn even(number: u32, count: u32) -> Self {
        let (number, count) = (u128::from(number), u128::from(count));
        let width = match count {
            1 => 0,
            // 2^128 / count, which does not fit: (2^128 - 1) / count, one more where count divides 2^128.
            _ => u128::MAX / count + u128::from(u128::MAX % count == count - 1),
        };
        let first = width * number;
        let last = if number + 1 == count { u128::MAX } else { first + (width - 1) };
        Self { first, last }
    }

    /// Whether `key` belongs here.
    pub fn holds(&self, key: HashKey) -> bool {
        (self.first..=self.last).contains(&key)
    }
}

/// The hash key of a partition key.
pub fn hash_key(partition_key: &str) -> HashKey {
    HashKey::from_be_bytes(Md5::digest(partition_key.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_is_cut_as_aws_cuts_it() {
        assert_eq!(Partition::even(0, 1), Partition { first: 0, last: u128::MAX });
        assert_eq!(Partition::even(0, 2).last, 170_141_183_460_469_231_731_687_303_715_884_105_727);
        assert_eq!(Partition::even(1, 3).first, 113_427_455_640_312_821_154_458_202_477_256_070_485);
        for count in 1..50 {
            let parts: Vec<_> = (0..count).map(|number| Partition::even(number, count)).collect();
            assert_eq!((parts[0].first, parts[parts.len() - 1].last), (0, u128::MAX));
            assert!(parts.windows(2).all(|pair| pair[0].last + 1 == pair[1].first), "{count}");
        }
    }

    #[test]
    fn a_key_is_hashed_with_md5() {
        // MD5("a") = 0cc175b9c0f1b6a831c399e269772661 (RFC 1321, A.5).
        assert_eq!(hash_key("a"), 0x0cc1_75b9_c0f1_b6a8_31c3_99e2_6977_2661);
    }
}
