//! `AWS::CloudWatch::CompositeAlarm`. `Ref` is the name; attribute `Arn`.

use cloudwatch_api as api;
use serde_json::{Map, Value};

use super::alarm;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext, Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, Properties, TAGS};

/// See the module.
pub(in crate::resources) struct CompositeAlarm(pub(in crate::resources) Calls);

const TEXTS: Kind = Kind::List(&Kind::Text);

const PROPERTIES: &[Property] = &[
    Property::optional("ActionsEnabled", Kind::Boolean),
    Property::optional("ActionsSuppressor", Kind::Text),
    Property::optional("ActionsSuppressorExtensionPeriod", Kind::Integer),
    Property::optional("ActionsSuppressorWaitPeriod", Kind::Integer),
    Property::optional("AlarmActions", TEXTS),
    Property::optional("AlarmDescription", Kind::Text),
    Property::optional("AlarmName", Kind::Text).replacing(),
    Property::required("AlarmRule", Kind::Text),
    Property::optional("InsufficientDataActions", TEXTS),
    Property::optional("OKActions", TEXTS),
    Property::optional("Tags", TAGS),
];

impl CompositeAlarm {
    async fn put(&self, stack: &StackContext<'_>, name: &str, properties: &Properties) -> Done<()> {
        let input = properties::input(alarm::given(stack, name, properties))?;
        self.0.call::<api::PutCompositeAlarm>(stack, input).await
    }
}

impl ResourceType for CompositeAlarm {
    fn type_name(&self) -> &'static str {
        "AWS::CloudWatch::CompositeAlarm"
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
            alarm::check_free(&self.0, &request, &name).await?;
            self.put(&request.stack, &name, request.properties).await?;
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(std::future::ready(Ok(alarm::attributes(&thing))))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = &change.thing;
            self.put(&thing.stack, thing.physical_id.as_str(), thing.properties).await?;
            alarm::retag(&self.0, &change).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move { alarm::delete(&self.0, &thing).await })
    }
}
