//! Keys of the index: one letter for the kind, then numbers big-endian and names, so that they sort.
//!
//! Names of objects are escaped (`00` becomes `00 FF`) and end with `00 01`, so that whatever follows a name
//! sorts with it and names sort as their bytes do. `docs/formats/s3.md` states all kinds.

/// Buckets, by name.
pub const BUCKET: u8 = b'b';
/// Settings of buckets: bucket, letter of the setting.
pub const SETTING: u8 = b'a';
/// Objects that are the newest of their key: bucket, key.
pub const CURRENT: u8 = b'o';
/// Other versions, and all delete markers: bucket, key, inverted number.
pub const OTHER: u8 = b'v';
/// Number of the null version, where it is among the other versions: bucket, key.
pub const NULL: u8 = b'n';
/// Contents, by number.
pub const CONTENT: u8 = b'c';
/// Files that a content or a part has, by number.
pub const FILE: u8 = b'f';
/// What is to be removed, by number of the change that decided so.
pub const GARBAGE: u8 = b'g';
/// Uploads in parts: bucket, key, number.
pub const UPLOAD: u8 = b'u';
/// Their parts: number of the upload, number of the part.
pub const PART: u8 = b'p';
/// Events that were not delivered yet, by number.
pub const EVENT: u8 = b'e';
/// Directories that may have files that nothing refers to.
pub const SHELF: u8 = b's';
/// The number of the last change.
pub const LAST_CHANGE: &[u8] = b"#change";
/// The number of the last shelf.
pub const LAST_SHELF: &[u8] = b"#shelf";

const END: [u8; 2] = [0, 1];
const PAST_END: [u8; 2] = [0, 2];

/// `kind` and a number.
pub fn numbered(kind: u8, number: u64) -> Vec<u8> {
    let mut key = Vec::with_capacity(9);
    key.push(kind);
    key.extend_from_slice(&number.to_be_bytes());
    key
}

/// The number in a key of [`numbered`].
pub fn number_of(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.get(1..9)?.try_into().ok()?))
}

/// A bucket's record.
pub fn bucket(name: &str) -> Vec<u8> {
    [&[BUCKET], name.as_bytes()].concat()
}

/// One part of an upload.
pub fn part(upload: u64, number: u16) -> Vec<u8> {
    let mut key = numbered(PART, upload);
    key.extend_from_slice(&number.to_be_bytes());
    key
}

/// What keys of `kind` begin with whose names begin with `prefix`.
pub fn prefix(kind: u8, bucket: u64, prefix: &str) -> Vec<u8> {
    let mut key = numbered(kind, bucket);
    key.reserve(prefix.len() + 10);
    for byte in prefix.bytes() {
        key.push(byte);
        if byte == 0 {
            key.push(u8::MAX);
        }
    }
    key
}

/// What has the name `name`, and where all keys of that name begin.
pub fn named(kind: u8, bucket: u64, name: &str) -> Vec<u8> {
    let mut key = prefix(kind, bucket, name);
    key.extend_from_slice(&END);
    key
}

/// The first key after all of the name `name`.
pub fn past_name(kind: u8, bucket: u64, name: &str) -> Vec<u8> {
    let mut key = prefix(kind, bucket, name);
    key.extend_from_slice(&PAST_END);
    key
}

/// The first key after all whose names begin with `text`.
pub fn past_prefix(kind: u8, bucket: u64, text: &str) -> Vec<u8> {
    let mut key = prefix(kind, bucket, text);
    while let Some(last) = key.pop() {
        if last < u8::MAX {
            key.push(last + 1);
            break;
        }
    }
    key
}

/// A version among the others: newer ones first.
pub fn other(bucket: u64, name: &str, change: u64) -> Vec<u8> {
    let mut key = named(OTHER, bucket, name);
    key.extend_from_slice(&(!change).to_be_bytes());
    key
}

/// An upload: older ones of the same key first.
pub fn upload(bucket: u64, name: &str, change: u64) -> Vec<u8> {
    let mut key = named(UPLOAD, bucket, name);
    key.extend_from_slice(&change.to_be_bytes());
    key
}

/// The name in a key of [`named`], and what follows it; `None` if it is not such a key.
pub fn split(key: &[u8]) -> Option<(String, &[u8])> {
    let mut rest = key.get(9..)?;
    let mut name = Vec::with_capacity(rest.len());
    loop {
        let zero = rest.iter().position(|byte| *byte == 0)?;
        name.extend_from_slice(&rest[..zero]);
        let mark = *rest.get(zero + 1)?;
        rest = &rest[zero + 2..];
        match mark {
            u8::MAX => name.push(0),
            1 => return Some((String::from_utf8(name).ok()?, rest)),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_their_bytes_and_come_back() {
        arbtest::arbtest(|u| {
            let (one, two): (String, String) = (u.arbitrary()?, u.arbitrary()?);
            let key = |name: &str| other(7, name, 5);
            assert_eq!(key(&one).cmp(&key(&two)), one.cmp(&two));
            assert_eq!(split(&key(&one)), Some((one.clone(), &(!5u64).to_be_bytes()[..])));
            assert!(key(&one) < past_name(OTHER, 7, &one));
            assert_eq!(past_name(OTHER, 7, &one) < key(&two), one < two);
            assert!(key(&one) < past_prefix(OTHER, 7, &one));
            let longer = format!("{one}{two}");
            assert!(key(&longer).starts_with(&prefix(OTHER, 7, &one)));
            assert!(key(&longer) < past_prefix(OTHER, 7, &one));
            assert_eq!(past_prefix(OTHER, 7, &one) < key(&two), one < two && !two.starts_with(&one));
            Ok(())
        });
    }

    #[test]
    fn bytes_are_pinned() {
        assert_eq!(other(2, "a\0", 1), b"v\0\0\0\0\0\0\0\x02a\0\xff\0\x01\xff\xff\xff\xff\xff\xff\xff\xfe");
        assert_eq!(part(3, 258), b"p\0\0\0\0\0\0\0\x03\x01\x02");
        assert_eq!(bucket("logs"), b"blogs");
        assert!(other(2, "k", 2) < other(2, "k", 1), "newer versions come first");
    }
}
