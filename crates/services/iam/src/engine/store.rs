//! Keys, and records by key. `docs/formats/iam.md` states the bytes.
//!
//! A key is a letter for the kind, the account's twelve digits, and the name in lower case, because names
//! are unique without regard to case. Attachments have an empty value: they only say which roles a policy
//! is attached to.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use kernel::{AccountId, Arn};
use storage::{Direction, KeyValue, StorageError, Transaction};

use super::IamError;
use super::entities::{ManagedPolicy, Role};
use super::managed::AwsManaged;

/// What a key is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Role,
    Policy,
    /// Policy ARN, a zero byte, role name.
    Attachment,
}

impl Table {
    /// The key of `name` in this table of `account`.
    pub(super) fn key(self, account: &AccountId, name: &str) -> Vec<u8> {
        let letter = match self {
            Self::Role => b'r',
            Self::Policy => b'p',
            Self::Attachment => b'a',
        };
        let mut key = vec![letter];
        key.extend_from_slice(account.as_str().as_bytes());
        key.extend_from_slice(name.to_lowercase().as_bytes());
        key
    }
}

/// The key of the attachment of the policy `arn` to the role `role`.
pub(super) fn attachment_key(account: &AccountId, arn: &str, role: &str) -> Vec<u8> {
    Table::Attachment.key(account, &format!("{arn}\0{role}"))
}

/// Sees a record's name as it stands in the key, and its bytes; says whether to go on.
type Visit<'a> = dyn FnMut(&str, &Bytes) -> Result<ControlFlow<()>, IamError> + 'a;

/// What the store and its transactions have in common.
pub(super) trait Read {
    /// The value of `key`.
    fn value(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError>;
    /// Visits the pairs after `lower` and before `upper`.
    fn visit(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError>;

    /// The role `name`, which must be spelled as it was made.
    fn role(&self, account: &AccountId, name: &str) -> Result<Role, IamError> {
        let value = self.value(&Table::Role.key(account, name))?;
        let role = value.map(|value| Role::decode(&value)).transpose()?;
        role.filter(|role| role.name == name).ok_or_else(|| IamError::NoSuchRole(name.to_owned()))
    }

    /// The customer-managed policy of this ARN, if there is one.
    fn policy(&self, account: &AccountId, arn: &str) -> Result<Option<ManagedPolicy>, IamError> {
        let Some(name) = own_policy_name(account, arn) else { return Ok(None) };
        let value = self.value(&Table::Policy.key(account, &name))?;
        let policy = value.map(|value| ManagedPolicy::decode(&value)).transpose()?;
        Ok(policy.filter(|policy| policy.arn(account) == arn))
    }

    /// Whether the ARN is that of a policy which roles of `account` can have.
    fn is_attachable(&self, account: &AccountId, arn: &str) -> Result<bool, IamError> {
        Ok(AwsManaged::by_arn(arn).is_some() || self.policy(account, arn)?.is_some())
    }

    /// How many keys of `table` begin with `name`.
    fn count(&self, table: Table, account: &AccountId, name: &str) -> Result<usize, IamError> {
        let mut count = 0;
        self.each(table, account, name, None, &mut |_, _| {
            count += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(count)
    }

    /// How many roles the policy of this ARN is attached to.
    fn attachments(&self, account: &AccountId, arn: &str) -> Result<usize, IamError> {
        self.count(Table::Attachment, account, &format!("{arn}\0"))
    }

    /// Visits the records of `table` whose names begin with `name`, those after `after` only, in order.
    fn each(
        &self,
        table: Table,
        account: &AccountId,
        name: &str,
        after: Option<&str>,
        visit: &mut Visit<'_>,
    ) -> Result<(), IamError> {
        let first = table.key(account, name);
        let head = table.key(account, "").len();
        let lower = after.map(|after| table.key(account, after));
        let lower = lower.as_deref().filter(|after| *after >= first.as_slice());
        let lower = lower.map_or(Bound::Included(first.as_slice()), Bound::Excluded);
        let mut failure = None;
        self.visit(lower, Bound::Unbounded, &mut |key, value| {
            if !key.starts_with(&first) {
                return ControlFlow::Break(());
            }
            visit(&String::from_utf8_lossy(&key[head..]), value).unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failure.map_or(Ok(()), Err)
    }
}

/// The name in the ARN of a policy of `account`; `None` if it is not the ARN of one.
fn own_policy_name(account: &AccountId, arn: &str) -> Option<String> {
    let arn = Arn::parse(arn).ok()?;
    let path =
        arn.name_of("policy").filter(|_| arn.service() == "iam" && arn.account() == account.as_str())?;
    Some(path.rsplit('/').next()?.to_owned())
}

impl Read for KeyValue {
    fn value(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        self.get(key)
    }

    fn visit(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.scan(lower, upper, Direction::Forward, visit)
    }
}

impl Read for Transaction {
    fn value(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        self.get(key)
    }

    fn visit(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.scan(lower, upper, Direction::Forward, visit)
    }
}

/// Writes `role`.
pub(super) fn put_role(transaction: &mut Transaction, account: &AccountId, role: &Role) {
    transaction.put(Table::Role.key(account, &role.name), role.encode());
}

/// Writes `policy`.
pub(super) fn put_policy(transaction: &mut Transaction, account: &AccountId, policy: &ManagedPolicy) {
    transaction.put(Table::Policy.key(account, &policy.name), policy.encode());
}
