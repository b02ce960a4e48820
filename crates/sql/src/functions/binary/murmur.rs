//! MurmurHash3 of 128 bits for 64-bit machines, with seed 0.

const FIRST: u64 = 0x87c3_7b91_1142_53d5;
const SECOND: u64 = 0x4cf5_ad43_2745_937f;

/// The hash, as Trino writes it: both halves with their least byte first.
pub fn murmur3(bytes: &[u8]) -> [u8; 16] {
    let (mut high, mut low) = (0_u64, 0_u64);
    let word = |bytes: &[u8]| {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    };
    let first = |word: u64| word.wrapping_mul(FIRST).rotate_left(31).wrapping_mul(SECOND);
    let second = |word: u64| word.wrapping_mul(SECOND).rotate_left(33).wrapping_mul(FIRST);
    let blocks = bytes.chunks_exact(16);
    let tail = blocks.remainder();
    for block in blocks {
        high ^= first(word(&block[..8]));
        high = high.rotate_left(27).wrapping_add(low).wrapping_mul(5).wrapping_add(0x52dc_e729);
        low ^= second(word(&block[8..]));
        low = low.rotate_left(31).wrapping_add(high).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }
    let (start, end) = tail.split_at(tail.len().min(8));
    high ^= first(word(start));
    low ^= second(word(end));
    high ^= bytes.len() as u64;
    low ^= bytes.len() as u64;
    high = high.wrapping_add(low);
    low = low.wrapping_add(high);
    high = mixed(high);
    low = mixed(low);
    high = high.wrapping_add(low);
    low = low.wrapping_add(high);
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&high.to_le_bytes());
    hash[8..].copy_from_slice(&low.to_le_bytes());
    hash
}

fn mixed(mut word: u64) -> u64 {
    word = (word ^ (word >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    word = (word ^ (word >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    word ^ (word >> 33)
}
