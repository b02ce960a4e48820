//! Policies on roles: managed ones attached, inline ones put.

use kernel::AccountId;

use super::entities::Role;
use super::policy::{Dialect, Policy};
use super::store::{Read, attachment_key};
use super::{Engine, IamError, Page};
use crate::limits::{POLICIES_PER_ROLE_MAX, ROLE_INLINE_CHARACTERS_MAX};

/// A managed policy that is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
}

impl Engine {
    /// Attaches the managed policy `arn` to a role; again is no change.
    pub async fn attach_role_policy(
        &self,
        account: &AccountId,
        role: &str,
        arn: &str,
    ) -> Result<(), IamError> {
        let (home, arn) = (account.clone(), arn.to_owned());
        let attach = self.change_role(account, role, move |transaction, role| {
            if !transaction.is_attachable(&home, &arn)? {
                return Err(IamError::NotAttachable(arn));
            }
            if role.attached.contains(&arn) {
                return Ok(());
            }
            if role.attached.len() >= POLICIES_PER_ROLE_MAX {
                return Err(IamError::TooManyAttached(POLICIES_PER_ROLE_MAX));
            }
            transaction.put(attachment_key(&home, &arn, &role.name), Vec::new());
            role.attached.push(arn);
            Ok(())
        });
        attach.await.map(drop)
    }

    /// Detaches a managed policy from a role.
    pub async fn detach_role_policy(
        &self,
        account: &AccountId,
        role: &str,
        arn: &str,
    ) -> Result<(), IamError> {
        let (home, arn) = (account.clone(), arn.to_owned());
        let detach = self.change_role(account, role, move |transaction, role| {
            let Some(at) = role.attached.iter().position(|attached| *attached == arn) else {
                return Err(IamError::NotAttached(arn));
            };
            role.attached.remove(at);
            transaction.delete(&attachment_key(&home, &arn, &role.name));
            Ok(())
        });
        detach.await.map(drop)
    }

    /// The managed policies attached to a role whose paths begin with `path_prefix`, in order of
    /// attachment, after the ARN `after`.
    pub fn list_attached_role_policies(
        &self,
        account: &AccountId,
        role: &str,
        path_prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Attached>, IamError> {
        let role = self.role(account, role)?;
        let begin = after.and_then(|after| role.attached.iter().position(|arn| arn == after));
        let attached = role.attached.iter().skip(begin.map_or(0, |at| at + 1)).filter_map(|arn| {
            let path = arn.split_once(":policy")?.1;
            let name = path.rsplit('/').next()?;
            path.starts_with(path_prefix).then(|| Attached { arn: arn.clone(), name: name.to_owned() })
        });
        Ok(Page::collect(attached, limit, |attached| attached.arn.clone()))
    }

    /// Puts an inline policy on a role, in the place of one of the same name.
    pub async fn put_role_policy(
        &self,
        account: &AccountId,
        role: &str,
        name: &str,
        document: String,
    ) -> Result<(), IamError> {
        Policy::parse(&document, Dialect::Inline)?;
        let name = name.to_owned();
        let put = self.change_role(account, role, move |_, role| {
            role.inline.insert(name, document);
            if role.inline_characters() > ROLE_INLINE_CHARACTERS_MAX {
                let role = role.name.clone();
                return Err(IamError::InlineTooLong { role, limit: ROLE_INLINE_CHARACTERS_MAX });
            }
            Ok(())
        });
        put.await.map(drop)
    }

    /// The inline policy `name` of a role, JSON as it was put.
    pub fn role_policy(&self, account: &AccountId, role: &str, name: &str) -> Result<String, IamError> {
        let mut role: Role = self.role(account, role)?;
        role.inline.remove(name).ok_or_else(|| IamError::NoSuchRolePolicy(name.to_owned()))
    }

    /// Deletes an inline policy of a role.
    pub async fn delete_role_policy(
        &self,
        account: &AccountId,
        role: &str,
        name: &str,
    ) -> Result<(), IamError> {
        let name = name.to_owned();
        let delete = self.change_role(account, role, move |_, role| {
            role.inline.remove(&name).map(drop).ok_or(IamError::NoSuchRolePolicy(name))
        });
        delete.await.map(drop)
    }

    /// Names of the inline policies of a role, in order, after `after`.
    pub fn list_role_policies(
        &self,
        account: &AccountId,
        role: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<String>, IamError> {
        let role = self.role(account, role)?;
        let names = role.inline.into_keys().filter(|name| after.is_none_or(|after| name.as_str() > after));
        Ok(Page::collect(names, limit, String::clone))
    }
}
