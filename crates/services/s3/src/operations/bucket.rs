//! The bucket that a request is about, and whether its caller may have to do with it.

use dispatch::{Call, Principal};
use kernel::Timestamp;
use wire::Fault;

use crate::S3;
use crate::engine::bucket::{Bucket, Versioning};
use crate::engine::object::Object;
use crate::engine::outbox::By;
use crate::errors::denied;

impl S3 {
    /// The bucket `name`, if it is the caller's and belongs to the account that the caller expects.
    pub(super) fn bucket(&self, call: &Call, name: &str, owner: Option<&str>) -> Result<Bucket, Fault> {
        let bucket = self.engine.bucket(name)?;
        let is_own = bucket.account == call.place.account.as_str();
        if !is_own || owner.is_some_and(|owner| owner != bucket.account) {
            return Err(denied());
        }
        Ok(bucket)
    }
}

/// The version id that answers show: none while the bucket never had versions.
pub fn shown_version(bucket: &Bucket, object: &Object) -> Option<String> {
    (bucket.versioning != Versioning::Never).then(|| object.version_id())
}

/// When an object was made, to the second: S3's times have no more, in headers and in lists alike.
pub fn shown_time(object: &Object) -> Timestamp {
    Timestamp(object.modified.seconds() * 1000)
}

/// The canonical id of an account: as long as AWS's, and its own digits.
pub fn canonical_id(account: &str) -> String {
    format!("{account:0>64}")
}

/// Who changes something, as events tell it.
pub fn by(call: &Call) -> By {
    let principal = match &call.principal {
        Principal::Account(account) => format!("AWS:{account}"),
        Principal::Session { role, session, .. } => format!("AWS:{role}:{session}"),
        Principal::Service(name) => (*name).to_owned(),
    };
    By { principal, request: call.request_id.to_string(), address: "127.0.0.1".to_owned() }
}
