//! Shapes of the lambda operations. No I/O.
