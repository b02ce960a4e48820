//! `AWS::Glue::Table`. `Ref` is the name.

use glue_api as api;
use serde_json::{Map, Value, json};

use super::schema::TABLE;
use super::{inner, named, renamed};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct Table(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("CatalogId", Kind::Text).replacing(),
    Property::required("DatabaseName", Kind::Text).replacing(),
    Property::required("TableInput", TABLE),
    Property::optional("Name", Kind::Unsupported),
    Property::optional("OpenTableFormatInput", Kind::Unsupported),
];

impl ResourceType for Table {
    fn type_name(&self) -> &'static str {
        "AWS::Glue::Table"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { lower_case: true, ..Naming::default() }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = inner(given, "TableInput", "Name").unwrap_or(request.name);
            let (catalog, database) = (given.get("CatalogId"), given.get("DatabaseName"));
            let input = properties::input(json!({
                "CatalogId": catalog,
                "DatabaseName": database,
                "TableInput": named(given.get("TableInput"), name),
            }))?;
            match self.0.call::<api::CreateTable>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input = json!({"CatalogId": catalog, "DatabaseName": database, "Name": name});
                    let there = self.0.call::<api::GetTable>(stack, properties::input(input)?).await?.table;
                    let created = there.and_then(|table| table.create_time).unwrap_or_default();
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => {
                    result?;
                }
            }
            Ok(PhysicalId(name.to_owned()))
        })
    }

    fn settle<'a>(&'a self, _thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        // It is there at once.
        Box::pin(async { Ok(Map::new()) })
    }

    fn replaces(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
        let differs = |name: &str| before.get(name) != after.get(name);
        differs("CatalogId") || differs("DatabaseName") || renamed(before, after, "TableInput", "Name")
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (thing, given) = (&change.thing, change.thing.properties);
            let input = properties::input(json!({
                "CatalogId": given.get("CatalogId"),
                "DatabaseName": given.get("DatabaseName"),
                "TableInput": named(given.get("TableInput"), thing.physical_id.as_str()),
            }))?;
            self.0.call::<api::UpdateTable>(&thing.stack, input).await.map(drop)
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(json!({
                "CatalogId": thing.properties.get("CatalogId"),
                "DatabaseName": thing.properties.get("DatabaseName"),
                "Name": thing.physical_id.as_str(),
            }))?;
            self.0.remove::<api::DeleteTable>(&thing.stack, input).await
        })
    }
}
