//! The function of the sensors pipeline: one Kinesis record becomes one item.
fn main() {}
