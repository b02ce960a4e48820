//! Items as stored bytes. The layout is in `docs/formats/dynamodb-items.md`.
//!
//! Equal items have equal bytes: names ascend, sets are sorted, numbers are canonical, and lengths use the
//! shortest form. Decoding takes nothing else, so rubbish is an error and never a different item; it never
//! panics and never reserves more memory than the input could fill. The format keeps no key schema and no
//! sizes.

mod decode;
mod encode;
mod transcode;

use dynamodb_api::Item;

pub use decode::CodecError;
pub use transcode::{json, size};

/// The first byte of every encoded item.
const VERSION: u8 = 1;

/// Nested lists and maps that decoding follows; twice what AWS accepts.
const DEPTH_MAX: usize = 64;

/// What stands before each value.
mod tag {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const STRING: u8 = 3;
    pub(super) const NUMBER: u8 = 4;
    pub(super) const BINARY: u8 = 5;
    pub(super) const STRING_SET: u8 = 6;
    pub(super) const NUMBER_SET: u8 = 7;
    pub(super) const BINARY_SET: u8 = 8;
    pub(super) const LIST: u8 = 9;
    pub(super) const MAP: u8 = 10;
}

/// The bytes of an item.
///
/// The caller has checked its nesting: see [`super::size::is_nested_too_deeply`].
#[must_use]
pub fn encode(item: &Item) -> Vec<u8> {
    let mut out = Vec::with_capacity(16 + super::size::item_bytes(item) + 4 * item.len());
    out.push(VERSION);
    encode::map(&mut out, item);
    out
}

/// The item that [`encode`] gave these bytes for.
///
/// # Errors
/// When the bytes are no encoded item, or of a version this program does not know.
pub fn decode(bytes: &[u8]) -> Result<Item, CodecError> {
    decode::item(bytes)
}

#[cfg(test)]
pub(crate) mod tests;
