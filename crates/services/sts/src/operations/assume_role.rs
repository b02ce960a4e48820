//! `AssumeRole`.

use dispatch::{Call, Handle, Principal};
use kernel::{AccountId, Arn};
use sts_api::{AssumeRole, AssumeRoleInput, AssumeRoleOutput, AssumedRoleUser};
use wire::Fault;

use super::credentials;
use crate::Sts;
use crate::engine::Holder;
use crate::errors::{denied, invalid, may_not_assume};
use crate::limits::{CHAINED_SECONDS_MAX, ROLE_SECONDS_DEFAULT};

impl Handle<AssumeRole> for Sts {
    async fn handle(&self, call: &Call, input: AssumeRoleInput) -> Result<AssumeRoleOutput, Fault> {
        refuse_unsupported(&input)?;
        let (arn, account, name) = parse(&input.role_arn)?;
        let mut facts = vec![("sts:RoleSessionName", input.role_session_name.as_str())];
        facts.extend(input.external_id.as_deref().map(|id| ("sts:ExternalId", id)));
        let authorize = self.dispatch.authorize().ok_or_else(|| {
            Fault::with_status(
                "ServiceUnavailable",
                503,
                "no service `iam` is configured here that knows policies",
            )
        })?;
        authorize.assume(call, &arn, &facts).await?.map_err(denied)?;
        // Not to be told apart from a role that trusts somebody else.
        let may_not = || may_not_assume(&call.principal, arn.as_str());
        let role = self.role(call, &account, &name).await?.filter(|role| role.arn == arn.as_str());
        let role = role.ok_or_else(may_not)?;
        let seconds = seconds(call, &input, role.max_session_duration)?;
        let session = input.role_session_name;
        let holder = Holder::Role { account, role: role.role_name, session: session.clone() };
        let assumed_role_user = AssumedRoleUser {
            assumed_role_id: format!("{}:{session}", role.role_id),
            arn: holder.principal().arn(),
        };
        let session = self.engine.begin(holder, seconds).await?;
        Ok(AssumeRoleOutput {
            credentials: Some(credentials(session)),
            assumed_role_user: Some(assumed_role_user),
            packed_policy_size: None,
            source_identity: None,
        })
    }
}

/// What would change what the session may do, and is not here, must not be ignored.
fn refuse_unsupported(input: &AssumeRoleInput) -> Result<(), Fault> {
    let is_any = |list: Option<usize>| list.is_some_and(|length| length > 0);
    let set = [
        ("Policy", input.policy.is_some()),
        ("PolicyArns", is_any(input.policy_arns.as_ref().map(Vec::len))),
        ("Tags", is_any(input.tags.as_ref().map(Vec::len))),
        ("TransitiveTagKeys", is_any(input.transitive_tag_keys.as_ref().map(Vec::len))),
        ("SerialNumber", input.serial_number.is_some()),
        ("TokenCode", input.token_code.is_some()),
        ("SourceIdentity", input.source_identity.is_some()),
        ("ProvidedContexts", input.provided_contexts.is_some()),
    ];
    match set.into_iter().find(|(_, is_set)| *is_set) {
        Some((name, _)) => Err(invalid(format!("{name} is not supported here; leave it out."))),
        None => Ok(()),
    }
}

/// A role's ARN, its account and its name without path.
fn parse(text: &str) -> Result<(Arn, AccountId, String), Fault> {
    let wrong = || invalid("Request ARN is invalid");
    let arn = Arn::parse(text).map_err(|_| wrong())?;
    let path = arn.name_of("role").filter(|_| arn.service() == "iam" && arn.region().is_empty());
    let name = path.and_then(|path| path.rsplit('/').next()).filter(|name| !name.is_empty());
    let name = name.ok_or_else(wrong)?.to_owned();
    let account = AccountId::parse(arn.account()).ok_or_else(wrong)?;
    Ok((arn, account, name))
}

/// How long the session lasts.
fn seconds(call: &Call, input: &AssumeRoleInput, role_max: Option<i32>) -> Result<u32, Fault> {
    let seconds = input.duration_seconds.map_or(ROLE_SECONDS_DEFAULT, i32::unsigned_abs);
    match call.principal {
        // AWS's services are not held to the role's maximum.
        Principal::Service(_) => Ok(seconds),
        Principal::Session { .. } if seconds > CHAINED_SECONDS_MAX => Err(invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )),
        _ if seconds > role_max.map_or(ROLE_SECONDS_DEFAULT, i32::unsigned_abs) => {
            Err(invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role."))
        }
        _ => Ok(seconds),
    }
}
