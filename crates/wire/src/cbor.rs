//! CBOR (RFC 8949) as AWS's protocols use it: the codec alone, whatever protocol carries it.
//!
//! Read are definite and indefinite lengths, floats of every width, times as tag 1; other tags are passed over.
//! Written are indefinite lengths, because a writer does not know how many members follow. Lacks: big numbers
//! (tags 2 to 4), keys that are no texts, simple values beyond truth values and null.

mod reader;
mod writer;

pub use reader::CborReader;
pub use writer::CborWriter;

/// Kinds of items: the three highest bits of the first byte.
mod major {
    pub const POSITIVE: u8 = 0;
    pub const NEGATIVE: u8 = 1;
    pub const BYTES: u8 = 2;
    pub const TEXT: u8 = 3;
    pub const LIST: u8 = 4;
    pub const MAP: u8 = 5;
    pub const TAG: u8 = 6;
    pub const SIMPLE: u8 = 7;
}

/// What ends an item of indefinite length.
const BREAK: u8 = 0xff;
