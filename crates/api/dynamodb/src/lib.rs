//! Shapes of the dynamodb operations. No I/O.
