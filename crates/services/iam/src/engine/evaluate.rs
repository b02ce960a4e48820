//! The decision: explicit deny, else allow, else implicit deny.
//!
//! Within one account a grant of the resource's policy to the caller itself is enough, and so is one of
//! the caller's own policies; a role's trust policy and grants across accounts need the resource's side
//! too. A permissions boundary and session policies only take away. The root of an account may do
//! everything but what a resource's policy denies it. Pure: no I/O, no clock of its own.
//! Lacks: service control policies and resource control policies (there are no organizations here).

mod decision;
mod principal;
mod reach;

use kernel::{AccountId, Timestamp};

pub use decision::{Decision, Denial, Layer};
pub use principal::{Principal, PrincipalKind};
use reach::Reach;

use super::policy::{Context, Effect, Facts, Policy, Statement};

/// What someone wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who.
    pub principal: &'a Principal,
    /// What: `dynamodb:PutItem`, as IAM writes the service.
    pub action: &'a str,
    /// To what: ARNs. All must be allowed. Empty is `*`, for operations on nothing in particular.
    pub resources: &'a [&'a str],
    /// What else is known. Facts about the principal come from the principal, whatever stands here.
    pub context: &'a Context,
    /// When.
    pub now: Timestamp,
}

/// The policy of the resource itself.
#[derive(Clone, Copy, Debug)]
pub struct ResourcePolicy<'a> {
    /// The document.
    pub policy: &'a Policy,
    /// Whose resource it is.
    pub owner: &'a AccountId,
    /// [`Layer::Trust`] for a role's trust policy, which must grant whatever the caller's own policies
    /// say; [`Layer::Resource`] for any other.
    pub layer: Layer,
}

/// All policies that apply to a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policies<'a, P> {
    /// Managed and inline policies of the caller.
    pub identity: &'a [P],
    /// The caller's permissions boundary.
    pub boundary: Option<&'a Policy>,
    /// Policies given when the session was made; `None` where it was made without.
    pub session: Option<&'a [P]>,
    /// The policy of the resource.
    pub resource: Option<ResourcePolicy<'a>>,
}

/// Decides `request`.
pub fn decide<P: AsRef<Policy>>(request: &Request<'_>, policies: &Policies<'_, P>) -> Decision {
    let facts = Facts { principal: request.principal.facts(), request: request.context, now: request.now };
    let resources = if request.resources.is_empty() { &["*"] } else { request.resources };
    for (index, resource) in resources.iter().enumerate() {
        let case = Case { request, facts, resource };
        if let Err((layer, explicit)) = case.check(policies) {
            return Decision::Deny(Denial { layer, explicit, resource: index });
        }
    }
    Decision::Allow
}

/// One resource of a request.
struct Case<'a> {
    request: &'a Request<'a>,
    facts: Facts<'a>,
    resource: &'a str,
}

/// Who refuses, and whether by a Deny statement.
type Refusal = (Layer, bool);

impl Case<'_> {
    fn check<P: AsRef<Policy>>(&self, policies: &Policies<'_, P>) -> Result<(), Refusal> {
        let identity = self.all(policies.identity.iter().map(AsRef::as_ref));
        let session = policies.session.map(|session| self.all(session.iter().map(AsRef::as_ref)));
        let boundary = policies.boundary.map(|boundary| self.all([boundary].into_iter()));
        let (granted, refused) = policies.resource.map_or((None, false), |one| self.resource(one.policy));
        let resource_layer = policies.resource.map_or(Layer::Resource, |one| one.layer);

        let denies = [
            (identity == Some(Effect::Deny), Layer::Identity),
            (refused, resource_layer),
            (boundary == Some(Some(Effect::Deny)), Layer::Boundary),
            (session == Some(Some(Effect::Deny)), Layer::Session),
        ];
        if let Some((_, layer)) = denies.iter().find(|(denied, _)| *denied) {
            return Err((*layer, true));
        }

        let owner = policies.resource.map(|one| one.owner);
        let home = owner.is_none_or(|owner| self.request.principal.account() == Some(owner));
        if (resource_layer == Layer::Trust || !home) && granted.is_none() {
            return Err((resource_layer, false));
        }
        let root = self.request.principal.kind() == PrincipalKind::Root;
        if home && (root || granted == Some(Reach::Entity)) {
            return Ok(());
        }
        if matches!(
            self.request.principal.kind(),
            PrincipalKind::Service | PrincipalKind::Anonymous | PrincipalKind::Web
        ) {
            // They have no policies of their own.
            return granted.is_some().then_some(()).ok_or((resource_layer, false));
        }
        let by_resource = home && granted == Some(Reach::Broad);
        if !by_resource && !root && identity != Some(Effect::Allow) {
            return Err((Layer::Identity, false));
        }
        for (one, layer) in [(boundary, Layer::Boundary), (session, Layer::Session)] {
            if one.is_some_and(|effect| effect != Some(Effect::Allow)) {
                return Err((layer, false));
            }
        }
        Ok(())
    }

    /// What `policies` together say; principals are not looked at.
    fn all<'p>(&self, policies: impl Iterator<Item = &'p Policy>) -> Option<Effect> {
        let mut allowed = None;
        for statement in policies.flat_map(|policy| &policy.statements) {
            let news = statement.effect == Effect::Deny || allowed.is_none();
            if news && self.applies(statement) {
                if statement.effect == Effect::Deny {
                    return Some(Effect::Deny);
                }
                allowed = Some(Effect::Allow);
            }
        }
        allowed
    }

    /// How directly a resource's policy grants, and whether it denies.
    fn resource(&self, policy: &Policy) -> (Option<Reach>, bool) {
        let mut granted = None;
        for statement in &policy.statements {
            let Some(principals) = &statement.principals else { continue };
            let Some(reach) = reach::of(principals, self.request.principal) else { continue };
            if self.applies(statement) {
                match statement.effect {
                    Effect::Deny => return (None, true),
                    Effect::Allow => granted = granted.max(Some(reach)),
                }
            }
        }
        (granted, false)
    }

    fn applies(&self, statement: &Statement) -> bool {
        statement.actions.selects(|pattern| pattern.matches(self.request.action, &self.facts))
            && statement.resources.as_ref().is_none_or(|resources| {
                resources.selects(|pattern| pattern.matches(self.resource, &self.facts))
            })
            && statement.conditions.iter().all(|condition| condition.holds(&self.facts))
    }
}

#[cfg(test)]
#[path = "evaluate/tests.rs"]
mod tests;
