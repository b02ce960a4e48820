//! `AWS::Glue::Partition`. `Ref` is database, table and values, with bars between: AWS says only that it is an id.

use glue_api as api;
use serde_json::{Map, Value, json};

use super::renamed;
use super::schema::PARTITION;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct Partition(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("CatalogId", Kind::Text).replacing(),
    Property::required("DatabaseName", Kind::Text).replacing(),
    Property::required("TableName", Kind::Text).replacing(),
    Property::required("PartitionInput", PARTITION),
];

/// The input that says which table, with more in it.
fn of_table(given: &Properties, name: &str, more: Value) -> Value {
    let mut input = json!({
        "CatalogId": given.get("CatalogId"),
        "DatabaseName": given.get("DatabaseName"),
        "TableName": given.get("TableName"),
    });
    input[name] = more;
    input
}

fn values(given: &Properties) -> Value {
    given.get("PartitionInput").map_or(Value::Null, |partition| partition["Values"].clone())
}

impl ResourceType for Partition {
    fn type_name(&self) -> &'static str {
        "AWS::Glue::Partition"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let input = of_table(given, "PartitionInput", given["PartitionInput"].clone());
            match self.0.call::<api::CreatePartition>(stack, properties::input(input)?).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input = properties::input(of_table(given, "PartitionValues", values(given)))?;
                    let there = self.0.call::<api::GetPartition>(stack, input).await?.partition;
                    let created = there.and_then(|partition| partition.creation_time).unwrap_or_default();
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => {
                    result?;
                }
            }
            let names =
                ["DatabaseName", "TableName"].map(|name| properties::text(given, name).unwrap_or_default());
            let values = values(given);
            let values = values.as_array().into_iter().flatten().filter_map(Value::as_str);
            Ok(PhysicalId(names.into_iter().chain(values).collect::<Vec<_>>().join("|")))
        })
    }

    fn settle<'a>(&'a self, _thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        // It is there at once.
        Box::pin(async { Ok(Map::new()) })
    }

    fn replaces(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
        let differs = |name: &str| before.get(name) != after.get(name);
        ["CatalogId", "DatabaseName", "TableName"].into_iter().any(differs)
            || renamed(before, after, "PartitionInput", "Values")
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let given = change.thing.properties;
            let mut input = of_table(given, "PartitionInput", given["PartitionInput"].clone());
            input["PartitionValueList"] = values(given);
            let input = properties::input(input)?;
            self.0.call::<api::UpdatePartition>(&change.thing.stack, input).await.map(drop)
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = of_table(thing.properties, "PartitionValues", values(thing.properties));
            self.0.remove::<api::DeletePartition>(&thing.stack, properties::input(input)?).await
        })
    }
}
