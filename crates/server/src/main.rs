//! The front door, the registry and the command line.
fn main() {}
