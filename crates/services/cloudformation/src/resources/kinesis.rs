//! Types of Kinesis Data Streams.

pub(super) mod stream;
