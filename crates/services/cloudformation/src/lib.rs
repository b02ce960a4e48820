//! The cloudformation service: handlers over an engine.
