//! IP addresses and CIDR blocks of `IpAddress` conditions.

use std::net::IpAddr;

/// A block of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    first: u128,
    /// Bits that count.
    mask: u128,
    six: bool,
}

impl Block {
    /// Parses a block; `None` if it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let (bits, width) = bits(address.parse().ok()?);
        let length = length.unwrap_or(width);
        if length > width {
            return None;
        }
        let all = u128::MAX >> (128 - width);
        let mask = all & !all.checked_shr(length).unwrap_or(0);
        Some(Self { first: bits & mask, mask, six: width == 128 })
    }

    /// Whether the address `text` is in this block.
    pub(super) fn contains(&self, text: &str) -> bool {
        let Ok(address) = text.parse::<IpAddr>() else { return false };
        let (bits, width) = bits(address);
        self.six == (width == 128) && bits & self.mask == self.first
    }
}

fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(four) => (u128::from(four.to_bits()), 32),
        IpAddr::V6(six) => (six.to_bits(), 128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks() {
        for (block, address, expected) in [
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.0/24", "203.0.114.0", false),
            ("203.0.113.7", "203.0.113.7", true),
            ("203.0.113.7/32", "203.0.113.6", false),
            ("0.0.0.0/0", "9.9.9.9", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("::/0", "2001:db8:1::1", true),
            ("::/0", "rubbish", false),
        ] {
            assert_eq!(Block::parse(block).unwrap().contains(address), expected, "{block} {address}");
        }
        for wrong in ["", "1.2.3", "1.2.3.4/33", "1.2.3.4/x", "::/129"] {
            assert!(Block::parse(wrong).is_none(), "{wrong}");
        }
    }
}
