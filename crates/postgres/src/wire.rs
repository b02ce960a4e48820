//! The protocol's bytes, version 3: what clients send, what they are sent, and the connection between.
//!
//! Nothing here knows SQL. Every length is checked before it is believed, and nothing is read that was not asked for.

pub mod answers;
pub mod connection;
pub mod messages;

pub use answers::Answers;
pub use connection::{Broken, Connection};
pub use messages::{Message, Target};
