//! Signing keys: derived from a secret for one day, region and service, and kept for the next request.
//!
//! Deriving takes four HMACs, more than the rest of a verification, and a client signs thousands of
//! requests with the same one. The cache is bounded, lives in this process only, and never leaves it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use ring::hmac::{HMAC_SHA256, Key, sign};

use super::{Scope, TERMINATOR};

/// Keys kept: some dozens of clients times the services that they use, at about 300 bytes each.
const KEPT_MAX: usize = 64;

static KEPT: Mutex<VecDeque<Kept>> = Mutex::new(VecDeque::new());

struct Kept {
    secret: String,
    scope: Scope<'static>,
    key: Key,
}

/// The key that signs for `scope` under `secret`.
pub(super) fn signing_key(secret: &str, scope: &Scope<'_>) -> Key {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept.iter().find(|kept| kept.scope == *scope && kept.secret == secret) {
        return found.key.clone();
    }
    let key = derived(secret, scope);
    kept.truncate(KEPT_MAX - 1);
    let scope = Scope {
        date: scope.date.clone().into_owned().into(),
        region: scope.region.clone().into_owned().into(),
        service: scope.service.clone().into_owned().into(),
    };
    kept.push_front(Kept { secret: secret.to_owned(), scope, key: key.clone() });
    key
}

fn derived(secret: &str, scope: &Scope<'_>) -> Key {
    let first = Key::new(HMAC_SHA256, format!("AWS4{secret}").as_bytes());
    let steps: [&str; 4] = [&scope.date, &scope.region, &scope.service, TERMINATOR];
    steps.iter().fold(first, |key, step| Key::new(HMAC_SHA256, sign(&key, step.as_bytes()).as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(date: &str) -> Scope<'_> {
        Scope { date: date.into(), region: "us-east-1".into(), service: "iam".into() }
    }

    #[test]
    fn the_cache_is_bounded_and_answers_as_derivation_does() {
        for day in 0..200 {
            let (secret, date) = (format!("secret{}", day % 3), format!("2015{day:04}"));
            for _ in 0..2 {
                let key = signing_key(&secret, &scope(&date));
                let expected = sign(&derived(&secret, &scope(&date)), b"x");
                assert_eq!(sign(&key, b"x").as_ref(), expected.as_ref());
            }
        }
        assert!(KEPT.lock().unwrap().len() <= KEPT_MAX);
    }
}
