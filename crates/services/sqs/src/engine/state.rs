//! Where a message stands, in memory and as it is stored: 46 bytes and its group.
//!
//! A receive writes this record and not the message. It does not wait for that: what is lost of it in a crash is that
//! the message was received, so it is seen again, a little early.

use std::sync::Arc;

use super::{EngineError, Result};

/// The version of the stored form.
const VERSION: u8 = 1;
/// Bytes of the stored form before the group.
const FIXED_BYTES: usize = 46;

/// Where a message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was sent, milliseconds since the epoch; its retention counts from here.
    pub sent_ms: u64,
    /// When it was first received; 0 before.
    pub first_ms: u64,
    /// How often it was received, in all queues.
    pub receives: u32,
    /// What the latest receipt says; 0 before the first.
    pub receipt: u64,
    /// Its group, in a FIFO queue.
    pub group: Option<Arc<str>>,
    /// What may be done with it.
    pub stage: Stage,
}

/// What may be done with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is being written: not there yet for anybody.
    Coming,
    /// It is delayed until then.
    Delayed {
        /// Milliseconds since the epoch.
        until_ms: u64,
    },
    /// It can be received.
    Visible,
    /// It was received, and is hidden until then.
    InFlight {
        /// When it is visible again, milliseconds since the epoch.
        until_ms: u64,
        /// When it was received.
        since_ms: u64,
    },
    /// It is on its way to another queue.
    Leaving,
}

impl Stage {
    /// When it changes by itself.
    pub fn due_ms(self) -> Option<u64> {
        match self {
            Self::Delayed { until_ms } | Self::InFlight { until_ms, .. } => Some(until_ms),
            Self::Coming | Self::Visible | Self::Leaving => None,
        }
    }
}

impl Entry {
    /// A message that is being written.
    pub fn coming(sent_ms: u64, group: Option<Arc<str>>) -> Self {
        Self { sent_ms, first_ms: 0, receives: 0, receipt: 0, group, stage: Stage::Coming }
    }

    /// The stored bytes. What passes by itself is stored as visible.
    pub fn encode(&self) -> Vec<u8> {
        let (kind, until_ms, since_ms) = match self.stage {
            Stage::Coming | Stage::Visible | Stage::Leaving => (0, 0, 0),
            Stage::Delayed { until_ms } => (1, until_ms, 0),
            Stage::InFlight { until_ms, since_ms } => (2, until_ms, since_ms),
        };
        let mut bytes = Vec::with_capacity(FIXED_BYTES + self.group.as_ref().map_or(0, |group| group.len()));
        bytes.extend([VERSION, kind]);
        for number in [self.sent_ms, self.first_ms, self.receipt, until_ms, since_ms] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend(self.receives.to_be_bytes());
        bytes.extend(self.group.as_deref().unwrap_or_default().as_bytes());
        bytes
    }

    /// The state in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let corrupt = |reason: &str| EngineError::Corrupt(format!("a message's state {reason}"));
        let (fixed, group) =
            bytes.split_at_checked(FIXED_BYTES).ok_or_else(|| corrupt("has too few bytes"))?;
        if fixed[0] != VERSION {
            return Err(corrupt(&format!("has version {}, where {VERSION} is known", fixed[0])));
        }
        let number = |index: usize| {
            let at = 2 + 8 * index;
            u64::from_be_bytes(fixed[at..at + 8].try_into().expect("invariant: eight bytes"))
        };
        let (until_ms, since_ms) = (number(3), number(4));
        let stage = match fixed[1] {
            0 => Stage::Visible,
            1 => Stage::Delayed { until_ms },
            2 => Stage::InFlight { until_ms, since_ms },
            other => return Err(corrupt(&format!("is of the kind {other}, which is not known"))),
        };
        let group = std::str::from_utf8(group).map_err(|_| corrupt("has a group that is no text"))?;
        Ok(Self {
            sent_ms: number(0),
            first_ms: number(1),
            receipt: number(2),
            receives: u32::from_be_bytes(fixed[42..46].try_into().expect("invariant: four bytes")),
            group: (!group.is_empty()).then(|| group.into()),
            stage,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut entry = Entry::coming(1, Some("g".into()));
        (entry.first_ms, entry.receives, entry.receipt) = (2, 3, 4);
        entry.stage = Stage::InFlight { until_ms: 5, since_ms: 6 };
        let pinned = b"\x01\x02\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0\x06\0\0\0\x03g";
        assert_eq!(entry.encode(), pinned);
        assert_eq!(Entry::decode(pinned).unwrap(), entry);
        assert!(Entry::decode(&pinned[..40]).is_err() && Entry::decode(&[9; 46]).is_err());
    }

    #[test]
    fn every_state_comes_back() {
        arbtest::arbtest(|source| {
            let stage = match source.int_in_range(0..=2)? {
                0 => Stage::Visible,
                1 => Stage::Delayed { until_ms: source.arbitrary()? },
                _ => Stage::InFlight { until_ms: source.arbitrary()?, since_ms: source.arbitrary()? },
            };
            let group: Option<String> = source.arbitrary()?;
            let group = group.filter(|group| !group.is_empty()).map(Arc::from);
            let entry = Entry {
                sent_ms: source.arbitrary()?,
                first_ms: source.arbitrary()?,
                receives: source.arbitrary()?,
                receipt: source.arbitrary()?,
                group,
                stage,
            };
            assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
            // No bytes make it panic.
            let _ = Entry::decode(&source.arbitrary::<Vec<u8>>()?);
            Ok(())
        });
    }
}
