//! `AWS::CloudWatch::Dashboard`. `Ref` is the name.

use cloudwatch_api as api;
use serde_json::{Map, Value};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct Dashboard(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("DashboardBody", Kind::Text),
    Property::optional("DashboardName", Kind::Text).replacing(),
];

impl Dashboard {
    async fn put(&self, stack: &StackContext<'_>, name: &str, given: &Properties) -> Done<()> {
        let body = properties::text(given, "DashboardBody").unwrap_or_default().to_owned();
        let input =
            api::PutDashboardInput { dashboard_name: name.to_owned(), dashboard_body: body, tags: None };
        self.0.call::<api::PutDashboard>(stack, input).await.map(drop)
    }
}

impl ResourceType for Dashboard {
    fn type_name(&self) -> &'static str {
        "AWS::CloudWatch::Dashboard"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming { length_max: 255, ..Naming::default() }
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = properties::name_of(&request, "DashboardName");
            let look = api::GetDashboardInput { dashboard_name: name.clone() };
            let body = properties::text(request.properties, "DashboardBody");
            match there(self.0.call::<api::GetDashboard>(&request.stack, look).await)? {
                // A put of one that is there would take it over; ours, from before a restart, says what we say.
                Some(found) if found.dashboard_body.as_deref() != body => {
                    let text = format!("Dashboard {name} already exists");
                    return Err(ResourceFailure::new(FailureCode::AlreadyExists, text));
                }
                _ => self.put(&request.stack, &name, request.properties).await?,
            }
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
            let input = api::DeleteDashboardsInput { dashboard_names: vec![thing.physical_id.0.clone()] };
            there(self.0.call::<api::DeleteDashboards>(&thing.stack, input).await).map(drop)
        })
    }
}
