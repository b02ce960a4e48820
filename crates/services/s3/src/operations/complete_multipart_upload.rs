//! `CompleteMultipartUpload`.

use dispatch::{Call, Handle, Origin};
use s3_api::{
    CompleteMultipartUpload, CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CompletedPart,
    ServerSideEncryption,
};
use wire::Fault;

use super::bucket::{by, shown_version};
use super::checksums::{self, bytes_of, given, show_all};
use super::conditions::{of_write, quoted, unquoted};
use super::traits::check_customer_key;
use crate::S3;
use crate::engine::checksum::Algorithm;
use crate::engine::uploads::{Claim, Complete, UploadOf};
use crate::errors::{invalid, malformed};

impl Handle<CompleteMultipartUpload> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: CompleteMultipartUploadInput,
    ) -> Result<CompleteMultipartUploadOutput, Fault> {
        check_customer_key(input.sse_customer_algorithm.is_some() || input.sse_customer_key.is_some())?;
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let of =
            UploadOf { bucket: input.bucket.clone(), key: input.key.clone(), id: input.upload_id.clone() };
        let checksum = given!(input)?;
        if let (Some(wanted), Ok(upload)) = (input.checksum_type, self.engine.upload(&of))
            && upload.kind.map(checksums::type_of) != Some(wanted)
        {
            return Err(invalid(format!(
                "The upload was created using the {} checksum mode. The complete request must use the same checksum \
                 mode.",
                upload.kind.map_or("no", |kind| kind.as_str())
            )));
        }
        let parts = input.multipart_upload.as_ref().and_then(|upload| upload.parts.as_ref());
        let complete = Complete {
            parts: parts.into_iter().flatten().map(claim).collect::<Result<_, _>>()?,
            condition: of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?,
            checksum: checksum.map(|(algorithm, text)| (algorithm, text.to_owned())),
            size: input.mpu_object_size.and_then(|size| u64::try_from(size).ok()),
            by: by(call),
        };
        let object = self.engine.complete(of, complete).await?;
        self.tell(&bucket);
        let mut output = CompleteMultipartUploadOutput {
            location: Some(location(call, &input.bucket, &input.key)),
            bucket: Some(input.bucket),
            key: Some(input.key),
            e_tag: Some(quoted(&object.etag)),
            version_id: shown_version(&bucket, &object),
            server_side_encryption: Some(ServerSideEncryption::Aes256),
            ..CompleteMultipartUploadOutput::default()
        };
        show_all!(output, &object.checksum);
        Ok(output)
    }
}

fn claim(part: &CompletedPart) -> Result<Claim, Fault> {
    let (Some(number), Some(etag)) = (part.part_number, &part.e_tag) else { return Err(malformed()) };
    let checksum = given!(part)?;
    let checksum = checksum.map(|(algorithm, text)| Ok::<_, Fault>((algorithm, bytes_of(algorithm, text)?)));
    Ok(Claim { number, etag: unquoted(etag).to_owned(), checksum: checksum.transpose()? })
}

fn location(call: &Call, bucket: &str, key: &str) -> String {
    match &call.origin {
        Origin::Door { endpoint } => format!("{endpoint}/{bucket}/{key}"),
        _ => format!("https://{bucket}.s3.{}.amazonaws.com/{key}", call.place.region),
    }
}
