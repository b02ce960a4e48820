//! Shapes of the logs operations. No I/O.
