//! The front over the engine, with a catalog in memory and a client of a few lines.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "front/catalog.rs"]
mod catalog;
#[path = "front/client.rs"]
mod client;
#[path = "front/clients.rs"]
mod clients;
#[path = "front/hostile.rs"]
mod hostile;
#[path = "front/house.rs"]
mod house;
#[path = "front/prepared.rs"]
mod prepared;
#[path = "front/sessions.rs"]
mod sessions;
#[path = "front/statements.rs"]
mod statements;
