//! `AWS::SNS::TopicPolicy`: one policy put on topics. `Ref` is a name of its own; attribute `Id`, the same.

use serde_json::{Map, Value};
use sns_api as api;

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext, Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, document, texts};

/// See the module.
pub(in crate::resources) struct TopicPolicy(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("Topics", Kind::List(&Kind::Text)),
    Property::required("PolicyDocument", Kind::Json),
];

impl TopicPolicy {
    async fn put(&self, stack: &StackContext<'_>, topic_arn: String, policy: String) -> Done<()> {
        let input = api::SetTopicAttributesInput {
            topic_arn,
            attribute_name: "Policy".to_owned(),
            attribute_value: Some(policy),
        };
        self.0.call::<api::SetTopicAttributes>(stack, input).await
    }

    /// Gives the topic back the policy that topics begin with; a topic that is gone needs none.
    async fn take_off(&self, stack: &StackContext<'_>, topic_arn: String) -> Done<()> {
        there(self.put(stack, topic_arn, String::new()).await).map(drop)
    }
}

impl ResourceType for TopicPolicy {
    fn type_name(&self) -> &'static str {
        "AWS::SNS::TopicPolicy"
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
            for arn in texts(thing.properties, "Topics") {
                self.put(&thing.stack, arn, policy.clone()).await?;
            }
            Ok(properties::attributes([("Id", Value::from(thing.physical_id.as_str()))]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let kept = texts(change.thing.properties, "Topics");
            for arn in texts(change.before, "Topics").into_iter().filter(|arn| !kept.contains(arn)) {
                self.take_off(&change.thing.stack, arn).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            for arn in texts(thing.properties, "Topics") {
                self.take_off(&thing.stack, arn).await?;
            }
            Ok(())
        })
    }
}
