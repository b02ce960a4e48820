//! `UploadPart`.

use dispatch::{Call, Handle};
use s3_api::{ServerSideEncryption, UploadPart, UploadPartInput, UploadPartOutput};
use wire::Fault;

use super::checksums::{self, given, show};
use super::conditions::quoted;
use super::incoming::Announced;
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::{Algorithm, Checksum};
use crate::engine::uploads::{UploadOf, part_number};
use crate::errors::invalid;

impl Handle<UploadPart> for S3 {
    async fn handle(&self, call: &Call, input: UploadPartInput) -> Result<UploadPartOutput, Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        part_number(input.part_number)?;
        let announced = Announced {
            length: input.content_length,
            md5: input.content_md5.as_deref(),
            checksum: given!(input)?,
            trailing: checksums::trailing(input.trailer.as_deref()),
        };
        let of = UploadOf { bucket: input.bucket, key: input.key, id: input.upload_id };
        let upload = self.engine.upload(&of)?;
        let given = announced.checksum.map(|(algorithm, _)| algorithm).or(announced.trailing);
        if let (true, Some(given)) = (upload.is_asked, given)
            && upload.algorithm != Some(given)
        {
            return Err(mismatch(upload.algorithm, given));
        }
        let algorithms: Vec<Algorithm> = upload.algorithm.into_iter().collect();
        let received = self.receive(input.body, &algorithms, &announced).await?;
        let shown = given.or(upload.algorithm);
        let shown = shown.and_then(|algorithm| {
            received.digested().checksum(algorithm).map(|bytes| Checksum::of_bytes(algorithm, bytes))
        });
        let (etag, _) = self.engine.put_part(of, input.part_number, received).await?;
        let mut output = UploadPartOutput {
            e_tag: Some(quoted(&etag)),
            server_side_encryption: Some(ServerSideEncryption::Aes256),
            ..UploadPartOutput::default()
        };
        if let Some(checksum) = shown {
            show!(output, checksum.algorithm, checksum.value);
        }
        Ok(output)
    }
}

fn mismatch(expected: Option<Algorithm>, given: Algorithm) -> Fault {
    let name = |algorithm: Algorithm| algorithm.as_str().to_lowercase();
    invalid(format!(
        "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
        expected.map_or("null".to_owned(), name),
        name(given)
    ))
}
