//! The logs service: handlers over an engine.
