//! `AWS::IAM::Role`. `Ref` is the name; attributes `Arn` and `RoleId`.
//!
//! Only the policies that the resource itself names are taken off before it is deleted: one that somebody
//! else put on makes the deletion fail, as on AWS.

use iam_api as api;
use serde_json::{Map, Value, json};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, Properties, TAGS, TagChange, document};

/// See the module.
pub(in crate::resources) struct Role(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("AssumeRolePolicyDocument", Kind::Json),
    Property::optional("RoleName", Kind::Text).replacing(),
    Property::optional("Path", Kind::Text).replacing(),
    Property::optional("Description", Kind::Text),
    Property::optional("MaxSessionDuration", Kind::Integer),
    Property::optional("PermissionsBoundary", Kind::Text),
    Property::optional("ManagedPolicyArns", Kind::List(&Kind::Text)),
    Property::optional(
        "Policies",
        Kind::List(&Kind::Object(&[
            Property::required("PolicyName", Kind::Text),
            Property::required("PolicyDocument", Kind::Json),
        ])),
    ),
    Property::optional("Tags", TAGS),
];

/// How long a session of a role may last if nobody says otherwise (API: CreateRole), seconds.
const SESSION_SECONDS: u32 = 3600;

impl Role {
    /// Takes off what the role had and is not to have; what it is to have is put on later.
    async fn take_policies_off(&self, change: &Modification<'_>) -> Done<()> {
        let (thing, role_name) = (&change.thing, &change.thing.physical_id.0);
        let attached = properties::texts(thing.properties, "ManagedPolicyArns");
        let before = properties::texts(change.before, "ManagedPolicyArns");
        for policy_arn in before.into_iter().filter(|arn| !attached.contains(arn)) {
            let input = api::DetachRolePolicyInput { role_name: role_name.clone(), policy_arn };
            there(self.0.call::<api::DetachRolePolicy>(&thing.stack, input).await)?;
        }
        let own = inline(thing.properties);
        for (policy_name, _) in inline(change.before) {
            if !own.iter().any(|(name, _)| *name == policy_name) {
                let input = api::DeleteRolePolicyInput { role_name: role_name.clone(), policy_name };
                there(self.0.call::<api::DeleteRolePolicy>(&thing.stack, input).await)?;
            }
        }
        Ok(())
    }

    async fn retag(&self, change: &Modification<'_>) -> Done<()> {
        let (stack, role_name) = (&change.thing.stack, &change.thing.physical_id.0);
        let tags = TagChange::of(change);
        if !tags.put.is_empty() {
            let input = properties::input(json!({"RoleName": role_name, "Tags": tags.list()}))?;
            self.0.call::<api::TagRole>(stack, input).await?;
        }
        if !tags.take.is_empty() {
            let input = api::UntagRoleInput { role_name: role_name.clone(), tag_keys: tags.take };
            self.0.call::<api::UntagRole>(stack, input).await?;
        }
        Ok(())
    }
}

/// The inline policies: name and document.
fn inline(properties: &Properties) -> Vec<(String, String)> {
    let policies = properties.get("Policies").and_then(Value::as_array).into_iter().flatten();
    let policy = |policy: &Value| {
        Some((policy.get("PolicyName")?.as_str()?.to_owned(), document(policy.get("PolicyDocument")?)))
    };
    policies.filter_map(policy).collect()
}

impl ResourceType for Role {
    fn type_name(&self) -> &'static str {
        "AWS::IAM::Role"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("RoleName", 64)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let name = properties::name_of(&request, "RoleName");
            let input = properties::input(json!({
                "RoleName": name,
                "AssumeRolePolicyDocument": given.get("AssumeRolePolicyDocument").map(document),
                "Path": given.get("Path"),
                "Description": given.get("Description"),
                "MaxSessionDuration": given.get("MaxSessionDuration"),
                "PermissionsBoundary": given.get("PermissionsBoundary"),
                "Tags": properties::tag_list(stack, given),
            }))?;
            match self.0.call::<api::CreateRole>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input = api::GetRoleInput { role_name: name.clone() };
                    let there = self.0.call::<api::GetRole>(stack, input).await?;
                    if !properties::is_ours(&request, there.role.create_date) {
                        return Err(failure);
                    }
                }
                result => drop(result?),
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let (stack, role_name) = (&thing.stack, &thing.physical_id.0);
            for (policy_name, policy_document) in inline(thing.properties) {
                let role_name = role_name.clone();
                let input = api::PutRolePolicyInput { role_name, policy_name, policy_document };
                self.0.call::<api::PutRolePolicy>(stack, input).await?;
            }
            for policy_arn in properties::texts(thing.properties, "ManagedPolicyArns") {
                let input = api::AttachRolePolicyInput { role_name: role_name.clone(), policy_arn };
                self.0.call::<api::AttachRolePolicy>(stack, input).await?;
            }
            let input = api::GetRoleInput { role_name: role_name.clone() };
            let role = self.0.call::<api::GetRole>(stack, input).await?.role;
            Ok(properties::attributes([("Arn", role.arn.into()), ("RoleId", role.role_id.into())]))
        })
    }

    fn refusal(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
        properties::unchangeable(self.type_name(), &["PermissionsBoundary"], (before, after))
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (thing, role_name) = (&change.thing, &change.thing.physical_id.0);
            let given = thing.properties;
            if change.changes("AssumeRolePolicyDocument") {
                let input = properties::input(json!({
                    "RoleName": role_name,
                    "PolicyDocument": given.get("AssumeRolePolicyDocument").map(document),
                }))?;
                self.0.call::<api::UpdateAssumeRolePolicy>(&thing.stack, input).await?;
            }
            if change.changes("Description") || change.changes("MaxSessionDuration") {
                let input = properties::input(json!({
                    "RoleName": role_name,
                    "Description": properties::text(given, "Description").unwrap_or_default(),
                    "MaxSessionDuration": given.get("MaxSessionDuration").unwrap_or(&json!(SESSION_SECONDS)),
                }))?;
                self.0.call::<api::UpdateRole>(&thing.stack, input).await?;
            }
            self.take_policies_off(&change).await?;
            self.retag(&change).await
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, role_name) = (&thing.stack, &thing.physical_id.0);
            for policy_arn in properties::texts(thing.properties, "ManagedPolicyArns") {
                let input = api::DetachRolePolicyInput { role_name: role_name.clone(), policy_arn };
                there(self.0.call::<api::DetachRolePolicy>(stack, input).await)?;
            }
            for (policy_name, _) in inline(thing.properties) {
                let input = api::DeleteRolePolicyInput { role_name: role_name.clone(), policy_name };
                there(self.0.call::<api::DeleteRolePolicy>(stack, input).await)?;
            }
            let input = api::DeleteRoleInput { role_name: role_name.clone() };
            self.0.remove::<api::DeleteRole>(stack, input).await
        })
    }
}
