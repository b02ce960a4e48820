//! `AWS::S3::BucketPolicy`. `Ref` is the bucket's name.

use s3_api as api;
use serde_json::{Map, Value, json};
use wire::Shape;

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, there};
use crate::resources::properties::{self, document};

/// See the module.
pub(in crate::resources) struct BucketPolicy(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] =
    &[Property::required("Bucket", Kind::Text).replacing(), Property::required("PolicyDocument", Kind::Json)];

impl ResourceType for BucketPolicy {
    fn type_name(&self) -> &'static str {
        "AWS::S3::BucketPolicy"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let bucket = properties::text(request.properties, "Bucket").unwrap_or_default().to_owned();
            let input = api::GetBucketPolicyInput {
                bucket: bucket.clone(),
                ..api::GetBucketPolicyInput::placeholder()
            };
            let policy = there(self.0.call::<api::GetBucketPolicy>(&request.stack, input).await)?;
            // It is put on in `settle`: one that is there before the first call is somebody else's.
            if policy.is_some() && !request.resumed {
                let message = format!("The bucket policy already exists on bucket {bucket}.");
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
            }
            Ok(PhysicalId(bucket))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(json!({
                "Bucket": thing.physical_id.as_str(),
                "Policy": thing.properties.get("PolicyDocument").map(document),
            }))?;
            self.0.call::<api::PutBucketPolicy>(&thing.stack, input).await?;
            Ok(Map::new())
        })
    }

    fn update<'a>(&'a self, _change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        // What there is to change is put on in `settle`.
        Box::pin(async { Ok(()) })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteBucketPolicyInput {
                bucket: thing.physical_id.0.clone(),
                ..api::DeleteBucketPolicyInput::placeholder()
            };
            self.0.remove::<api::DeleteBucketPolicy>(&thing.stack, input).await
        })
    }
}
