//! An object that is written part by part.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use object_store::path::Path;
use object_store::{MultipartUpload, PutPayload, PutResult, UploadPart as PartWritten};
use s3_api::{
    AbortMultipartUpload, AbortMultipartUploadInput, CompleteMultipartUpload, CompleteMultipartUploadInput,
};
use s3_api::{CompletedMultipartUpload, CompletedPart, CreateMultipartUpload, CreateMultipartUploadInput};
use s3_api::{UploadPart, UploadPartInput};

use super::faults;
use super::store::{Objects, parts};

/// An upload under way. What is not completed leaves nothing behind but parts that nobody sees.
pub struct Upload {
    objects: Objects,
    location: Path,
    id: String,
    parts: i32,
    written: Arc<Mutex<Vec<CompletedPart>>>,
}

impl Upload {
    /// Begins one.
    pub async fn begin(objects: Objects, location: Path) -> object_store::Result<Self> {
        let (bucket, key) = parts(&location);
        let input = CreateMultipartUploadInput { bucket, key, ..CreateMultipartUploadInput::default() };
        let begun = objects.dispatch.call::<CreateMultipartUpload>(&objects.call, input).await;
        let id = begun.map_err(|fault| faults::error(&location, &fault))?.upload_id.unwrap_or_default();
        Ok(Self { objects, location, id, parts: 0, written: Arc::default() })
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Upload({})", self.location)
    }
}

#[async_trait]
impl MultipartUpload for Upload {
    fn put_part(&mut self, data: PutPayload) -> PartWritten {
        self.parts += 1;
        let (objects, location, id, number) =
            (self.objects.clone(), self.location.clone(), self.id.clone(), self.parts);
        let written = Arc::clone(&self.written);
        Box::pin(async move {
            let body = Bytes::from(data);
            let (bucket, key) = parts(&location);
            let input = UploadPartInput {
                bucket,
                key,
                upload_id: id,
                part_number: number,
                content_length: i64::try_from(body.len()).ok(),
                body: Some(body.into()),
                ..UploadPartInput::default()
            };
            let put = objects.dispatch.call::<UploadPart>(&objects.call, input).await;
            let e_tag = put.map_err(|fault| faults::error(&location, &fault))?.e_tag;
            let part = CompletedPart { part_number: Some(number), e_tag, ..CompletedPart::default() };
            written.lock().unwrap_or_else(PoisonError::into_inner).push(part);
            Ok(())
        })
    }

    async fn complete(&mut self) -> object_store::Result<PutResult> {
        let mut written = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        written.sort_by_key(|part| part.part_number);
        let (bucket, key) = parts(&self.location);
        let input = CompleteMultipartUploadInput {
            bucket,
            key,
            upload_id: self.id.clone(),
            multipart_upload: Some(CompletedMultipartUpload { parts: Some(written) }),
            ..CompleteMultipartUploadInput::default()
        };
        let done = self.objects.dispatch.call::<CompleteMultipartUpload>(&self.objects.call, input).await;
        let done = done.map_err(|fault| faults::error(&self.location, &fault))?;
        Ok(PutResult { e_tag: done.e_tag, version: done.version_id })
    }

    async fn abort(&mut self) -> object_store::Result<()> {
        let (bucket, key) = parts(&self.location);
        let input = AbortMultipartUploadInput {
            bucket,
            key,
            upload_id: self.id.clone(),
            ..AbortMultipartUploadInput::default()
        };
        let aborted = self.objects.dispatch.call::<AbortMultipartUpload>(&self.objects.call, input).await;
        aborted.map(|_| ()).map_err(|fault| faults::error(&self.location, &fault))
    }
}
