//! Exclude patterns (Guide: include and exclude patterns): globs over an object's key below the include path.
//!
//! `*` and `?` stay within a folder, `**` does not; `[a-z]`, `[!a]`, `{a,b}` (not nested) and `\` are as documented.

use regex_lite::Regex;

/// A pattern.
#[derive(Clone, Debug)]
pub struct Glob(Regex);

/// Why a pattern was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
#[error("the exclude pattern `{0}` is no glob: a bracket or brace in it does not close")]
pub struct GlobError(String);

impl Glob {
    /// Reads a pattern.
    pub fn read(pattern: &str) -> Result<Self, GlobError> {
        let refused = || GlobError(pattern.to_owned());
        let regex = regex(pattern.trim()).ok_or_else(refused)?;
        Regex::new(&regex).map(Self).map_err(|_| refused())
    }

    /// Whether it matches all of `path`.
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

fn regex(pattern: &str) -> Option<String> {
    let mut regex = String::from("^(?s:");
    let mut chars = pattern.chars().peekable();
    let mut in_braces = false;
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => regex.push_str(".*"),
            '*' => regex.push_str("[^/]*"),
            '?' => regex.push_str("[^/]"),
            '\\' => literal(chars.next()?, &mut regex),
            '[' => class(&mut chars, &mut regex)?,
            '{' if in_braces => return None,
            '{' => {
                in_braces = true;
                regex.push_str("(?:");
            }
            '}' if in_braces => {
                in_braces = false;
                regex.push(')');
            }
            ',' if in_braces => regex.push('|'),
            c => literal(c, &mut regex),
        }
    }
    regex.push_str(")$");
    (!in_braces).then_some(regex)
}

fn class(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, regex: &mut String) -> Option<()> {
    regex.push('[');
    if chars.next_if_eq(&'!').is_some() {
        // No class crosses folders.
        regex.push_str("^/");
    }
    let mut first = true;
    loop {
        match chars.next()? {
            ']' if !first => break,
            '-' if !first && chars.peek().is_some_and(|next| *next != ']') => regex.push('-'),
            c => {
                if !c.is_alphanumeric() {
                    regex.push('\\');
                }
                regex.push(c);
            }
        }
        first = false;
    }
    regex.push(']');
    Some(())
}

fn literal(c: char, regex: &mut String) {
    if !c.is_alphanumeric() && c.is_ascii() && !c.is_whitespace() && !c.is_control() && c != '_' {
        regex.push('\\');
    }
    regex.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_as_documented() {
        for (pattern, matching, other) in [
            ("*.csv", &["a.csv", ".csv"][..], &["a/b.csv", "a.csvx"][..]),
            ("*.*", &["a.b"], &["ab", "a/c.d"]),
            ("*.{csv,avro}", &["x.csv", "x.avro"], &["x.json"]),
            ("foo.?", &["foo.a"], &["foo.ab", "foo."]),
            ("myfolder/*", &["myfolder/mysource"], &["myfolder/mysource/data"]),
            ("myfolder/*/*", &["myfolder/mysource/data"], &["myfolder/mysource"]),
            ("myfolder/**", &["myfolder/a", "myfolder/a/b"], &["myfolder", "other/a"]),
            ("myfolder**", &["myfolder", "myfolder/mydata.txt"], &["my"]),
            ("**.csv", &["employees/john.csv", "a.csv"], &["a.txt"]),
            ("departments/market*", &["departments/market-us.json"], &["departments/finance.json"]),
            ("[abce-g]", &["a", "f"], &["d", "ab"]),
            ("[!a-c]x", &["dx"], &["ax", "/x"]),
            ("[-a]", &["-", "a"], &["b"]),
            (r"\{a\*", &["{a*"], &["{ab"]),
            ("2015/01/{[!0],0[8-9]}**", &["2015/01/12/x", "2015/01/08/x"], &["2015/01/07/x"]),
            ("2015/1[0-2]/**", &["2015/11/1/x"], &["2015/09/1/x"]),
            ("*", &[".hidden"], &["a/b"]),
        ] {
            let glob = Glob::read(pattern).unwrap();
            for path in matching {
                assert!(glob.matches(path), "{pattern} {path}");
            }
            for path in other {
                assert!(!glob.matches(path), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn what_does_not_close_is_refused() {
        for pattern in ["[a", "{a,b", "{a,{b}}", "\\"] {
            assert_eq!(Glob::read(pattern).unwrap_err(), GlobError(pattern.into()));
        }
    }

    #[test]
    fn no_pattern_makes_it_panic() {
        arbtest::arbtest(|u| {
            const PIECES: [&str; 14] =
                ["*", "?", "[", "]", "{", "}", ",", "!", "-", "\\", "a", "/", "\u{e9}", "."];
            let mut pattern = String::new();
            for _ in 0..u.arbitrary_len::<u8>()?.min(20) {
                pattern.push_str(u.choose(&PIECES)?);
            }
            if let Ok(glob) = Glob::read(&pattern) {
                glob.matches("a/b.csv");
            }
            Ok(())
        });
    }
}
