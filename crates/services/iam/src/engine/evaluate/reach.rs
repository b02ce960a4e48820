//! How closely a `Principal` element names a caller.

use super::principal::{Principal, PrincipalKind};
use crate::engine::policy::{PrincipalPattern, Selection};

/// How closely; more is closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// The caller's account: its own policies must grant too.
    Account,
    /// The role behind a session, or everyone: boundary and session policies still take away.
    Broad,
    /// The caller itself.
    Entity,
}

/// How `principals` reach `caller`; `None` if they do not. `NotPrincipal` reaches all others broadly.
pub(super) fn of(principals: &Selection<PrincipalPattern>, caller: &Principal) -> Option<Reach> {
    let closest = principals.listed.iter().filter_map(|pattern| reach(pattern, caller)).max();
    match (principals.inverted, closest) {
        (false, closest) => closest,
        (true, None) => Some(Reach::Broad),
        (true, Some(_)) => None,
    }
}

fn reach(pattern: &PrincipalPattern, caller: &Principal) -> Option<Reach> {
    match pattern {
        PrincipalPattern::Anyone => Some(Reach::Broad),
        PrincipalPattern::Account(account) => {
            let same = caller.account().is_some_and(|own| own.as_str() == account);
            same.then_some(if caller.kind() == PrincipalKind::Root { Reach::Entity } else { Reach::Account })
        }
        PrincipalPattern::Aws(name) if name == caller.arn() || Some(name.as_str()) == caller.unique_id() => {
            Some(Reach::Entity)
        }
        PrincipalPattern::Aws(name) => (Some(name.as_str()) == caller.role_arn()).then_some(Reach::Broad),
        PrincipalPattern::Service(name) => {
            (caller.kind() == PrincipalKind::Service && name == caller.arn()).then_some(Reach::Entity)
        }
        PrincipalPattern::Federated(name) => {
            (caller.kind() == PrincipalKind::Web && name == caller.arn()).then_some(Reach::Entity)
        }
        // Nobody here has a canonical user id.
        PrincipalPattern::Canonical(_) => None,
    }
}
