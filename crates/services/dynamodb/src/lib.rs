//! The dynamodb service: handlers over an engine.
