//! ARN patterns of `ArnEquals` and `ArnLike`: each of the six parts is matched by itself.
//!
//! `*` alone matches every ARN; any other pattern of fewer than six parts matches none.

use super::context::Facts;
use super::pattern::{Pattern, Piece, Unit, pieces};

/// A compiled ARN pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ArnPattern {
    /// `*`
    Any,
    /// One pattern per part.
    Parts(Box<[Pattern; 6]>),
    /// Not the pattern of an ARN.
    Never,
}

impl ArnPattern {
    /// Compiles `text`. Colons inside a variable's value do not part.
    pub(super) fn compile(text: &str, variables: bool) -> Self {
        if text == "*" {
            return Self::Any;
        }
        let pieces = pieces(text, true, variables);
        let parts: Vec<Pattern> = pieces
            .splitn(6, |piece| *piece == Piece::Unit(Unit::Char(':')))
            .map(|part| Pattern::build(part.to_vec(), false))
            .collect();
        <[Pattern; 6]>::try_from(parts).map_or(Self::Never, |parts| Self::Parts(Box::new(parts)))
    }

    /// Whether the ARN `text` matches.
    pub(super) fn matches(&self, text: &str, facts: &Facts<'_>) -> bool {
        match self {
            Self::Any => text.starts_with("arn:"),
            Self::Never => false,
            Self::Parts(patterns) => {
                let mut parts = text.splitn(6, ':');
                patterns.iter().all(|pattern| parts.next().is_some_and(|part| pattern.matches(part, facts)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;
    use crate::engine::policy::Context;

    #[test]
    fn parts_are_matched_one_by_one() {
        let principal = Context::new().with("aws:PrincipalAccount", "123456789012");
        let nothing = Context::new();
        let facts = Facts { principal: &principal, request: &nothing, now: Timestamp(0) };
        for (pattern, arn, expected) in [
            ("arn:aws:sns:*:*:topic", "arn:aws:sns:us-east-1:1:topic", true),
            ("arn:aws:sns:*:topic", "arn:aws:sns:us-east-1:1:topic", false),
            ("arn:aws:s*:::b", "arn:aws:s3:::b", true),
            ("arn:aws:*:b", "arn:aws:s3:::b", false),
            ("arn:aws:lambda:*:*:function:*", "arn:aws:lambda:r:a:function:f:1", true),
            ("arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::123456789012:role/R", true),
            ("*", "arn:aws:s3:::b", true),
            ("*", "not an arn", false),
        ] {
            assert_eq!(ArnPattern::compile(pattern, true).matches(arn, &facts), expected, "{pattern} {arn}");
        }
    }
}
