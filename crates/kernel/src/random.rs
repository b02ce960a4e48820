//! Randomness, always asked of a [`Random`]: the system's, or a seeded one for tests and simulation.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ring::rand::{SecureRandom, SystemRandom as RingRandom};

use crate::lcg;

/// Where random bytes come from.
pub trait Random: Send + Sync {
    /// Fills `buffer`.
    fn fill(&self, buffer: &mut [u8]);

    /// 64 random bits.
    fn u64(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A version 4 UUID: `xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`.
    fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = crate::to_hex(&bytes);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// `length` characters of `A-Z2-7`, the alphabet of AWS's unique ids and access keys.
    fn base32(&self, length: usize) -> String {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes);
        bytes
            .iter()
            .map(|byte| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::from(byte & 31)]))
            .collect()
    }
}

/// A source of randomness that can be handed around.
pub type SharedRandom = Arc<dyn Random>;

/// The operating system's generator; good for secrets. Bytes are fetched ahead, a block at a time, for
/// asking the system costs more than the rest of a small request; what was handed out is wiped.
pub struct SystemRandom {
    source: RingRandom,
    ahead: Mutex<Ahead>,
}

struct Ahead {
    block: [u8; Ahead::BYTES],
    used: usize,
}

impl Ahead {
    const BYTES: usize = 4096;
}

impl Default for SystemRandom {
    fn default() -> Self {
        let ahead = Ahead { block: [0; Ahead::BYTES], used: Ahead::BYTES };
        Self { source: RingRandom::new(), ahead: Mutex::new(ahead) }
    }
}

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        let answers = "invariant: the operating system's random generator answers";
        if buffer.len() > Ahead::BYTES {
            return self.source.fill(buffer).expect(answers);
        }
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead.used + buffer.len() > Ahead::BYTES {
            self.source.fill(&mut ahead.block).expect(answers);
            ahead.used = 0;
        }
        let (start, end) = (ahead.used, ahead.used + buffer.len());
        buffer.copy_from_slice(&ahead.block[start..end]);
        ahead.block[start..end].fill(0);
        ahead.used = end;
    }
}

/// The same bytes for the same seed. Not for secrets.
#[derive(Debug)]
pub struct SeededRandom(Mutex<u64>);

impl SeededRandom {
    /// A generator that starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            let bytes = lcg::next(&mut state).to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// The id of one request, as `x-amzn-requestid` carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

impl RequestId {
    /// A new id, a UUID.
    pub fn new(random: &dyn Random) -> Self {
        Self(random.uuid())
    }

    /// A new id of 52 capitals and digits.
    pub fn long(random: &dyn Random) -> Self {
        Self(random.base32(52))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_a_uuid_has_its_marks() {
        let (first, second) = (SeededRandom::new(7), SeededRandom::new(7));
        assert_eq!(first.uuid(), second.uuid());
        assert_ne!(first.uuid(), SeededRandom::new(8).uuid());
        let uuid = first.uuid();
        assert_eq!((uuid.len(), uuid.as_bytes()[14]), (36, b'4'));
    }
}
