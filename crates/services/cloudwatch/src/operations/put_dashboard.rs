//! `PutDashboard`.

use std::collections::BTreeMap;

use cloudwatch_api::{PutDashboard, PutDashboardInput, PutDashboardOutput};
use dispatch::{Call, Handle};
use wire::{Fault, to_json};

use super::dashboard_body;
use super::tag_resource::check_tags;
use crate::CloudWatch;
use crate::limits::DASHBOARD_NAME_MAX;

impl Handle<PutDashboard> for CloudWatch {
    async fn handle(&self, call: &Call, input: PutDashboardInput) -> Result<PutDashboardOutput, Fault> {
        let name = input.dashboard_name;
        let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if name.is_empty() || name.len() > DASHBOARD_NAME_MAX || !sound {
            return Err(refused(
                "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, \
                 dash (-) and underscore (_).",
            ));
        }
        let messages = dashboard_body::check(&input.dashboard_body).map_err(|messages| {
            let text = "The field DashboardBody must be a valid JSON object with widgets";
            refused(text).member(
                "dashboardValidationMessages",
                String::from_utf8_lossy(&to_json(&messages)).into_owned(),
            )
        })?;
        let tags: BTreeMap<_, _> =
            input.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect();
        check_tags(&tags)?;
        self.engine.put_dashboard(&call.place, &name, input.dashboard_body, tags).await?;
        Ok(PutDashboardOutput { dashboard_validation_messages: messages })
    }
}

fn refused(text: &str) -> Fault {
    Fault::sender("DashboardInvalidInputError", text)
}
