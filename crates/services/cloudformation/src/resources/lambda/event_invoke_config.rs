//! `AWS::Lambda::EventInvokeConfig`: what becomes of asynchronous invocations. `Ref` is made of the function
//! and the qualifier, of which a function has one configuration each.

use lambda_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Property, ResourceFailure, ResourceType, StackContext, Thing,
    Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct EventInvokeConfig(pub(in crate::resources) Calls);

const DESTINATION: Kind = Kind::Object(&[Property::required("Destination", Kind::Text)]);

const PROPERTIES: &[Property] = &[
    Property::required("FunctionName", Kind::Text).replacing(),
    Property::required("Qualifier", Kind::Text).replacing(),
    Property::optional("MaximumEventAgeInSeconds", Kind::Integer),
    Property::optional("MaximumRetryAttempts", Kind::Integer),
    Property::optional(
        "DestinationConfig",
        Kind::Object(&[
            Property::optional("OnFailure", DESTINATION),
            Property::optional("OnSuccess", DESTINATION),
        ]),
    ),
];

impl EventInvokeConfig {
    async fn get(
        &self,
        stack: &StackContext<'_>,
        given: &Properties,
    ) -> Done<Option<api::FunctionEventInvokeConfig>> {
        there(self.0.call::<api::GetFunctionEventInvokeConfig>(stack, properties::input(whose(given))?).await)
    }
}

/// Whose configuration it is.
fn whose(given: &Properties) -> Value {
    json!({"FunctionName": given.get("FunctionName"), "Qualifier": given.get("Qualifier")})
}

impl ResourceType for EventInvokeConfig {
    fn type_name(&self) -> &'static str {
        "AWS::Lambda::EventInvokeConfig"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let given = request.properties;
            // It is put in `settle`: one that is there before the first call is somebody else's.
            if !request.resumed && self.get(&request.stack, given).await?.is_some() {
                let message = "The function already has a configuration for asynchronous invocations";
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
            }
            let text = |name: &str| properties::text(given, name).unwrap_or_default();
            Ok(PhysicalId(format!("{}|EventInvokeConfig|{}", text("FunctionName"), text("Qualifier"))))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(Value::Object(thing.properties.clone()))?;
            self.0.call::<api::PutFunctionEventInvokeConfig>(&thing.stack, input).await?;
            Ok(Map::new())
        })
    }

    fn update<'a>(&'a self, _change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        // What is put in `settle` takes the place of all there was.
        Box::pin(async { Ok(()) })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = properties::input(whose(thing.properties))?;
            self.0.remove::<api::DeleteFunctionEventInvokeConfig>(&thing.stack, input).await
        })
    }
}
