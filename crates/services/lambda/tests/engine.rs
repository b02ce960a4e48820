//! The engine with real processes: what a caller sees of functions in every runtime.
//!
//! Python and Node tests are skipped, loudly, where the interpreter is missing.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "engine/house.rs"]
mod house;
#[path = "engine/limits.rs"]
mod limits;
#[path = "engine/node.rs"]
mod node;
#[path = "engine/old_sdk.rs"]
mod old_sdk;
#[path = "engine/pool.rs"]
mod pool;
#[path = "engine/provided.rs"]
mod provided;
#[path = "engine/python.rs"]
mod python;
