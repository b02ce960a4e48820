//! `AWS::Glue::Database`. `Ref` is the name.

use glue_api as api;
use serde_json::{Map, Value, json};

use super::schema::DATABASE;
use super::{inner, named, renamed};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct Database(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("CatalogId", Kind::Text).replacing(),
    Property::required("DatabaseInput", DATABASE),
    Property::optional("DatabaseName", Kind::Text).replacing(),
];

impl ResourceType for Database {
    fn type_name(&self) -> &'static str {
        "AWS::Glue::Database"
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
            let name = inner(given, "DatabaseInput", "Name").or(properties::text(given, "DatabaseName"));
            let name = name.unwrap_or(request.name);
            let input = properties::input(json!({
                "CatalogId": given.get("CatalogId"),
                "DatabaseInput": named(given.get("DatabaseInput"), name),
            }))?;
            match self.0.call::<api::CreateDatabase>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input =
                        properties::input(json!({"CatalogId": given.get("CatalogId"), "Name": name}))?;
                    let there = self.0.call::<api::GetDatabase>(stack, input).await?.database;
                    let created = there.and_then(|database| database.create_time).unwrap_or_default();
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
        differs("CatalogId") || differs("DatabaseName") || renamed(before, after, "DatabaseInput", "Name")
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (thing, name) = (&change.thing, change.thing.physical_id.as_str());
            let input = properties::input(json!({
                "CatalogId": thing.properties.get("CatalogId"),
                "Name": name,
                "DatabaseInput": named(thing.properties.get("DatabaseInput"), name),
            }))?;
            self.0.call::<api::UpdateDatabase>(&thing.stack, input).await.map(drop)
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(json!({
                "CatalogId": thing.properties.get("CatalogId"),
                "Name": thing.physical_id.as_str(),
            }))?;
            self.0.remove::<api::DeleteDatabase>(&thing.stack, input).await
        })
    }
}
