//! `x-amz-copy-source`: the object that is copied from, and whether the caller may read it.

use dispatch::Call;
use wire::{Fault, decode_form};

use crate::S3;
use crate::engine::bucket::Bucket;
use crate::engine::object::{Object, VersionId};
use crate::errors::{argument, invalid};
use crate::limits::COPY_BYTES_MAX;

/// What the header names.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    pub bucket: String,
    pub key: String,
    pub version: Option<VersionId>,
}

impl Source {
    /// What `header` names: `bucket/key?versionId=…`, with or without a `/` before it, percent-encoded.
    pub fn parse(header: &str) -> Result<Self, Fault> {
        let bad = || {
            argument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                "x-amz-copy-source",
                header,
            )
        };
        if header.starts_with("arn:") {
            return Err(crate::errors::not_built("x-amz-copy-source of an access point"));
        }
        let (path, version) = match header.split_once("?versionId=") {
            Some((path, version)) => (path, Some(VersionId::parse(version)?)),
            None => (header, None),
        };
        // A plus sign is itself here, which it is not in a form.
        let decoded =
            decode_form(&format!("={}", path.replace('+', "%2B").replace('&', "%26"))).map_err(|_| bad())?;
        let path = decoded.into_iter().next().ok_or_else(bad)?.1;
        let path = path.strip_prefix('/').unwrap_or(&path);
        let (bucket, key) = path.split_once('/').filter(|(_, key)| !key.is_empty()).ok_or_else(bad)?;
        Ok(Self { bucket: bucket.to_owned(), key: key.to_owned(), version })
    }
}

impl S3 {
    /// The object that `source` names, which the caller must be allowed to read.
    pub(super) async fn source(
        &self,
        call: &Call,
        source: &Source,
        owner: Option<&str>,
    ) -> Result<(Bucket, Object), Fault> {
        self.check_reading(call, &source.bucket, &source.key, source.version.is_some()).await?;
        let bucket = self.bucket(call, &source.bucket, owner)?;
        let object = self.engine.find(&bucket.name, &source.key, source.version)?;
        Ok((bucket, object))
    }
}

/// Refuses to copy more at once than AWS does.
pub fn check_size(bytes: u64) -> Result<(), Fault> {
    if bytes <= COPY_BYTES_MAX {
        return Ok(());
    }
    Err(invalid(format!(
        "The specified copy source is larger than the maximum allowable size for a copy source: {COPY_BYTES_MAX}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources() {
        let parse =
            |header: &str| Source::parse(header).map(|source| (source.bucket, source.key, source.version));
        assert_eq!(parse("/b/a/c").unwrap(), ("b".into(), "a/c".into(), None));
        assert_eq!(parse("b/a%20b%26+c%3F").unwrap(), ("b".into(), "a b&+c?".into(), None));
        let version = Some(VersionId::Null);
        assert_eq!(parse("b/k?versionId=null").unwrap(), ("b".into(), "k".into(), version));
        assert!(parse("b/").is_err() && parse("b").is_err() && parse("b/k?versionId=x").is_err());
    }
}
