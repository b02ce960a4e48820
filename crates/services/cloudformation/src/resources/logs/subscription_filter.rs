//! `AWS::Logs::SubscriptionFilter`. `Ref` is the name.

use logs_api as api;
use serde_json::{Map, Value, json};

use super::given;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct SubscriptionFilter(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("LogGroupName", Kind::Text).replacing(),
    Property::optional("FilterName", Kind::Text).replacing(),
    Property::required("FilterPattern", Kind::Text),
    Property::required("DestinationArn", Kind::Text),
    Property::optional("RoleArn", Kind::Text),
    Property::optional("Distribution", Kind::Text),
    Property::optional("ApplyOnTransformedLogs", Kind::Unsupported),
    Property::optional("EmitSystemFields", Kind::Unsupported),
    Property::optional("FieldSelectionCriteria", Kind::Unsupported),
];

impl SubscriptionFilter {
    async fn put(&self, stack: &StackContext<'_>, name: &str, properties: &Properties) -> Done<()> {
        let input = json!({
            "logGroupName": given(properties, "LogGroupName"),
            "filterName": name,
            "filterPattern": given(properties, "FilterPattern"),
            "destinationArn": given(properties, "DestinationArn"),
            "roleArn": given(properties, "RoleArn"),
            "distribution": given(properties, "Distribution"),
        });
        self.0.call::<api::PutSubscriptionFilter>(stack, properties::input(input)?).await
    }
}

impl ResourceType for SubscriptionFilter {
    fn type_name(&self) -> &'static str {
        "AWS::Logs::SubscriptionFilter"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("FilterName", 512)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = properties::name_of(&request, "FilterName");
            let group = given(request.properties, "LogGroupName");
            let look = properties::input(json!({"logGroupName": group, "filterNamePrefix": name}))?;
            let page = self.0.call::<api::DescribeSubscriptionFilters>(&request.stack, look).await?;
            let mut found = page.subscription_filters.into_iter().flatten();
            if !request.resumed && found.any(|one| one.filter_name.as_deref() == Some(&name)) {
                // A put would take it over.
                let text = format!("{name} already exists in log group {group}");
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, text));
            }
            self.put(&request.stack, &name, request.properties).await?;
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, _: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(std::future::ready(Ok(Map::new())))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = change.thing;
            self.put(&thing.stack, thing.physical_id.as_str(), thing.properties).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let group = given(thing.properties, "LogGroupName");
            let input = json!({"logGroupName": group, "filterName": thing.physical_id.as_str()});
            self.0.remove::<api::DeleteSubscriptionFilter>(&thing.stack, properties::input(input)?).await
        })
    }
}
