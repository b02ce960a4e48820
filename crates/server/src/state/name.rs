//! Names of saved states.

use std::fmt;

/// What the file of a saved state ends with.
pub const SUFFIX: &str = ".pumphouse.zip";
const LENGTH_MAX: usize = 100;

/// A name: letters, digits, `-`, `_` and dots within, up to 100.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StateName(String);

impl StateName {
    /// The name that `text` is.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        match begins && text.len() <= LENGTH_MAX && text.bytes().all(is_fine) {
            true => Ok(Self(text.to_owned())),
            false => Err(format!(
                "`{text}` is not a name for a state: up to {LENGTH_MAX} letters, digits, `-`, `_` and dots, a letter or \
                 digit first"
            )),
        }
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for fine in ["a", "before-load_2", "2026.11.28"] {
            assert!(StateName::parse(fine).is_ok(), "{fine}");
        }
        for wrong in ["", ".", "..", "../a", "a/b", "~a", "-a", "a\0", "é", &"x".repeat(101)] {
            assert!(StateName::parse(wrong).is_err(), "{wrong}");
        }
    }
}
