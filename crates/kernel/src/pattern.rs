//! AWS's patterns in policies: `*` stands for any text, `?` for any one byte.

/// Whether `text` is what `pattern` says.
pub fn like(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut reached) = (0, 0);
    // Where the last star was, and how much of the text it has taken.
    let mut star: Option<(usize, usize)> = None;
    while reached < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, reached));
                at += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[reached] => {
                at += 1;
                reached += 1;
            }
            _ => {
                let Some((begin, taken)) = star else { return false };
                star = Some((begin, taken + 1));
                (at, reached) = (begin + 1, taken + 1);
            }
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

/// IAM's `ArnLike`: the six parts of an ARN are compared one by one.
pub fn arn_like(pattern: &str, arn: &str) -> bool {
    let (mut patterns, mut parts) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    loop {
        match (patterns.next(), parts.next()) {
            (Some(pattern), Some(part)) if like(pattern, part) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_take_what_they_must() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*b*c", "aXbYbc", true),
            ("a*b", "abc", false),
            ("?b", "ab", true),
            ("?", "", false),
            ("**a", "ba", true),
            ("a*b*c", "aXbYbZc", true),
            ("a?c", "ac", false),
            ("A", "a", false),
        ] {
            assert_eq!(like(pattern, text), expected, "{pattern} {text}");
        }
        assert!(arn_like("arn:aws:s3:::*", "arn:aws:s3:::lake"));
        assert!(!arn_like("arn:*", "arn:aws:s3:::lake"), "a star stays within its part");
    }

    #[test]
    fn a_star_of_an_arn_stays_in_its_part() {
        assert!(arn_like("arn:aws:s3:::lake*", "arn:aws:s3:::lake-2:x"));
        assert!(arn_like("arn:*:sqs:*:123456789012:q", "arn:aws:sqs:eu-west-1:123456789012:q"));
        assert!(!arn_like("arn:aws:*:q", "arn:aws:sqs:eu-west-1:123456789012:q"));
        assert!(!arn_like("*", "arn:aws:s3:::lake"));
    }
}
