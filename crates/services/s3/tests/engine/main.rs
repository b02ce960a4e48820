//! What the engine promises, by theme, on every provider of storage.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod bench;
mod contention;
mod crash;
mod listing;
mod objects;
mod outbox;
mod uploads;
mod versions;
