//! The lambda service: handlers over an engine.
