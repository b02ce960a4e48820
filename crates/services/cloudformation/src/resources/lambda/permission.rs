//! `AWS::Lambda::Permission`: a statement of a function's policy. `Ref` is its id; attribute `Id`, the same.

use lambda_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct Permission(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("Action", Kind::Text).replacing(),
    Property::required("FunctionName", Kind::Text).replacing(),
    Property::required("Principal", Kind::Text).replacing(),
    Property::optional("SourceArn", Kind::Text).replacing(),
    Property::optional("SourceAccount", Kind::Text).replacing(),
    Property::optional("EventSourceToken", Kind::Text).replacing(),
    Property::optional("PrincipalOrgID", Kind::Text).replacing(),
    Property::optional("FunctionUrlAuthType", Kind::Text).replacing(),
    Property::optional("InvokedViaFunctionUrl", Kind::Boolean).replacing(),
];

impl ResourceType for Permission {
    fn type_name(&self) -> &'static str {
        "AWS::Lambda::Permission"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { length_max: 100, ..Naming::default() }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let mut input = request.properties.clone();
            input.insert("StatementId".to_owned(), Value::from(request.name));
            let input = properties::input(Value::Object(input))?;
            match self.0.call::<api::AddPermission>(&request.stack, input).await {
                // Nobody else makes up this name.
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {}
                result => drop(result?),
            }
            Ok(PhysicalId::from(request.name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move { Ok(properties::attributes([("Id", Value::from(thing.physical_id.as_str()))])) })
    }

    fn update<'a>(&'a self, _change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        // Every property takes another statement.
        Box::pin(async { Ok(()) })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(json!({
                "FunctionName": thing.properties.get("FunctionName"),
                "StatementId": thing.physical_id.as_str(),
            }))?;
            self.0.remove::<api::RemovePermission>(&thing.stack, input).await
        })
    }
}
