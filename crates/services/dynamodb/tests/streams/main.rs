//! DynamoDB Streams: what is recorded, how it is read, and how long it is kept.

#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod atomic;
mod house;
mod life;
mod reading;
mod recording;
