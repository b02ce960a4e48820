//! `DescribeSubscriptionFilters`.

use dispatch::{Call, Handle};
use logs_api::{
    DescribeSubscriptionFilters, DescribeSubscriptionFiltersInput, DescribeSubscriptionFiltersOutput,
    Distribution, SubscriptionFilter,
};
use wire::Fault;

use super::filters::page;
use crate::Logs;
use crate::engine::StoredSubscription;

impl Handle<DescribeSubscriptionFilters> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeSubscriptionFiltersInput,
    ) -> Result<DescribeSubscriptionFiltersOutput, Fault> {
        let group = self.find(call, Some(&input.log_group_name), None)?;
        let prefix = input.filter_name_prefix.as_deref().unwrap_or_default();
        let all = self.engine.subscriptions(group.id(), prefix)?;
        let key = |stored: &StoredSubscription| stored.name.clone();
        let (filters, next_token) = page(all, key, input.next_token.as_deref(), input.limit);
        let describe = |stored: StoredSubscription| SubscriptionFilter {
            filter_name: Some(stored.name),
            log_group_name: Some(group.name.clone()),
            filter_pattern: Some(stored.pattern),
            destination_arn: Some(stored.destination),
            role_arn: stored.role,
            distribution: Some(if stored.random { Distribution::Random } else { Distribution::ByLogStream }),
            apply_on_transformed_logs: Some(false),
            creation_time: Some(stored.created.0 as i64),
            ..SubscriptionFilter::default()
        };
        let filters = filters.into_iter().map(describe).collect();
        Ok(DescribeSubscriptionFiltersOutput { subscription_filters: Some(filters), next_token })
    }
}
