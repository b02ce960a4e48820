//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/alarms.rs"]
mod alarms;
#[path = "service/dashboards.rs"]
mod dashboards;
#[path = "service/data.rs"]
mod data;
#[path = "service/formats.rs"]
mod formats;
#[path = "service/listing.rs"]
mod listing;
#[path = "service/math.rs"]
mod math;
#[path = "service/power_cut.rs"]
mod power_cut;
#[path = "service/prometheus.rs"]
mod prometheus;
#[path = "service/refusals.rs"]
mod refusals;
#[path = "service/reports.rs"]
mod reports;
#[path = "service/retention.rs"]
mod retention;
#[path = "service/statistics.rs"]
mod statistics;
#[path = "service/wire_form.rs"]
mod wire_form;
