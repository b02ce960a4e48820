//! Shapes of the kinesis operations. No I/O.
