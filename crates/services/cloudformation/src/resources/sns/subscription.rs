//! `AWS::SNS::Subscription`. `Ref` is the ARN; attribute `Arn`, the same. One whose endpoint is asked first is made
//! when it was asked, as on AWS.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sns_api as api;

use super::attribute;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct Subscription(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("TopicArn", Kind::Text).replacing(),
    Property::required("Protocol", Kind::Text).replacing(),
    Property::optional("Endpoint", Kind::Text).replacing(),
    Property::optional("DeliveryPolicy", Kind::Json),
    Property::optional("FilterPolicy", Kind::Json),
    Property::optional("FilterPolicyScope", Kind::Text),
    Property::optional("RawMessageDelivery", Kind::Boolean),
    Property::optional("RedrivePolicy", Kind::Json),
    Property::optional("SubscriptionRoleArn", Kind::Text),
];

/// What a subscription has where the template does not say.
const DEFAULTS: [(&str, &str); 6] = [
    ("FilterPolicyScope", "MessageAttributes"),
    ("FilterPolicy", ""),
    ("DeliveryPolicy", ""),
    ("RawMessageDelivery", "false"),
    ("RedrivePolicy", ""),
    ("SubscriptionRoleArn", ""),
];

fn attributes(given: &Properties) -> BTreeMap<String, String> {
    DEFAULTS.iter().filter_map(|(name, _)| Some(((*name).to_owned(), attribute(name, given)?))).collect()
}

impl ResourceType for Subscription {
    fn type_name(&self) -> &'static str {
        "AWS::SNS::Subscription"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::default()
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let given = request.properties;
            let text = |name: &str| properties::text(given, name).map(str::to_owned);
            let input = api::SubscribeInput {
                topic_arn: text("TopicArn").unwrap_or_default(),
                protocol: text("Protocol").unwrap_or_default(),
                endpoint: text("Endpoint"),
                attributes: Some(attributes(given)),
                return_subscription_arn: Some(true),
            };
            let made = self.0.call::<api::Subscribe>(&request.stack, input).await?;
            Ok(PhysicalId(made.subscription_arn.unwrap_or_default()))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move { Ok(properties::attributes([("Arn", thing.physical_id.as_str().into())])) })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let value = |name: &str, default: &str| {
                attribute(name, change.thing.properties).unwrap_or_else(|| default.to_owned())
            };
            let mut changed: Vec<_> = DEFAULTS.iter().filter(|(name, _)| change.changes(name)).collect();
            // A filter of bodies may be nested, so the wider scope comes first and goes last.
            if value("FilterPolicyScope", "MessageAttributes") == "MessageAttributes" {
                changed.sort_by_key(|(name, _)| *name == "FilterPolicyScope");
            }
            for (name, default) in changed {
                let input = api::SetSubscriptionAttributesInput {
                    subscription_arn: change.thing.physical_id.0.clone(),
                    attribute_name: (*name).to_owned(),
                    attribute_value: Some(value(name, default)),
                };
                self.0.call::<api::SetSubscriptionAttributes>(&change.thing.stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::UnsubscribeInput { subscription_arn: thing.physical_id.0.clone() };
            self.0.remove::<api::Unsubscribe>(&thing.stack, input).await
        })
    }
}
