//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test and with
//! queues, functions and delivery streams that note what they are given.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/endpoint.rs"]
mod endpoint;
#[path = "service/house.rs"]
mod house;

#[path = "service/delivery.rs"]
mod delivery;
#[path = "service/fifo.rs"]
mod fifo;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/power_cut.rs"]
mod power_cut;
#[path = "service/refusals.rs"]
mod refusals;
#[path = "service/subscriptions.rs"]
mod subscriptions;
#[path = "service/topics.rs"]
mod topics;
#[path = "service/web.rs"]
mod web;
