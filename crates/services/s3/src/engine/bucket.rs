//! A bucket as it is stored, and the names that buckets may have.

use std::net::Ipv4Addr;

use kernel::{AccountId, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

use super::{EngineError, Result, keys};
use crate::limits::{BUCKET_NAME_MAX, BUCKET_NAME_MIN};

/// The version of the form below.
const FORM: i32 = 1;

/// Whether a bucket keeps what is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum Versioning {
    /// It was never told to.
    Never,
    /// It does.
    Enabled,
    /// It keeps what it has, and replaces the null version.
    Suspended,
}

/// What is stored of a bucket.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Bucket {
    /// The version of this form.
    pub form: i32,
    /// Its number, which no other bucket had or will have.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// When it was made.
    pub created: Timestamp,
    /// Whether it keeps what is replaced.
    pub versioning: Versioning,
    /// Whether changes are written to the outbox.
    pub notifies: bool,
}

impl Bucket {
    pub(super) fn new(id: u64, place: &Place, name: &str, created: Timestamp) -> Self {
        Self {
            form: FORM,
            id: id as i64,
            name: name.to_owned(),
            account: place.account.to_string(),
            region: place.region.to_string(),
            created,
            versioning: Versioning::Never,
            notifies: false,
        }
    }

    /// Where it belongs.
    pub fn place(&self) -> Place {
        Place {
            account: AccountId::parse(&self.account).unwrap_or_default(),
            region: Region::parse(&self.region).unwrap_or_default(),
        }
    }

    /// Its number.
    pub(super) fn number(&self) -> u64 {
        self.id as u64
    }

    pub(super) fn key(&self) -> Vec<u8> {
        keys::bucket(&self.name)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        let bucket: Self = from_json(bytes).map_err(|error| EngineError::corrupt("bucket", error))?;
        match bucket.form {
            FORM => Ok(bucket),
            form => Err(EngineError::corrupt("bucket", format!("form {form}, where {FORM} is known"))),
        }
    }
}

/// A setting of a bucket, kept as the bytes that it was set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Its policy.
    Policy,
    /// Its tags.
    Tags,
    /// Who is told of changes; while it is set, changes are written to the outbox.
    Notification,
}

impl Setting {
    pub(super) fn key(self, bucket: &Bucket) -> Vec<u8> {
        let mut key = keys::numbered(keys::SETTING, bucket.number());
        key.push(match self {
            Self::Policy => b'p',
            Self::Tags => b't',
            Self::Notification => b'n',
        });
        key
    }
}

/// Whether a bucket may have `name` ("Bucket naming rules" of the user guide).
pub fn is_bucket_name(name: &str) -> bool {
    let is_alphanumeric = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (BUCKET_NAME_MIN..=BUCKET_NAME_MAX).contains(&bytes.len())
        && bytes.iter().all(|byte| is_alphanumeric(byte) || matches!(byte, b'.' | b'-'))
        && bytes.first().is_some_and(is_alphanumeric)
        && bytes.last().is_some_and(is_alphanumeric)
        && !name.contains("..")
        && name.parse::<Ipv4Addr>().is_err()
        && !["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|prefix| name.starts_with(prefix))
        && !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]
            .iter()
            .any(|suffix| name.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["abc", "a.b-c", "123", "my-logs.2026", &"a".repeat(63), "192.168.1"] {
            assert!(is_bucket_name(name), "{name}");
        }
        for name in
            ["ab", "Abc", "a_b", "-ab", "ab-", ".ab", "a..b", "192.168.1.1", "xn--a", "a-s3alias", "é12"]
        {
            assert!(!is_bucket_name(name), "{name}");
        }
        assert!(!is_bucket_name(&"a".repeat(64)));
    }

    #[test]
    fn bytes_are_pinned() {
        let bucket = Bucket::new(3, &Place::default(), "logs", Timestamp(1500));
        let pinned = r#"{"Form":1,"Id":3,"Name":"logs","Account":"000000000000","Region":"us-east-1","Created":1.500,"Versioning":"Never","Notifies":false}"#;
        assert_eq!(String::from_utf8(bucket.encode()).unwrap(), pinned);
        assert_eq!(Bucket::decode(pinned.as_bytes()).unwrap(), bucket);
        assert!(Bucket::decode(b"{}").is_err() && Bucket::decode(b"\xff").is_err());
    }
}
