//! The service through its door: functions, invocations, events, mappings, logs; with real processes, and
//! with small fakes of the services that it calls.
//!
//! Tests that run functions are skipped, loudly, where Python is missing. A function of these tests asks
//! the test what to answer, over a socket: so tests know what it was given and wait for nothing else.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "service/batches.rs"]
mod batches;
#[path = "service/code.rs"]
mod code;
#[path = "service/destinations.rs"]
mod destinations;
#[path = "service/events.rs"]
mod events;
#[path = "service/fakes.rs"]
mod fakes;
#[path = "service/filters.rs"]
mod filters;
#[path = "service/functions.rs"]
mod functions;
#[path = "service/house.rs"]
mod house;
#[path = "service/invoke.rs"]
mod invoke;
#[path = "service/kept.rs"]
mod kept;
#[path = "service/killed.rs"]
mod killed;
#[path = "service/logs.rs"]
mod logs;
#[path = "service/mappings.rs"]
mod mappings;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/oracle.rs"]
mod oracle;
#[path = "service/permissions.rs"]
mod permissions;
#[path = "service/queue.rs"]
mod queue;
#[path = "service/queues.rs"]
mod queues;
#[path = "service/shards.rs"]
mod shards;
#[path = "service/stream.rs"]
mod stream;
#[path = "service/table.rs"]
mod table;
#[path = "service/tables.rs"]
mod tables;
