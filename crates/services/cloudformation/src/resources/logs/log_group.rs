//! `AWS::Logs::LogGroup`. `Ref` is the name; attribute `Arn`, which ends in `:*`.

use kernel::Timestamp;
use logs_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct LogGroup(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("LogGroupName", Kind::Text).replacing(),
    Property::optional("RetentionInDays", Kind::Integer),
    Property::optional("LogGroupClass", Kind::Text),
    Property::optional("KmsKeyId", Kind::Text),
    Property::optional("DeletionProtectionEnabled", Kind::Boolean),
    Property::optional("Tags", TAGS),
    Property::optional("DataProtectionPolicy", Kind::Unsupported),
    Property::optional("FieldIndexPolicies", Kind::Unsupported),
    Property::optional("ResourcePolicyDocument", Kind::Unsupported),
    Property::optional("BearerTokenAuthenticationEnabled", Kind::Unsupported),
];

/// Properties that the service has no way to change.
const FIXED: &[&str] = &["LogGroupClass", "KmsKeyId", "DeletionProtectionEnabled"];

impl LogGroup {
    async fn describe(&self, stack: &StackContext<'_>, name: &str) -> Done<Option<api::LogGroup>> {
        let mut next_token = None;
        loop {
            let input = api::DescribeLogGroupsInput {
                log_group_name_prefix: Some(name.to_owned()),
                next_token,
                ..Default::default()
            };
            let page = self.0.call::<api::DescribeLogGroups>(stack, input).await?;
            let mut groups = page.log_groups.unwrap_or_default().into_iter();
            if let Some(found) = groups.find(|group| group.log_group_name.as_deref() == Some(name)) {
                return Ok(Some(found));
            }
            next_token = page.next_token;
            if next_token.is_none() {
                return Ok(None);
            }
        }
    }
}

impl ResourceType for LogGroup {
    fn type_name(&self) -> &'static str {
        "AWS::Logs::LogGroup"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("LogGroupName", 128)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = properties::name_of(&request, "LogGroupName");
            let input = properties::input(json!({
                "logGroupName": name,
                "kmsKeyId": given.get("KmsKeyId"),
                "logGroupClass": given.get("LogGroupClass"),
                "deletionProtectionEnabled": given.get("DeletionProtectionEnabled"),
                "tags": properties::tags(stack, given),
            }))?;
            match self.0.call::<api::CreateLogGroup>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let created = self.describe(stack, &name).await?.and_then(|group| group.creation_time);
                    let created = Timestamp(created.unwrap_or_default().max(0) as u64);
                    if !properties::is_ours(&request, created) {
                        return Err(failure);
                    }
                }
                result => result?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let name = thing.physical_id.as_str();
            if let Some(days) = thing.properties.get("RetentionInDays") {
                let input = properties::input(json!({"logGroupName": name, "retentionInDays": days}))?;
                self.0.call::<api::PutRetentionPolicy>(&thing.stack, input).await?;
            }
            let group = self.describe(&thing.stack, name).await?;
            Ok(properties::attributes([("Arn", group.and_then(|group| group.arn).into())]))
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        properties::unchangeable(self.type_name(), FIXED, (before, after))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            if change.changes("RetentionInDays") && !change.thing.properties.contains_key("RetentionInDays") {
                let input =
                    api::DeleteRetentionPolicyInput { log_group_name: change.thing.physical_id.0.clone() };
                self.0.call::<api::DeleteRetentionPolicy>(&change.thing.stack, input).await?;
            }
            let (tags, name) = (TagChange::of(&change), change.thing.physical_id.0.clone());
            if !tags.take.is_empty() {
                let input = api::UntagLogGroupInput { log_group_name: name.clone(), tags: tags.take };
                self.0.call::<api::UntagLogGroup>(&change.thing.stack, input).await?;
            }
            if !tags.put.is_empty() {
                let input = api::TagLogGroupInput { log_group_name: name, tags: tags.put };
                self.0.call::<api::TagLogGroup>(&change.thing.stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteLogGroupInput { log_group_name: thing.physical_id.0.clone() };
            self.0.remove::<api::DeleteLogGroup>(&thing.stack, input).await
        })
    }
}
