//! The kinesis service: handlers over an engine.
