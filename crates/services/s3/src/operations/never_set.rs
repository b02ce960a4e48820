//! Reads of what cannot be set here: they answer what AWS answers where it never was.

use dispatch::Call;
use wire::Fault;

use crate::S3;
use crate::errors::{not_found, with};

impl S3 {
    pub(super) fn never_set(
        &self,
        call: &Call,
        bucket: &str,
        owner: Option<&str>,
        (code, text): (&'static str, &'static str),
    ) -> Result<(), Fault> {
        let bucket = self.bucket(call, bucket, owner)?;
        Err(with(not_found(code, text), "BucketName", bucket.name))
    }
}
