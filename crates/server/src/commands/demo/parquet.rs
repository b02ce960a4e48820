//! How many rows a Parquet file has, from its footer: no more of the format than that takes.
//!
//! The footer is a Thrift structure (`FileMetaData`) in the compact protocol, its length in four bytes, and
//! `PAR1`. The number of rows is its third field; what stands before is passed over by its type.
//! <https://parquet.apache.org/docs/file-format/>

/// Structures inside structures that are passed over, at most.
const DEPTH_MAX: u32 = 16;
const MAGIC: &[u8] = b"PAR1";
/// `num_rows` of `FileMetaData`.
const ROWS: i64 = 3;
/// A field that is an integer of 64 bits.
const I64: u8 = 6;

/// The rows of the file that ends with `tail`; nothing where that is not a Parquet file's end, or does not
/// have all of the footer.
pub fn rows(tail: &[u8]) -> Option<u64> {
    let rest = tail.strip_suffix(MAGIC)?;
    let (rest, length) = rest.split_last_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let mut footer = Thrift(rest.get(rest.len().checked_sub(length)?..)?);
    let mut field = 0;
    loop {
        let kind = footer.field(&mut field)?;
        if field == ROWS && kind == I64 {
            return u64::try_from(footer.integer()?).ok();
        }
        footer.pass_over(kind, DEPTH_MAX)?;
    }
}

/// What is left to read.
struct Thrift<'b>(&'b [u8]);

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn integer(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }

    /// The next field's type; its number takes the place of `field`. Nothing at the structure's end.
    fn field(&mut self, field: &mut i64) -> Option<u8> {
        let byte = self.byte()?;
        if byte == 0 {
            return None;
        }
        *field = match byte >> 4 {
            0 => self.integer()?,
            delta => *field + i64::from(delta),
        };
        Some(byte & 0x0f)
    }

    fn pass_over(&mut self, kind: u8, depth: u32) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            // A boolean field is in its type.
            1 | 2 => Some(()),
            3 => self.bytes(1),
            4..=6 => self.varint().map(drop),
            7 => self.bytes(8),
            8 => {
                let length = self.varint()?;
                self.bytes(length)
            }
            9 | 10 => {
                let byte = self.byte()?;
                let count = if byte >> 4 == 15 { self.varint()? } else { u64::from(byte >> 4) };
                for _ in 0..count {
                    // A boolean in a list is a byte of its own.
                    match byte & 0x0f {
                        1 | 2 => self.bytes(1)?,
                        kind => self.pass_over(kind, depth)?,
                    }
                }
                Some(())
            }
            12 => {
                let mut field = 0;
                while self.0.first()? != &0 {
                    let kind = self.field(&mut field)?;
                    self.pass_over(kind, depth)?;
                }
                self.bytes(1)
            }
            // Maps are in no footer.
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Version 1; two columns, of a name and a type each; 300 rows; and a list that nobody reads.
    const FOOTER: &[u8] = &[
        0x15, 0x02, // field 1, i32: 1
        0x19, 0x2c, // field 2, a list of two structures
        0x15, 0x0c, 0x38, 0x02, b'i', b'd', 0x00, // field 1, i32; field 4, binary; the end
        0x48, 0x02, b'p', b'm', 0x00, // field 4, binary; the end
        0x16, 0xd8, 0x04, // field 3, i64: 300
        0x19, 0x0c, 0x00, // field 4, an empty list; the end
    ];

    fn file(footer: &[u8]) -> Vec<u8> {
        let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
        [b"PAR1....data....", footer, &length, b"PAR1"].concat()
    }

    #[test]
    fn rows_are_in_the_footer() {
        assert_eq!(rows(&file(FOOTER)), Some(300));
    }

    #[test]
    fn what_is_no_footer_has_no_rows() {
        assert_eq!(rows(b""), None);
        assert_eq!(rows(b"PAR1"), None);
        assert_eq!(rows(&file(&[0x00])), None);
        let whole = file(FOOTER);
        for cut in 0..whole.len() {
            assert_eq!(rows(&whole[..cut]), None);
        }
        // A footer longer than what is there.
        assert_eq!(rows(&whole[whole.len() - 20..]), None);
        for byte in 0..=u8::MAX {
            let _ = rows(&file(&[byte; 40]));
        }
    }
}
