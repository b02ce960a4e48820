//! `AddPermission`.

use dispatch::{Call, Handle};
use kernel::Place;
use lambda_api::{AddPermission, AddPermissionInput, AddPermissionOutput};
use wire::Fault;

use super::{permission, revision};
use crate::errors::{fault, invalid, not_built};
use crate::functions::{StoredFunction, StoredStatement};
use crate::{Lambda, limits};

impl Handle<AddPermission> for Lambda {
    async fn handle(&self, call: &Call, input: AddPermissionInput) -> Result<AddPermissionOutput, Fault> {
        refuse_what_is_not_built(&input, &call.place)?;
        let name = permission::function_name(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let changing = self.changing_functions().await;
        let stored = self.function(&name)?.stored.clone();
        revision::check_is(permission::revision(&stored), input.revision_id.as_deref())?;
        let mut policy = stored.policy.clone().unwrap_or_default();
        if policy.statements.iter().any(|statement| statement.id == input.statement_id) {
            let text = format!(
                "The statement id ({}) provided already exists. Please provide a new statement id, or remove the \
                 existing statement.",
                input.statement_id
            );
            return Err(fault("ResourceConflictException", 409, text));
        }
        let statement = StoredStatement {
            id: input.statement_id,
            action: input.action,
            principal: account_of_root(&input.principal).unwrap_or(input.principal),
            source_arn: input.source_arn,
            source_account: input.source_account,
        };
        let arn = stored.arn();
        let document = statement.document(arn.as_str());
        policy.statements.push(statement);
        policy.revision = self.dispatch.random().uuid();
        let (bytes, most) = (policy.document(arn.as_str()).len(), limits::POLICY_BYTES_MAX);
        if bytes > most {
            let text = format!("The final policy size ({bytes}) is bigger than the limit ({most}).");
            return Err(fault("PolicyLengthExceededException", 400, text));
        }
        self.keep_function(changing, StoredFunction { policy: Some(policy), ..stored }).await?;
        Ok(AddPermissionOutput { statement: Some(document) })
    }
}

fn refuse_what_is_not_built(input: &AddPermissionInput, place: &Place) -> Result<(), Fault> {
    let principal = input.principal.as_str();
    let own = place.account.as_str();
    let is_foreign = principal.bytes().all(|byte| byte.is_ascii_digit()) && principal != own
        || principal.starts_with("arn:") && account_of_root(principal).as_deref() != Some(own);
    let asked_for = [
        (
            input.function_url_auth_type.is_some() || input.invoked_via_function_url == Some(true),
            "a function URL",
        ),
        (input.event_source_token.is_some(), "an event source token"),
        (input.principal_org_id.is_some(), "an organisation"),
        (is_foreign, "a principal that is neither a service nor the function's own account"),
    ];
    if let Some((_, what)) = asked_for.into_iter().find(|(asked, _)| *asked) {
        return Err(not_built(what));
    }
    let is_known = principal == "*" || principal == own || principal.contains(['.', ':']);
    match is_known {
        true => Ok(()),
        false => {
            Err(invalid("The provided principal was invalid. Please check the principal and try again."))
        }
    }
}

/// The account whose root `arn` names.
fn account_of_root(arn: &str) -> Option<String> {
    Some(arn.strip_prefix("arn:aws:iam::")?.strip_suffix(":root")?.to_owned())
}
