//! `CreateBucket`.

use dispatch::{Call, Handle};
use kernel::{Place, Region};
use s3_api::{
    BucketLocationConstraint, CreateBucket, CreateBucketConfiguration, CreateBucketInput, CreateBucketOutput,
    ObjectOwnership, Tagging,
};
use wire::{Fault, to_json};

use super::tags;
use crate::S3;
use crate::engine::EngineError;
use crate::engine::bucket::Setting;
use crate::errors::{not_built, with};
use crate::limits::BUCKET_TAGS_MAX;

/// The region whose buckets have no location constraint.
pub const FIRST_REGION: &str = "us-east-1";

impl Handle<CreateBucket> for S3 {
    async fn handle(&self, call: &Call, input: CreateBucketInput) -> Result<CreateBucketOutput, Fault> {
        check(&input)?;
        let configuration = input.create_bucket_configuration.unwrap_or_default();
        let place = Place { region: region(call, &configuration)?, account: call.place.account.clone() };
        let tags = tags::read(Tagging { tag_set: configuration.tags.unwrap_or_default() }, BUCKET_TAGS_MAX)?;
        match self.engine.create_bucket(&place, &input.bucket).await {
            // In the first region, and only there, one's own bucket may be made again.
            Err(EngineError::BucketExists { is_own: true, .. }) if place.region.as_str() == FIRST_REGION => {}
            made => drop(made?),
        }
        if !tags.is_empty() {
            self.engine.set(&input.bucket, Setting::Tags, Some(to_json(&tags).into())).await?;
        }
        Ok(CreateBucketOutput { location: Some(format!("/{}", input.bucket)), bucket_arn: None })
    }
}

fn check(input: &CreateBucketInput) -> Result<(), Fault> {
    let has_grants = [
        &input.grant_full_control,
        &input.grant_read,
        &input.grant_read_acp,
        &input.grant_write,
        &input.grant_write_acp,
    ];
    let is_private = input.acl.is_none_or(|acl| acl.as_str() == "private");
    if !is_private || has_grants.iter().any(|grant| grant.is_some()) {
        let text = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
        return Err(Fault::sender("InvalidBucketAclWithObjectOwnership", text));
    }
    if input.object_lock_enabled_for_bucket == Some(true) {
        return Err(not_built("x-amz-bucket-object-lock-enabled"));
    }
    if input.object_ownership.is_some_and(|ownership| ownership != ObjectOwnership::BucketOwnerEnforced) {
        return Err(not_built("x-amz-object-ownership other than BucketOwnerEnforced"));
    }
    if input.bucket_namespace.is_some_and(|namespace| namespace.as_str() != "global") {
        return Err(not_built("x-amz-bucket-namespace other than global"));
    }
    let configuration = input.create_bucket_configuration.as_ref();
    if configuration
        .is_some_and(|configuration| configuration.location.is_some() || configuration.bucket.is_some())
    {
        return Err(not_built("directory buckets"));
    }
    Ok(())
}

/// The region that the bucket is made in. The first region makes buckets anywhere, the others in themselves
/// and only if told so; what asks from inside the house need not say it.
fn region(call: &Call, configuration: &CreateBucketConfiguration) -> Result<Region, Fault> {
    let here = &call.place.region;
    let constraint = match configuration.location_constraint {
        Some(BucketLocationConstraint::Eu) => Some("eu-west-1"),
        constraint => constraint.map(|constraint| constraint.as_str()),
    };
    let wrong = |named: &str| {
        let text = format!(
            "The {named} location constraint is incompatible for the region specific endpoint this request was \
             sent to."
        );
        Err(Fault::sender("IllegalLocationConstraintException", text))
    };
    match constraint {
        Some(named) if here.as_str() == FIRST_REGION || here.as_str() == named => Region::parse(named)
            .ok_or_else(|| {
                let fault = Fault::sender(
                    "InvalidLocationConstraint",
                    "The specified location-constraint is not valid",
                );
                with(fault, "LocationConstraint", named)
            }),
        Some(named) => wrong(named),
        None if here.as_str() == FIRST_REGION || call.is_inside() => Ok(here.clone()),
        None => wrong("unspecified"),
    }
}
