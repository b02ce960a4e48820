//! Kinesis streaming destinations: their states, and the way of changes to a Kinesis that fails and is cut off.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod delivery;
mod house;
mod kinesis;
mod states;
