//! Crawlers as their callers see them: over small fakes of S3, DynamoDB and CloudWatch Logs, with a clock held by the
//! test.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod classifiers;
mod durability;
mod fakes;
mod house;
mod items;
mod life;
mod policies;
mod schedules;
mod tables;
