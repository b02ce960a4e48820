//! The lambda service: handlers over an engine.

pub mod engine;
