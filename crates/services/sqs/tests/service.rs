//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/dead_letters.rs"]
mod dead_letters;
#[path = "service/fifo.rs"]
mod fifo;
#[path = "service/messages.rs"]
mod messages;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/power_cut.rs"]
mod power_cut;
#[path = "service/queues.rs"]
mod queues;
#[path = "service/refusals.rs"]
mod refusals;
#[path = "service/tasks.rs"]
mod tasks;
#[path = "service/waiting.rs"]
mod waiting;
#[path = "service/wire_form.rs"]
mod wire_form;
