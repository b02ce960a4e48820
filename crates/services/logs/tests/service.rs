//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/durability.rs"]
mod durability;
#[path = "service/events.rs"]
mod events;
#[path = "service/filter.rs"]
mod filter;
#[path = "service/groups.rs"]
mod groups;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/streams.rs"]
mod streams;
#[path = "service/wire_form.rs"]
mod wire_form;
