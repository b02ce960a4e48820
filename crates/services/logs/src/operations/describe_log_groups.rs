//! `DescribeLogGroups`.

use std::ops::ControlFlow;

use dispatch::{Call, Handle};
use logs_api::{DescribeLogGroups, DescribeLogGroupsInput, DescribeLogGroupsOutput, LogGroup, LogGroupClass};
use wire::Fault;

use super::group_name;
use crate::Logs;
use crate::engine::StoredGroup;
use crate::errors::invalid;
use crate::limits::DESCRIBE_MAX;

impl Handle<DescribeLogGroups> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeLogGroupsInput,
    ) -> Result<DescribeLogGroupsOutput, Fault> {
        if input.log_group_name_prefix.is_some() && input.log_group_name_pattern.is_some() {
            return Err(invalid(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            ));
        }
        if input.include_linked_accounts == Some(true) || input.account_identifiers.is_some() {
            return Err(invalid("accountIdentifiers and includeLinkedAccounts are not supported here."));
        }
        self.engine.flush().await?;
        let identifiers = input.log_group_identifiers.unwrap_or_default();
        let named = identifiers.iter().map(|identifier| group_name(call, identifier));
        let named = named.collect::<Result<Vec<_>, _>>()?;
        let is_wanted = |group: &StoredGroup| {
            let class = input.log_group_class.is_none_or(|class| class == class_of(group));
            let pattern = input.log_group_name_pattern.as_ref().is_none_or(|part| group.name.contains(part));
            class && pattern && (named.is_empty() || named.contains(&group.name.as_str()))
        };
        let limit = input.limit.map_or(DESCRIBE_MAX, |limit| limit as usize);
        let (mut groups, mut more) = (Vec::new(), false);
        let prefix = input.log_group_name_prefix.as_deref().unwrap_or_default();
        // The token is the name after which to go on: it needs no state and never expires.
        self.engine.groups(&call.place, prefix, input.next_token.as_deref(), |group| {
            if is_wanted(&group) {
                more = groups.len() == limit;
                if more {
                    return ControlFlow::Break(());
                }
                groups.push(group);
            }
            ControlFlow::Continue(())
        })?;
        let next_token = groups.last().filter(|_| more).map(|last| last.name.clone());
        let log_groups =
            groups.into_iter().map(|group| self.describe(call, group)).collect::<Result<_, _>>()?;
        Ok(DescribeLogGroupsOutput { log_groups: Some(log_groups), next_token })
    }
}

impl Logs {
    fn describe(&self, call: &Call, group: StoredGroup) -> Result<LogGroup, Fault> {
        let mut stored_bytes = 0;
        self.engine.streams(group.id(), "", None, |_, stream| {
            stored_bytes += stream.bytes as i64;
            ControlFlow::Continue(())
        })?;
        let arn = group.arn(&call.place);
        Ok(LogGroup {
            creation_time: Some(group.created.0 as i64),
            retention_in_days: group.retention_days,
            metric_filter_count: Some(self.engine.metric_filters(group.id(), "")?.len() as i32),
            arn: Some(format!("{arn}:*")),
            stored_bytes: Some(stored_bytes),
            log_group_class: Some(class_of(&group)),
            log_group_arn: Some(arn),
            log_group_name: Some(group.name),
            ..LogGroup::default()
        })
    }
}

fn class_of(group: &StoredGroup) -> LogGroupClass {
    if group.infrequent_access { LogGroupClass::InfrequentAccess } else { LogGroupClass::Standard }
}
