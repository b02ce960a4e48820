//! `AWS::Athena::NamedQuery`. `Ref` is the id; attribute `NamedQueryId`, the same. Another value of any property
//! makes another query.

use athena_api as api;
use serde_json::{Map, Value, json};

use super::gone;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct NamedQuery(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("Database", Kind::Text).replacing(),
    Property::required("QueryString", Kind::Text).replacing(),
    Property::optional("Description", Kind::Text).replacing(),
    Property::optional("Name", Kind::Text).replacing(),
    Property::optional("WorkGroup", Kind::Text).replacing(),
];

impl ResourceType for NamedQuery {
    fn type_name(&self) -> &'static str {
        "AWS::Athena::NamedQuery"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { length_max: 128, ..Naming::default() }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let given = request.properties;
            // With the token, a second call answers the id of the first.
            let input = properties::input(json!({
                "Name": properties::name_of(&request, "Name"),
                "Database": given.get("Database"),
                "QueryString": given.get("QueryString"),
                "Description": given.get("Description"),
                "WorkGroup": given.get("WorkGroup"),
                "ClientRequestToken": request.token,
            }))?;
            let output = self.0.call::<api::CreateNamedQuery>(&request.stack, input).await?;
            Ok(PhysicalId(output.named_query_id.unwrap_or_default()))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        let attributes = properties::attributes([("NamedQueryId", thing.physical_id.as_str().into())]);
        Box::pin(std::future::ready(Ok(attributes)))
    }

    fn update<'a>(&'a self, _: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        // Every property replaces.
        Box::pin(std::future::ready(Ok(())))
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteNamedQueryInput { named_query_id: thing.physical_id.0.clone() };
            gone(self.0.call::<api::DeleteNamedQuery>(&thing.stack, input).await)
        })
    }
}
