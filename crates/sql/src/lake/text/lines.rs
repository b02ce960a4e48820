//! Cuts bytes into lines.

use crate::error::{Error, Fact};
use crate::limits::LINE_BYTES_MAX;

/// Bytes that are not cut yet.
#[derive(Default)]
pub struct Lines {
    held: Vec<u8>,
    /// Where in `held` the next line begins.
    place: usize,
    /// Where in `held` the next line ends, once that is known.
    end: Option<usize>,
}

impl Lines {
    /// Where bytes are added.
    pub fn buffer(&mut self) -> Result<&mut Vec<u8>, Error> {
        self.held.drain(..self.place);
        self.end = self.end.map(|end| end - self.place);
        self.place = 0;
        if self.held.len() > LINE_BYTES_MAX {
            return Err(Error::new(Fact::BadData, format!("a line is longer than {LINE_BYTES_MAX} bytes")));
        }
        Ok(&mut self.held)
    }

    /// Whether there is a whole line.
    pub fn has_next(&mut self) -> bool {
        if self.end.is_none() {
            let rest = &self.held[self.place..];
            self.end = rest.iter().position(|byte| *byte == b'\n').map(|end| self.place + end);
        }
        self.end.is_some()
    }

    /// The next whole line, without its end, and how many bytes it took.
    pub fn next(&mut self) -> Option<(&[u8], usize)> {
        if !self.has_next() {
            return None;
        }
        let (start, end) = (self.place, self.end.take()?);
        self.place = end + 1;
        Some((without_return(&self.held[start..end]), end + 1 - start))
    }

    /// What follows the last line's end.
    pub fn last(&mut self) -> Option<(&[u8], usize)> {
        let rest = &self.held[self.place..];
        if rest.is_empty() {
            return None;
        }
        self.place = self.held.len();
        Some((without_return(rest), rest.len()))
    }
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_or_without_a_return() {
        let mut lines = Lines::default();
        lines.buffer().unwrap().extend(b"a\r\nb");
        assert_eq!(lines.next(), Some((b"a".as_slice(), 3)));
        assert_eq!(lines.next(), None);
        lines.buffer().unwrap().extend(b"c\n\nd");
        assert_eq!(lines.next(), Some((b"bc".as_slice(), 3)));
        assert_eq!(lines.next(), Some((b"".as_slice(), 1)));
        assert_eq!(lines.next(), None);
        assert_eq!(lines.last(), Some((b"d".as_slice(), 1)));
        assert_eq!(lines.last(), None);
    }
}
