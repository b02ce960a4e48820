//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/durability.rs"]
mod durability;
#[path = "service/events.rs"]
mod events;
#[path = "service/fakes.rs"]
mod fakes;
#[path = "service/filter.rs"]
mod filter;
#[path = "service/groups.rs"]
mod groups;
#[path = "service/live_tail.rs"]
mod live_tail;
#[path = "service/metric_filters.rs"]
mod metric_filters;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/streams.rs"]
mod streams;
#[path = "service/subscriptions.rs"]
mod subscriptions;
#[path = "service/tags.rs"]
mod tags;
#[path = "service/wire_form.rs"]
mod wire_form;
