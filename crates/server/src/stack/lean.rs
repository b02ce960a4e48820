//! A program without what only debuggers read: the part of an ELF file that is loaded.
//!
//! Sections say nothing to whoever runs a program; segments do, and those that are loaded come first in what linkers
//! write. What is no such file stays as it is. Builds for release are stripped anyhow; others are three times as large
//! with their symbols, and too large for Lambda.

/// `\x7fELF`, 64 bits, little-endian.
const MAGIC: &[u8] = b"\x7fELF\x02\x01";
/// A segment that is loaded.
const LOADED: u32 = 1;

/// `program`, as far as it is loaded.
pub fn lean(mut program: Vec<u8>) -> Vec<u8> {
    if let Some(end) = loaded(&program) {
        program.truncate(end);
        // No sections: their table's offset, and how many there are and which of them has the names.
        program[0x28..0x30].fill(0);
        program[0x3c..0x40].fill(0);
    }
    program
}

/// Where the last loaded segment ends in the file.
fn loaded(program: &[u8]) -> Option<usize> {
    if !program.starts_with(MAGIC) {
        return None;
    }
    let (start, size, count) = (long(program, 0x20)?, short(program, 0x36)?, short(program, 0x38)?);
    let mut end = start.checked_add(size.checked_mul(count)?)?.max(0x40);
    for number in 0..count {
        let header = program.get(start.checked_add(number.checked_mul(size)?)?..)?;
        let kind = u32::from_le_bytes(*header.first_chunk()?);
        if kind == LOADED {
            end = end.max(long(header, 0x08)?.checked_add(long(header, 0x20)?)?);
        }
    }
    (end <= program.len()).then_some(end)
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_stays_and_what_is_no_elf_too() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let less = lean(own.clone());
        if own.starts_with(MAGIC) {
            assert!(less.len() < own.len() && less[0x40..] == own[0x40..less.len()]);
            assert_eq!(lean(less.clone()), less);
        } else {
            assert_eq!(less, own);
        }
        assert_eq!(lean(b"#!/bin/sh\n".to_vec()), b"#!/bin/sh\n");
        for cut in 0..0x60 {
            assert_eq!(lean(own[..cut].to_vec()), own[..cut]);
        }
    }
}
