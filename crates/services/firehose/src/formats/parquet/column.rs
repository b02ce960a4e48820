//! A column as it fills: the page that is open, the pages that are closed, and how far the last whole record reached.

use super::file::Chunk;
use super::thrift::Writer;
use super::tree::Level;
use super::{Compression, levels};
use crate::formats::schema::HiveType;

/// Values in the plain encoding, without their levels.
#[derive(Default)]
pub(super) struct Values {
    bytes: Vec<u8>,
    /// How many booleans there are, eight to a byte, the first the lowest.
    bits: usize,
}

impl Values {
    pub fn bit(&mut self, bit: bool) {
        if self.bits.is_multiple_of(8) {
            self.bytes.push(0);
        }
        let last = self.bytes.last_mut().expect("invariant: a byte was just made for it");
        *last |= u8::from(bit) << (self.bits % 8);
        self.bits += 1;
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// Bytes behind their length; records are far below 4 GiB.
    pub fn text(&mut self, text: &str) {
        self.bytes(&(text.len() as u32).to_le_bytes());
        self.bytes(text.as_bytes());
    }

    #[cfg(test)]
    pub fn plain(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    fn truncate(&mut self, (bytes, bits): (usize, usize)) {
        self.bytes.truncate(bytes);
        self.bits = bits;
        if let Some(last) = self.bytes.last_mut().filter(|_| !bits.is_multiple_of(8)) {
            *last &= (1 << (bits % 8)) - 1;
        }
    }
}

/// One leaf of the schema.
pub(super) struct Column {
    pub path: Vec<String>,
    pub kind: HiveType,
    /// The highest levels that it can have.
    defined_max: Level,
    repeated_max: Level,
    pub values: Values,
    defined: Vec<Level>,
    repeated: Vec<Level>,
    /// Where the open page's last whole record ended: levels, and bytes and bits of values.
    mark: (usize, (usize, usize)),
    pages: Vec<u8>,
    /// Over the closed pages: values and nulls, bytes before compression.
    counted: usize,
    nulls: usize,
    plain_bytes: usize,
}

impl Column {
    pub fn new(kind: HiveType, path: Vec<String>, defined_max: Level, repeated_max: Level) -> Self {
        Self {
            path,
            kind,
            defined_max,
            repeated_max,
            values: Values::default(),
            defined: Vec::new(),
            repeated: Vec::new(),
            mark: (0, (0, 0)),
            pages: Vec::new(),
            counted: 0,
            nulls: 0,
            plain_bytes: 0,
        }
    }

    /// Appends the levels of a value that was appended, or of one that is missing.
    pub fn level(&mut self, defined: Level, repeated: Level) {
        self.defined.push(defined);
        self.repeated.push(repeated);
    }

    /// Forgets what came after the last whole record.
    pub fn undo(&mut self) {
        let (levels, values) = self.mark;
        self.defined.truncate(levels);
        self.repeated.truncate(levels);
        self.values.truncate(values);
    }

    /// The record is whole; answers how many bytes it added here. Closes the page if it has grown enough.
    pub fn keep(&mut self, page_bytes: usize, compression: Compression) -> usize {
        let size = |levels: usize, bytes: usize| levels / 4 + bytes;
        let before = size(self.mark.0, self.mark.1.0);
        let after = size(self.defined.len(), self.values.bytes.len());
        self.mark = (self.defined.len(), (self.values.bytes.len(), self.values.bits));
        if after >= page_bytes {
            self.close_page(compression);
        }
        after - before
    }

    /// Writes all pages to the file and begins anew.
    pub fn close(&mut self, file: &mut Vec<u8>, compression: Compression) -> Chunk {
        if !self.defined.is_empty() {
            self.close_page(compression);
        }
        let chunk = Chunk {
            path: self.path.clone(),
            kind: self.kind.clone(),
            offset: file.len(),
            values: self.counted,
            nulls: self.nulls,
            plain_bytes: self.plain_bytes,
            packed_bytes: self.pages.len(),
        };
        file.append(&mut self.pages);
        (self.counted, self.nulls, self.plain_bytes) = (0, 0, 0);
        chunk
    }

    fn close_page(&mut self, compression: Compression) {
        let count = self.defined.len();
        let mut plain = Vec::new();
        for (levels, highest) in [(&self.repeated, self.repeated_max), (&self.defined, self.defined_max)] {
            if highest > 0 {
                let packed = levels::pack(levels, highest);
                plain.extend((packed.len() as u32).to_le_bytes());
                plain.extend(packed);
            }
        }
        plain.extend(&self.values.bytes);
        let packed = super::file::pack(&plain, compression);
        let header = Writer::of(|header| {
            header.i32(1, 0); // DATA_PAGE
            header.i32(2, plain.len() as i32);
            header.i32(3, packed.len() as i32);
            header.structure(5, |page| {
                page.i32(1, count as i32);
                page.i32(2, 0); // PLAIN values
                page.i32(3, 3); // RLE definition levels
                page.i32(4, 3); // RLE repetition levels
            });
        });
        self.counted += count;
        self.nulls += self.defined.iter().filter(|level| **level < self.defined_max).count();
        self.plain_bytes += header.len() + plain.len();
        self.pages.extend(header);
        self.pages.extend(packed);
        self.defined.clear();
        self.repeated.clear();
        self.values = Values::default();
        self.mark = (0, (0, 0));
    }
}
