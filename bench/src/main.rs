//! Benchmarks, with peers side by side.
fn main() {}
