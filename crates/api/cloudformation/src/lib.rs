//! Shapes of the cloudformation operations. No I/O.
