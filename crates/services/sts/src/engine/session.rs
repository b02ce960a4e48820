//! A session, and its stored form: JSON under `s` and the access key. `docs/formats/sts.md` states it.

use dispatch::{Identity, Principal};
use kernel::{AccountId, Timestamp};
use wire::{Shape, from_json, to_json};

use super::{EngineError, Result};

/// What keys of sessions begin with.
pub const PREFIX: &[u8] = b"s";
/// The version of the form below.
const VERSION: i32 = 1;

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The account's own.
    Account(AccountId),
    /// Of somebody who assumed a role.
    Role {
        /// The role's account.
        account: AccountId,
        /// The role's name, without path.
        role: String,
        /// The session's name.
        session: String,
    },
}

impl Holder {
    /// Who calls with its keys.
    pub fn principal(&self) -> Principal {
        match self.clone() {
            Self::Account(account) => Principal::Account(account),
            Self::Role { account, role, session } => Principal::Session { account, role, session },
        }
    }
}

/// Keys for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// `ASIA…`.
    pub access_key: String,
    /// What requests are signed with.
    pub secret_key: String,
    /// What must come along.
    pub token: String,
    /// When it ends.
    pub expires: Timestamp,
    /// Whose it is.
    pub holder: Holder,
}

#[derive(Shape)]
struct Stored {
    version: i32,
    secret_key: String,
    token: String,
    expires: Timestamp,
    account: String,
    role: Option<String>,
    session: Option<String>,
}

/// Under which the session of `access_key` is stored.
pub fn key(access_key: &str) -> Vec<u8> {
    [PREFIX, access_key.as_bytes()].concat()
}

impl Stored {
    fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        if stored.version == VERSION {
            Ok(stored)
        } else {
            Err(EngineError::Corrupt(format!("version {}, where {VERSION} is known", stored.version)))
        }
    }
}

impl Session {
    /// The key it is stored under.
    pub fn key(&self) -> Vec<u8> {
        key(&self.access_key)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        let (account, role, session) = match &self.holder {
            Holder::Account(account) => (account, None, None),
            Holder::Role { account, role, session } => (account, Some(role.clone()), Some(session.clone())),
        };
        let stored = Stored {
            version: VERSION,
            secret_key: self.secret_key.clone(),
            token: self.token.clone(),
            expires: self.expires,
            account: account.to_string(),
            role,
            session,
        };
        to_json(&stored)
    }

    /// The session of `access_key` in stored bytes.
    pub fn decode(access_key: &str, bytes: &[u8]) -> Result<Self> {
        let stored = Stored::decode(bytes)?;
        let account = AccountId::parse(&stored.account);
        let account = account.ok_or_else(|| EngineError::Corrupt(format!("account `{}`", stored.account)))?;
        let holder = match (stored.role, stored.session) {
            (Some(role), Some(session)) => Holder::Role { account, role, session },
            (None, None) => Holder::Account(account),
            // Neither is guessed: an account's session may do everything.
            _ => return Err(EngineError::Corrupt("a role without a session, or the reverse".to_owned())),
        };
        Ok(Self {
            access_key: access_key.to_owned(),
            secret_key: stored.secret_key,
            token: stored.token,
            expires: stored.expires,
            holder,
        })
    }

    /// When the session in stored bytes ends.
    pub fn expiry(bytes: &[u8]) -> Result<Timestamp> {
        Ok(Stored::decode(bytes)?.expires)
    }

    /// As the house's door wants it.
    pub fn into_identity(self) -> Identity {
        Identity {
            principal: self.holder.principal(),
            secret_key: self.secret_key,
            session_token: Some(self.token),
            expires: Some(self.expires),
        }
    }

    /// Whose account it is.
    pub fn account(&self) -> &AccountId {
        match &self.holder {
            Holder::Account(account) | Holder::Role { account, .. } => account,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let account = AccountId::default();
        let role = Holder::Role { account: account.clone(), role: "r".into(), session: "s".into() };
        let new = |holder| Session {
            access_key: "ASIA".into(),
            secret_key: "k".into(),
            token: "t".into(),
            expires: Timestamp(2000),
            holder,
        };
        for (holder, end) in [(Holder::Account(account), ""), (role, r#","Role":"r","Session":"s""#)] {
            let session = new(holder);
            let pinned = format!(
                r#"{{"Version":1,"SecretKey":"k","Token":"t","Expires":2.0,"Account":"000000000000"{end}}}"#
            );
            assert_eq!(String::from_utf8(session.encode()).unwrap(), pinned);
            assert_eq!(Session::decode("ASIA", pinned.as_bytes()).unwrap(), session);
            assert_eq!(Session::expiry(pinned.as_bytes()).unwrap(), Timestamp(2000));
        }
        assert_eq!(key("ASIA"), b"sASIA");
        let half =
            br#"{"Version":1,"SecretKey":"k","Token":"t","Expires":2.0,"Account":"000000000000","Role":"r"}"#;
        for wrong in [half.as_slice(), b"{}", b"\xff"] {
            assert!(Session::decode("ASIA", wrong).is_err());
        }
    }
}
