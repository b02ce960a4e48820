//! A partition's values as bytes that sort as the values do, the first value first: each value's UTF-8 with every
//! zero byte followed by 255, then zero and one. `docs/formats/glue.md` states them.

use super::{EngineError, Result};

/// What follows a zero byte that is part of a value.
const ESCAPED: u8 = 0xff;
/// What follows the zero byte that ends a value.
const END: u8 = 1;

/// Appends `values` to `key`.
pub fn encode<S: AsRef<str>>(key: &mut Vec<u8>, values: &[S]) {
    for value in values {
        encode_beginning(key, value.as_ref());
        key.extend_from_slice(&[0, END]);
    }
}

/// Appends the beginning of a value, which may go on.
pub fn encode_beginning(key: &mut Vec<u8>, beginning: &str) {
    for byte in beginning.bytes() {
        key.push(byte);
        if byte == 0 {
            key.push(ESCAPED);
        }
    }
}

/// The values in `bytes`.
pub fn decode(mut bytes: &[u8]) -> Result<Vec<String>> {
    let broken = || EngineError::Corrupt("a partition's key does not hold values".to_owned());
    let (mut values, mut value) = (Vec::new(), Vec::new());
    while let Some((byte, rest)) = bytes.split_first() {
        bytes = rest;
        if *byte != 0 {
            value.push(*byte);
            continue;
        }
        let (mark, rest) = bytes.split_first().ok_or_else(broken)?;
        bytes = rest;
        match *mark {
            ESCAPED => value.push(0),
            END => values.push(String::from_utf8(std::mem::take(&mut value)).map_err(|_| broken())?),
            _ => return Err(broken()),
        }
    }
    if value.is_empty() { Ok(values) } else { Err(broken()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(values: &[String]) -> Vec<u8> {
        let mut key = Vec::new();
        encode(&mut key, values);
        key
    }

    #[test]
    fn values_come_back_and_keys_sort_as_they_do() {
        arbtest::arbtest(|input| {
            let count = input.int_in_range(0..=3)?;
            let mut some = || -> arbtest::arbitrary::Result<Vec<String>> {
                (0..count).map(|_| input.arbitrary::<String>()).collect()
            };
            let (one, other) = (some()?, some()?);
            assert_eq!(decode(&encoded(&one)).unwrap(), one);
            assert_eq!(encoded(&one).cmp(&encoded(&other)), one.cmp(&other));
            Ok(())
        });
    }

    #[test]
    fn what_is_no_key_is_damage() {
        for bytes in [&b"a"[..], b"a\0", b"a\0\x02", b"\xff\0\x01"] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn bytes_are_pinned() {
        let values = ["2024".to_owned(), "a\0b".to_owned(), String::new()];
        assert_eq!(encoded(&values), b"2024\0\x01a\0\xffb\0\x01\0\x01");
        let mut key = Vec::new();
        encode_beginning(&mut key, "20");
        assert!(encoded(&values).starts_with(&key));
    }
}
