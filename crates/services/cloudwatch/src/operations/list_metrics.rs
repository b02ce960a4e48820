//! `ListMetrics`.

use std::ops::ControlFlow;

use cloudwatch_api::{ListMetrics, ListMetricsInput, ListMetricsOutput};
use dispatch::{Call, Handle};
use kernel::Timestamp;
use wire::{Fault, from_json, to_json};

use super::{metric, page};
use crate::CloudWatch;
use crate::engine::{DimensionFilter, Engine, Listing};
use crate::errors::{invalid, missing, too_many};
use crate::limits::{LIST_PAGE, LISTED_MS, RECENT_MS};

/// Most filters (API reference).
const FILTERS_MAX: usize = 10;

impl Handle<ListMetrics> for CloudWatch {
    async fn handle(&self, call: &Call, input: ListMetricsInput) -> Result<ListMetricsOutput, Fault> {
        if input.owning_account.as_ref().is_some_and(|account| *account != call.place.account.to_string()) {
            return Err(invalid("Metrics of other accounts are not linked here; leave OwningAccount out."));
        }
        if input.dimensions.len() > FILTERS_MAX {
            return Err(too_many("Dimensions", FILTERS_MAX));
        }
        let dimensions = input.dimensions.into_iter().enumerate().map(|(index, filter)| {
            let path = || format!("Dimensions.member.{}.Name", index + 1);
            match filter.name.is_empty() {
                true => Err(missing(&path())),
                false => Ok(DimensionFilter { name: filter.name, value: filter.value }),
            }
        });
        let ago_ms = if input.recently_active.is_some() { RECENT_MS } else { LISTED_MS };
        let listing = Listing {
            namespace: input.namespace,
            name: input.metric_name,
            dimensions: dimensions.collect::<Result<_, _>>()?,
            since: Timestamp(self.engine.now().0.saturating_sub(ago_ms)),
            after: after(input.next_token.as_deref())?,
        };
        let place = call.place.clone();
        let page = move |engine: &Engine| {
            let mut metrics = Vec::new();
            engine.metrics(&place, &listing, &mut |listed| {
                metrics.push(metric::shown(listed.metric));
                if metrics.len() > LIST_PAGE { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            Ok(metrics)
        };
        let mut metrics = self.reading(page).await?;
        let more = metrics.len() > LIST_PAGE;
        metrics.truncate(LIST_PAGE);
        let next_token =
            metrics.last().filter(|_| more).map(|last| page::token(&String::from_utf8_lossy(&to_json(last))));
        let owner = || vec![call.place.account.to_string(); metrics.len()];
        let owning_accounts = input.include_linked_accounts.unwrap_or_default().then(owner);
        Ok(ListMetricsOutput { metrics, next_token, owning_accounts })
    }
}

fn after(token: Option<&str>) -> Result<Option<crate::engine::MetricName>, Fault> {
    let Some(place) = page::place(token)? else { return Ok(None) };
    let last: cloudwatch_api::Metric = from_json(place.as_bytes()).map_err(|_| page::refused())?;
    let (namespace, name) = last.namespace.zip(last.metric_name).ok_or_else(page::refused)?;
    metric::name("", &namespace, &name, last.dimensions).map(Some).map_err(|_| page::refused())
}
