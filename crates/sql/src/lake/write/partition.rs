//! Rows apart by the values of their partition keys.

use std::collections::BTreeMap;

use arrow::array::{RecordBatch, UInt32Array};
use arrow::compute::take_record_batch;

use crate::error::Error;
use crate::lake::partitions::NULL;
use crate::render;

/// The rows of each partition, without the keys, by the texts of the keys' values.
pub fn split(batch: &RecordBatch, kept: usize) -> Result<Vec<(Vec<String>, RecordBatch)>, Error> {
    let columns: Vec<usize> = (0..kept).collect();
    let rest = batch.project(&columns)?;
    if batch.num_columns() == kept {
        return Ok(vec![(Vec::new(), rest)]);
    }
    let keys: Vec<_> = (kept..batch.num_columns()).map(|index| batch.column(index)).collect();
    let mut rows: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for row in 0..batch.num_rows() {
        let values = keys.iter().map(|key| {
            let text = render::text(key.as_ref(), row)?;
            Ok(text.filter(|text| !text.is_empty()).unwrap_or_else(|| NULL.to_owned()))
        });
        let values = values.collect::<Result<Vec<String>, Error>>()?;
        rows.entry(values).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
    }
    let part = |(values, rows)| Ok((values, take_record_batch(&rest, &UInt32Array::from(rows))?));
    rows.into_iter().map(part).collect()
}

/// The folder of a partition: `key=value/`, letters that folders cannot have as `%xx`.
pub fn folder(location: &str, keys: &[String], values: &[String]) -> String {
    let mut folder = location.trim_end_matches('/').to_owned() + "/";
    for (key, value) in keys.iter().zip(values) {
        folder.push_str(key);
        folder.push('=');
        for letter in value.chars() {
            let is_bad = letter.is_control() || "\"#%'*/:=?\\{[]^".contains(letter);
            match u8::try_from(letter) {
                Ok(byte) if is_bad => folder.push_str(&format!("%{byte:02X}")),
                _ => folder.push(letter),
            }
        }
        folder.push('/');
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_hives() {
        let (keys, values) = (["a".to_owned(), "b".to_owned()], ["1/2".to_owned(), "ü 3".to_owned()]);
        assert_eq!(folder("s3://b/t", &keys, &values), "s3://b/t/a=1%2F2/b=ü 3/");
    }
}
