//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are 8 bytes,
//! big-endian, so that keys ascend as numbers do. `docs/formats/glue.md` states them.

use kernel::Place;
use storage::Transaction;

use super::{EngineError, Result, values};

/// A database's own number: one made again under an old name is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatabaseId(pub u64);

/// A table's own number, of the same sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableId(pub u64);

/// Under which the next number is kept that no database or table has had.
const NEXT: &[u8] = b"n";
/// What keys of tombstones of databases begin with.
pub const REMOVED_DATABASES: &[u8] = b"xd";
/// What keys of tombstones of tables begin with.
pub const REMOVED_TABLES: &[u8] = b"xt";

fn numbered(kind: &[u8], number: u64) -> Vec<u8> {
    [kind, &number.to_be_bytes()].concat()
}

/// `d/account/region/name`.
pub fn database(place: &Place, name: &str) -> Vec<u8> {
    format!("d/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `t`, database, name.
pub fn table(database: DatabaseId, name: &str) -> Vec<u8> {
    [numbered(b"t", database.0).as_slice(), name.as_bytes()].concat()
}

/// `u`, database, name: a user-defined function.
pub fn function(database: DatabaseId, name: &str) -> Vec<u8> {
    [numbered(b"u", database.0).as_slice(), name.as_bytes()].concat()
}

/// `v`, table: what keys of a table's archived versions begin with.
pub fn versions(table: TableId) -> Vec<u8> {
    numbered(b"v", table.0)
}

/// `v`, table, version.
pub fn version(table: TableId, version: u64) -> Vec<u8> {
    [versions(table), version.to_be_bytes().to_vec()].concat()
}

/// `p`, table: what keys of a table's partitions begin with.
pub fn partitions(table: TableId) -> Vec<u8> {
    numbered(b"p", table.0)
}

/// `p`, table, values.
pub fn partition(table: TableId, of: &[String]) -> Vec<u8> {
    let mut key = partitions(table);
    values::encode(&mut key, of);
    key
}

/// `s`, table: what keys of statistics of a table's columns begin with.
pub fn table_statistics(table: TableId) -> Vec<u8> {
    numbered(b"s", table.0)
}

/// `q`, table: what keys of statistics of the columns of a table's partitions begin with.
pub fn all_partition_statistics(table: TableId) -> Vec<u8> {
    numbered(b"q", table.0)
}

/// `q`, table, values, an end that no value begins with.
pub fn partition_statistics(table: TableId, of: &[String]) -> Vec<u8> {
    let mut key = all_partition_statistics(table);
    values::encode(&mut key, of);
    key.extend_from_slice(&[0, 0]);
    key
}

/// `k/account/region/name`: a connection.
pub fn connection(place: &Place, name: &str) -> Vec<u8> {
    format!("k/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `a`, ARN: the tags of a resource.
pub fn tags(arn: &str) -> Vec<u8> {
    [b"a", arn.as_bytes()].concat()
}

/// `#/account/region`: how many databases there are.
pub fn count_of_databases(place: &Place) -> Vec<u8> {
    format!("#/{}/{}", place.account, place.region).into_bytes()
}

/// `#k/account/region`: how many connections there are.
pub fn count_of_connections(place: &Place) -> Vec<u8> {
    format!("#k/{}/{}", place.account, place.region).into_bytes()
}

/// `#`, number: how many tables a database has, or partitions a table.
pub fn count_in(number: u64) -> Vec<u8> {
    numbered(b"#", number)
}

/// `xd`, database: its tables and functions are to be deleted.
pub fn removed_database(database: DatabaseId) -> Vec<u8> {
    numbered(REMOVED_DATABASES, database.0)
}

/// `xt`, table: all that is under its number is to be deleted.
pub fn removed_table(table: TableId) -> Vec<u8> {
    numbered(REMOVED_TABLES, table.0)
}

/// The number in a tombstone's key.
pub fn removed_number(key: &[u8]) -> Result<u64> {
    let number = key.get(2..).and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes);
    number.ok_or_else(|| EngineError::Corrupt("a tombstone's key has another length".to_owned()))
}

/// The first key after all that begin with `prefix`; `None` if there is none.
pub fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix[..=kept].to_vec();
    end[kept] += 1;
    Some(end)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let (place, table_id) = (Place::default(), TableId(2));
        let one = [b"\0\0\0\0\0\0\0\x01".as_slice()];
        let with = |kind: &[u8], rest: &[u8]| [kind, one[0], rest].concat();
        assert_eq!(database(&place, "lake"), b"d/000000000000/us-east-1/lake");
        assert_eq!(connection(&place, "Db"), b"k/000000000000/us-east-1/Db");
        assert_eq!(count_of_databases(&place), b"#/000000000000/us-east-1");
        assert_eq!(count_of_connections(&place), b"#k/000000000000/us-east-1");
        assert_eq!(table(DatabaseId(1), "cars"), with(b"t", b"cars"));
        assert_eq!(function(DatabaseId(1), "f"), with(b"u", b"f"));
        assert_eq!(version(TableId(1), 3), with(b"v", b"\0\0\0\0\0\0\0\x03"));
        let values = ["a".to_owned(), "b".to_owned()];
        assert_eq!(partition(TableId(1), &values), with(b"p", b"a\0\x01b\0\x01"));
        assert_eq!(partition_statistics(TableId(1), &values), with(b"q", b"a\0\x01b\0\x01\0\0"));
        assert_eq!(table_statistics(TableId(1)), with(b"s", b""));
        assert_eq!(tags("arn:x"), b"aarn:x");
        assert_eq!(count_in(1), with(b"#", b""));
        assert_eq!(removed_database(DatabaseId(1)), with(b"xd", b""));
        assert_eq!(removed_table(table_id), b"xt\0\0\0\0\0\0\0\x02");
        assert_eq!(removed_number(&removed_table(table_id)).unwrap(), 2);
        assert!(removed_number(b"xt1").is_err());
    }

    #[test]
    fn a_prefix_ends_before_all_that_do_not_begin_with_it() {
        assert_eq!(end_of(b"ab").unwrap(), b"ac");
        assert_eq!(end_of(b"a\xff\xff").unwrap(), b"b");
        assert_eq!(end_of(b"\xff"), None);
    }
}
