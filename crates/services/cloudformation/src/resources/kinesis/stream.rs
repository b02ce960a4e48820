//! `AWS::Kinesis::Stream`. `Ref` is the name; attribute `Arn`.

use kinesis_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct Stream(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("Name", Kind::Text).replacing(),
    Property::optional("ShardCount", Kind::Integer),
    Property::optional("RetentionPeriodHours", Kind::Integer),
    Property::optional("StreamModeDetails", Kind::Object(&[Property::required("StreamMode", Kind::Text)])),
    Property::optional("MaxRecordSizeInKiB", Kind::Integer),
    Property::optional("Tags", TAGS),
    Property::optional("StreamEncryption", Kind::Unsupported),
    Property::optional("DesiredShardLevelMetrics", Kind::Unsupported),
    Property::optional("WarmThroughputMiBps", Kind::Unsupported),
];

/// Properties that the service has no way to change.
const FIXED: &[&str] = &["ShardCount", "StreamModeDetails", "MaxRecordSizeInKiB"];
/// Hours that a stream keeps records if nobody says otherwise (API: CreateStream).
const RETENTION_HOURS: i64 = 24;

impl Stream {
    async fn describe(&self, thing: &Thing<'_>) -> Done<api::StreamDescriptionSummary> {
        let input = summary_of(thing.physical_id.as_str());
        Ok(self.0.call::<api::DescribeStreamSummary>(&thing.stack, input).await?.stream_description_summary)
    }

    async fn active(&self, thing: &Thing<'_>) -> Done<api::StreamDescriptionSummary> {
        let mut pace = Pace::new();
        loop {
            let stream = self.describe(thing).await?;
            if stream.stream_status == api::StreamStatus::Active {
                return Ok(stream);
            }
            pace.wait().await?;
        }
    }
}

fn summary_of(name: &str) -> api::DescribeStreamSummaryInput {
    api::DescribeStreamSummaryInput { stream_name: Some(name.to_owned()), ..Default::default() }
}

impl ResourceType for Stream {
    fn type_name(&self) -> &'static str {
        "AWS::Kinesis::Stream"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("Name", 128)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = properties::name_of(&request, "Name");
            let input = properties::input(json!({
                "StreamName": name,
                "ShardCount": given.get("ShardCount"),
                "StreamModeDetails": given.get("StreamModeDetails"),
                "MaxRecordSizeInKiB": given.get("MaxRecordSizeInKiB"),
                "Tags": properties::tags(stack, given),
            }))?;
            match self.0.call::<api::CreateStream>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let there = self.0.call::<api::DescribeStreamSummary>(stack, summary_of(&name)).await?;
                    let created = there.stream_description_summary.stream_creation_timestamp;
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => result?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let mut stream = self.active(&thing).await?;
            let hours = thing.properties.get("RetentionPeriodHours").and_then(Value::as_i64);
            let (hours, now) = (hours.unwrap_or(RETENTION_HOURS), i64::from(stream.retention_period_hours));
            if hours != now {
                let input = json!({"StreamName": thing.physical_id.as_str(), "RetentionPeriodHours": hours});
                if hours > now {
                    let input = properties::input(input)?;
                    self.0.call::<api::IncreaseStreamRetentionPeriod>(&thing.stack, input).await?;
                } else {
                    let input = properties::input(input)?;
                    self.0.call::<api::DecreaseStreamRetentionPeriod>(&thing.stack, input).await?;
                }
                stream = self.active(&thing).await?;
            }
            Ok(properties::attributes([("Arn", Value::from(stream.stream_arn))]))
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        properties::unchangeable(self.type_name(), FIXED, (before, after))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, name) = (&change.thing.stack, change.thing.physical_id.as_str());
            let tags = TagChange::of(&change);
            if !tags.put.is_empty() {
                let input = properties::input(json!({"StreamName": name, "Tags": tags.put}))?;
                self.0.call::<api::AddTagsToStream>(stack, input).await?;
            }
            if !tags.take.is_empty() {
                let input = properties::input(json!({"StreamName": name, "TagKeys": tags.take}))?;
                self.0.call::<api::RemoveTagsFromStream>(stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str();
            let input = api::DeleteStreamInput {
                stream_name: Some(name.to_owned()),
                enforce_consumer_deletion: Some(true),
                ..Default::default()
            };
            self.0.remove::<api::DeleteStream>(&thing.stack, input).await?;
            self.0.gone::<api::DescribeStreamSummary>(&thing.stack, summary_of(name)).await
        })
    }
}
