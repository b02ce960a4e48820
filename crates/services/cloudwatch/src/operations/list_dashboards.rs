//! `ListDashboards`.

use std::ops::ControlFlow;

use cloudwatch_api::{
    DashboardEntry, ListDashboards, ListDashboardsInput, ListDashboardsOutput, dashboard_arn,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::page;
use crate::CloudWatch;
use crate::limits::DASHBOARD_PAGE;

impl Handle<ListDashboards> for CloudWatch {
    async fn handle(&self, call: &Call, input: ListDashboardsInput) -> Result<ListDashboardsOutput, Fault> {
        let after = page::place(input.next_token.as_deref())?.unwrap_or_default();
        let prefix = input.dashboard_name_prefix.unwrap_or_default();
        let mut entries = Vec::new();
        self.engine.dashboards(&call.place, &prefix, &mut |dashboard| {
            if dashboard.name > after {
                entries.push(DashboardEntry {
                    dashboard_arn: Some(dashboard_arn(&call.place, &dashboard.name)),
                    last_modified: Some(dashboard.modified),
                    size: i64::try_from(dashboard.body.len()).ok(),
                    dashboard_name: Some(dashboard.name),
                });
            }
            if entries.len() > DASHBOARD_PAGE { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let more = entries.len() > DASHBOARD_PAGE;
        entries.truncate(DASHBOARD_PAGE);
        let last = entries.last().filter(|_| more).and_then(|last| last.dashboard_name.as_deref());
        let next_token = last.map(page::token);
        Ok(ListDashboardsOutput { dashboard_entries: entries, next_token })
    }
}
