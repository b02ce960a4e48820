//! The sts service: handlers over an engine.
