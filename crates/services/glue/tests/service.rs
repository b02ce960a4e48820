//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/connections.rs"]
mod connections;
#[path = "service/databases.rs"]
mod databases;
#[path = "service/durability.rs"]
mod durability;
#[path = "service/functions.rs"]
mod functions;
#[path = "service/listing.rs"]
mod listing;
#[path = "service/partitions.rs"]
mod partitions;
#[path = "service/search.rs"]
mod search;
#[path = "service/statistics.rs"]
mod statistics;
#[path = "service/tables.rs"]
mod tables;
#[path = "service/tags.rs"]
mod tags;
#[path = "service/versions.rs"]
mod versions;
#[path = "service/wire_form.rs"]
mod wire_form;
