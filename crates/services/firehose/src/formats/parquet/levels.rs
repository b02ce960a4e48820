//! Levels, packed by the hybrid of runs and bits: a header `length << 1` and the level for a run of equals, a header
//! `groups << 1 | 1` and groups of eight levels, a few bits each, where there is none.

/// A run shorter than this is cheaper as bits.
const RUN_MIN: usize = 8;

/// The bits that levels up to `highest` take.
pub(super) fn width(highest: u8) -> usize {
    (8 - highest.leading_zeros()) as usize
}

/// Packs `levels`, none above `highest`, which is at least 1.
pub(super) fn pack(levels: &[u8], highest: u8) -> Vec<u8> {
    let width = width(highest);
    let mut packed = Vec::new();
    let mut at = 0;
    while at < levels.len() {
        let run = run(&levels[at..]);
        if run >= RUN_MIN {
            varint(&mut packed, (run as u64) << 1);
            packed.push(levels[at]);
            at += run;
            continue;
        }
        // Groups of eight, until one begins with a run; only the last may be filled up with zeros.
        let start = at;
        while at < levels.len() && (at == start || self::run(&levels[at..]) < RUN_MIN) {
            at = (at + 8).min(levels.len());
        }
        let groups = (at - start).div_ceil(8);
        varint(&mut packed, (groups as u64) << 1 | 1);
        bits(&mut packed, &levels[start..at], groups, width);
    }
    packed
}

/// How many at the beginning are equal.
fn run(levels: &[u8]) -> usize {
    levels.iter().take_while(|level| **level == levels[0]).count()
}

fn bits(packed: &mut Vec<u8>, levels: &[u8], groups: usize, width: usize) {
    let (mut buffer, mut filled) = (0_u32, 0);
    for index in 0..groups * 8 {
        buffer |= u32::from(levels.get(index).copied().unwrap_or(0)) << filled;
        filled += width;
        while filled >= 8 {
            packed.push(buffer as u8);
            buffer >>= 8;
            filled -= 8;
        }
    }
}

fn varint(packed: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        packed.push(number as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::parquet::reader::levels as unpack;

    #[test]
    fn the_bytes_are_those_of_the_format() {
        assert_eq!(pack(&[1; 100], 1), [0xc8, 0x01, 1]);
        assert_eq!(pack(&[0, 1, 0, 1], 1), [0x03, 0b1010]);
        // The example of the format's page: 0 to 7 in three bits each.
        assert_eq!(pack(&[0, 1, 2, 3, 4, 5, 6, 7], 7), [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        arbtest::arbtest(|bytes| {
            let highest = bytes.int_in_range(1..=100)?;
            let mut levels = Vec::new();
            for _ in 0..bytes.int_in_range(0..=20)? {
                let level = bytes.int_in_range(0..=highest)?;
                levels.extend(vec![level; bytes.int_in_range(1..=20)?]);
            }
            assert_eq!(unpack(&pack(&levels, highest), highest, levels.len()), levels);
            Ok(())
        });
    }
}
