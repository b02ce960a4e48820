//! Texts with `*`, `?` and policy variables, compiled once.
//!
//! `*` is any run of characters, `?` exactly one; both cross `:` and `/`. `${key}` is the key's value,
//! taken literally; `${key, 'default'}` has a default; `${*}`, `${?}` and `${$}` are those characters.
//! A variable without value makes the whole pattern match nothing. Matching takes at most pattern length
//! times text length steps, whatever the pattern.

use super::context::Facts;

/// A compiled text.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    shape: Shape,
    /// Whether case does not matter.
    fold: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    /// `*`
    Any,
    /// No wildcard; ASCII where case does not matter.
    Exact(Box<str>),
    /// Text and then one `*`; ASCII where case does not matter.
    Prefix(Box<str>),
    /// Anything else without variables.
    Glob(Box<[Unit]>),
    /// With variables.
    Template(Box<[Piece]>),
}

/// What a glob consists of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any run of characters.
    Many,
}

/// What a template consists of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Fixed.
    Unit(Unit),
    /// To be filled in.
    Variable {
        /// The condition key.
        key: Box<str>,
        /// What to take where it has no value.
        default: Option<Box<str>>,
    },
}

impl Pattern {
    /// An action: wildcards, no variables, any case.
    pub fn action(text: &str) -> Self {
        Self::build(pieces(text, true, false), true)
    }

    /// A resource: wildcards, and variables where the version has them.
    pub fn resource(text: &str, variables: bool) -> Self {
        Self::build(pieces(text, true, variables), false)
    }

    /// A value to compare with: no wildcards.
    pub fn value(text: &str, variables: bool, fold: bool) -> Self {
        Self::build(pieces(text, false, variables), fold)
    }

    pub(super) fn build(pieces: Vec<Piece>, fold: bool) -> Self {
        let Some(units) = pieces.iter().map(Piece::unit).collect::<Option<Vec<_>>>() else {
            return Self { shape: Shape::Template(pieces.into()), fold };
        };
        let (literal, star) = match units.split_last() {
            Some((Unit::Many, before)) => (before, true),
            _ => (units.as_slice(), false),
        };
        let text: Option<String> = literal.iter().map(|unit| unit.char()).collect();
        let shape = match text.filter(|text| !fold || text.is_ascii()) {
            Some(text) if star && text.is_empty() => Shape::Any,
            Some(text) if star => Shape::Prefix(text.into()),
            Some(text) => Shape::Exact(text.into()),
            None => Shape::Glob(units.into()),
        };
        Self { shape, fold }
    }

    /// Whether `text` matches, with variables taken from `facts`.
    pub fn matches(&self, text: &str, facts: &Facts<'_>) -> bool {
        match &self.shape {
            Shape::Any => true,
            Shape::Exact(exact) if self.fold => exact.eq_ignore_ascii_case(text),
            Shape::Exact(exact) => **exact == *text,
            Shape::Prefix(prefix) if self.fold => {
                let head = text.as_bytes().get(..prefix.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
            }
            Shape::Prefix(prefix) => text.starts_with(&**prefix),
            Shape::Glob(units) => glob(units, text, self.fold),
            Shape::Template(pieces) => fill(pieces, facts).is_some_and(|units| glob(&units, text, self.fold)),
        }
    }
}

impl Piece {
    fn unit(&self) -> Option<Unit> {
        match self {
            Self::Unit(unit) => Some(*unit),
            Self::Variable { .. } => None,
        }
    }
}

impl Unit {
    fn char(self) -> Option<char> {
        match self {
            Self::Char(character) => Some(character),
            Self::One | Self::Many => None,
        }
    }

    fn accepts(self, character: char, fold: bool) -> bool {
        match self {
            Self::Char(own) => own == character || fold && own.to_lowercase().eq(character.to_lowercase()),
            Self::One => true,
            Self::Many => false,
        }
    }
}

/// Splits `text` into pieces. What looks like a variable but is not closed is taken literally.
pub(super) fn pieces(text: &str, wildcards: bool, variables: bool) -> Vec<Piece> {
    let mut found = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let inner = rest.strip_prefix("${").filter(|_| variables).and_then(|after| after.split_once('}'));
        if let Some((inner, after)) = inner {
            found.push(variable(inner));
            rest = after;
            continue;
        }
        found.push(Piece::Unit(match character {
            '*' if wildcards => Unit::Many,
            '?' if wildcards => Unit::One,
            other => Unit::Char(other),
        }));
        rest = &rest[character.len_utf8()..];
    }
    found
}

fn variable(inner: &str) -> Piece {
    match inner {
        "*" => return Piece::Unit(Unit::Char('*')),
        "?" => return Piece::Unit(Unit::Char('?')),
        "$" => return Piece::Unit(Unit::Char('$')),
        _ => {}
    }
    let (key, default) = match inner.split_once(',') {
        Some((key, default)) => (key, Some(default.trim())),
        None => (inner, None),
    };
    let unquoted = default
        .map(|text| text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text).into());
    Piece::Variable { key: key.trim().into(), default: unquoted }
}

fn fill(pieces: &[Piece], facts: &Facts<'_>) -> Option<Vec<Unit>> {
    let mut units = Vec::with_capacity(pieces.len() + 32);
    for piece in pieces {
        match piece {
            Piece::Unit(unit) => units.push(*unit),
            Piece::Variable { key, default } => {
                let value = facts.variable(key).or_else(|| default.as_deref().map(str::to_owned))?;
                units.extend(value.chars().map(Unit::Char));
            }
        }
    }
    Some(units)
}

/// Matches greedily and, where that fails, lets only the last `*` take one character more.
fn glob(units: &[Unit], text: &str, fold: bool) -> bool {
    let (mut unit, mut at) = (0, 0);
    let mut resume: Option<(usize, usize)> = None;
    loop {
        match (units.get(unit), text[at..].chars().next()) {
            (Some(Unit::Many), _) => {
                unit += 1;
                resume = Some((unit, at));
                continue;
            }
            (Some(expected), Some(character)) if expected.accepts(character, fold) => {
                unit += 1;
                at += character.len_utf8();
                continue;
            }
            (None, None) => return true,
            _ => {}
        }
        let Some((after_star, from)) = resume else { return false };
        let Some(skipped) = text[from..].chars().next() else { return false };
        unit = after_star;
        at = from + skipped.len_utf8();
        resume = Some((after_star, at));
    }
}

#[cfg(test)]
#[path = "pattern_tests.rs"]
mod tests;
