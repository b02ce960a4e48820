//! Constraint checking in AWS's order and AWS's words.
//!
//! Reading notes what it cannot represent (a missing member, an unknown enumeration value) as faults at a
//! path; checking then walks the value once in order of declaration and words both kinds together.

use std::fmt::Write;

use crate::{Constraints, Field};

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The member with this wire name.
    Member(&'static str),
    /// The list member at this index, counted from 0.
    Index(usize),
    /// The map value under this key.
    Key(String),
}

/// What reading noted at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    Missing,
    NotInSet { value: String, set: &'static [&'static str] },
}

/// Notes of reading: where something was missing or not in its set.
#[derive(Debug, Default)]
pub struct Faults {
    path: Vec<Segment>,
    found: Vec<(Vec<Segment>, Note)>,
    refusal: Option<String>,
}

impl Faults {
    /// Steps into a part.
    pub fn enter(&mut self, segment: Segment) {
        self.path.push(segment);
    }

    /// Steps out again, and answers the step that is taken back.
    pub fn leave(&mut self) -> Option<Segment> {
        self.path.pop()
    }

    /// The steps from the input to the value at hand.
    pub fn path(&self) -> &[Segment] {
        &self.path
    }

    /// Notes that the value at hand makes no sense, in the service's own words, which are the whole message.
    /// The first such note counts, and only if no constraint is violated.
    pub fn refuse(&mut self, message: String) {
        self.refusal.get_or_insert(message);
    }

    /// Notes that the member called `name` of the structure at hand is missing.
    pub fn missing(&mut self, name: &'static str) {
        let mut path = self.path.clone();
        path.push(Segment::Member(name));
        self.found.push((path, Note::Missing));
    }

    /// Notes that the value at hand is none of `set`.
    pub fn not_in_set(&mut self, value: String, set: &'static [&'static str]) {
        self.found.push((self.path.clone(), Note::NotInSet { value, set }));
    }
}

/// Walks a value and collects what it violates.
#[derive(Debug, Default)]
pub struct Checker {
    faults: Faults,
    notes_only: bool,
    path: Vec<Segment>,
    violations: Vec<String>,
    violates_inside: bool,
}

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violations {
    /// All the constraints it violates; never empty.
    Constraints(Vec<String>),
    /// What [`Faults::refuse`] was told, where no constraint is violated.
    Refusal(String),
}

impl Violations {
    /// `2 validation errors detected: Value …; Value …`
    pub fn message(&self) -> String {
        match self {
            Self::Constraints(all) => {
                let plural = if all.len() == 1 { "" } else { "s" };
                format!("{} validation error{plural} detected: {}", all.len(), all.join("; "))
            }
            Self::Refusal(message) => message.clone(),
        }
    }
}

impl Checker {
    /// A checker that also reports what reading noted.
    pub fn after_reading(faults: Faults) -> Self {
        Self { faults, ..Self::default() }
    }

    /// A checker that reports only what reading noted: for outputs, which AWS does not constrain.
    pub fn notes_of_reading(faults: Faults) -> Self {
        Self { faults, notes_only: true, ..Self::default() }
    }

    /// Whether a violation is inside a member of the input that has members itself.
    pub fn violates_inside(&self) -> bool {
        self.violates_inside
    }

    /// What was violated.
    pub fn finish(self) -> Result<(), Violations> {
        match self.faults.refusal {
            _ if !self.violations.is_empty() => Err(Violations::Constraints(self.violations)),
            Some(message) => Err(Violations::Refusal(message)),
            None => Ok(()),
        }
    }

    /// Checks the member `field` with `check`, unless reading has a note about it.
    pub fn member(&mut self, field: &'static Field, check: impl FnOnce(&'static Constraints, &mut Self)) {
        self.at(Segment::Member(field.name), |checker| check(&field.constraints, checker));
    }

    /// Checks the part at `segment` with `check`, unless reading has a note about it. Answers the segment.
    pub fn at(&mut self, segment: Segment, check: impl FnOnce(&mut Self)) -> Option<Segment> {
        self.path.push(segment);
        match self.note_here() {
            None => check(self),
            Some(Note::Missing) => self.violate("null", "Member must not be null"),
            Some(Note::NotInSet { value, set }) => {
                let constraint = format!("Member must satisfy enum value set: [{}]", set.join(", "));
                self.violate(&format!("'{value}'"), &constraint);
            }
        }
        self.path.pop()
    }

    fn note_here(&self) -> Option<Note> {
        self.faults.found.iter().find(|(path, _)| *path == self.path).map(|(_, note)| note.clone())
    }

    /// Checks a text: pattern, then length.
    pub fn text(&mut self, value: &str, constraints: &'static Constraints) {
        if self.notes_only {
            return;
        }
        for constraint in text_violations(value, constraints) {
            self.violate(&format!("'{value}'"), &constraint);
        }
    }

    /// Checks a length; `show` is how the value is shown in messages.
    pub fn length(&mut self, length: usize, constraints: &'static Constraints, show: impl Fn() -> String) {
        if self.notes_only {
            return;
        }
        if let Some(constraint) = length_violations(length as u64, constraints) {
            self.violate(&format!("'{}'", show()), &constraint);
        }
    }

    /// Checks a whole number.
    pub fn number(&mut self, value: i64, constraints: &'static Constraints) {
        let Some((least, most)) = constraints.range.filter(|_| !self.notes_only) else { return };
        if value < least {
            let constraint = format!("Member must have value greater than or equal to {least}");
            self.violate(&format!("'{value}'"), &constraint);
        } else if value > most {
            let constraint = format!("Member must have value less than or equal to {most}");
            self.violate(&format!("'{value}'"), &constraint);
        }
    }

    /// Reports that the value at hand, shown as `value`, breaks `constraint`.
    pub fn violate(&mut self, value: &str, constraint: &str) {
        let members = self.path.iter().filter(|segment| matches!(segment, Segment::Member(_)));
        self.violates_inside |= members.count() > 1;
        let path = dotted(&self.path);
        self.violations.push(format!("Value {value} at '{path}' failed to satisfy constraint: {constraint}"));
    }
}

/// What a text violates, as AWS words it.
pub(crate) fn text_violations(value: &str, constraints: &'static Constraints) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(pattern) = constraints.pattern
        && !pattern.matches(value)
    {
        found.push(format!("Member must satisfy regular expression pattern: {}", pattern.text()));
    }
    if constraints.length.is_some() {
        found.extend(length_violations(value.encode_utf16().count() as u64, constraints));
    }
    found
}

fn length_violations(length: u64, constraints: &'static Constraints) -> Option<String> {
    let (least, most) = constraints.length?;
    if length < least {
        Some(format!("Member must have length greater than or equal to {least}"))
    } else if length > most {
        Some(format!("Member must have length less than or equal to {most}"))
    } else {
        None
    }
}

/// `records.1.member.partitionKey`: first letters lower, indices from 1.
fn dotted(path: &[Segment]) -> String {
    let mut text = String::new();
    for segment in path {
        if !text.is_empty() {
            text.push('.');
        }
        match segment {
            Segment::Member(name) => {
                let mut letters = name.chars();
                text.extend(letters.next().map(|first| first.to_ascii_lowercase()));
                text.push_str(letters.as_str());
            }
            Segment::Index(index) => {
                write!(text, "{}.member", index + 1).expect("invariant: writing to a string succeeds");
            }
            Segment::Key(key) => {
                write!(text, "{key}.member").expect("invariant: writing to a string succeeds");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_the_whole_message_and_gives_way_to_constraints() {
        let noted = || {
            let mut faults = Faults::default();
            faults.enter(Segment::Key("k".to_owned()));
            assert_eq!(faults.path(), [Segment::Key("k".to_owned())]);
            faults.refuse("first".to_owned());
            faults.refuse("second".to_owned());
            assert_eq!(faults.leave(), Some(Segment::Key("k".to_owned())));
            faults
        };
        let refused = Checker::after_reading(noted()).finish().unwrap_err();
        assert_eq!(refused.message(), "first");
        let mut checker = Checker::after_reading(noted());
        checker.violate("null", "Member must not be null");
        assert!(checker.finish().unwrap_err().message().starts_with("1 validation error detected: "));
        assert_eq!(Checker::after_reading(Faults::default()).finish(), Ok(()));
    }
}
