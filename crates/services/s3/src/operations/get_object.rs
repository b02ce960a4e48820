//! `GetObject`.

use dispatch::{Call, Handle};
use s3_api::{GetObject, GetObjectInput, GetObjectOutput};
use wire::Fault;

use super::outgoing::stream;
use crate::S3;

impl Handle<GetObject> for S3 {
    async fn handle(&self, call: &Call, input: GetObjectInput) -> Result<GetObjectOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let shown = self.shown(&bucket, &input);
        let (mut output, body) = self.hide_absence(call, &input.bucket, shown).await?;
        output.body = body.map(|(body, part)| stream(body, part));
        Ok(output)
    }
}
