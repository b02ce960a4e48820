//! `AWS::IAM::ManagedPolicy`. `Ref` is the ARN; attributes as `GetPolicy` tells them.

use iam_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, document};

/// See the module.
pub(in crate::resources) struct ManagedPolicy(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("PolicyDocument", Kind::Json),
    Property::optional("ManagedPolicyName", Kind::Text).replacing(),
    Property::optional("Path", Kind::Text).replacing(),
    Property::optional("Description", Kind::Text).replacing(),
    Property::optional("Roles", Kind::List(&Kind::Text)),
    Property::optional("Groups", Kind::Unsupported),
    Property::optional("Users", Kind::Unsupported),
];

impl ManagedPolicy {
    async fn get(&self, stack: &StackContext<'_>, policy_arn: &str) -> Done<api::Policy> {
        let input = api::GetPolicyInput { policy_arn: policy_arn.to_owned() };
        Ok(self.0.call::<api::GetPolicy>(stack, input).await?.policy.unwrap_or_default())
    }

    /// Removes all versions but the default one, which goes with the policy.
    async fn delete_versions(&self, stack: &StackContext<'_>, policy_arn: &str) -> Done<()> {
        let policy_arn = policy_arn.to_owned();
        // A policy has at most five versions: one page.
        let input =
            api::ListPolicyVersionsInput { policy_arn: policy_arn.clone(), marker: None, max_items: None };
        let versions = there(self.0.call::<api::ListPolicyVersions>(stack, input).await)?;
        for version in versions.and_then(|page| page.versions).unwrap_or_default() {
            if let (Some(version_id), Some(false) | None) = (version.version_id, version.is_default_version) {
                let input = api::DeletePolicyVersionInput { policy_arn: policy_arn.clone(), version_id };
                there(self.0.call::<api::DeletePolicyVersion>(stack, input).await)?;
            }
        }
        Ok(())
    }
}

impl ResourceType for ManagedPolicy {
    fn type_name(&self) -> &'static str {
        "AWS::IAM::ManagedPolicy"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("ManagedPolicyName", 128)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = properties::name_of(&request, "ManagedPolicyName");
            let path = properties::text(given, "Path").unwrap_or("/");
            let arn = format!("arn:aws:iam::{}:policy{path}{name}", stack.place.account);
            let input = properties::input(json!({
                "PolicyName": name,
                "Path": given.get("Path"),
                "Description": given.get("Description"),
                "PolicyDocument": given.get("PolicyDocument").map(document),
                "Tags": properties::tag_list(stack, given),
            }))?;
            match self.0.call::<api::CreatePolicy>(stack, input).await {
                Ok(output) => Ok(PhysicalId(output.policy.and_then(|policy| policy.arn).unwrap_or(arn))),
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let created = self.get(stack, &arn).await?.create_date.unwrap_or_default();
                    if properties::is_ours(&request, created) { Ok(PhysicalId(arn)) } else { Err(failure) }
                }
                Err(failure) => Err(failure),
            }
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let policy_arn = &thing.physical_id.0;
            for role_name in properties::texts(thing.properties, "Roles") {
                let input = api::AttachRolePolicyInput { role_name, policy_arn: policy_arn.clone() };
                self.0.call::<api::AttachRolePolicy>(&thing.stack, input).await?;
            }
            let policy = self.get(&thing.stack, policy_arn).await?;
            Ok(properties::attributes([
                ("PolicyArn", Value::from(policy_arn.as_str())),
                ("PolicyId", policy.policy_id.into()),
                ("DefaultVersionId", policy.default_version_id.into()),
                ("AttachmentCount", policy.attachment_count.into()),
                ("PermissionsBoundaryUsageCount", policy.permissions_boundary_usage_count.into()),
                ("IsAttachable", policy.is_attachable.into()),
                ("CreateDate", policy.create_date.map(kernel::Timestamp::iso8601).into()),
                ("UpdateDate", policy.update_date.map(kernel::Timestamp::iso8601).into()),
            ]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, policy_arn) = (&change.thing.stack, &change.thing.physical_id.0);
            if change.changes("PolicyDocument") {
                // There can be five versions; only the default one is of use.
                self.delete_versions(stack, policy_arn).await?;
                let input = properties::input(json!({
                    "PolicyArn": policy_arn,
                    "PolicyDocument": change.thing.properties.get("PolicyDocument").map(document),
                    "SetAsDefault": true,
                }))?;
                self.0.call::<api::CreatePolicyVersion>(stack, input).await?;
            }
            let roles = properties::texts(change.thing.properties, "Roles");
            let before = properties::texts(change.before, "Roles");
            for role_name in before.into_iter().filter(|role| !roles.contains(role)) {
                let input = api::DetachRolePolicyInput { role_name, policy_arn: policy_arn.clone() };
                there(self.0.call::<api::DetachRolePolicy>(stack, input).await)?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, policy_arn) = (&thing.stack, &thing.physical_id.0);
            for role_name in properties::texts(thing.properties, "Roles") {
                let input = api::DetachRolePolicyInput { role_name, policy_arn: policy_arn.clone() };
                there(self.0.call::<api::DetachRolePolicy>(stack, input).await)?;
            }
            self.delete_versions(stack, policy_arn).await?;
            let input = api::DeletePolicyInput { policy_arn: policy_arn.clone() };
            self.0.remove::<api::DeletePolicy>(stack, input).await
        })
    }
}
