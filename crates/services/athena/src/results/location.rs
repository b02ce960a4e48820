//! `s3://bucket/prefix`: where results go.

use std::fmt;

/// A bucket, and what keys in it begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The bucket.
    pub bucket: String,
    /// What keys begin with: empty, or ended by a slash; of an object, its key.
    pub key: String,
}

impl Location {
    /// The folder that `text` names, if it is one: whether a slash ends it makes no difference.
    pub fn folder(text: &str) -> Option<Self> {
        let mut location = Self::object(text)?;
        if !location.key.is_empty() && !location.key.ends_with('/') {
            location.key.push('/');
        }
        Some(location)
    }

    /// The object that `text` names.
    pub fn object(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("s3://")?;
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
        let sound = (3..=63).contains(&bucket.len()) && bucket.bytes().all(letter);
        sound.then(|| Self { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// What is called `name` in this folder.
    pub fn join(&self, name: &str) -> Self {
        Self { bucket: self.bucket.clone(), key: format!("{}{name}", self.key) }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "s3://{}/{}", self.bucket, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for text in ["s3://results/a/b", "s3://results/a/b/"] {
            assert_eq!(Location::folder(text).unwrap().join("x.csv").to_string(), "s3://results/a/b/x.csv");
        }
        for text in ["s3://results", "s3://results/"] {
            assert_eq!(Location::folder(text).unwrap().join("x").to_string(), "s3://results/x");
        }
        for wrong in ["", "results", "s3://", "s3:///a", "s3://B u/a", "http://results/a", "s3://ab"] {
            assert_eq!(Location::folder(wrong), None, "{wrong}");
        }
    }
}
