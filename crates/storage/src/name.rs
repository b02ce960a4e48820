//! Names of stores and blobs, which are also relative paths on the disk.

use crate::StorageError;

/// Longest name, in bytes: well within the 4096 of a Linux path.
const NAME_BYTES_MAX: usize = 1024;

/// Answers Invalid unless `name` is one or more parts of `[A-Za-z0-9._-]`, joined by `/`, none of which
/// is empty, `.` or `..`, or longer than 255 bytes (the longest file name on Linux).
pub(crate) fn check(name: &str) -> Result<(), StorageError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let sound =
        |part: &str| !matches!(part, "" | "." | "..") && part.len() <= 255 && part.bytes().all(allowed);
    if name.len() <= NAME_BYTES_MAX && name.split('/').all(sound) {
        return Ok(());
    }
    Err(StorageError::Invalid(format!(
        "`{name}` is not a storage name; use parts of letters, digits, `.`, `_` and `-`, joined by `/`"
    )))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names() {
        for good in ["a", "kinesis/1-2", "a.b/_c", "..."] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "/", "a/", "/a", "a//b", "..", "a/../b", "./a", "a b", "~1", "ä"] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
