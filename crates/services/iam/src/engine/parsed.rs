//! Parsed roles and policies, kept for as long as the stored bytes are the same.
//!
//! An entry is used only where the record it was made from equals the stored one, so a change counts at
//! once, however it came about, and nothing needs to be told of it. Bounded; starts anew when full.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;

use super::IamError;
use super::entities::{ManagedPolicy, Role};
use super::managed::AwsManaged;
use super::policy::{Dialect, Policy};
use crate::limits::PARSED_POLICIES_MAX;

/// A role, ready for decisions.
#[derive(Debug)]
pub(super) struct ReadyRole {
    pub(super) role: Role,
    pub(super) trust: Policy,
    pub(super) inline: Vec<Arc<Policy>>,
}

/// The cache.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    roles: Shelf<ReadyRole>,
    policies: Shelf<Policy>,
    aws: Shelf<Policy>,
}

impl Parsed {
    /// The role that `record`, the value of `key`, holds.
    pub(super) fn role(&self, key: &[u8], record: &Bytes) -> Result<Arc<ReadyRole>, IamError> {
        self.roles.get(key, record, || {
            let role = Role::decode(record)?;
            let trust = Policy::parse(&role.trust, Dialect::Trust)?;
            let inline = role.inline.values().map(|text| Policy::parse(text, Dialect::Inline).map(Arc::new));
            let inline = inline.collect::<Result<_, _>>()?;
            Ok(ReadyRole { role, trust, inline })
        })
    }

    /// The default version of the policy that `record`, the value of `key`, holds.
    pub(super) fn policy(&self, key: &[u8], record: &Bytes) -> Result<Arc<Policy>, IamError> {
        self.policies.get(key, record, || {
            let policy = ManagedPolicy::decode(record)?;
            let version = policy.version(policy.default_version);
            let document = &version.expect("invariant: decoding checks the default version").document;
            Ok(Policy::parse(document, Dialect::Managed)?)
        })
    }

    /// One of AWS's own policies.
    pub(super) fn aws(&self, policy: &'static AwsManaged) -> Result<Arc<Policy>, IamError> {
        let record = Bytes::from_static(policy.document.as_bytes());
        let parse = || Ok(Policy::parse(policy.document, Dialect::Managed)?);
        self.aws.get(policy.name.as_bytes(), &record, parse)
    }
}

type Entries<T> = HashMap<Vec<u8>, (Bytes, Arc<T>)>;

/// Things by key, each with the bytes that it was made from.
#[derive(Debug)]
struct Shelf<T>(RwLock<Entries<T>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> Shelf<T> {
    fn get(
        &self,
        key: &[u8],
        record: &Bytes,
        make: impl FnOnce() -> Result<T, IamError>,
    ) -> Result<Arc<T>, IamError> {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = entries.get(key).filter(|(from, _)| from == record) {
            return Ok(made.clone());
        }
        drop(entries);
        let made = Arc::new(make()?);
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= PARSED_POLICIES_MAX {
            entries.clear();
        }
        entries.insert(key.to_vec(), (record.clone(), made.clone()));
        Ok(made)
    }
}
