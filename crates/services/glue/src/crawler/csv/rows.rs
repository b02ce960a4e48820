//! Rows of delimited text and their cells.
//!
//! A quoted cell may hold delimiters, line ends and its own quote, doubled or behind a backslash. Empty lines are no
//! rows, and the last row of text that is cut is none either.

use std::borrow::Cow;

/// One row.
pub struct Row<'t> {
    pub cells: Vec<Cow<'t, str>>,
    /// Whether a cell was quoted.
    pub quoted: bool,
    /// Its length, with its end.
    pub bytes: usize,
}

/// The rows that are left.
pub struct Rows<'t> {
    rest: &'t str,
    delimiter: char,
    quote: char,
    cut: bool,
}

impl<'t> Rows<'t> {
    pub fn new(text: &'t str, delimiter: char, quote: char, cut: bool) -> Self {
        Self { rest: text, delimiter, quote, cut }
    }

    /// Reads the cell that comes next; whether it was quoted, and what stands after it.
    fn cell(&self, rest: &'t str) -> (Cow<'t, str>, bool, &'t str) {
        let padded = rest.trim_start_matches(' ');
        let Some(inner) = padded.strip_prefix(self.quote) else { return self.plain(rest) };
        let mut cell = String::new();
        let mut chars = inner.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match (c, chars.peek().map(|(_, next)| *next)) {
                ('\\', Some(next)) if next == self.quote || next == '\\' => {
                    cell.push(next);
                    chars.next();
                }
                (c, Some(next)) if c == self.quote && next == self.quote => {
                    cell.push(c);
                    chars.next();
                }
                (c, _) if c == self.quote => {
                    let after = &inner[at + c.len_utf8()..];
                    let (tail, _, after) = self.plain(after);
                    // What follows a closing quote before the delimiter belongs to the cell.
                    cell.push_str(tail.trim_end());
                    return (Cow::Owned(cell), true, after);
                }
                (c, _) => cell.push(c),
            }
        }
        // A quote that never closes is a character like others.
        self.plain(rest)
    }

    fn plain(&self, rest: &'t str) -> (Cow<'t, str>, bool, &'t str) {
        let end = rest.find([self.delimiter, '\n']).unwrap_or(rest.len());
        let (cell, after) = rest.split_at(end);
        (Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell)), false, after)
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        loop {
            let line = self.rest.trim_start_matches(['\r', '\n']);
            if line.is_empty() {
                return None;
            }
            let mut row = Row { cells: Vec::new(), quoted: false, bytes: 0 };
            let mut rest = line;
            let ended = loop {
                let (cell, quoted, after) = self.cell(rest);
                row.cells.push(cell);
                row.quoted |= quoted;
                if let Some(after) = after.strip_prefix(self.delimiter) {
                    rest = after;
                    continue;
                }
                rest = after.strip_prefix('\n').unwrap_or(after);
                break !after.is_empty();
            };
            row.bytes = line.len() - rest.len();
            self.rest = rest;
            if !ended && self.cut {
                return None;
            }
            if row.cells.len() == 1 && row.cells[0].trim().is_empty() {
                continue;
            }
            return Some(row);
        }
    }
}
