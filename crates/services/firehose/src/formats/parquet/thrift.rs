//! Thrift's compact protocol, written: what page headers and the footer are in.
//!
//! Fields of a struct are written in rising order of their ids, all below 16 apart.

/// Writes one struct, with those within.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The id of the last field of each struct that is open.
    last: Vec<i16>,
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Writer {
    /// The bytes of the struct that `fields` writes.
    pub fn of(fields: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut writer = Self::default();
        writer.body(fields);
        writer.bytes
    }

    pub fn i32(&mut self, id: i16, number: i32) {
        self.field(id, I32);
        self.zigzag(number.into());
    }

    pub fn i64(&mut self, id: i16, number: i64) {
        self.field(id, I64);
        self.zigzag(number);
    }

    pub fn text(&mut self, id: i16, text: &str) {
        self.field(id, BINARY);
        self.binary(text);
    }

    pub fn structure(&mut self, id: i16, fields: impl FnOnce(&mut Self)) {
        self.field(id, STRUCT);
        self.body(fields);
    }

    pub fn i32s(&mut self, id: i16, numbers: &[i32]) {
        self.list(id, I32, numbers.len());
        numbers.iter().for_each(|number| self.zigzag((*number).into()));
    }

    pub fn texts<'a>(&mut self, id: i16, texts: impl ExactSizeIterator<Item = &'a str>) {
        self.list(id, BINARY, texts.len());
        texts.for_each(|text| self.binary(text));
    }

    pub fn structures<T>(&mut self, id: i16, items: &[T], fields: impl Fn(&mut Self, &T)) {
        self.list(id, STRUCT, items.len());
        items.iter().for_each(|item| self.body(|writer| fields(writer, item)));
    }

    fn body(&mut self, fields: impl FnOnce(&mut Self)) {
        self.last.push(0);
        fields(self);
        self.last.pop();
        self.bytes.push(0);
    }

    fn field(&mut self, id: i16, kind: u8) {
        let last = self.last.last_mut().expect("invariant: fields are written within a struct");
        let ahead = id - *last;
        debug_assert!((1..16).contains(&ahead), "fields are written in their order");
        *last = id;
        self.bytes.push((ahead as u8) << 4 | kind);
    }

    fn list(&mut self, id: i16, kind: u8, length: usize) {
        self.field(id, LIST);
        if length < 15 {
            self.bytes.push((length as u8) << 4 | kind);
        } else {
            self.bytes.push(0xf0 | kind);
            self.varint(length as u64);
        }
    }

    fn binary(&mut self, text: &str) {
        self.varint(text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }

    fn zigzag(&mut self, number: i64) {
        self.varint((number << 1 ^ number >> 63) as u64);
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_thrifts() {
        let bytes = Writer::of(|writer| {
            writer.i32(1, -1);
            writer.i64(3, 300);
            writer.text(4, "ab");
            writer.i32s(5, &[0, 1]);
            writer.structure(6, |inner| inner.i32(15, 64));
            writer.texts(8, ["x"; 15].into_iter());
        });
        let head =
            [0x15, 1, 0x26, 0xd8, 4, 0x18, 2, b'a', b'b', 0x19, 0x25, 0, 2, 0x1c, 0xf5, 0x80, 1, 0, 0x29];
        assert_eq!(bytes[..head.len()], head);
        assert_eq!(bytes[head.len()..], [&[0xf8, 15][..], &[1, b'x'].repeat(15), &[0]].concat());
    }
}
