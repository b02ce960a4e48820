//! The deployment driver over made-up providers and a store that can fail at any commit.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod crash;
mod create;
mod remove;
mod update;
mod world;
