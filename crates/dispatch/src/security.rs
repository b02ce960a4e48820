//! Seams for the services that know secrets and policies.

use kernel::{Arn, Timestamp};
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

    /// `Ok` when the caller may take the role `role` by `sts:AssumeRole`; else the fault's message. The
    /// role's trust policy must allow it; the caller's own policies are asked too, as IAM does. `facts` are
    /// condition keys of the request (`sts:ExternalId`) with their values. A role that does not exist is
    /// refused in the words of one that does not trust the caller: AWS does not tell them apart.
    ///
    /// This provided method refuses: who keeps no roles gives none away.
    fn assume<'a>(
        &'a self,
        _call: &'a Call,
        _role: &'a Arn,
        _facts: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let text = "the service `iam` configured here cannot say who may assume a role";
        Box::pin(std::future::ready(Err(Fault::with_status("ServiceUnavailable", 503, text))))
    }
}
