//! The engine over a house with a made-up S3 and a catalog in memory.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "lake/functions_page.rs"]
mod functions_page;
#[path = "lake/golden.rs"]
mod golden;
#[path = "lake/hostile.rs"]
mod hostile;
#[path = "lake/house.rs"]
mod house;
#[path = "lake/live.rs"]
mod live;
#[path = "lake/s3.rs"]
mod s3;
#[path = "lake/statements.rs"]
mod statements;
#[path = "lake/tables.rs"]
mod tables;
