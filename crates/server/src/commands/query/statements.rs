//! Statements of a text that comes line by line: each ends with a semicolon that is not in quotes or remarks.

use anyhow::bail;
use athena_service::limits::QUERY_BYTES_MAX;

/// What a text has come to.
#[derive(Default)]
pub struct Statements {
    /// What has come of the statement that is not ended.
    text: String,
    within: Within,
    /// Whether anything but blanks and remarks has come of it.
    has_words: bool,
}

/// In what the text is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Plain,
    /// Quotes that the same letter ends; twice, it stands for itself, which needs no care here.
    Quotes(char),
    /// To the end of the line.
    LineRemark,
    /// To a star and a slash.
    Remark,
}

impl Statements {
    /// Takes more text; answers the statements that have ended, without their semicolons.
    pub fn push(&mut self, text: &str) -> anyhow::Result<Vec<String>> {
        let mut ended = Vec::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            let mut taken = None;
            match (self.within, letter, next) {
                (Within::Plain, ';', _) => {
                    let text = std::mem::take(&mut self.text);
                    if std::mem::take(&mut self.has_words) {
                        ended.push(text.trim().to_owned());
                    }
                    continue;
                }
                (Within::Plain, '\'' | '"' | '`', _) => {
                    self.within = Within::Quotes(letter);
                    self.has_words = true;
                }
                (Within::Plain, '-', Some('-')) => self.within = Within::LineRemark,
                (Within::Plain, '/', Some('*')) => {
                    self.within = Within::Remark;
                    taken = letters.next();
                }
                (Within::Plain, ..) => self.has_words |= !letter.is_whitespace(),
                (Within::Quotes(quote), ..) if letter == quote => self.within = Within::Plain,
                (Within::LineRemark, '\n', _) => self.within = Within::Plain,
                (Within::Remark, '*', Some('/')) => {
                    self.within = Within::Plain;
                    taken = letters.next();
                }
                _ => {}
            }
            self.text.push(letter);
            self.text.extend(taken);
            if self.text.len() > QUERY_BYTES_MAX {
                bail!("a statement has at most {QUERY_BYTES_MAX} bytes");
            }
        }
        Ok(ended)
    }

    /// The last statement, where no semicolon ends it.
    pub fn end(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        self.within = Within::Plain;
        std::mem::take(&mut self.has_words).then(|| text.trim().to_owned())
    }
}

/// Whether a text is whole: nothing follows the last semicolon, or there is nothing at all.
pub fn is_whole(text: &str) -> bool {
    let mut statements = Statements::default();
    // What is too long is refused where it is carried out.
    statements.push(text).is_err() || (!statements.has_words && !matches!(statements.within, Within::Remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut statements = Statements::default();
        let mut all = Vec::new();
        for line in text.split_inclusive('\n') {
            all.extend(statements.push(line).unwrap());
        }
        all.extend(statements.end());
        all
    }

    #[test]
    fn semicolons_end_statements_unless_they_are_quoted() {
        assert_eq!(split("SELECT 1; SELECT\n2 ;\n;; SELECT 3"), ["SELECT 1", "SELECT\n2", "SELECT 3"]);
        assert_eq!(split("SELECT ';', 'it''s;' \";\" `;`;x"), ["SELECT ';', 'it''s;' \";\" `;`", "x"]);
        assert_eq!(split("SELECT 1 -- a; 'b\n, 2; y"), ["SELECT 1 -- a; 'b\n, 2", "y"]);
        assert_eq!(split("/* ; ' */ SELECT 1; /* only\n a remark */ -- and another"), ["/* ; ' */ SELECT 1"]);
        assert_eq!(
            split("SELECT 4 / 2 * 3 - -1; SELECT 'a\nb;c'"),
            ["SELECT 4 / 2 * 3 - -1", "SELECT 'a\nb;c'"]
        );
        assert_eq!(split("/*/ ; */ SELECT 1"), ["/*/ ; */ SELECT 1"]);
        assert!(split(" \n ;").is_empty());
    }

    #[test]
    fn a_text_is_whole_or_goes_on() {
        for whole in ["", "SELECT 1;", "SELECT 1; -- done", "SELECT ';' ; "] {
            assert!(is_whole(whole), "{whole}");
        }
        for part in ["SELECT 1", "SELECT ';", "SELECT 1; SELECT", "SELECT 1 -- ;", "/* ;"] {
            assert!(!is_whole(part), "{part}");
        }
    }

    #[test]
    fn statements_are_bounded() {
        let mut statements = Statements::default();
        assert!(statements.push(&"x".repeat(QUERY_BYTES_MAX + 1)).is_err());
    }
}
