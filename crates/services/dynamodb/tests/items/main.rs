//! Items through the wire: writes, reads, refusals, capacity, concurrency, and a model.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the message, also in what tests share")]

mod batches;
mod capacity;
mod concurrency;
mod house;
mod indexes;
mod model;
mod pages;
mod refusals;
mod writes;
