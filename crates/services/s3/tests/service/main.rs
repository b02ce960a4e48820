//! S3 through typed calls and raw requests, by theme.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod buckets;
mod conditions;
mod copies;
mod house;
mod listings;
mod notifications;
mod objects;
mod uploads;
mod versions;
mod wire_form;
