//! Types of IAM.

pub(super) mod managed_policy;
pub(super) mod policy;
pub(super) mod role;
