//! `AWS::S3::Bucket`. `Ref` is the name; attributes `Arn`, `DomainName`, `RegionalDomainName`,
//! `DualStackDomainName` and `WebsiteURL`.
//!
//! What is as AWS has it for every new bucket anyway (encryption with S3's own keys, no public access, the
//! owner owning all) may be said and is not kept. A bucket with objects in it cannot be deleted, as on AWS.

use s3_api as api;
use serde_json::{Map, Value, json};
use wire::Shape;

use super::notification::{self, NOTIFICATION};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, Properties, TAGS, invalid};

/// See the module.
pub(in crate::resources) struct Bucket(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("BucketName", Kind::Text).replacing(),
    Property::optional("VersioningConfiguration", Kind::Object(&[Property::required("Status", Kind::Text)])),
    Property::optional("NotificationConfiguration", NOTIFICATION),
    Property::optional("Tags", TAGS),
    Property::optional("BucketEncryption", Kind::Json),
    Property::optional(
        "PublicAccessBlockConfiguration",
        Kind::Object(&[
            Property::optional("BlockPublicAcls", Kind::Boolean),
            Property::optional("BlockPublicPolicy", Kind::Boolean),
            Property::optional("IgnorePublicAcls", Kind::Boolean),
            Property::optional("RestrictPublicBuckets", Kind::Boolean),
        ]),
    ),
    Property::optional(
        "OwnershipControls",
        Kind::Object(&[Property::required(
            "Rules",
            Kind::List(&Kind::Object(&[Property::optional("ObjectOwnership", Kind::Text)])),
        )]),
    ),
    Property::optional("AbacStatus", Kind::Unsupported),
    Property::optional("AccelerateConfiguration", Kind::Unsupported),
    Property::optional("AccessControl", Kind::Unsupported),
    Property::optional("AnalyticsConfigurations", Kind::Unsupported),
    Property::optional("BucketNamePrefix", Kind::Unsupported),
    Property::optional("BucketNamespace", Kind::Unsupported),
    Property::optional("CorsConfiguration", Kind::Unsupported),
    Property::optional("IntelligentTieringConfigurations", Kind::Unsupported),
    Property::optional("InventoryConfigurations", Kind::Unsupported),
    Property::optional("LifecycleConfiguration", Kind::Unsupported),
    Property::optional("LoggingConfiguration", Kind::Unsupported),
    Property::optional("MetadataConfiguration", Kind::Unsupported),
    Property::optional("MetadataTableConfiguration", Kind::Unsupported),
    Property::optional("MetricsConfigurations", Kind::Unsupported),
    Property::optional("ObjectLockConfiguration", Kind::Unsupported),
    Property::optional("ObjectLockEnabled", Kind::Unsupported),
    Property::optional("ReplicationConfiguration", Kind::Unsupported),
    Property::optional("WebsiteConfiguration", Kind::Unsupported),
];

impl Bucket {
    async fn exists(&self, stack: &StackContext<'_>, name: &str) -> Done<bool> {
        let input = api::HeadBucketInput { bucket: name.to_owned(), ..api::HeadBucketInput::placeholder() };
        Ok(there(self.0.call::<api::HeadBucket>(stack, input).await)?.is_some())
    }

    /// Whether the bucket, which is there, can be what the first call made.
    async fn is_ours(&self, request: &Creation<'_>, name: &str) -> Done<bool> {
        let input =
            api::ListBucketsInput { prefix: Some(name.to_owned()), ..api::ListBucketsInput::placeholder() };
        let listed = self.0.call::<api::ListBuckets>(&request.stack, input).await?.buckets;
        let mut listed = listed.unwrap_or_default().into_iter();
        let found = listed.find(|bucket| bucket.name.as_deref() == Some(name));
        let created = found.and_then(|bucket| bucket.creation_date).unwrap_or_default();
        Ok(properties::is_ours(request, created))
    }

    async fn put_tags(&self, thing: &Thing<'_>) -> Done<()> {
        let Some(tags) = properties::tags(&thing.stack, thing.properties) else { return Ok(()) };
        let tags: Vec<Value> =
            tags.into_iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect();
        let bucket = thing.physical_id.as_str();
        let input = properties::input(json!({"Bucket": bucket, "Tagging": {"TagSet": tags}}))?;
        self.0.call::<api::PutBucketTagging>(&thing.stack, input).await.map(drop)
    }

    async fn put_notification(&self, thing: &Thing<'_>) -> Done<()> {
        let given = thing.properties.get("NotificationConfiguration");
        let input = properties::input(json!({
            "Bucket": thing.physical_id.as_str(),
            "NotificationConfiguration": notification::configuration(given),
        }))?;
        self.0.call::<api::PutBucketNotificationConfiguration>(&thing.stack, input).await.map(drop)
    }

    async fn put_versioning(&self, thing: &Thing<'_>, status: &Value) -> Done<()> {
        let bucket = thing.physical_id.as_str();
        let input =
            properties::input(json!({"Bucket": bucket, "VersioningConfiguration": {"Status": status}}))?;
        self.0.call::<api::PutBucketVersioning>(&thing.stack, input).await.map(drop)
    }
}

/// Refuses what is said of a bucket otherwise than every bucket is here.
fn check(given: &Properties) -> Done<()> {
    let other = |name: &str| {
        invalid(format!("{name} other than that of every new bucket is not supported by Pumphouse"))
    };
    if let Some(encryption) = given.get("BucketEncryption")
        && encryption.to_string().contains("aws:kms")
    {
        return Err(other("BucketEncryption"));
    }
    let block = given.get("PublicAccessBlockConfiguration").and_then(Value::as_object);
    if block.is_some_and(|block| block.values().any(|each| *each == Value::Bool(false))) {
        return Err(other("PublicAccessBlockConfiguration"));
    }
    let rules = given.get("OwnershipControls").and_then(|controls| controls["Rules"].as_array());
    let enforced = |rule: &Value| rule["ObjectOwnership"] == "BucketOwnerEnforced";
    if rules.is_some_and(|rules| !rules.iter().all(enforced)) {
        return Err(other("OwnershipControls"));
    }
    Ok(())
}

impl ResourceType for Bucket {
    fn type_name(&self) -> &'static str {
        "AWS::S3::Bucket"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { lower_case: true, ..Naming::by("BucketName", 63) }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, name) = (&request.stack, properties::name_of(&request, "BucketName"));
            check(request.properties)?;
            // In the first region, making one's own bucket once more is no error: so look first.
            if self.exists(stack, &name).await? {
                if request.resumed && self.is_ours(&request, &name).await? {
                    return Ok(PhysicalId(name));
                }
                let message = format!("{name} already exists");
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
            }
            let region = stack.place.region.as_str();
            let elsewhere = (region != FIRST_REGION).then(|| json!({"LocationConstraint": region}));
            let input = properties::input(json!({
                "Bucket": name,
                "CreateBucketConfiguration": elsewhere,
            }))?;
            self.0.call::<api::CreateBucket>(stack, input).await?;
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            if let Some(versioning) = thing.properties.get("VersioningConfiguration") {
                self.put_versioning(&thing, &versioning["Status"]).await?;
            }
            self.put_tags(&thing).await?;
            if thing.properties.contains_key("NotificationConfiguration") {
                self.put_notification(&thing).await?;
            }
            let (name, region) = (thing.physical_id, &thing.stack.place.region);
            Ok(properties::attributes([
                ("Arn", format!("arn:aws:s3:::{name}").into()),
                ("DomainName", format!("{name}.s3.amazonaws.com").into()),
                ("RegionalDomainName", format!("{name}.s3.{region}.amazonaws.com").into()),
                ("DualStackDomainName", format!("{name}.s3.dualstack.{region}.amazonaws.com").into()),
                ("WebsiteURL", format!("http://{name}.s3-website-{region}.amazonaws.com").into()),
            ]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = &change.thing;
            check(thing.properties)?;
            let gone = |name: &str| change.before.contains_key(name) && !thing.properties.contains_key(name);
            if gone("VersioningConfiguration") {
                self.put_versioning(thing, &json!("Suspended")).await?;
            }
            if gone("NotificationConfiguration") {
                self.put_notification(thing).await?;
            }
            let tags = properties::TagChange::of(&change);
            if !tags.take.is_empty() && properties::tags(&thing.stack, thing.properties).is_none() {
                let input = api::DeleteBucketTaggingInput {
                    bucket: thing.physical_id.0.clone(),
                    ..api::DeleteBucketTaggingInput::placeholder()
                };
                self.0.call::<api::DeleteBucketTagging>(&thing.stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteBucketInput {
                bucket: thing.physical_id.0.clone(),
                ..api::DeleteBucketInput::placeholder()
            };
            self.0.remove::<api::DeleteBucket>(&thing.stack, input).await
        })
    }
}

/// The region whose buckets have no location (API: CreateBucket).
const FIRST_REGION: &str = "us-east-1";
