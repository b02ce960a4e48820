//! Java's `DateTimeFormatter` patterns (`yyyy/MM/dd HH:mm`), which prefixes write and Hive's JSON reader reads.
//!
//! Names are English and weeks begin on Sunday, as in the JVM's `en_US`. Left out, and refused: `p` (padding), `F`,
//! `c`, `B`, `g`, and `z` and `V` but for the short names. Invariant: a pattern has at most [`LENGTH_MAX`] bytes.

mod read;
mod write;

/// The longest pattern, in bytes. Firehose's prefixes have at most 1024 characters.
pub const LENGTH_MAX: usize = 1024;
/// The longest run of a letter that Java takes for any of them.
const RUN_MAX: usize = 9;

/// A pattern, ready to write times and to read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Literal(String),
    /// A letter, and how often it stands there.
    Letter(char, usize),
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A letter that means nothing, or nothing here.
    #[error("`{0}` is no part of a time pattern that is known here; put text in single quotes")]
    Letter(String),
    /// A quote without its end.
    #[error("a single quote is not closed in `{0}`")]
    Quote(String),
    /// Longer than [`LENGTH_MAX`].
    #[error("a time pattern has at most {LENGTH_MAX} bytes")]
    Length,
}

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.len() > LENGTH_MAX {
            return Err(PatternError::Length);
        }
        let mut items = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            rest = match first {
                '\'' => quoted(text, rest, &mut items)?,
                // An optional section is written whole.
                '[' | ']' => &rest[1..],
                '{' | '}' | '#' => return Err(PatternError::Letter(first.into())),
                _ if first.is_ascii_alphabetic() => {
                    let run = rest.chars().take_while(|letter| *letter == first).count();
                    if !known(first, run) {
                        return Err(PatternError::Letter(rest[..run].into()));
                    }
                    items.push(Item::Letter(first, run));
                    &rest[run..]
                }
                _ => {
                    literal(&mut items, first);
                    &rest[first.len_utf8()..]
                }
            };
        }
        Ok(Self { items })
    }
}

/// Takes `'text'`, or `''` for a quote; answers what follows.
fn quoted<'a>(whole: &str, rest: &'a str, items: &mut Vec<Item>) -> Result<&'a str, PatternError> {
    let mut rest = &rest[1..];
    if let Some(after) = rest.strip_prefix('\'') {
        literal(items, '\'');
        return Ok(after);
    }
    loop {
        let end = rest.find('\'').ok_or_else(|| PatternError::Quote(whole.to_owned()))?;
        rest[..end].chars().for_each(|letter| literal(items, letter));
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                literal(items, '\'');
                rest = after;
            }
            None => return Ok(rest),
        }
    }
}

fn literal(items: &mut Vec<Item>, letter: char) {
    match items.last_mut() {
        Some(Item::Literal(text)) => text.push(letter),
        _ => items.push(Item::Literal(letter.into())),
    }
}

/// Whether Java takes so many of the letter, and so do we.
fn known(letter: char, run: usize) -> bool {
    let longest = match letter {
        'y' | 'u' | 'Y' | 'S' | 'n' | 'N' | 'A' => RUN_MAX,
        'M' | 'L' | 'G' | 'E' | 'e' | 'Q' | 'q' | 'x' | 'X' => 5,
        'D' | 'z' => 3,
        'Z' => 5,
        'O' => 4,
        'd' | 'H' | 'h' | 'K' | 'k' | 'm' | 's' | 'w' => 2,
        'W' | 'a' => 1,
        'V' => return run == 2,
        _ => 0,
    };
    (1..=longest).contains(&run)
}
