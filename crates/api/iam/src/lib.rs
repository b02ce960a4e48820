//! Shapes of the iam operations. No I/O.
