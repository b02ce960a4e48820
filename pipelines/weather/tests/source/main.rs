//! The source against stand-ins: NOAA's API as it is, and as it is on a bad day; a stream that refuses.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod bad_days;
mod scripted;
