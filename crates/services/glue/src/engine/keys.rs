//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are 8 bytes,
//! big-endian, so that keys ascend as numbers do. `docs/formats/glue.md` states them.

use kernel::Place;
use storage::Transaction;

use super::{EngineError, Result};

/// A database's own number: one made again under an old name is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatabaseId(pub u64);

/// Under which the next number is kept that no database or table has had.
const NEXT: &[u8] = b"n";

/// `d/account/region/name`.
pub fn database(place: &Place, name: &str) -> Vec<u8> {
    format!("d/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `a`, ARN: the tags of a resource.
pub fn tags(arn: &str) -> Vec<u8> {
    [b"a", arn.as_bytes()].concat()
}

/// A number that was never given out.
pub fn take_number(store: &mut Transaction) -> Result<u64> {
    let number = match store.get(NEXT)? {
        None => 1,
        Some(bytes) => u64::from_be_bytes(
            bytes.as_ref().try_into().map_err(|_| EngineError::Corrupt("the next number".to_owned()))?,
        ),
    };
    store.put(NEXT.to_vec(), (number + 1).to_be_bytes().to_vec());
    Ok(number)
}
