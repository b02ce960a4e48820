//! The built program as its users meet it: a process, its port, its files, its signals.
//!
//! Every test starts servers of its own, each on a port that the system chose, and ends them in any case.
//! Nothing waits for time: waiting is reading from a pipe or a socket, with a limit that fails the test.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is the message of a test")]

mod aws;
mod bodies;
mod commands;
mod connections;
mod console;
mod directory;
mod durability;
mod http1;
mod http2;
mod idle;
mod lifecycle;
mod metrics;
mod origins;
mod pipeline;
mod process;
mod queries;
mod remote;
mod rooms;
mod rooms_lake;
mod rooms_watch;
mod routing;
mod sessions;
mod tls;
