//! Patterns of Java's Formatter: `%[index$][flags][width][.precision]conversion`.

use arrow::array::ArrayRef;

use super::value;
use crate::error::Error;
use crate::functions::arguments::invalid;
use crate::limits::STRING_BYTES_MAX;

/// How a value is to be written.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    flags: String,
    pub width: usize,
    pub precision: Option<usize>,
    pub conversion: char,
    /// What follows `t`.
    pub part: Option<char>,
    text: String,
}

impl Spec {
    pub fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// The value's type does not go with the conversion, in Java's words.
    pub fn mismatch(&self, kind: &str) -> Error {
        invalid(format!("Invalid format string: {} ({} != {kind})", self.text, self.conversion))
    }
}

/// Writes the values of a row by a pattern.
pub fn format(pattern: &str, columns: &[ArrayRef], row: usize) -> Result<String, Error> {
    let mut out = String::new();
    let (mut rest, mut next, mut last) = (pattern, 0_usize, None);
    while let Some(start) = rest.find('%') {
        out.push_str(&rest[..start]);
        let (spec, index, after) = read(&rest[start..])?;
        rest = after;
        let text = match spec.conversion {
            '%' => "%".to_owned(),
            'n' => "\n".to_owned(),
            _ => {
                let index = match index {
                    Index::Next => {
                        next += 1;
                        next - 1
                    }
                    Index::Last => last.ok_or_else(|| missing(&spec))?,
                    Index::At(index) => index,
                };
                last = Some(index);
                value::write(&spec, columns.get(index).ok_or_else(|| missing(&spec))?, row)?
            }
        };
        let upper = spec.conversion.is_ascii_uppercase();
        pad(&mut out, &if upper { text.to_uppercase() } else { text }, &spec);
        if out.len() > STRING_BYTES_MAX {
            return Err(crate::functions::string::too_large());
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn missing(spec: &Spec) -> Error {
    invalid(format!("Invalid format string: {} (Format specifier '{}')", spec.text, spec.text))
}

enum Index {
    Next,
    Last,
    At(usize),
}

/// One conversion at the beginning of a text, and what is after it.
fn read(text: &str) -> Result<(Spec, Index, &str), Error> {
    let unknown =
        || invalid(format!("Invalid format string: Conversion = '{}'", text.chars().nth(1).unwrap_or('%')));
    let mut rest = &text[1..];
    let mut index = Index::Next;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| {
        text.parse::<usize>().ok().filter(|number| *number <= STRING_BYTES_MAX).ok_or_else(unknown)
    };
    let end = digits(rest);
    if end > 0 && rest[end..].starts_with('$') {
        index = Index::At(number(&rest[..end])?.checked_sub(1).ok_or_else(unknown)?);
        rest = &rest[end + 1..];
    } else if let Some(after) = rest.strip_prefix('<') {
        (index, rest) = (Index::Last, after);
    }
    let end = rest.find(|letter| !"-#+ 0,(".contains(letter)).unwrap_or(rest.len());
    let mut spec = Spec { flags: rest[..end].to_owned(), ..Spec::default() };
    rest = &rest[end..];
    let end = digits(rest);
    if end > 0 {
        spec.width = number(&rest[..end])?;
        rest = &rest[end..];
    }
    if let Some(after) = rest.strip_prefix('.') {
        let end = digits(after);
        spec.precision = Some(number(&after[..end])?.min(1_000));
        rest = &after[end..];
    }
    let mut letters = rest.chars();
    spec.conversion = letters.next().ok_or_else(unknown)?;
    if spec.conversion.eq_ignore_ascii_case(&'t') {
        spec.part = Some(letters.next().ok_or_else(unknown)?);
    }
    if !"bBsScCdoxXeEfgGtT%n".contains(spec.conversion) {
        return Err(invalid(format!("Invalid format string: Conversion = '{}'", spec.conversion)));
    }
    spec.text = text[..text.len() - letters.as_str().len()].to_owned();
    Ok((spec, index, letters.as_str()))
}

fn pad(out: &mut String, text: &str, spec: &Spec) {
    let missing = spec.width.saturating_sub(text.chars().count());
    let filling = std::iter::repeat_n(' ', missing);
    if !spec.has('-') {
        out.extend(filling.clone());
    }
    out.push_str(text);
    if spec.has('-') {
        out.extend(filling);
    }
}
