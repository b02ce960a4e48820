//! The iam service: roles, managed and inline policies, and the decision who may do what.
//!
//! Engine: [`engine`], over the embedded key-value store. Calls no other service. No background tasks.
//! Also answers the house's own question, whether a caller may do something: [`dispatch::Authorize`].
//!
//! Lacks: users, groups, access keys, instance profiles (lists of them are empty), and permissions
//! boundaries, which are refused where they are set. Of the request's context, conditions know the
//! principal, the time and `aws:RequestedRegion`.
//!
//! Doubts, where AWS's behaviour could not be looked up:
//! - inline policies may leave out `Version` or use 2008-10-17; managed ones must say 2012-10-17;
//! - the unique ids of AWS's own policies are derived from their names;
//! - names are unique without regard to case, but found only in the case they were made with;
//! - a trust policy may name a role or user that does not exist (AWS refuses it);
//! - `UpdateRole` leaves as it is what its input does not name;
//! - a session whose role is gone is refused as JSON services word it, whichever service it calls.

mod authorize;
pub mod engine;
mod errors;
pub mod limits;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Routes};
use iam_api as api;
use storage::Volume;

use engine::Engine;

/// The service.
pub struct Iam {
    engine: Engine,
}

impl Iam {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let engine = Engine::new(volume, dispatch.clock().clone(), dispatch.random().clone());
        Arc::new(Self { engine })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AttachRolePolicy>()
            .with::<api::CreatePolicy>()
            .with::<api::CreatePolicyVersion>()
            .with::<api::CreateRole>()
            .with::<api::DeletePolicy>()
            .with::<api::DeletePolicyVersion>()
            .with::<api::DeleteRole>()
            .with::<api::DeleteRolePolicy>()
            .with::<api::DetachRolePolicy>()
            .with::<api::GetPolicy>()
            .with::<api::GetPolicyVersion>()
            .with::<api::GetRole>()
            .with::<api::GetRolePolicy>()
            .with::<api::ListAttachedRolePolicies>()
            .with::<api::ListInstanceProfilesForRole>()
            .with::<api::ListPolicies>()
            .with::<api::ListPolicyVersions>()
            .with::<api::ListRolePolicies>()
            .with::<api::ListRoleTags>()
            .with::<api::ListRoles>()
            .with::<api::PutRolePolicy>()
            .with::<api::SetDefaultPolicyVersion>()
            .with::<api::TagRole>()
            .with::<api::UntagRole>()
            .with::<api::UpdateAssumeRolePolicy>()
            .with::<api::UpdateRole>()
    }
}
