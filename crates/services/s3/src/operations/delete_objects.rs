//! `DeleteObjects`.

use dispatch::{Call, Handle};
use s3_api::{
    DeleteObjects, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error, ObjectIdentifier,
};
use wire::{Fault, Operation};

use super::bucket::by;
use super::conditions::of_write;
use crate::S3;
use crate::engine::object::VersionId;
use crate::engine::write::{Delete, Deleted};
use crate::errors::{malformed, not_built};
use crate::limits::DELETE_MAX;

impl Handle<DeleteObjects> for S3 {
    async fn handle(&self, call: &Call, input: DeleteObjectsInput) -> Result<DeleteObjectsOutput, Fault> {
        let objects = input.delete.objects;
        if objects.is_empty() || objects.len() > DELETE_MAX {
            return Err(malformed());
        }
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let mut read: Vec<Result<Delete, Fault>> = Vec::with_capacity(objects.len());
        for object in &objects {
            let has_version = object.version_id.is_some();
            let may = self.check_deleting(call, &bucket.name, &object.key, has_version).await;
            read.push(may.and_then(|()| delete_of(object)));
        }
        let deletes = read.iter().filter_map(|delete| delete.as_ref().ok().cloned()).collect();
        let outcomes = self.engine.delete(&bucket.name, deletes, by(call)).await?;
        self.tell(&bucket);
        let mut outcomes = outcomes.into_iter();
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for (object, read) in objects.into_iter().zip(read) {
            let outcome = match read {
                Ok(_) => {
                    outcomes.next().expect("invariant: as many outcomes as deletes").map_err(Fault::from)
                }
                Err(fault) => Err(fault),
            };
            match outcome {
                Ok(outcome) => deleted.push(shown(object, outcome)),
                Err(fault) => errors.push(Error {
                    key: Some(object.key),
                    version_id: object.version_id,
                    code: Some(fault.code.into_owned()),
                    message: Some(fault.message),
                }),
            }
        }
        let is_quiet = input.delete.quiet == Some(true);
        Ok(DeleteObjectsOutput {
            deleted: Some(deleted).filter(|deleted| !is_quiet && !deleted.is_empty()),
            errors: Some(errors).filter(|errors| !errors.is_empty()),
            ..<DeleteObjects as Operation>::Output::default()
        })
    }
}

fn delete_of(object: &ObjectIdentifier) -> Result<Delete, Fault> {
    if object.last_modified_time.is_some() || object.size.is_some() {
        return Err(not_built("LastModifiedTime"));
    }
    Ok(Delete {
        key: object.key.clone(),
        version: object.version_id.as_deref().map(VersionId::parse).transpose()?,
        condition: of_write(object.e_tag.as_deref(), None)?,
    })
}

fn shown(object: ObjectIdentifier, outcome: Deleted) -> DeletedObject {
    DeletedObject {
        key: Some(object.key),
        version_id: object.version_id,
        delete_marker: outcome.is_marker.then_some(true),
        delete_marker_version_id: outcome.version_id.filter(|_| outcome.is_marker),
    }
}
