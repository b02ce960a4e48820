//! Receipt handles: which message of which queue, and which receive of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{EngineError, QueueId, Result};

/// What a receipt handle says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The queue.
    pub queue: QueueId,
    /// The message's number.
    pub number: u64,
    /// The receive's own number.
    pub receive: u64,
}

/// The first byte of every handle.
const VERSION: u8 = 1;

impl Receipt {
    /// The handle.
    pub fn encode(self) -> String {
        let mut bytes = vec![VERSION];
        for number in [self.queue.0, self.number, self.receive] {
            bytes.extend(number.to_be_bytes());
        }
        STANDARD.encode(bytes)
    }

    /// What a handle of `queue` says.
    pub fn decode(queue: QueueId, handle: &str) -> Result<Self> {
        let bytes = STANDARD.decode(handle).map_err(|_| EngineError::BadReceipt)?;
        let bytes: [u8; 25] = bytes.try_into().map_err(|_| EngineError::BadReceipt)?;
        let number =
            |at: usize| u64::from_be_bytes(bytes[at..at + 8].try_into().expect("invariant: eight bytes"));
        let receipt = Self { queue: QueueId(number(1)), number: number(9), receive: number(17) };
        let ours = bytes[0] == VERSION && receipt.queue == queue;
        if ours { Ok(receipt) } else { Err(EngineError::BadReceipt) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_comes_back_for_its_own_queue_only() {
        let receipt = Receipt { queue: QueueId(1), number: u64::MAX, receive: 7 };
        let handle = receipt.encode();
        assert_eq!(Receipt::decode(QueueId(1), &handle).unwrap(), receipt);
        for wrong in ["", "x", &handle[..20], "AAAA", &format!("{handle}A")] {
            assert!(Receipt::decode(QueueId(1), wrong).is_err(), "{wrong}");
        }
        assert!(Receipt::decode(QueueId(2), &handle).is_err());
    }
}
