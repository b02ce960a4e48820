//! The dynamodb service: handlers over an engine.

pub mod engine;
