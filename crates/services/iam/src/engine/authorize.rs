//! Decisions on what is stored: may this caller do that, may it take that role.

use std::sync::Arc;

use kernel::{AccountId, Arn};

use super::evaluate::{Decision, Denial, Layer, Policies, Principal, Request, ResourcePolicy, decide};
use super::managed::AwsManaged;
use super::parsed::ReadyRole;
use super::policy::{Context, Policy};
use super::store::{Read, Table};
use super::{Engine, IamError};
use crate::engine::entities::Role;

/// Who calls, as the front door knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller<'a> {
    /// The account itself.
    Root(&'a AccountId),
    /// A session of a role.
    Session {
        /// The role's account.
        account: &'a AccountId,
        /// The role's name.
        role: &'a str,
        /// The session's name.
        session: &'a str,
    },
    /// An AWS service: `lambda.amazonaws.com`.
    Service(&'a str),
}

/// Why a caller may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which sort of policy refused.
    pub denial: Denial,
    /// The message of AWS's AccessDenied.
    pub message: String,
}

impl Engine {
    /// Whether `caller` may do `action` (`dynamodb:PutItem`) on all `resources` (ARNs; none is `*`).
    /// Fails with NoSuchRole where the session's role is gone.
    pub fn authorize(
        &self,
        caller: Caller<'_>,
        action: &str,
        resources: &[&str],
        context: &Context,
    ) -> Result<Result<(), Refused>, IamError> {
        let (principal, identity) = self.identify(caller)?;
        let request = Request { principal: &principal, action, resources, context, now: self.clock.now() };
        let policies = Policies { identity: &identity, boundary: None, session: None, resource: None };
        Ok(answer(&request, decide(&request, &policies)))
    }

    /// Whether `caller` may take the role `role` by `action` (`sts:AssumeRole`), which its trust policy
    /// must allow; answers the role. Fails with NoSuchRole where there is none.
    pub fn assume(
        &self,
        caller: Caller<'_>,
        role: &Arn,
        action: &str,
        context: &Context,
    ) -> Result<Result<Role, Refused>, IamError> {
        let missing = || IamError::NoSuchRole(role.as_str().to_owned());
        let (owner, name) = Principal::role_of(role).ok_or_else(missing)?;
        let ready = self.ready_role(&owner, name)?;
        if ready.role.arn(&owner) != role.as_str() {
            return Err(missing());
        }
        let (principal, identity) = self.identify(caller)?;
        let resources = [role.as_str()];
        let request =
            Request { principal: &principal, action, resources: &resources, context, now: self.clock.now() };
        let trust = ResourcePolicy { policy: &ready.trust, owner: &owner, layer: Layer::Trust };
        let policies = Policies { identity: &identity, boundary: None, session: None, resource: Some(trust) };
        Ok(answer(&request, decide(&request, &policies)).map(|()| ready.role.clone()))
    }

    /// The principal behind `caller`, with its policies.
    fn identify(&self, caller: Caller<'_>) -> Result<(Principal, Vec<Arc<Policy>>), IamError> {
        let (account, role, session) = match caller {
            Caller::Root(account) => return Ok((Principal::root(account), Vec::new())),
            Caller::Service(name) => return Ok((Principal::service(name), Vec::new())),
            Caller::Session { account, role, session } => (account, role, session),
        };
        let ready = self.ready_role(account, role)?;
        let role = &ready.role;
        let mut principal = Principal::session(account, &role.path, &role.name, &role.id, session);
        for tag in role.tags.iter() {
            principal = principal.with_tag(&tag.key, &tag.value);
        }
        let mut identity = ready.inline.clone();
        for arn in &role.attached {
            identity.extend(self.ready_policy(account, arn)?);
        }
        Ok((principal, identity))
    }

    fn ready_role(&self, account: &AccountId, name: &str) -> Result<Arc<ReadyRole>, IamError> {
        let missing = || IamError::NoSuchRole(name.to_owned());
        let key = Table::Role.key(account, name);
        let record = self.store()?.value(&key)?.ok_or_else(missing)?;
        let ready = self.parsed.role(&key, &record)?;
        if ready.role.name == name { Ok(ready) } else { Err(missing()) }
    }

    /// An attached policy. One that is gone grants and denies nothing; the store does not let it go.
    fn ready_policy(&self, account: &AccountId, arn: &str) -> Result<Option<Arc<Policy>>, IamError> {
        if let Some(policy) = AwsManaged::by_arn(arn) {
            return self.parsed.aws(policy).map(Some);
        }
        let name = arn.rsplit('/').next().unwrap_or(arn);
        let key = Table::Policy.key(account, name);
        let record = self.store()?.value(&key)?;
        record.map(|record| self.parsed.policy(&key, &record)).transpose()
    }
}

fn answer(request: &Request<'_>, decision: Decision) -> Result<(), Refused> {
    match decision {
        Decision::Allow => Ok(()),
        Decision::Deny(denial) => Err(Refused { denial, message: denial.message(request) }),
    }
}
