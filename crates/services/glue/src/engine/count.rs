//! How many databases, tables and partitions there are, kept beside them so that AWS's quotas cost no scan.
//! 8 bytes, big-endian, as `docs/formats/glue.md` states.

use storage::Transaction;

use super::{EngineError, Result};

/// Counts `more` up to `most`; what would be beyond is refused and not counted.
pub fn add(store: &mut Transaction, key: Vec<u8>, more: u64, most: u64, what: &'static str) -> Result<()> {
    let count = read(store, &key)? + more;
    if count > most {
        return Err(EngineError::TooMany { what, most });
    }
    store.put(key, count.to_be_bytes().to_vec());
    Ok(())
}

/// Counts `fewer` less.
pub fn take(store: &mut Transaction, key: Vec<u8>, fewer: u64) -> Result<()> {
    match read(store, &key)?.saturating_sub(fewer) {
        0 => store.delete(&key),
        count => store.put(key, count.to_be_bytes().to_vec()),
    }
    Ok(())
}

fn read(store: &Transaction, key: &[u8]) -> Result<u64> {
    let Some(bytes) = store.get(key)? else { return Ok(0) };
    let bytes = bytes.as_ref().try_into().map_err(|_| EngineError::Corrupt("a count".to_owned()))?;
    Ok(u64::from_be_bytes(bytes))
}
