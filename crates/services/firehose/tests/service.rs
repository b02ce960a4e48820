//! The service through its door and on small fakes of the services that it calls: delivery streams, buffers,
//! transformation, partitions, conversion, endpoints, clusters, Kinesis streams, restarts.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "service/buffers.rs"]
mod buffers;
#[path = "service/conversion.rs"]
mod conversion;
#[path = "service/durability.rs"]
mod durability;
#[path = "service/endpoint.rs"]
mod endpoint;
#[path = "service/fakes.rs"]
mod fakes;
#[path = "service/house.rs"]
mod house;
#[path = "service/kinesis.rs"]
mod kinesis;
#[path = "service/metrics.rs"]
mod metrics;
#[path = "service/partitions.rs"]
mod partitions;
#[path = "service/put.rs"]
mod put;
#[path = "service/search.rs"]
mod search;
#[path = "service/server.rs"]
mod server;
#[path = "service/streams.rs"]
mod streams;
#[path = "service/transform.rs"]
mod transform;
