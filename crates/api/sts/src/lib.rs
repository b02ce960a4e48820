//! Shapes of the sts operations. No I/O.
