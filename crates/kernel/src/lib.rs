//! Names, ARNs, accounts and regions, clock, randomness. No I/O.
//!
//! Everything that the rest of the house calls by name and that AWS defines once for all services.
//! Invariant: nothing here reads a file, opens a socket or blocks; time and randomness enter only
//! through [`Clock`] and [`Random`], so that tests and the simulator can hold both.

mod arn;
mod clock;
mod error_kind;
mod hex;
mod lcg;
mod pattern;
mod place;
mod random;

pub use arn::{Arn, ArnError};
pub use clock::{Clock, ManualClock, Pace, SharedClock, SystemClock, Timestamp};
pub use error_kind::Kind;
pub use hex::{from_hex, to_hex};
pub use pattern::{arn_like, like};
pub use place::{AccountId, Place, Region};
pub use random::{Random, RequestId, SeededRandom, SharedRandom, SystemRandom};
