//! `AWS::Athena::PreparedStatement`. `Ref` is the name.

use athena_api as api;
use serde_json::{Map, Value, json};

use super::{gone, is_there};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct PreparedStatement(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("StatementName", Kind::Text).replacing(),
    Property::required("WorkGroup", Kind::Text).replacing(),
    Property::required("QueryStatement", Kind::Text),
    Property::optional("Description", Kind::Text),
];

impl ResourceType for PreparedStatement {
    fn type_name(&self) -> &'static str {
        "AWS::Athena::PreparedStatement"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let input = properties::input(Value::Object(given.clone()))?;
            let name = properties::name_of(&request, "StatementName");
            match self.0.call::<api::CreatePreparedStatement>(stack, input).await {
                Err(failure) if request.resumed && is_there(&failure) => {
                    let input = properties::input(
                        json!({"StatementName": name, "WorkGroup": given.get("WorkGroup")}),
                    )?;
                    let found = self.0.call::<api::GetPreparedStatement>(stack, input).await?;
                    let modified = found.prepared_statement.and_then(|found| found.last_modified_time);
                    if !properties::is_ours(&request, modified.unwrap_or_default()) {
                        return Err(failure);
                    }
                }
                result => result?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, _: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(std::future::ready(Ok(Map::new())))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(Value::Object(change.thing.properties.clone()))?;
            self.0.call::<api::UpdatePreparedStatement>(&change.thing.stack, input).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let work_group = thing.properties.get("WorkGroup");
            let input = properties::input(
                json!({"StatementName": thing.physical_id.as_str(), "WorkGroup": work_group}),
            )?;
            gone(self.0.call::<api::DeletePreparedStatement>(&thing.stack, input).await)
        })
    }
}
