//! The object that a result becomes: one `PutObject` where it is small, an upload in parts where it is not, so that
//! memory never holds more than two parts. Written as the caller of the query.

use bytes::Bytes;
use dispatch::{Call, Dispatch};
use s3_api as s3;
use wire::Fault;

use super::location::Location;
use crate::limits::PART_BYTES;

/// How and as whom objects are written.
#[derive(Clone)]
pub struct Target {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// The call on account of which they are written.
    pub call: Call,
    /// Whether the caller asked for S3's encryption.
    pub encrypt: bool,
    /// The account that the bucket must belong to.
    pub owner: Option<String>,
    /// Whether the bucket's owner is given control.
    pub owner_controls: bool,
}

/// An object that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: u64,
    /// Its entity tag.
    pub e_tag: Option<String>,
}

/// An object that is being written.
pub struct ResultObject {
    target: Target,
    location: Location,
    buffer: Vec<u8>,
    bytes: u64,
    upload: Option<Upload>,
}

struct Upload {
    id: String,
    parts: Vec<s3::CompletedPart>,
}

const CONTENT_TYPE: &str = "application/octet-stream";

impl Target {
    fn encryption(&self) -> Option<s3::ServerSideEncryption> {
        self.encrypt.then_some(s3::ServerSideEncryption::Aes256)
    }

    fn acl(&self) -> Option<s3::ObjectCannedACL> {
        self.owner_controls.then_some(s3::ObjectCannedACL::BucketOwnerFullControl)
    }

    /// Writes a small object at once.
    pub async fn put(&self, location: &Location, body: Vec<u8>) -> Result<Written, Fault> {
        let bytes = body.len() as u64;
        let input = s3::PutObjectInput {
            bucket: location.bucket.clone(),
            key: location.key.clone(),
            content_length: Some(bytes as i64),
            content_type: Some(CONTENT_TYPE.to_owned()),
            server_side_encryption: self.encryption(),
            acl: self.acl(),
            expected_bucket_owner: self.owner.clone(),
            body: Some(Bytes::from(body).into()),
            ..s3::PutObjectInput::default()
        };
        let output = self.dispatch.call::<s3::PutObject>(&self.call, input).await?;
        Ok(Written { bytes, e_tag: output.e_tag })
    }
}

impl ResultObject {
    /// An object at `location`, of which nothing is there yet.
    pub fn new(target: Target, location: Location) -> Self {
        Self { target, location, buffer: Vec::new(), bytes: 0, upload: None }
    }

    /// Where the next bytes go; [`Self::flush`] is to be called now and then.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// Writes what makes a part.
    pub async fn flush(&mut self) -> Result<(), Fault> {
        if self.buffer.len() >= PART_BYTES { self.write_part().await } else { Ok(()) }
    }

    async fn write_part(&mut self) -> Result<(), Fault> {
        if self.upload.is_none() {
            let input = s3::CreateMultipartUploadInput {
                bucket: self.location.bucket.clone(),
                key: self.location.key.clone(),
                content_type: Some(CONTENT_TYPE.to_owned()),
                server_side_encryption: self.target.encryption(),
                acl: self.target.acl(),
                expected_bucket_owner: self.target.owner.clone(),
                ..s3::CreateMultipartUploadInput::default()
            };
            let call = &self.target.call;
            let output = self.target.dispatch.call::<s3::CreateMultipartUpload>(call, input).await?;
            self.upload = Some(Upload { id: output.upload_id.unwrap_or_default(), parts: Vec::new() });
        }
        let Some(upload) = &mut self.upload else { return Ok(()) };
        let body = Bytes::from(std::mem::take(&mut self.buffer));
        let number = upload.parts.len() as i32 + 1;
        let length = body.len() as u64;
        let input = s3::UploadPartInput {
            bucket: self.location.bucket.clone(),
            key: self.location.key.clone(),
            upload_id: upload.id.clone(),
            part_number: number,
            content_length: Some(length as i64),
            expected_bucket_owner: self.target.owner.clone(),
            body: Some(body.into()),
            ..s3::UploadPartInput::default()
        };
        let output = self.target.dispatch.call::<s3::UploadPart>(&self.target.call, input).await?;
        let part = s3::CompletedPart {
            e_tag: output.e_tag,
            part_number: Some(number),
            ..s3::CompletedPart::default()
        };
        upload.parts.push(part);
        self.bytes += length;
        Ok(())
    }

    /// Writes the rest; from now on the object is there.
    pub async fn close(&mut self) -> Result<Written, Fault> {
        if self.upload.is_none() {
            let body = std::mem::take(&mut self.buffer);
            return self.target.put(&self.location, body).await;
        }
        if !self.buffer.is_empty() {
            self.write_part().await?;
        }
        let Some(upload) = &self.upload else {
            return Ok(Written { bytes: self.bytes, e_tag: None });
        };
        let input = s3::CompleteMultipartUploadInput {
            bucket: self.location.bucket.clone(),
            key: self.location.key.clone(),
            upload_id: upload.id.clone(),
            expected_bucket_owner: self.target.owner.clone(),
            multipart_upload: Some(s3::CompletedMultipartUpload { parts: Some(upload.parts.clone()) }),
            ..s3::CompleteMultipartUploadInput::default()
        };
        let call = &self.target.call;
        let output = self.target.dispatch.call::<s3::CompleteMultipartUpload>(call, input).await?;
        self.upload = None;
        Ok(Written { bytes: self.bytes, e_tag: output.e_tag })
    }

    /// Leaves nothing of an object that was not closed.
    pub async fn abandon(self) {
        let Some(upload) = self.upload else { return };
        let input = s3::AbortMultipartUploadInput {
            bucket: self.location.bucket,
            key: self.location.key,
            upload_id: upload.id,
            expected_bucket_owner: self.target.owner,
            ..s3::AbortMultipartUploadInput::default()
        };
        // Parts that stay are the bucket's owner's to find, as on AWS.
        let _ = self.target.dispatch.call::<s3::AbortMultipartUpload>(&self.target.call, input).await;
    }
}
