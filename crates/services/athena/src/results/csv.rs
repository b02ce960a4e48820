//! Rows as Athena writes them: every value in double quotes, one in a value doubled, NULL as nothing, lines ended
//! by a line feed. Read again from pieces cut anywhere.
//!
//! Invariant: what was written is read as the same rows; no bytes make the reader panic.

use crate::engine::sql::Row;

/// Writes a row of values.
pub fn write_row<'a>(out: &mut Vec<u8>, values: impl IntoIterator<Item = Option<&'a str>>) {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let Some(value) = value else { continue };
        out.push(b'"');
        let mut parts = value.split('"');
        out.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
        for part in parts {
            out.extend_from_slice(b"\"\"");
            out.extend_from_slice(part.as_bytes());
        }
        out.push(b'"');
    }
    out.push(b'\n');
}

/// Reads rows from pieces.
#[derive(Debug, Default)]
pub struct RowReader {
    row: Row,
    value: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before a value.
    #[default]
    Start,
    /// In a value without quotes, which nobody writes but which has a meaning.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote that ends the value, unless another follows.
    Closing,
}

impl RowReader {
    /// Reads on; answers how many bytes were used, and a row if one has ended there.
    pub fn read(&mut self, piece: &[u8]) -> (usize, Option<Row>) {
        for (index, byte) in piece.iter().copied().enumerate() {
            match (self.state, byte) {
                (State::Quoted, b'"') => self.state = State::Closing,
                (State::Quoted, _) => self.value.push(byte),
                (State::Start, b'"') => self.state = State::Quoted,
                (State::Closing, b'"') => {
                    self.value.push(byte);
                    self.state = State::Quoted;
                }
                (_, b',') => self.end_value(),
                (_, b'\n') => {
                    self.end_value();
                    return (index + 1, Some(std::mem::take(&mut self.row)));
                }
                (_, _) => {
                    self.value.push(byte);
                    self.state = State::Plain;
                }
            }
        }
        (piece.len(), None)
    }

    fn end_value(&mut self) {
        let value = std::mem::take(&mut self.value);
        let is_null = self.state == State::Start;
        self.row.push((!is_null).then(|| String::from_utf8_lossy(&value).into_owned()));
        self.state = State::Start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(rows: &[Row]) -> Vec<u8> {
        let mut out = Vec::new();
        for row in rows {
            write_row(&mut out, row.iter().map(Option::as_deref));
        }
        out
    }

    #[test]
    fn rows_are_as_athena_writes_them() {
        let text = |text: &str| Some(text.to_owned());
        let row = vec![text("1"), text("it's"), text("a\"b"), None, text(""), text("[1, 2]"), text("x\ny")];
        let bytes = write(&[row]);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\"1\",\"it's\",\"a\"\"b\",,\"\",\"[1, 2]\",\"x\ny\"\n"
        );
    }

    #[test]
    fn what_is_written_is_read_from_pieces_of_any_size() {
        arbtest::arbtest(|bytes| {
            let columns = bytes.int_in_range(1..=4_usize)?;
            let rows = bytes.int_in_range(0..=5_usize)?;
            let mut made = Vec::new();
            for _ in 0..rows {
                let row: arbtest::arbitrary::Result<Row> =
                    (0..columns).map(|_| bytes.arbitrary::<Option<String>>()).collect();
                made.push(row?);
            }
            let written = write(&made);
            let size = bytes.int_in_range(1..=7_usize)?;
            let (mut reader, mut read) = (RowReader::default(), Vec::new());
            for mut piece in written.chunks(size) {
                while !piece.is_empty() {
                    let (used, row) = reader.read(piece);
                    read.extend(row);
                    piece = &piece[used..];
                }
            }
            assert_eq!(read, made);
            Ok(())
        });
    }

    #[test]
    fn any_bytes_are_read() {
        arbtest::arbtest(|bytes| {
            let noise: Vec<u8> = bytes.arbitrary()?;
            let (mut reader, mut rest) = (RowReader::default(), noise.as_slice());
            while !rest.is_empty() {
                let (used, _) = reader.read(rest);
                assert!(used > 0);
                rest = &rest[used..];
            }
            Ok(())
        });
    }
}
