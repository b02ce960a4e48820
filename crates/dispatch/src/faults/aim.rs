//! What a rule is held against: one call, with what it touches.

use kernel::like;
use wire::{Operation, Service};

use super::FaultRule;
use crate::{Call, Principal};

/// One call.
#[derive(Debug)]
pub struct Aim<'a> {
    /// Its service.
    pub service: &'static Service,
    /// Its operation, e.g. `PutItem`.
    pub operation: &'static str,
    /// Its IAM action, e.g. `dynamodb:PutItem`.
    pub action: String,
    /// The ARNs of what it touches; `*` where AWS knows no resource.
    pub resources: Vec<String>,
    /// Who calls.
    pub principal: &'a Principal,
}

impl<'a> Aim<'a> {
    /// The call of `O` with `input`.
    pub fn of<O: Operation>(call: &'a Call, input: &O::Input) -> Self {
        Self {
            service: O::SERVICE,
            operation: O::NAME,
            action: O::action_on(input),
            resources: O::resources(input, &call.place),
            principal: &call.principal,
        }
    }

    /// Whether `rule` means this call.
    pub(super) fn is_meant_by(&self, rule: &FaultRule) -> bool {
        let is_named = || {
            rule.names(&format!("{}:{}", self.service.name, self.operation))
                || rule.names(&format!("{}:{}", self.service.signing_name(), self.operation))
                || rule.names(&self.action)
        };
        let is_touched =
            |pattern: &str| self.resources.iter().any(|arn| like(pattern, arn) || is_part(pattern, arn));
        let is_by = |pattern: &str| match self.principal {
            Principal::Session { role, .. } => like(pattern, role) || like(pattern, &self.principal.arn()),
            Principal::Account(_) | Principal::Service(_) => like(pattern, &self.principal.arn()),
        };
        rule.resource.as_deref().is_none_or(is_touched)
            && rule.principal.as_deref().is_none_or(is_by)
            && is_named()
    }
}

/// Whether a part of the resource in `arn` is what `pattern` says: of `…:table/orders/index/by-day` each of the four.
fn is_part(pattern: &str, arn: &str) -> bool {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    resource.split([':', '/']).any(|part| !part.is_empty() && like(pattern, part)) || like(pattern, resource)
}
