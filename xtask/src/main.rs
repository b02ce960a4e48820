//! The chores of the house: check, scaffold, docs.
fn main() {}
