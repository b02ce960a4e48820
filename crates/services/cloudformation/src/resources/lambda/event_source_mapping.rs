//! `AWS::Lambda::EventSourceMapping`. `Ref` is the UUID; attributes `Id` and `EventSourceMappingArn`.
//!
//! A mapping has no name, so a call that is repeated first looks for one from the same source to the same
//! function that is no older than the first call.

use lambda_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, TAGS, TagChange, invalid};

/// See the module.
pub(in crate::resources) struct EventSourceMapping(pub(in crate::resources) Calls);

const DESTINATION: Kind = Kind::Object(&[Property::optional("Destination", Kind::Text)]);
const ACCESS: Kind = Kind::List(&Kind::Object(&[
    Property::optional("Type", Kind::Text),
    Property::optional("URI", Kind::Text),
]));
const REGISTRY: Kind = Kind::Object(&[
    Property::optional("SchemaRegistryURI", Kind::Text),
    Property::optional("EventRecordFormat", Kind::Text),
    Property::optional("AccessConfigs", ACCESS),
    Property::optional(
        "SchemaValidationConfigs",
        Kind::List(&Kind::Object(&[Property::optional("Attribute", Kind::Text)])),
    ),
]);
const KAFKA: Kind = Kind::Object(&[
    Property::optional("ConsumerGroupId", Kind::Text),
    Property::optional("SchemaRegistryConfig", REGISTRY),
]);

const PROPERTIES: &[Property] = &[
    Property::required("FunctionName", Kind::Text),
    Property::optional("EventSourceArn", Kind::Text).replacing(),
    Property::optional("Enabled", Kind::Boolean),
    Property::optional("BatchSize", Kind::Integer),
    Property::optional("StartingPosition", Kind::Text).replacing(),
    Property::optional("StartingPositionTimestamp", Kind::Number).replacing(),
    Property::optional("MaximumBatchingWindowInSeconds", Kind::Integer),
    Property::optional("ParallelizationFactor", Kind::Integer),
    Property::optional("MaximumRecordAgeInSeconds", Kind::Integer),
    Property::optional("MaximumRetryAttempts", Kind::Integer),
    Property::optional("BisectBatchOnFunctionError", Kind::Boolean),
    Property::optional("TumblingWindowInSeconds", Kind::Integer),
    Property::optional("FunctionResponseTypes", Kind::List(&Kind::Text)),
    Property::optional(
        "DestinationConfig",
        Kind::Object(&[
            Property::optional("OnFailure", DESTINATION),
            Property::optional("OnSuccess", DESTINATION),
        ]),
    ),
    Property::optional(
        "FilterCriteria",
        Kind::Object(&[Property::optional(
            "Filters",
            Kind::List(&Kind::Object(&[Property::optional("Pattern", Kind::Text)])),
        )]),
    ),
    Property::optional("Topics", Kind::List(&Kind::Text)),
    Property::optional("Queues", Kind::List(&Kind::Text)),
    Property::optional("SourceAccessConfigurations", ACCESS),
    Property::optional(
        "SelfManagedEventSource",
        Kind::Object(&[Property::optional(
            "Endpoints",
            Kind::Object(&[Property::optional("KafkaBootstrapServers", Kind::List(&Kind::Text))]),
        )]),
    ),
    Property::optional("AmazonManagedKafkaEventSourceConfig", KAFKA),
    Property::optional("SelfManagedKafkaEventSourceConfig", KAFKA),
    Property::optional(
        "DocumentDBEventSourceConfig",
        Kind::Object(&[
            Property::optional("DatabaseName", Kind::Text),
            Property::optional("CollectionName", Kind::Text),
            Property::optional("FullDocument", Kind::Text),
        ]),
    ),
    Property::optional(
        "ScalingConfig",
        Kind::Object(&[Property::optional("MaximumConcurrency", Kind::Integer)]),
    ),
    Property::optional(
        "ProvisionedPollerConfig",
        Kind::Object(&[
            Property::optional("MinimumPollers", Kind::Integer),
            Property::optional("MaximumPollers", Kind::Integer),
            Property::optional("PollerGroupName", Kind::Text),
        ]),
    ),
    Property::optional(
        "MetricsConfig",
        Kind::Object(&[Property::optional("Metrics", Kind::List(&Kind::Text))]),
    ),
    Property::optional("LoggingConfig", Kind::Object(&[Property::optional("SystemLogLevel", Kind::Text)])),
    Property::optional("KmsKeyArn", Kind::Text),
    Property::optional("Tags", TAGS),
];

/// Properties that the service has no way to change.
const FIXED: &[&str] =
    &["SelfManagedEventSource", "Topics", "Queues", "DocumentDBEventSourceConfig", "KmsKeyArn"];
/// Properties that the input of `UpdateEventSourceMapping` has not: those that take another mapping, tags,
/// and what cannot be changed.
const NOT_UPDATED: &[&str] = &[
    "EventSourceArn",
    "StartingPosition",
    "StartingPositionTimestamp",
    "SelfManagedEventSource",
    "Topics",
    "Queues",
    "DocumentDBEventSourceConfig",
    "KmsKeyArn",
    "Tags",
];

/// What a property is that is no longer given (API: CreateEventSourceMapping).
fn defaults(of_queue: bool) -> [(&'static str, Value); 12] {
    [
        ("Enabled", json!(true)),
        ("BatchSize", json!(if of_queue { 10 } else { 100 })),
        ("MaximumBatchingWindowInSeconds", json!(0)),
        ("ParallelizationFactor", json!(1)),
        ("MaximumRecordAgeInSeconds", json!(-1)),
        ("MaximumRetryAttempts", json!(-1)),
        ("BisectBatchOnFunctionError", json!(false)),
        ("TumblingWindowInSeconds", json!(0)),
        ("FunctionResponseTypes", json!([])),
        ("FilterCriteria", json!({})),
        ("DestinationConfig", json!({})),
        ("ScalingConfig", json!({})),
    ]
}

/// The input of `CreateEventSourceMapping`. Two members are not called as the properties are.
fn input(request: &Creation<'_>) -> Done<api::CreateEventSourceMappingInput> {
    let mut input = request.properties.clone();
    input.insert("Tags".to_owned(), json!(properties::tags(&request.stack, request.properties)));
    if let Some(key) = input.remove("KmsKeyArn") {
        input.insert("KMSKeyArn".to_owned(), key);
    }
    let endpoints = input.get_mut("SelfManagedEventSource").and_then(|source| source.get_mut("Endpoints"));
    if let Some(Value::Object(endpoints)) = endpoints
        && let Some(servers) = endpoints.remove("KafkaBootstrapServers")
    {
        endpoints.insert("KAFKA_BOOTSTRAP_SERVERS".to_owned(), servers);
    }
    properties::input(Value::Object(input))
}

impl EventSourceMapping {
    /// The mapping that the first call made, if it did.
    async fn made_before(&self, request: &Creation<'_>) -> Done<Option<String>> {
        let mut marker = None;
        loop {
            let input = api::ListEventSourceMappingsInput {
                event_source_arn: properties::text(request.properties, "EventSourceArn").map(str::to_owned),
                function_name: properties::text(request.properties, "FunctionName").map(str::to_owned),
                marker,
                max_items: None,
            };
            let page = self.0.call::<api::ListEventSourceMappings>(&request.stack, input).await?;
            let mut mappings = page.event_source_mappings.unwrap_or_default().into_iter();
            let ours = |mapping: &api::EventSourceMappingConfiguration| {
                properties::is_ours(request, mapping.last_modified.unwrap_or_default())
            };
            if let Some(found) = mappings.find(ours) {
                return Ok(found.uuid);
            }
            marker = page.next_marker;
            if marker.is_none() {
                return Ok(None);
            }
        }
    }
}

impl ResourceType for EventSourceMapping {
    fn type_name(&self) -> &'static str {
        "AWS::Lambda::EventSourceMapping"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let input = input(&request)?;
            if request.resumed
                && let Some(uuid) = self.made_before(&request).await?
            {
                return Ok(PhysicalId(uuid));
            }
            let made = self.0.call::<api::CreateEventSourceMapping>(&request.stack, input).await?;
            made.uuid.map(PhysicalId).ok_or_else(|| invalid("the new mapping has no UUID"))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let mut pace = Pace::new();
            loop {
                let input = api::GetEventSourceMappingInput { uuid: thing.physical_id.0.clone() };
                let mapping = self.0.call::<api::GetEventSourceMapping>(&thing.stack, input).await?;
                if let Some("Enabled" | "Disabled") = mapping.state.as_deref() {
                    return Ok(properties::attributes([
                        ("Id", mapping.uuid.into()),
                        ("EventSourceMappingArn", mapping.event_source_mapping_arn.into()),
                    ]));
                }
                pace.wait().await?;
            }
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        properties::unchangeable(self.type_name(), FIXED, (before, after))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, uuid) = (&change.thing.stack, change.thing.physical_id.as_str());
            let mut input = change.thing.properties.clone();
            for name in NOT_UPDATED {
                input.remove(*name);
            }
            let source = properties::text(change.thing.properties, "EventSourceArn");
            let of_queue = source.is_some_and(|arn| arn.split(':').nth(2) == Some("sqs"));
            for (name, default) in defaults(of_queue) {
                if change.before.contains_key(name) {
                    input.entry(name).or_insert(default);
                }
            }
            input.insert("UUID".to_owned(), Value::from(uuid));
            let input = properties::input(Value::Object(input))?;
            let mapping = self.0.call::<api::UpdateEventSourceMapping>(stack, input).await?;
            let Some(resource) = mapping.event_source_mapping_arn else { return Ok(()) };
            let tags = TagChange::of(&change);
            if !tags.put.is_empty() {
                let input = api::TagResourceInput { resource: resource.clone(), tags: tags.put };
                self.0.call::<api::TagResource>(stack, input).await?;
            }
            if !tags.take.is_empty() {
                let input = api::UntagResourceInput { resource, tag_keys: tags.take };
                self.0.call::<api::UntagResource>(stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let uuid = thing.physical_id.0.clone();
            let input = api::DeleteEventSourceMappingInput { uuid: uuid.clone() };
            self.0.remove::<api::DeleteEventSourceMapping>(&thing.stack, input).await?;
            let input = api::GetEventSourceMappingInput { uuid };
            self.0.gone::<api::GetEventSourceMapping>(&thing.stack, input).await
        })
    }
}
