//! `AWS::DynamoDB::Table`. `Ref` is the name; attributes `Arn` and, where the table has a stream, `StreamArn`.
//!
//! What the table service itself does not take, it refuses in its own words.

mod change;
mod destination;

use dynamodb_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, TAGS, invalid};

/// See the module.
pub(in crate::resources) struct Table(pub(in crate::resources) Calls);

const KEY_SCHEMA: Kind = Kind::List(&Kind::Object(&[
    Property::required("AttributeName", Kind::Text),
    Property::required("KeyType", Kind::Text),
]));
const PROJECTION: Kind = Kind::Object(&[
    Property::optional("ProjectionType", Kind::Text),
    Property::optional("NonKeyAttributes", Kind::List(&Kind::Text)),
]);
const THROUGHPUT: Kind = Kind::Object(&[
    Property::required("ReadCapacityUnits", Kind::Integer),
    Property::required("WriteCapacityUnits", Kind::Integer),
]);
const ON_DEMAND_THROUGHPUT: Kind = Kind::Object(&[
    Property::optional("MaxReadRequestUnits", Kind::Integer),
    Property::optional("MaxWriteRequestUnits", Kind::Integer),
]);

const PROPERTIES: &[Property] = &[
    Property::optional("TableName", Kind::Text).replacing(),
    Property::required("KeySchema", KEY_SCHEMA).replacing(),
    Property::optional(
        "AttributeDefinitions",
        Kind::List(&Kind::Object(&[
            Property::required("AttributeName", Kind::Text),
            Property::required("AttributeType", Kind::Text),
        ])),
    ),
    Property::optional("BillingMode", Kind::Text),
    Property::optional("ProvisionedThroughput", THROUGHPUT),
    Property::optional("OnDemandThroughput", ON_DEMAND_THROUGHPUT),
    Property::optional(
        "LocalSecondaryIndexes",
        Kind::List(&Kind::Object(&[
            Property::required("IndexName", Kind::Text),
            Property::required("KeySchema", KEY_SCHEMA),
            Property::required("Projection", PROJECTION),
        ])),
    )
    .replacing(),
    Property::optional(
        "GlobalSecondaryIndexes",
        Kind::List(&Kind::Object(&[
            Property::required("IndexName", Kind::Text),
            Property::required("KeySchema", KEY_SCHEMA),
            Property::required("Projection", PROJECTION),
            Property::optional("ProvisionedThroughput", THROUGHPUT),
            Property::optional("OnDemandThroughput", ON_DEMAND_THROUGHPUT),
            Property::optional("ContributorInsightsSpecification", Kind::Unsupported),
            Property::optional("WarmThroughput", Kind::Unsupported),
        ])),
    ),
    Property::optional(
        "StreamSpecification",
        Kind::Object(&[
            Property::required("StreamViewType", Kind::Text),
            Property::optional("ResourcePolicy", Kind::Unsupported),
        ]),
    ),
    Property::optional(
        "TimeToLiveSpecification",
        Kind::Object(&[
            Property::required("Enabled", Kind::Boolean),
            Property::optional("AttributeName", Kind::Text),
        ]),
    ),
    Property::optional(
        "KinesisStreamSpecification",
        Kind::Object(&[
            Property::required("StreamArn", Kind::Text),
            Property::optional("ApproximateCreationDateTimePrecision", Kind::Text),
        ]),
    ),
    Property::optional("TableClass", Kind::Text),
    Property::optional("DeletionProtectionEnabled", Kind::Boolean),
    Property::optional("Tags", TAGS),
    Property::optional("ContributorInsightsSpecification", Kind::Unsupported),
    Property::optional("ImportSourceSpecification", Kind::Unsupported),
    Property::optional("PointInTimeRecoverySpecification", Kind::Unsupported),
    Property::optional("ResourcePolicy", Kind::Unsupported),
    Property::optional("SSESpecification", Kind::Unsupported),
    Property::optional("WarmThroughput", Kind::Unsupported),
];

impl Table {
    async fn active(&self, thing: &Thing<'_>) -> Done<api::TableDescription> {
        let mut pace = Pace::new();
        loop {
            let input = table(thing.physical_id.as_str());
            let table =
                self.0.call::<api::DescribeTable>(&thing.stack, input).await?.table.unwrap_or_default();
            if table.table_status == Some(api::TableStatus::Active) {
                return Ok(table);
            }
            pace.wait().await?;
        }
    }

    /// Switches expiry on, unless it is; on a new table it is off.
    async fn expire(&self, thing: &Thing<'_>, wanted: &Value) -> Done<()> {
        let Some(name) = wanted.get("AttributeName").and_then(Value::as_str) else {
            return Err(invalid("TimeToLiveSpecification that is enabled must have an AttributeName"));
        };
        let (stack, table_name) = (&thing.stack, thing.physical_id.as_str());
        let input = api::DescribeTimeToLiveInput { table_name: table_name.to_owned() };
        let now = self.0.call::<api::DescribeTimeToLive>(stack, input).await?.time_to_live_description;
        if now.and_then(|now| now.attribute_name).as_deref() == Some(name) {
            return Ok(());
        }
        let input = properties::input(json!({
            "TableName": table_name,
            "TimeToLiveSpecification": {"Enabled": true, "AttributeName": name},
        }))?;
        self.0.call::<api::UpdateTimeToLive>(stack, input).await.map(drop)
    }
}

fn table(name: &str) -> api::DescribeTableInput {
    api::DescribeTableInput { table_name: name.to_owned() }
}

impl ResourceType for Table {
    fn type_name(&self) -> &'static str {
        "AWS::DynamoDB::Table"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("TableName", 255)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = properties::name_of(&request, "TableName");
            let mut input = request.properties.clone();
            input.remove("TimeToLiveSpecification");
            input.remove("KinesisStreamSpecification");
            input.insert("TableName".to_owned(), Value::from(name.as_str()));
            input.insert("Tags".to_owned(), properties::tag_list(&request.stack, request.properties));
            if let Some(Value::Object(stream)) = input.get_mut("StreamSpecification") {
                stream.insert("StreamEnabled".to_owned(), Value::Bool(true));
            }
            let input = properties::input(Value::Object(input))?;
            match self.0.call::<api::CreateTable>(&request.stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let there = self.0.call::<api::DescribeTable>(&request.stack, table(&name)).await?.table;
                    let created = there.and_then(|table| table.creation_date_time).unwrap_or_default();
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
            let table = self.active(&thing).await?;
            let expiry = thing.properties.get("TimeToLiveSpecification");
            if let Some(wanted) = expiry.filter(|wanted| wanted["Enabled"] == Value::Bool(true)) {
                self.expire(&thing, wanted).await?;
            }
            self.stream_to_kinesis(&thing).await?;
            Ok(properties::attributes([
                ("Arn", table.table_arn.into()),
                ("StreamArn", table.latest_stream_arn.into()),
            ]))
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        change::refusal(before, after)
    }

    fn attributes_of(&self, name: &str) -> &'static [&'static str] {
        if name == "StreamSpecification" { &["StreamArn"] } else { &[] }
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move { self.change(&change).await })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str();
            let input = api::DeleteTableInput { table_name: name.to_owned() };
            self.0.remove::<api::DeleteTable>(&thing.stack, input).await?;
            self.0.gone::<api::DescribeTable>(&thing.stack, table(name)).await
        })
    }
}
