//! What clients are sent, into its bytes.

use bytes::{BufMut, Bytes, BytesMut};

use crate::errors::Problem;
use crate::values::Kind;

/// What is to be sent, in order.
#[derive(Default)]
pub struct Answers(BytesMut);

/// A column, as clients are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
}

impl Answers {
    /// How many bytes wait.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All that waits.
    pub fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.0).freeze()
    }

    /// A message of this kind, whose length is filled in.
    fn message(&mut self, kind: u8, write: impl FnOnce(&mut BytesMut)) {
        self.0.put_u8(kind);
        counted(&mut self.0, 4, write);
    }

    /// A message without anything in it: `1` parsed, `2` bound, `3` closed, `I` nothing asked, `n` no rows, `s` more
    /// rows are there, `c` the copy is done.
    pub fn plain(&mut self, kind: u8) {
        self.message(kind, |_| {});
    }

    /// The client is who it says.
    pub fn welcome(&mut self) {
        self.message(b'R', |out| out.put_u32(0));
    }

    /// The protocol's minor version that is spoken, and wishes that nobody knows.
    pub fn negotiate(&mut self, unknown: &[&str]) {
        self.message(b'v', |out| {
            out.put_u32(3 << 16);
            out.put_u32(count32(unknown.len()));
            unknown.iter().for_each(|name| text(out, name));
        });
    }

    /// A setting.
    pub fn setting(&mut self, name: &str, value: &str) {
        self.message(b'S', |out| {
            text(out, name);
            text(out, value);
        });
    }

    /// What it takes to cancel.
    pub fn key(&mut self, process: u32, secret: u32) {
        self.message(b'K', |out| {
            out.put_u32(process);
            out.put_u32(secret);
        });
    }

    /// The next may come; `I` outside of a transaction, `T` within, `E` within one that failed.
    pub fn ready(&mut self, status: u8) {
        self.message(b'Z', |out| out.put_u8(status));
    }

    /// The columns of what follows.
    pub fn columns(&mut self, columns: &[Column], format: impl Fn(usize) -> u16) {
        self.message(b'T', |out| {
            out.put_u16(count16(columns.len()));
            for (index, column) in columns.iter().enumerate() {
                text(out, &column.name);
                // Of no table, and no column of it.
                out.put_u32(0);
                out.put_u16(0);
                out.put_u32(column.kind.oid);
                out.put_i16(column.kind.size);
                out.put_i32(column.kind.modifier);
                out.put_u16(format(index));
            }
        });
    }

    /// The types of parameters.
    pub fn parameters(&mut self, kinds: &[u32]) {
        self.message(b't', |out| {
            out.put_u16(count16(kinds.len()));
            kinds.iter().for_each(|kind| out.put_u32(*kind));
        });
    }

    /// A row; `write` writes the value of a column, or says that it is null.
    pub fn row(
        &mut self,
        columns: usize,
        mut write: impl FnMut(usize, &mut BytesMut) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let start = self.0.len();
        let mut failed = None;
        self.message(b'D', |out| {
            out.put_u16(count16(columns));
            for index in 0..columns {
                let at = out.len();
                out.put_i32(-1);
                match write(index, out) {
                    Ok(true) => {
                        let length = count32(out.len() - at - 4);
                        out[at..at + 4].copy_from_slice(&length.to_be_bytes());
                    }
                    Ok(false) => out.truncate(at + 4),
                    Err(problem) => {
                        failed = Some(problem);
                        return;
                    }
                }
            }
        });
        match failed {
            Some(problem) => {
                self.0.truncate(start);
                Err(problem)
            }
            None => Ok(()),
        }
    }

    /// A statement is done.
    pub fn done(&mut self, tag: &str) {
        self.message(b'C', |out| text(out, tag));
    }

    /// Rows follow as lines of text.
    pub fn copying(&mut self, columns: usize) {
        self.message(b'H', |out| {
            out.put_u8(0);
            out.put_u16(count16(columns));
            (0..columns).for_each(|_| out.put_u16(0));
        });
    }

    /// A line of a copy.
    pub fn line(&mut self, line: &[u8]) {
        self.message(b'd', |out| out.put_slice(line));
    }

    /// Something is wrong.
    pub fn problem(&mut self, problem: &Problem) {
        let kind = if problem.severity == "WARNING" { b'N' } else { b'E' };
        self.message(kind, |out| {
            let mut field = |kind: u8, value: &str| {
                out.put_u8(kind);
                text(out, value);
            };
            field(b'S', problem.severity);
            field(b'V', problem.severity);
            field(b'C', problem.state);
            field(b'M', &problem.message);
            if let Some(detail) = &problem.detail {
                field(b'D', detail);
            }
            if let Some(hint) = problem.hint {
                field(b'H', hint);
            }
            if let Some(position) = problem.position {
                field(b'P', &position.to_string());
            }
            out.put_u8(0);
        });
    }
}

/// Writes something whose length, its own `width` bytes included, comes before it.
fn counted(out: &mut BytesMut, width: usize, write: impl FnOnce(&mut BytesMut)) {
    let at = out.len();
    out.put_u32(0);
    write(out);
    let length = count32(out.len() - at - 4 + width);
    out[at..at + 4].copy_from_slice(&length.to_be_bytes());
}

/// Text and a zero; zeros within would end it early.
fn text(out: &mut BytesMut, text: &str) {
    out.extend(text.bytes().map(|byte| if byte == 0 { b' ' } else { byte }));
    out.put_u8(0);
}

fn count16(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn count32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_filled_in() {
        let mut answers = Answers::default();
        answers.done("SELECT 1");
        answers
            .row(2, |index, out| {
                out.put_slice(b"abc");
                Ok(index == 0)
            })
            .unwrap();
        let broken = answers.row(1, |_, _| Err(Problem::new("XX000", "no")));
        assert!(broken.is_err());
        answers.ready(b'I');
        let bytes = answers.take();
        assert_eq!(
            bytes.as_ref(),
            b"C\0\0\0\x0dSELECT 1\0D\0\0\0\x11\0\x02\0\0\0\x03abc\xff\xff\xff\xffZ\0\0\0\x05I"
        );
    }
}
