//! A key as the map in memory holds it: in place if short, so that a search follows one pointer a node.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

/// Longest key held in place, in bytes; with it a node and its counts fill two cache lines (128 bytes).
const SHORT_MAX: usize = 46;

/// See the module.
#[derive(Clone)]
pub(super) enum Key {
    Short(u8, [u8; SHORT_MAX]),
    Long(Bytes),
}

impl From<&[u8]> for Key {
    fn from(key: &[u8]) -> Self {
        let mut short = [0; SHORT_MAX];
        match (short.get_mut(..key.len()), u8::try_from(key.len())) {
            (Some(bytes), Ok(length)) => {
                bytes.copy_from_slice(key);
                Self::Short(length, short)
            }
            _ => Self::Long(Bytes::copy_from_slice(key)),
        }
    }
}

impl Deref for Key {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Short(length, bytes) => &bytes[..usize::from(*length)],
            Self::Long(key) => key,
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_any_length_come_back() {
        for length in [0, 1, SHORT_MAX - 1, SHORT_MAX, SHORT_MAX + 1, 300] {
            let key: Vec<u8> = (0..length).map(|byte| byte as u8).collect();
            assert_eq!(&*Key::from(&key[..]), &key[..]);
        }
    }

    #[test]
    fn a_key_is_no_larger_than_stated() {
        assert_eq!(size_of::<Key>(), SHORT_MAX + 2);
    }
}
