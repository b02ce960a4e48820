//! A function that is changed: configuration first, so that new code never runs with an old one, then code,
//! concurrency and tags.

use lambda_api as api;
use serde_json::{Map, Value, json};

use super::{Function, code};
use crate::engine::resource::Modification;
use crate::resources::calls::{Done, there};
use crate::resources::properties::{self, TagChange};

/// The properties that `UpdateFunctionConfiguration` takes, with what they are where they are not given (API:
/// CreateFunction); null is what cannot be left out again.
fn configuration() -> [(&'static str, Value); 12] {
    [
        ("Role", Value::Null),
        ("Handler", Value::Null),
        ("Runtime", Value::Null),
        ("Description", json!("")),
        ("Timeout", json!(3)),
        ("MemorySize", json!(128)),
        ("Environment", json!({"Variables": {}})),
        ("Layers", json!([])),
        ("EphemeralStorage", json!({"Size": 512})),
        ("TracingConfig", json!({"Mode": "PassThrough"})),
        ("LoggingConfig", json!({"LogFormat": "Text"})),
        ("DeadLetterConfig", json!({"TargetArn": ""})),
    ]
}

impl Function {
    pub(super) async fn change(&self, change: &Modification<'_>) -> Done<()> {
        let (thing, given) = (&change.thing, change.thing.properties);
        let (stack, name) = (&thing.stack, thing.physical_id.as_str());
        let mut input = Map::new();
        for (property, default) in configuration() {
            if change.changes(property) {
                input.insert(property.to_owned(), given.get(property).cloned().unwrap_or(default));
            }
        }
        if !input.is_empty() {
            input.insert("FunctionName".to_owned(), Value::from(name));
            let input = properties::input(Value::Object(input))?;
            self.active(thing).await?;
            self.0.call::<api::UpdateFunctionConfiguration>(stack, input).await?;
        }
        if change.changes("Code") || change.changes("Architectures") {
            let mut input = code(given)?;
            input["FunctionName"] = Value::from(name);
            input["Architectures"] = given.get("Architectures").cloned().unwrap_or(Value::Null);
            let input = properties::input(input)?;
            self.active(thing).await?;
            self.0.call::<api::UpdateFunctionCode>(stack, input).await?;
        }
        if change.changes("ReservedConcurrentExecutions")
            && !given.contains_key("ReservedConcurrentExecutions")
        {
            let input = api::DeleteFunctionConcurrencyInput { function_name: name.to_owned() };
            there(self.0.call::<api::DeleteFunctionConcurrency>(stack, input).await)?;
        }
        self.retag(change).await
    }

    async fn retag(&self, change: &Modification<'_>) -> Done<()> {
        let (stack, tags) = (&change.thing.stack, TagChange::of(change));
        if tags.put.is_empty() && tags.take.is_empty() {
            return Ok(());
        }
        let function = self.get(stack, change.thing.physical_id.as_str()).await?;
        let resource = function.function_arn.unwrap_or_default();
        if !tags.put.is_empty() {
            let input = api::TagResourceInput { resource: resource.clone(), tags: tags.put };
            self.0.call::<api::TagResource>(stack, input).await?;
        }
        if !tags.take.is_empty() {
            let input = api::UntagResourceInput { resource, tag_keys: tags.take };
            self.0.call::<api::UntagResource>(stack, input).await?;
        }
        Ok(())
    }
}
