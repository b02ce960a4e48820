//! LIKE: `%` is any text, `_` any one character. Time is bounded by the product of both lengths.

/// Whether all of `text` is like `pattern`.
pub fn matches(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut of) = (0, 0);
    // The last `%`, and where the text that it stands for ends.
    let mut any: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(of) {
            Some('%') => {
                any = Some((of, at));
                of += 1;
            }
            Some(letter) if *letter == '_' || *letter == text[at] => {
                at += 1;
                of += 1;
            }
            _ => match any {
                Some((percent, end)) => {
                    any = Some((percent, end + 1));
                    at = end + 1;
                    of = percent + 1;
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|letter| *letter == '%')
}

/// What everything that is like `pattern` begins with.
pub fn beginning(pattern: &str) -> &str {
    pattern.split(['%', '_']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        for (text, pattern) in [
            ("", "%"),
            ("abc", "abc"),
            ("abc", "a%"),
            ("abc", "%c"),
            ("abc", "a_c"),
            ("aXbXc", "a%b%c"),
            ("aaab", "%ab"),
            ("ä", "_"),
        ] {
            assert!(matches(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [("abc", "ab"), ("abc", "_"), ("", "_"), ("abc", "a%d"), ("ABC", "abc")] {
            assert!(!matches(text, pattern), "{text} {pattern}");
        }
        assert_eq!((beginning("2024-%"), beginning("a_b"), beginning("%")), ("2024-", "a", ""));
    }
}
