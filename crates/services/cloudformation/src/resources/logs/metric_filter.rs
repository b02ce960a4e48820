//! `AWS::Logs::MetricFilter`. `Ref` is the name.

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
pub(in crate::resources) struct MetricFilter(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("LogGroupName", Kind::Text).replacing(),
    Property::optional("FilterName", Kind::Text).replacing(),
    Property::required("FilterPattern", Kind::Text),
    Property::required("MetricTransformations", Kind::List(&Kind::Object(TRANSFORMATION))),
    Property::optional("ApplyOnTransformedLogs", Kind::Unsupported),
    Property::optional("EmitSystemFieldDimensions", Kind::Unsupported),
    Property::optional("FieldSelectionCriteria", Kind::Unsupported),
];

const TRANSFORMATION: &[Property] = &[
    Property::required("MetricName", Kind::Text),
    Property::required("MetricNamespace", Kind::Text),
    Property::required("MetricValue", Kind::Text),
    Property::optional("DefaultValue", Kind::Number),
    Property::optional(
        "Dimensions",
        Kind::List(&Kind::Object(&[
            Property::required("Key", Kind::Text),
            Property::required("Value", Kind::Text),
        ])),
    ),
    Property::optional("Unit", Kind::Text),
];

/// A transformation as the operation has it: its dimensions are a map.
fn transformation(one: &Value) -> Value {
    let dimensions = one["Dimensions"].as_array().map(|all| {
        let pairs =
            all.iter().map(|one| (one["Key"].as_str().unwrap_or_default().into(), one["Value"].clone()));
        Value::Object(pairs.collect())
    });
    json!({
        "metricName": one["MetricName"],
        "metricNamespace": one["MetricNamespace"],
        "metricValue": one["MetricValue"],
        "defaultValue": one["DefaultValue"],
        "dimensions": dimensions,
        "unit": one["Unit"],
    })
}

impl MetricFilter {
    async fn put(&self, stack: &StackContext<'_>, name: &str, properties: &Properties) -> Done<()> {
        let transformations = given(properties, "MetricTransformations");
        let input = json!({
            "logGroupName": given(properties, "LogGroupName"),
            "filterName": name,
            "filterPattern": given(properties, "FilterPattern"),
            "metricTransformations":
                transformations.as_array().into_iter().flatten().map(transformation).collect::<Value>(),
        });
        self.0.call::<api::PutMetricFilter>(stack, properties::input(input)?).await
    }
}

impl ResourceType for MetricFilter {
    fn type_name(&self) -> &'static str {
        "AWS::Logs::MetricFilter"
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
            let page = self.0.call::<api::DescribeMetricFilters>(&request.stack, look).await?;
            let mut found = page.metric_filters.into_iter().flatten();
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
            self.0.remove::<api::DeleteMetricFilter>(&thing.stack, properties::input(input)?).await
        })
    }
}
