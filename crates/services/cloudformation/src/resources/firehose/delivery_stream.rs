//! `AWS::KinesisFirehose::DeliveryStream`. `Ref` is the name; attribute `Arn`.
//!
//! A destination can be changed, not be made one of another kind. What a change leaves out stays as it was,
//! as `UpdateDestination` has it.

use firehose_api as api;
use serde_json::{Map, Value, json};
use wire::Shape;

use super::schema::{EXTENDED_S3, HTTP, KINESIS, S3, SEARCH};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct DeliveryStream(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("DeliveryStreamName", Kind::Text).replacing(),
    Property::optional("DeliveryStreamType", Kind::Text).replacing(),
    Property::optional("KinesisStreamSourceConfiguration", KINESIS).replacing(),
    Property::optional("S3DestinationConfiguration", S3),
    Property::optional("ExtendedS3DestinationConfiguration", EXTENDED_S3),
    Property::optional("HttpEndpointDestinationConfiguration", HTTP),
    Property::optional("AmazonopensearchserviceDestinationConfiguration", SEARCH),
    Property::optional("ElasticsearchDestinationConfiguration", SEARCH),
    Property::optional("Tags", TAGS),
    Property::optional("AmazonOpenSearchServerlessDestinationConfiguration", Kind::Unsupported),
    Property::optional("DatabaseSourceConfiguration", Kind::Unsupported),
    Property::optional("DeliveryStreamEncryptionConfigurationInput", Kind::Unsupported),
    Property::optional("DirectPutSourceConfiguration", Kind::Unsupported),
    Property::optional("IcebergDestinationConfiguration", Kind::Unsupported),
    Property::optional("MSKSourceConfiguration", Kind::Unsupported),
    Property::optional("RedshiftDestinationConfiguration", Kind::Unsupported),
    Property::optional("SnowflakeDestinationConfiguration", Kind::Unsupported),
    Property::optional("SplunkDestinationConfiguration", Kind::Unsupported),
];

/// The destinations there are, and what changes them.
const DESTINATIONS: [(&str, &str); 5] = [
    ("S3DestinationConfiguration", "S3DestinationUpdate"),
    ("ExtendedS3DestinationConfiguration", "ExtendedS3DestinationUpdate"),
    ("HttpEndpointDestinationConfiguration", "HttpEndpointDestinationUpdate"),
    ("AmazonopensearchserviceDestinationConfiguration", "AmazonopensearchserviceDestinationUpdate"),
    ("ElasticsearchDestinationConfiguration", "ElasticsearchDestinationUpdate"),
];

impl DeliveryStream {
    async fn describe(&self, stack: &StackContext<'_>, name: &str) -> Done<api::DeliveryStreamDescription> {
        let output = self.0.call::<api::DescribeDeliveryStream>(stack, describe(name)).await?;
        Ok(output.delivery_stream_description)
    }

    async fn active(&self, thing: &Thing<'_>) -> Done<api::DeliveryStreamDescription> {
        let mut pace = Pace::new();
        loop {
            let stream = self.describe(&thing.stack, thing.physical_id.as_str()).await?;
            match stream.delivery_stream_status {
                api::DeliveryStreamStatus::Active => return Ok(stream),
                api::DeliveryStreamStatus::CreatingFailed => {
                    let why = stream.failure_description.map(|failure| failure.details);
                    let why = why.unwrap_or_else(|| "the delivery stream could not be made".to_owned());
                    return Err(ResourceFailure::new(FailureCode::NotStabilized, why));
                }
                _ => pace.wait().await?,
            }
        }
    }

    async fn change_destination(&self, change: &Modification<'_>) -> Done<()> {
        let thing = &change.thing;
        let Some((property, update)) = DESTINATIONS.iter().find(|(property, _)| change.changes(property))
        else {
            return Ok(());
        };
        let Some(given) = thing.properties.get(*property) else { return Ok(()) };
        let stream = self.active(thing).await?;
        let mut given = given.clone();
        if let Value::Object(members) = &mut given {
            // The one part that is called otherwise in an update, and one that an update has not.
            for (name, other) in
                [("S3BackupConfiguration", "S3BackupUpdate"), ("S3Configuration", "S3Update")]
            {
                if let Some(value) = members.remove(name) {
                    members.insert(other.to_owned(), value);
                }
            }
            if property.contains("search") {
                members.remove("S3BackupMode");
            }
        }
        let mut input = json!({
            "DeliveryStreamName": thing.physical_id.as_str(),
            "CurrentDeliveryStreamVersionId": stream.version_id,
            "DestinationId": stream.destinations.first().map(|destination| &destination.destination_id),
        });
        input[*update] = given;
        self.0.call::<api::UpdateDestination>(&thing.stack, properties::input(input)?).await.map(drop)
    }
}

fn describe(name: &str) -> api::DescribeDeliveryStreamInput {
    api::DescribeDeliveryStreamInput {
        delivery_stream_name: name.to_owned(),
        ..api::DescribeDeliveryStreamInput::placeholder()
    }
}

impl ResourceType for DeliveryStream {
    fn type_name(&self) -> &'static str {
        "AWS::KinesisFirehose::DeliveryStream"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("DeliveryStreamName", 64)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, name) = (&request.stack, properties::name_of(&request, "DeliveryStreamName"));
            let mut input = request.properties.clone();
            input.insert("DeliveryStreamName".to_owned(), Value::from(name.as_str()));
            input.insert("Tags".to_owned(), properties::tag_list(stack, request.properties));
            let input = properties::input(Value::Object(input))?;
            match self.0.call::<api::CreateDeliveryStream>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let created = self.describe(stack, &name).await?.create_timestamp.unwrap_or_default();
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => drop(result?),
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let stream = self.active(&thing).await?;
            Ok(properties::attributes([("Arn", stream.delivery_stream_arn.into())]))
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        let kinds =
            |given: &Map<String, Value>| DESTINATIONS.map(|(property, _)| given.contains_key(property));
        (kinds(before) != kinds(after)).then(|| {
            "changing the kind of a delivery stream's destination is not supported by Pumphouse; give the resource \
             another name in the template to have it made anew"
                .to_owned()
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            self.change_destination(&change).await?;
            let (stack, name) = (&change.thing.stack, change.thing.physical_id.as_str());
            let tags = TagChange::of(&change);
            if !tags.put.is_empty() {
                let input = properties::input(json!({"DeliveryStreamName": name, "Tags": tags.list()}))?;
                self.0.call::<api::TagDeliveryStream>(stack, input).await?;
            }
            if !tags.take.is_empty() {
                let input = properties::input(json!({"DeliveryStreamName": name, "TagKeys": tags.take}))?;
                self.0.call::<api::UntagDeliveryStream>(stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str();
            let input = properties::input(json!({"DeliveryStreamName": name}))?;
            self.0.remove::<api::DeleteDeliveryStream>(&thing.stack, input).await?;
            self.0.gone::<api::DescribeDeliveryStream>(&thing.stack, describe(name)).await
        })
    }
}
