//! The iam service: handlers over an engine.
