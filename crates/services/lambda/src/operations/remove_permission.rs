//! `RemovePermission`.

use dispatch::{Call, Handle};
use lambda_api::{RemovePermission, RemovePermissionInput};
use wire::Fault;

use super::{permission, revision};
use crate::Lambda;
use crate::errors::fault;
use crate::functions::StoredFunction;

impl Handle<RemovePermission> for Lambda {
    async fn handle(&self, call: &Call, input: RemovePermissionInput) -> Result<(), Fault> {
        let name = permission::function_name(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let changing = self.changing_functions().await;
        let stored = self.function(&name)?.stored.clone();
        let no_policy =
            || fault("ResourceNotFoundException", 404, "No policy is associated with the given resource.");
        let mut policy = stored.policy.clone().ok_or_else(no_policy)?;
        let before = policy.statements.len();
        policy.statements.retain(|statement| statement.id != input.statement_id);
        if policy.statements.len() == before {
            let text = format!("Statement {} is not found in resource policy.", input.statement_id);
            return Err(fault("ResourceNotFoundException", 404, text));
        }
        revision::check_is(permission::revision(&stored), input.revision_id.as_deref())?;
        policy.revision = self.dispatch.random().uuid();
        let policy = Some(policy).filter(|policy| !policy.statements.is_empty());
        self.keep_function(changing, StoredFunction { policy, ..stored }).await.map(drop)
    }
}
