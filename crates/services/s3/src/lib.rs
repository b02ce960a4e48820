//! S3: buckets and objects over blobs and a key-value index.
//!
//! Engine: one [`storage::KeyValue`] for everything but the bytes of objects larger than 32 KiB, which are
//! files in [`storage::Blobs`]. Both open at first use. Bodies pass through in memory that does not grow.
//! Calls: Lambda's `Invoke`, as `s3.amazonaws.com` on account of a bucket, to tell functions of changes and,
//! as a dry run, to see that it may; SQS's `SendMessage` and SNS's `Publish` likewise.
//! Background: files that were let go are removed a second later; events are delivered as they come, and
//! tried again for six hours where a function cannot be reached.
//!
//! Where AWS is silent or we chose: a bucket answers in every region, and belongs to the one it was made in;
//! version ids are 16 hexadecimal digits; objects that come without a checksum get CRC64NVME, as on AWS;
//! events are at least once and in no promised order, and follow the configuration of when they are sent;
//! policies are kept and answered, but it is the role's own policies that decide, and nobody gets at the
//! buckets of another account; every object is said to be encrypted with AES256, as on AWS, though what lies
//! on the disk is not; requester pays, and MFA, are taken and have no effect; storage classes are kept and all
//! alike.
//!
//! Refused, as not built: keys of KMS or of customers, object lock, access control lists but the owner's,
//! notifications but to functions and queues, checksums but CRC and SHA-1 and SHA-256, appending.

pub mod engine;
mod errors;
pub mod limits;
mod notify;
mod operations;

use std::sync::{Arc, Weak};

use dispatch::{Dispatch, Routes};
pub use engine::{Engine, EngineError};
use s3_api as api;
use storage::Volume;
use wire::Fault;

use crate::notify::Bell;

/// The service.
pub struct S3 {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    volume: Volume,
    bell: Bell,
    own: Weak<Self>,
}

impl S3 {
    /// The service on `volume`. Nothing is opened and nothing runs yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let engine = Engine::new(volume.clone(), clock, random);
        Arc::new_cyclic(|own| Self {
            engine,
            dispatch: dispatch.clone(),
            volume,
            bell: Bell::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AbortMultipartUpload>()
            .with::<api::CompleteMultipartUpload>()
            .with::<api::CopyObject>()
            .with::<api::CreateBucket>()
            .with::<api::CreateMultipartUpload>()
            .with::<api::DeleteBucket>()
            .with::<api::DeleteBucketPolicy>()
            .with::<api::DeleteBucketTagging>()
            .with::<api::DeleteObject>()
            .with::<api::DeleteObjectTagging>()
            .with::<api::DeleteObjects>()
            .with::<api::GetBucketAcl>()
            .with::<api::GetBucketCors>()
            .with::<api::GetBucketEncryption>()
            .with::<api::GetBucketLifecycleConfiguration>()
            .with::<api::GetBucketLocation>()
            .with::<api::GetBucketNotificationConfiguration>()
            .with::<api::GetBucketPolicy>()
            .with::<api::GetBucketTagging>()
            .with::<api::GetBucketVersioning>()
            .with::<api::GetBucketWebsite>()
            .with::<api::GetObject>()
            .with::<api::GetObjectAcl>()
            .with::<api::GetObjectAttributes>()
            .with::<api::GetObjectLockConfiguration>()
            .with::<api::GetObjectTagging>()
            .with::<api::GetPublicAccessBlock>()
            .with::<api::HeadBucket>()
            .with::<api::HeadObject>()
            .with::<api::ListBuckets>()
            .with::<api::ListMultipartUploads>()
            .with::<api::ListObjectVersions>()
            .with::<api::ListObjects>()
            .with::<api::ListObjectsV2>()
            .with::<api::ListParts>()
            .with::<api::PutBucketNotificationConfiguration>()
            .with::<api::PutBucketPolicy>()
            .with::<api::PutBucketTagging>()
            .with::<api::PutBucketVersioning>()
            .with::<api::PutObject>()
            .with::<api::PutObjectTagging>()
            .with::<api::UploadPart>()
            .with::<api::UploadPartCopy>()
    }

    /// Goes on with what was under way when the server ended: events that were not delivered, files that
    /// were not removed. Opens nothing where there is nothing.
    pub async fn resume(&self) -> Result<(), Fault> {
        if self.volume.has_key_value("s3").map_err(EngineError::from)? {
            self.engine.events(None)?;
            self.ring();
            self.sweep().await?;
        }
        Ok(())
    }

    /// Removes files that were let go while somebody read them. Called every minute.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}
