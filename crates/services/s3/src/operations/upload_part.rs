//! `UploadPart`.

use dispatch::{Call, Handle};
use s3_api::{ServerSideEncryption, UploadPart, UploadPartInput, UploadPartOutput};
use wire::{Fault, Stream};

use super::checksums::{self, given, show};
use super::conditions::quoted;
use super::incoming::Announced;
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::{Algorithm, Checksum};
use crate::engine::uploads::{Upload, UploadOf, part_number};
use crate::errors::invalid;

impl Handle<UploadPart> for S3 {
    async fn handle(&self, call: &Call, input: UploadPartInput) -> Result<UploadPartOutput, Fault> {
        let (of, upload, announced) = self.prepare_part(call, &input)?;
        let algorithms: Vec<Algorithm> = upload.algorithm.into_iter().collect();
        let body = input.body.as_ref().map(Stream::take);
        let received = self.receive(body, &algorithms, &announced).await?;
        let shown = announced.algorithm().or(upload.algorithm);
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

impl S3 {
    /// All that can be said before the body is read.
    fn prepare_part<'a>(
        &self,
        call: &Call,
        input: &'a UploadPartInput,
    ) -> Result<(UploadOf, Upload, Announced<'a>), Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        part_number(input.part_number)?;
        let announced = Announced {
            length: input.content_length,
            md5: input.content_md5.as_deref(),
            checksum: given!(input)?,
            trailing: checksums::trailing(input.trailer.as_deref()),
        };
        let (bucket, key, id) = (input.bucket.clone(), input.key.clone(), input.upload_id.clone());
        let of = UploadOf { bucket, key, id };
        let upload = self.engine.upload(&of)?;
        match announced.algorithm() {
            Some(given) if upload.is_asked && upload.algorithm != Some(given) => {
                Err(mismatch(upload.algorithm, given))
            }
            _ => Ok((of, upload, announced)),
        }
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
