//! Seams for the services that know secrets and policies.

use kernel::Timestamp;
use wire::Fault;

use crate::{Call, Future, Principal};

/// Knows the access keys that this house has given out.
pub trait Identify: Send + Sync {
    /// Whose key this is; `None` for keys we did not give out.
    fn identify(&self, access_key: &str) -> Option<Identity>;
}

/// What stands behind an access key.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who calls with it.
    pub principal: Principal,
    /// What requests are signed with.
    pub secret_key: String,
    /// What must come along, for keys of a session.
    pub session_token: Option<String>,
    /// When the key ends, for keys of a session.
    pub expires: Option<Timestamp>,
}

/// Knows what principals may do.
pub trait Authorize: Send + Sync {
    /// `Ok` when the caller may do `action` on all `resources`; else the fault's message.
    fn authorize<'a>(
        &'a self,
        call: &'a Call,
        action: &'a str,
        resources: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>>;
}
