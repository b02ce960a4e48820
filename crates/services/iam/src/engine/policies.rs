//! Managed policies and their versions: the account's own, and AWS's to look at.

use std::ops::ControlFlow;

use kernel::{AccountId, Timestamp};

use super::entities::{ManagedPolicy, PolicyVersion, Tag, Tags};
use super::managed::AwsManaged;
use super::policy::{Dialect, Policy, characters};
use super::store::{Read, Table, put_policy};
use super::{Engine, IamError, Page};
use crate::limits::{
    MANAGED_POLICY_CHARACTERS_MAX, PAGE_ITEMS_MAX, POLICIES_PER_ACCOUNT_MAX, TAGS_MAX,
    VERSIONS_PER_POLICY_MAX,
};

/// A managed policy to be made. Forms have been checked by the operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPolicy {
    /// Its name.
    pub name: String,
    /// Its path; `None` is `/`.
    pub path: Option<String>,
    /// Its first version, JSON.
    pub document: String,
    /// What its maker says about it.
    pub description: Option<String>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A managed policy as callers see it, whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyView {
    /// Its ARN.
    pub arn: String,
    /// `ANPA…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// What its maker says about it; not held of AWS's own.
    pub description: Option<String>,
    /// Number of the default version.
    pub default_version: u32,
    /// Roles of the account that have it.
    pub attachments: usize,
    /// When it was made.
    pub created: Timestamp,
    /// When its default version was last made or changed.
    pub updated: Timestamp,
    /// Its tags.
    pub tags: Tags,
}

/// Whose policies to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// AWS's own.
    Aws,
    /// The account's.
    Local,
}

impl Engine {
    /// Makes a managed policy with one version.
    pub async fn create_policy(&self, account: &AccountId, new: NewPolicy) -> Result<PolicyView, IamError> {
        check(&new.document)?;
        let tags: Tags = new.tags.into_iter().collect();
        if tags.len() > TAGS_MAX {
            return Err(IamError::TooManyTags(TAGS_MAX));
        }
        let now = self.clock.now();
        let policy = ManagedPolicy {
            id: self.unique_id("ANPA"),
            name: new.name,
            path: new.path.unwrap_or_else(|| "/".to_owned()),
            description: new.description,
            created: now,
            updated: now,
            default_version: 1,
            next_version: 2,
            versions: vec![PolicyVersion { number: 1, document: new.document, created: now }],
            tags,
        };
        let account = account.clone();
        self.change(move |transaction| {
            if transaction.value(&Table::Policy.key(&account, &policy.name))?.is_some() {
                return Err(IamError::PolicyExists(policy.name));
            }
            if transaction.count(Table::Policy, &account, "")? >= POLICIES_PER_ACCOUNT_MAX {
                return Err(IamError::TooManyPolicies(POLICIES_PER_ACCOUNT_MAX));
            }
            put_policy(transaction, &account, &policy);
            Ok(view(&account, policy, 0))
        })
        .await
    }

    /// The managed policy of this ARN.
    pub fn policy(&self, account: &AccountId, arn: &str) -> Result<PolicyView, IamError> {
        let store = self.store()?;
        let attachments = store.attachments(account, arn)?;
        if let Some(policy) = AwsManaged::by_arn(arn) {
            return Ok(aws_view(policy, attachments));
        }
        let policy = store.policy(account, arn)?.ok_or_else(|| IamError::NoSuchPolicy(arn.to_owned()))?;
        Ok(view(account, policy, attachments))
    }

    /// Policies whose path begins with `path_prefix`, AWS's first, each by name, after the ARN `after`.
    pub fn list_policies(
        &self,
        account: &AccountId,
        scope: Scope,
        only_attached: bool,
        path_prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<PolicyView>, IamError> {
        let store = self.store()?;
        let enough = limit.clamp(1, PAGE_ITEMS_MAX) + 1;
        let mut found = Vec::new();
        let mut offer = |policy: PolicyView| {
            if policy.path.starts_with(path_prefix) && (!only_attached || policy.attachments > 0) {
                found.push(policy);
            }
            if found.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let (after_aws, after_own) = match after {
            Some(arn) if AwsManaged::by_arn(arn).is_some() => (name_of(arn), ""),
            Some(arn) => ("\u{7f}", name_of(arn)),
            None => ("", ""),
        };
        let aws = AwsManaged::all().iter().filter(|policy| scope != Scope::Local && policy.name > after_aws);
        for policy in aws {
            if offer(aws_view(policy, store.attachments(account, &policy.arn())?)).is_break() {
                break;
            }
        }
        if scope != Scope::Aws {
            store.each(Table::Policy, account, "", Some(after_own), &mut |_, value| {
                let policy = ManagedPolicy::decode(value)?;
                let attachments = store.attachments(account, &policy.arn(account))?;
                Ok(offer(view(account, policy, attachments)))
            })?;
        }
        Ok(Page::collect(found.into_iter(), limit, |policy| policy.arn.clone()))
    }

    /// Deletes a policy that is attached to nothing and has no version but the default one.
    pub async fn delete_policy(&self, account: &AccountId, arn: &str) -> Result<(), IamError> {
        let (account, arn) = (account.clone(), own(arn)?);
        self.change(move |transaction| {
            let policy = transaction.policy(&account, &arn)?;
            let policy = policy.ok_or_else(|| IamError::NoSuchPolicy(arn.clone()))?;
            if transaction.attachments(&account, &arn)? > 0 {
                return Err(IamError::PolicyIsAttached(arn));
            }
            if policy.versions.len() > 1 {
                return Err(IamError::PolicyHasVersions(arn));
            }
            transaction.delete(&Table::Policy.key(&account, &policy.name));
            Ok(())
        })
        .await
    }

    /// Makes a version of a policy, and makes it the default where `default` says so.
    pub async fn create_policy_version(
        &self,
        account: &AccountId,
        arn: &str,
        document: String,
        default: bool,
    ) -> Result<(PolicyVersion, bool), IamError> {
        check(&document)?;
        let now = self.clock.now();
        self.change_policy(account, arn, None, move |policy| {
            if policy.versions.len() >= VERSIONS_PER_POLICY_MAX {
                return Err(IamError::TooManyVersions(VERSIONS_PER_POLICY_MAX));
            }
            let version = PolicyVersion { number: policy.next_version, document, created: now };
            policy.next_version += 1;
            policy.updated = now;
            if default {
                policy.default_version = version.number;
            }
            policy.versions.push(version.clone());
            Ok((version, default))
        })
        .await
    }

    /// A version of a policy, and whether it is the default.
    pub fn policy_version(
        &self,
        account: &AccountId,
        arn: &str,
        version: u32,
    ) -> Result<(PolicyVersion, bool), IamError> {
        let missing = || IamError::NoSuchVersion { arn: arn.to_owned(), version };
        let (versions, default) = self.versions(account, arn).map_err(|error| match error {
            IamError::NoSuchPolicy(_) => missing(),
            other => other,
        })?;
        let found = versions.into_iter().find(|one| one.number == version).ok_or_else(missing)?;
        Ok((found, version == default))
    }

    /// The versions of a policy, newest first, and the number of the default one.
    pub fn list_policy_versions(
        &self,
        account: &AccountId,
        arn: &str,
    ) -> Result<(Vec<PolicyVersion>, u32), IamError> {
        let (mut versions, default) = self.versions(account, arn)?;
        versions.reverse();
        Ok((versions, default))
    }

    /// Makes a version the default.
    pub async fn set_default_policy_version(
        &self,
        account: &AccountId,
        arn: &str,
        version: u32,
    ) -> Result<(), IamError> {
        let now = self.clock.now();
        self.change_policy(account, arn, Some(version), move |policy| {
            policy.default_version = version;
            policy.updated = now;
            Ok(())
        })
        .await
    }

    /// Deletes a version that is not the default.
    pub async fn delete_policy_version(
        &self,
        account: &AccountId,
        arn: &str,
        version: u32,
    ) -> Result<(), IamError> {
        self.change_policy(account, arn, Some(version), move |policy| {
            if policy.default_version == version {
                return Err(IamError::DefaultVersion(version));
            }
            policy.versions.retain(|one| one.number != version);
            Ok(())
        })
        .await
    }

    fn versions(&self, account: &AccountId, arn: &str) -> Result<(Vec<PolicyVersion>, u32), IamError> {
        if let Some(policy) = AwsManaged::by_arn(arn) {
            let document = policy.document.to_owned();
            let only = PolicyVersion { number: policy.version, document, created: policy.updated() };
            return Ok((vec![only], policy.version));
        }
        let policy = self.store()?.policy(account, arn)?;
        let policy = policy.ok_or_else(|| IamError::NoSuchPolicy(arn.to_owned()))?;
        Ok((policy.versions, policy.default_version))
    }

    /// Reads a policy, which must have `version` if one is named, lets `change` change it, and writes it.
    pub(super) async fn change_policy<R: Send + 'static>(
        &self,
        account: &AccountId,
        arn: &str,
        version: Option<u32>,
        change: impl FnOnce(&mut ManagedPolicy) -> Result<R, IamError> + Send + 'static,
    ) -> Result<R, IamError> {
        let (account, arn) = (account.clone(), own(arn)?);
        self.change(move |transaction| {
            let policy = transaction.policy(&account, &arn)?;
            let has = |version| policy.as_ref().is_some_and(|policy| policy.version(version).is_some());
            if let Some(version) = version.filter(|version| !has(*version)) {
                return Err(IamError::NoSuchVersion { arn, version });
            }
            let mut policy = policy.ok_or(IamError::NoSuchPolicy(arn))?;
            let answer = change(&mut policy)?;
            put_policy(transaction, &account, &policy);
            Ok(answer)
        })
        .await
    }
}

fn check(document: &str) -> Result<(), IamError> {
    Policy::parse(document, Dialect::Managed)?;
    if characters(document) > MANAGED_POLICY_CHARACTERS_MAX {
        return Err(IamError::PolicyTooLong(MANAGED_POLICY_CHARACTERS_MAX));
    }
    Ok(())
}

/// Refuses AWS's own policies.
fn own(arn: &str) -> Result<String, IamError> {
    match AwsManaged::by_arn(arn) {
        Some(_) => Err(IamError::AwsOwn(arn.to_owned())),
        None => Ok(arn.to_owned()),
    }
}

fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

fn view(account: &AccountId, policy: ManagedPolicy, attachments: usize) -> PolicyView {
    PolicyView {
        arn: policy.arn(account),
        id: policy.id,
        name: policy.name,
        path: policy.path,
        description: policy.description,
        default_version: policy.default_version,
        attachments,
        created: policy.created,
        updated: policy.updated,
        tags: policy.tags,
    }
}

fn aws_view(policy: &AwsManaged, attachments: usize) -> PolicyView {
    PolicyView {
        arn: policy.arn(),
        id: policy.id(),
        name: policy.name.to_owned(),
        path: policy.path.to_owned(),
        description: None,
        default_version: policy.version,
        attachments,
        created: policy.created(),
        updated: policy.updated(),
        tags: Tags::default(),
    }
}
