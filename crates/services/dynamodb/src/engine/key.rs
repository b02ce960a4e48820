//! Where rows live: stored keys whose byte order is AWS's key order.
//!
//! A stored key is `table | index | partition hash | partition key | sort key`; entries of an index append
//! the table's own key, so that no two items collide. Every part delimits itself, so a prefix of parts is a
//! prefix of bytes, and comparing bytes compares part after part: strings by UTF-8 bytes, binary by bytes,
//! numbers by value. The hash spreads partitions, which gives Scan its order and its parallel segments.
//! The layout is in `docs/formats/dynamodb-items.md`. Values are not limited in length here: the limits of
//! 2048 and 1024 bytes are the caller's to check.

mod part;
mod range;
mod schema;
mod space;

pub use part::{KeyDamaged, Scalar, ScalarType};
pub use range::KeyRange;
pub use schema::{KeyAttribute, KeySchema};
pub use space::{IndexId, Keyspace, SortCondition, TableId};

#[cfg(test)]
mod tests;
