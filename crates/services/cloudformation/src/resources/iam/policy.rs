//! `AWS::IAM::Policy`: an inline policy on roles. `Ref` is a made-up name; attribute `Id`, the same.
//!
//! Users and groups are refused, because there are none.

use iam_api as api;
use serde_json::{Map, Value};

use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, Kind, Modification, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::{Calls, there};
use crate::resources::properties::{self, document, invalid};

/// See the module.
pub(in crate::resources) struct Policy(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("PolicyName", Kind::Text),
    Property::required("PolicyDocument", Kind::Json),
    Property::optional("Roles", Kind::List(&Kind::Text)),
    Property::optional("Groups", Kind::Unsupported),
    Property::optional("Users", Kind::Unsupported),
];

fn policy_name(thing: &Thing<'_>) -> String {
    properties::text(thing.properties, "PolicyName").unwrap_or_default().to_owned()
}

impl ResourceType for Policy {
    fn type_name(&self) -> &'static str {
        "AWS::IAM::Policy"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            if properties::texts(request.properties, "Roles").is_empty() {
                return Err(invalid("At least one of [Groups,Roles,Users] must be non-empty."));
            }
            // Nothing is there before it is put on a role, which may be done twice.
            Ok(PhysicalId::from(request.name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let policy_document = thing.properties.get("PolicyDocument").map(document).unwrap_or_default();
            for role_name in properties::texts(thing.properties, "Roles") {
                let (policy_name, policy_document) = (policy_name(&thing), policy_document.clone());
                let input = api::PutRolePolicyInput { role_name, policy_name, policy_document };
                self.0.call::<api::PutRolePolicy>(&thing.stack, input).await?;
            }
            Ok(properties::attributes([("Id", Value::from(thing.physical_id.as_str()))]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let roles = properties::texts(change.thing.properties, "Roles");
            if roles.is_empty() {
                return Err(invalid("At least one of [Groups,Roles,Users] must be non-empty."));
            }
            let renamed = change.changes("PolicyName");
            let before = properties::text(change.before, "PolicyName").unwrap_or_default();
            for role_name in properties::texts(change.before, "Roles") {
                if renamed || !roles.contains(&role_name) {
                    let input = api::DeleteRolePolicyInput { role_name, policy_name: before.to_owned() };
                    there(self.0.call::<api::DeleteRolePolicy>(&change.thing.stack, input).await)?;
                }
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            for role_name in properties::texts(thing.properties, "Roles") {
                let input = api::DeleteRolePolicyInput { role_name, policy_name: policy_name(&thing) };
                there(self.0.call::<api::DeleteRolePolicy>(&thing.stack, input).await)?;
            }
            Ok(())
        })
    }
}
