//! Names of tables and of what partitions them (Guide: how crawlers work).

use md5::{Digest, Md5};

use super::limits::TABLE_NAME_CHARS_MAX;

/// The name of the table of a folder or file: letters, digits and `_` only, small, cut to what fits.
pub fn table(prefix: &str, folder: &str) -> String {
    prefix
        .chars()
        .chain(folder.chars().map(plain))
        .flat_map(char::to_lowercase)
        .take(TABLE_NAME_CHARS_MAX)
        .collect()
}

/// The name of a table whose own name is taken: with a hash of where its data lies.
pub fn hashed(name: &str, location: &str) -> String {
    let hash = kernel::to_hex(&Md5::digest(location.as_bytes()));
    let kept: String = name.chars().take(TABLE_NAME_CHARS_MAX - hash.len() - 1).collect();
    format!("{kept}_{hash}")
}

fn plain(c: char) -> char {
    if c.is_alphanumeric() { c } else { '_' }
}

/// Key and value of a folder named `key=value`; the value without Hive's escapes.
pub fn key_value(folder: &str) -> Option<(String, String)> {
    let (key, value) = folder.split_once('=')?;
    (!key.is_empty()).then(|| (key.to_lowercase(), unescaped(value)))
}

/// Hive writes characters that a path should not have as `%` and two digits.
fn unescaped(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_plain_names() {
        assert_eq!(table("", "2022"), "2022");
        assert_eq!(table("raw_", "My-Folder.v1"), "raw_my_folder_v1");
        assert_eq!(table("", "year=2017"), "year_2017");
        assert_eq!(table("", &"x".repeat(300)).len(), TABLE_NAME_CHARS_MAX);
        let hashed = hashed(&"x".repeat(128), "s3://b/x/");
        assert_eq!(hashed.len(), TABLE_NAME_CHARS_MAX);
        assert_ne!(hashed, super::hashed(&"x".repeat(128), "s3://b/y/"));
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        let pair = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        assert_eq!(key_value("Year=2017"), pair("year", "2017"));
        assert_eq!(key_value("at=10%3A00=x%2"), pair("at", "10:00=x%2"));
        assert_eq!(key_value("at=%FF"), pair("at", "%FF"));
        assert_eq!(key_value("empty="), pair("empty", ""));
        assert_eq!(key_value("=1"), None);
        assert_eq!(key_value("2017"), None);
    }
}
