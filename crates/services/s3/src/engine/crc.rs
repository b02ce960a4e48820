//! CRC32C and CRC64NVME, eight bytes a step, and the CRC of two strings one after the other.
//!
//! All three CRCs of S3 are reflected, begin with all ones and end inverted, so one table walk serves the
//! widths of 32 and 64 bits. CRC32 itself is `crc32fast`'s; only its combining is here.

/// Reflected polynomial of CRC32 (IEEE 802.3).
pub const CRC32: u64 = 0xEDB8_8320;
/// Reflected polynomial of CRC32C (Castagnoli, RFC 3720).
const CRC32C: u64 = 0x82F6_3B78;
/// Reflected polynomial of CRC64NVME (NVM Express NVM command set, 5.2.1.3.4).
const CRC64NVME: u64 = 0x9A6C_9329_AC4B_C9B5;

type Tables = [[u64; 256]; 8];

static CRC32C_TABLES: Tables = tables(CRC32C);
static CRC64NVME_TABLES: Tables = tables(CRC64NVME);

/// `tables[k][b]`: the remainder of byte `b` followed by `k` zero bytes.
const fn tables(polynomial: u64) -> Tables {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut remainder = byte as u64;
        let mut bit = 0;
        while bit < 8 {
            remainder = (remainder >> 1) ^ (polynomial * (remainder & 1));
            bit += 1;
        }
        tables[0][byte] = remainder;
        byte += 1;
    }
    let mut zeros = 1;
    while zeros < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[zeros - 1][byte];
            tables[zeros][byte] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        zeros += 1;
    }
    tables
}

/// A CRC that is being computed.
#[derive(Clone)]
pub struct Crc {
    tables: &'static Tables,
    polynomial: u64,
    ones: u64,
    remainder: u64,
}

impl Crc {
    /// CRC32C.
    pub fn crc32c() -> Self {
        let ones = u64::from(u32::MAX);
        Self { tables: &CRC32C_TABLES, polynomial: CRC32C, ones, remainder: ones }
    }

    /// CRC64NVME.
    pub fn crc64nvme() -> Self {
        Self { tables: &CRC64NVME_TABLES, polynomial: CRC64NVME, ones: u64::MAX, remainder: u64::MAX }
    }

    /// Takes in `bytes`.
    pub fn update(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            let mixed = (self.remainder ^ u64::from_le_bytes(*chunk)).to_le_bytes();
            let steps = self.tables.iter().rev().zip(mixed);
            self.remainder = steps.fold(0, |sum, (table, byte)| sum ^ table[usize::from(byte)]);
        }
        for byte in rest {
            let index = (self.remainder as u8) ^ byte;
            self.remainder = (self.remainder >> 8) ^ self.tables[0][usize::from(index)];
        }
    }

    /// The CRC so far.
    pub fn value(&self) -> u64 {
        self.remainder ^ self.ones
    }

    /// The polynomial, for [`combine`].
    pub fn polynomial(&self) -> u64 {
        self.polynomial
    }
}

/// The CRC of two strings one after the other, from the CRC of each and the second's length in bytes.
pub fn combine(polynomial: u64, first: u64, second: u64, second_bytes: u64) -> u64 {
    // Column `bit` of the operator is what a remainder of that bit alone becomes after one zero bit; squared
    // thrice it is one zero byte, and so on as long as the length has bits.
    let mut operator = std::array::from_fn(|bit| if bit == 0 { polynomial } else { 1 << (bit - 1) });
    for _ in 0..3 {
        operator = square(&operator);
    }
    let (mut sum, mut left) = (first, second_bytes);
    while left > 0 {
        if left & 1 == 1 {
            sum = apply(&operator, sum);
        }
        operator = square(&operator);
        left >>= 1;
    }
    sum ^ second
}

fn apply(operator: &[u64; 64], mut vector: u64) -> u64 {
    let mut sum = 0;
    while vector != 0 {
        sum ^= operator[vector.trailing_zeros() as usize];
        vector &= vector - 1;
    }
    sum
}

fn square(operator: &[u64; 64]) -> [u64; 64] {
    operator.map(|column| apply(operator, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the CRC catalogue.
    #[test]
    fn known_values() {
        let of = |mut crc: Crc| {
            crc.update(b"123456789");
            crc.value()
        };
        assert_eq!(of(Crc::crc32c()), 0xE306_9283);
        assert_eq!(of(Crc::crc64nvme()), 0xAE8B_1486_0A79_9888);
    }

    #[test]
    fn parts_combine_to_the_whole() {
        arbtest::arbtest(|u| {
            let (first, second): (Vec<u8>, Vec<u8>) = (u.arbitrary()?, u.arbitrary()?);
            for new in [Crc::crc32c, Crc::crc64nvme] {
                let of = |pieces: &[&[u8]]| {
                    let mut crc = new();
                    pieces.iter().for_each(|piece| crc.update(piece));
                    crc.value()
                };
                let combined =
                    combine(new().polynomial(), of(&[&first]), of(&[&second]), second.len() as u64);
                assert_eq!(combined, of(&[&first, &second]));
            }
            let of = |bytes: &[u8]| u64::from(crc32fast::hash(bytes));
            let combined = combine(CRC32, of(&first), of(&second), second.len() as u64);
            assert_eq!(combined, of(&[first, second].concat()));
            Ok(())
        });
    }
}
