//! Sessions: made, looked up, forgotten. Knows no HTTP and no AWS error text.
//!
//! Invariants: a session is durable before its keys are known to anybody; a key that is found is answered
//! with what it needs to be proved, and one that cannot be looked up is never taken for a stranger's.

mod session;

use std::ops::ControlFlow;
use std::sync::OnceLock;

use dispatch::Identity;
use kernel::{SharedClock, SharedRandom, Timestamp};
use storage::{KeyValue, StorageError, Volume};

pub use session::{Holder, Session};

use crate::limits::{KEY_CHARACTERS, REMEMBERED_MS, SECRET_CHARACTERS, SWEEP_SESSIONS, TOKEN_CHARACTERS};

type Result<T> = std::result::Result<T, EngineError>;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// What is stored cannot be read.
    #[error("a stored session is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// All sessions of all accounts.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    store: OnceLock<KeyValue>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self { volume, clock, random, store: OnceLock::new() }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("sts")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// Makes a session of `seconds` for `holder`.
    pub async fn begin(&self, holder: Holder, seconds: u32) -> Result<Session> {
        let session = Session {
            access_key: format!("ASIA{}", self.random.base32(KEY_CHARACTERS)),
            secret_key: self.secret(SECRET_CHARACTERS),
            token: self.secret(TOKEN_CHARACTERS),
            // AWS writes whole seconds.
            expires: Timestamp((self.clock.now().seconds() + u64::from(seconds)) * 1000),
            holder,
        };
        let (key, value) = (session.key(), session.encode());
        let made = self.store()?.write(move |store| {
            store.put(key, value);
            Ok::<_, EngineError>(())
        });
        made.await??;
        Ok(session)
    }

    /// `characters` of the 64 that base64 has.
    fn secret(&self, characters: usize) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut bytes = vec![0; characters];
        self.random.fill(&mut bytes);
        bytes.into_iter().map(|byte| char::from(ALPHABET[usize::from(byte & 63)])).collect()
    }

    /// The session of an access key, also when it has ended.
    pub fn session(&self, access_key: &str) -> Result<Option<Session>> {
        if !access_key.starts_with("ASIA") || access_key.len() != 4 + KEY_CHARACTERS {
            return Ok(None);
        }
        let value = self.store()?.get(&session::key(access_key))?;
        value.map(|value| Session::decode(access_key, &value)).transpose()
    }

    /// What is known of an access key. Where that cannot be found out, it is a key that has ended.
    pub fn identify(&self, access_key: &str) -> Option<Identity> {
        match self.session(access_key) {
            Ok(session) => session.map(Session::into_identity),
            Err(_) => Some(Identity {
                principal: dispatch::Principal::Account(kernel::AccountId::default()),
                secret_key: self.secret(SECRET_CHARACTERS),
                session_token: Some(self.secret(TOKEN_CHARACTERS)),
                expires: Some(Timestamp(0)),
            }),
        }
    }

    /// Forgets sessions that ended long ago.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store.get() else { return Ok(()) };
        let horizon = Timestamp(self.clock.now().0.saturating_sub(REMEMBERED_MS));
        loop {
            let (mut ended, mut damaged) = (Vec::new(), None);
            store.scan_prefix(session::PREFIX, &mut |key, value| {
                match Session::expiry(value) {
                    Ok(expires) if expires < horizon => ended.push(key.to_vec()),
                    Ok(_) => {}
                    Err(error) => damaged = Some(error),
                }
                if ended.len() < SWEEP_SESSIONS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let more = ended.len() == SWEEP_SESSIONS;
            if !ended.is_empty() {
                let forgotten = store.write(move |store| {
                    ended.iter().for_each(|key| store.delete(key));
                    Ok::<_, EngineError>(())
                });
                forgotten.await??;
            }
            match damaged {
                Some(error) => return Err(error),
                None if more => {}
                None => return Ok(()),
            }
        }
    }
}
