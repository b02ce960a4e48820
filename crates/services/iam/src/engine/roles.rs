//! Roles: made, seen, changed, deleted.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use kernel::AccountId;
use storage::Transaction;

use super::entities::{Role, Tag, Tags};
use super::policy::{Dialect, Policy, characters};
use super::store::{Read, Table, put_role};
use super::{Engine, IamError, Page};
use crate::limits::{
    PAGE_ITEMS_MAX, ROLES_PER_ACCOUNT_MAX, SESSION_SECONDS_MIN, TAGS_MAX, TRUST_POLICY_CHARACTERS_MAX,
};

/// A role to be made. Forms of names and numbers have been checked by the operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRole {
    /// Its name.
    pub name: String,
    /// Its path; `None` is `/`.
    pub path: Option<String>,
    /// The trust policy, JSON.
    pub trust: String,
    /// What its maker says about it.
    pub description: Option<String>,
    /// How long a session may last, seconds; `None` is 3600.
    pub session_seconds_max: Option<u32>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// What of a role is to change; `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleChange {
    /// What its maker says about it.
    pub description: Option<String>,
    /// How long a session may last, seconds.
    pub session_seconds_max: Option<u32>,
}

impl Engine {
    /// Makes a role.
    pub async fn create_role(&self, account: &AccountId, new: NewRole) -> Result<Role, IamError> {
        check_trust(&new.trust)?;
        let tags: Tags = new.tags.into_iter().collect();
        if tags.len() > TAGS_MAX {
            return Err(IamError::TooManyTags(TAGS_MAX));
        }
        let role = Role {
            id: self.unique_id("AROA"),
            name: new.name,
            path: new.path.unwrap_or_else(|| "/".to_owned()),
            trust: new.trust,
            description: new.description,
            session_seconds_max: new.session_seconds_max.unwrap_or(SESSION_SECONDS_MIN),
            created: self.clock.now(),
            tags,
            attached: Vec::new(),
            inline: BTreeMap::new(),
        };
        let account = account.clone();
        self.change(move |transaction| {
            if transaction.value(&Table::Role.key(&account, &role.name))?.is_some() {
                return Err(IamError::RoleExists(role.name));
            }
            if transaction.count(Table::Role, &account, "")? >= ROLES_PER_ACCOUNT_MAX {
                return Err(IamError::TooManyRoles(ROLES_PER_ACCOUNT_MAX));
            }
            put_role(transaction, &account, &role);
            Ok(role)
        })
        .await
    }

    /// The role `name`.
    pub fn role(&self, account: &AccountId, name: &str) -> Result<Role, IamError> {
        self.store()?.role(account, name)
    }

    /// Roles whose path begins with `path_prefix`, by name without regard to case, after `after`.
    pub fn list_roles(
        &self,
        account: &AccountId,
        path_prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Role>, IamError> {
        let enough = limit.clamp(1, PAGE_ITEMS_MAX) + 1;
        let mut roles = Vec::new();
        self.store()?.each(Table::Role, account, "", after, &mut |_, value| {
            let role = Role::decode(value)?;
            if role.path.starts_with(path_prefix) {
                roles.push(role);
            }
            Ok(if roles.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(Page::collect(roles.into_iter(), limit, |role| role.name.clone()))
    }

    /// Changes a role's description or longest session.
    pub async fn update_role(
        &self,
        account: &AccountId,
        name: &str,
        change: RoleChange,
    ) -> Result<Role, IamError> {
        self.change_role(account, name, move |_, role| {
            role.description = change.description.or(role.description.take());
            role.session_seconds_max = change.session_seconds_max.unwrap_or(role.session_seconds_max);
            Ok(())
        })
        .await
    }

    /// Replaces a role's trust policy.
    pub async fn update_trust(
        &self,
        account: &AccountId,
        name: &str,
        trust: String,
    ) -> Result<Role, IamError> {
        check_trust(&trust)?;
        self.change_role(account, name, move |_, role| {
            role.trust = trust;
            Ok(())
        })
        .await
    }

    /// Deletes a role without policies.
    pub async fn delete_role(&self, account: &AccountId, name: &str) -> Result<(), IamError> {
        let (account, name) = (account.clone(), name.to_owned());
        self.change(move |transaction| {
            let role = transaction.role(&account, &name)?;
            if !role.attached.is_empty() {
                return Err(IamError::RoleHasAttachedPolicies(name));
            }
            if !role.inline.is_empty() {
                return Err(IamError::RoleHasInlinePolicies(name));
            }
            transaction.delete(&Table::Role.key(&account, &name));
            Ok(())
        })
        .await
    }

    /// Reads a role, lets `change` change it, and writes it, in one transaction.
    pub(super) async fn change_role(
        &self,
        account: &AccountId,
        name: &str,
        change: impl FnOnce(&mut Transaction, &mut Role) -> Result<(), IamError> + Send + 'static,
    ) -> Result<Role, IamError> {
        let (account, name) = (account.clone(), name.to_owned());
        self.change(move |transaction| {
            let mut role = transaction.role(&account, &name)?;
            change(transaction, &mut role)?;
            put_role(transaction, &account, &role);
            Ok(role)
        })
        .await
    }
}

fn check_trust(document: &str) -> Result<(), IamError> {
    Policy::parse(document, Dialect::Trust)?;
    if characters(document) > TRUST_POLICY_CHARACTERS_MAX {
        return Err(IamError::TrustTooLong(TRUST_POLICY_CHARACTERS_MAX));
    }
    Ok(())
}
