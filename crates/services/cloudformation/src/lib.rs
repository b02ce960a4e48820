//! The cloudformation service: handlers over an engine.

pub mod engine;
