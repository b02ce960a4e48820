//! `AWS::CloudWatch::Alarm`. `Ref` is the name; attribute `Arn`. What both kinds of alarms share is here too.

use cloudwatch_api as api;
use serde_json::{Map, Value};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, Properties, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct Alarm(pub(in crate::resources) Calls);

const TEXTS: Kind = Kind::List(&Kind::Text);

const DIMENSIONS: Kind = Kind::List(&Kind::Object(&[
    Property::required("Name", Kind::Text),
    Property::required("Value", Kind::Text),
]));

const QUERIES: Kind = Kind::List(&Kind::Object(&[
    Property::optional("AccountId", Kind::Text),
    Property::optional("Expression", Kind::Text),
    Property::required("Id", Kind::Text),
    Property::optional("Label", Kind::Text),
    Property::optional(
        "MetricStat",
        Kind::Object(&[
            Property::required(
                "Metric",
                Kind::Object(&[
                    Property::optional("Dimensions", DIMENSIONS),
                    Property::optional("MetricName", Kind::Text),
                    Property::optional("Namespace", Kind::Text),
                ]),
            ),
            Property::required("Period", Kind::Integer),
            Property::required("Stat", Kind::Text),
            Property::optional("Unit", Kind::Text),
        ]),
    ),
    Property::optional("Period", Kind::Integer),
    Property::optional("ReturnData", Kind::Boolean),
]));

const PROPERTIES: &[Property] = &[
    Property::optional("ActionsEnabled", Kind::Boolean),
    Property::optional("AlarmActions", TEXTS),
    Property::optional("AlarmDescription", Kind::Text),
    Property::optional("AlarmName", Kind::Text).replacing(),
    Property::optional("ComparisonOperator", Kind::Text),
    Property::optional("DatapointsToAlarm", Kind::Integer),
    Property::optional("Dimensions", DIMENSIONS),
    Property::optional("EvaluateLowSampleCountPercentile", Kind::Text),
    Property::optional("EvaluationCriteria", Kind::Unsupported),
    Property::optional("EvaluationInterval", Kind::Unsupported),
    Property::optional("EvaluationPeriods", Kind::Integer),
    Property::optional("ExtendedStatistic", Kind::Text),
    Property::optional("InsufficientDataActions", TEXTS),
    Property::optional("MetricName", Kind::Text),
    Property::optional("Metrics", QUERIES),
    Property::optional("Namespace", Kind::Text),
    Property::optional("OKActions", TEXTS),
    Property::optional("Period", Kind::Integer),
    Property::optional("Statistic", Kind::Text),
    Property::optional("Tags", TAGS),
    Property::optional("Threshold", Kind::Number),
    Property::optional("ThresholdMetricId", Kind::Text),
    Property::optional("TreatMissingData", Kind::Text),
    Property::optional("Unit", Kind::Text),
];

/// The input that puts the alarm `name`: its properties are the members. Tags are taken when it is made, and left
/// alone later.
pub(super) fn given(stack: &StackContext<'_>, name: &str, properties: &Properties) -> Value {
    let mut input = properties.clone();
    input.insert("AlarmName".to_owned(), name.into());
    input.insert("Tags".to_owned(), properties::tag_list(stack, properties));
    Value::Object(input)
}

/// Whether the alarm `name` may be put: a put of one that is there would take it over.
pub(super) async fn check_free(calls: &Calls, request: &Creation<'_>, name: &str) -> Done<()> {
    let look = api::DescribeAlarmsInput {
        alarm_names: Some(vec![name.to_owned()]),
        alarm_types: Some(vec![api::AlarmType::MetricAlarm, api::AlarmType::CompositeAlarm]),
        ..api::DescribeAlarmsInput::default()
    };
    let found = calls.call::<api::DescribeAlarms>(&request.stack, look).await?;
    let metric = found.metric_alarms.first().map(|alarm| alarm.alarm_configuration_updated_timestamp);
    let composite =
        || found.composite_alarms.first().map(|alarm| alarm.alarm_configuration_updated_timestamp);
    match metric.or_else(composite) {
        // Ours, from before a restart.
        Some(put) if !properties::is_ours(request, put.unwrap_or_default()) => {
            Err(ResourceFailure::new(FailureCode::AlreadyExists, format!("Alarm {name} already exists")))
        }
        _ => Ok(()),
    }
}

fn arn(stack: &StackContext<'_>, id: &PhysicalId) -> String {
    api::alarm_arn(stack.place, id.as_str())
}

pub(super) fn attributes(thing: &Thing<'_>) -> Map<String, Value> {
    properties::attributes([("Arn", arn(&thing.stack, thing.physical_id).into())])
}

/// Changes the tags, which a put leaves alone.
pub(super) async fn retag(calls: &Calls, change: &Modification<'_>) -> Done<()> {
    let (stack, tags) = (&change.thing.stack, TagChange::of(change));
    let resource_arn = arn(stack, change.thing.physical_id);
    if !tags.take.is_empty() {
        let input = api::UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys: tags.take };
        calls.call::<api::UntagResource>(stack, input).await?;
    }
    if !tags.put.is_empty() {
        let tags = tags.put.into_iter().map(|(key, value)| api::Tag { key, value }).collect();
        calls.call::<api::TagResource>(stack, api::TagResourceInput { resource_arn, tags }).await?;
    }
    Ok(())
}

/// Deletes an alarm of either kind; one that is gone is no error.
pub(super) async fn delete(calls: &Calls, thing: &Thing<'_>) -> Done<()> {
    let input = api::DeleteAlarmsInput { alarm_names: vec![thing.physical_id.0.clone()] };
    calls.call::<api::DeleteAlarms>(&thing.stack, input).await
}

impl Alarm {
    async fn put(&self, stack: &StackContext<'_>, name: &str, properties: &Properties) -> Done<()> {
        let input = properties::input(given(stack, name, properties))?;
        self.0.call::<api::PutMetricAlarm>(stack, input).await
    }
}

impl ResourceType for Alarm {
    fn type_name(&self) -> &'static str {
        "AWS::CloudWatch::Alarm"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("AlarmName", 255)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = properties::name_of(&request, "AlarmName");
            check_free(&self.0, &request, &name).await?;
            self.put(&request.stack, &name, request.properties).await?;
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(std::future::ready(Ok(attributes(&thing))))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = &change.thing;
            self.put(&thing.stack, thing.physical_id.as_str(), thing.properties).await?;
            retag(&self.0, &change).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move { delete(&self.0, &thing).await })
    }
}
