//! `AWS::SQS::QueuePolicy`: one policy put on queues. `Ref` is a name of its own; attribute `Id`, the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sqs_api as api;

use super::there;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext, Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, Properties, document};

/// See the module.
pub(in crate::resources) struct QueuePolicy(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("Queues", Kind::List(&Kind::Text)),
    Property::required("PolicyDocument", Kind::Json),
];

/// The URLs of the queues.
fn queues(given: &Properties) -> Vec<String> {
    let urls = given.get("Queues").and_then(Value::as_array).into_iter().flatten();
    urls.filter_map(|url| url.as_str().map(str::to_owned)).collect()
}

impl QueuePolicy {
    async fn put(&self, stack: &StackContext<'_>, queue_url: String, policy: String) -> Done<()> {
        let attributes = BTreeMap::from([("Policy".to_owned(), policy)]);
        let input = api::SetQueueAttributesInput { queue_url, attributes };
        self.0.call::<api::SetQueueAttributes>(stack, input).await
    }

    /// Takes the policy off; from a queue that is gone it is gone too.
    async fn take_off(&self, stack: &StackContext<'_>, queue_url: String) -> Done<()> {
        there(self.put(stack, queue_url, String::new()).await).map(drop)
    }
}

impl ResourceType for QueuePolicy {
    fn type_name(&self) -> &'static str {
        "AWS::SQS::QueuePolicy"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { length_max: 100, ..Naming::default() }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        // It is put on in `settle`.
        Box::pin(async move { Ok(PhysicalId::from(request.name)) })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let policy = thing.properties.get("PolicyDocument").map(document).unwrap_or_default();
            for url in queues(thing.properties) {
                self.put(&thing.stack, url, policy.clone()).await?;
            }
            Ok(properties::attributes([("Id", Value::from(thing.physical_id.as_str()))]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let kept = queues(change.thing.properties);
            for url in queues(change.before).into_iter().filter(|url| !kept.contains(url)) {
                self.take_off(&change.thing.stack, url).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            for url in queues(thing.properties) {
                self.take_off(&thing.stack, url).await?;
            }
            Ok(())
        })
    }
}
