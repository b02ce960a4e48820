//! Partitions: added, taken away, renamed, found on S3 by MSCK REPAIR TABLE.

use crate::catalog::{Partition, Table};
use crate::engine::Work;
use crate::error::{Error, Fact};
use crate::hive::{Spec, TableName};
use crate::objects::{address, split};
use crate::query::Answer;

/// A value for every key, in the keys' order.
fn values(table: &Table, spec: &Spec) -> Result<Vec<String>, Error> {
    let value = |key: &crate::catalog::Column| {
        let found = spec.iter().find(|(name, _)| *name == key.name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| {
            let words = format!("partition spec is missing a value for the key '{}'", key.name);
            Error::new(Fact::Semantic, words)
        })
    };
    if let Some((name, _)) =
        spec.iter().find(|(name, _)| table.partition_keys.iter().all(|key| key.name != *name))
    {
        return Err(Error::new(Fact::Semantic, format!("'{name}' is no partition key of {}", table.name)));
    }
    table.partition_keys.iter().map(value).collect()
}

/// Where a partition is unless it is said: `key=value/` under the table.
fn default_location(table: &Table, values: &[String]) -> String {
    let folders =
        table.partition_keys.iter().zip(values).map(|(key, value)| format!("{}={value}/", key.name));
    format!("{}/{}", table.storage.location.trim_end_matches('/'), folders.collect::<String>())
}

fn partition(table: &Table, values: Vec<String>, location: Option<String>) -> Partition {
    let location = location.unwrap_or_else(|| default_location(table, &values));
    let storage = crate::catalog::Storage { location, ..table.storage.clone() };
    Partition { values, storage, parameters: Default::default() }
}

fn describe(table: &Table, values: &[String]) -> String {
    let pairs = table.partition_keys.iter().zip(values).map(|(key, value)| format!("{}={value}", key.name));
    pairs.collect::<Vec<_>>().join("/")
}

/// `ADD PARTITION`
pub async fn add(
    work: &Work,
    name: &TableName,
    if_not_exists: bool,
    specs: Vec<(Spec, Option<String>)>,
) -> Result<(), Error> {
    let table = work.existing(name).await?;
    let partitions =
        specs.into_iter().map(|(spec, location)| Ok(partition(&table, values(&table, &spec)?, location)));
    let partitions = partitions.collect::<Result<Vec<_>, Error>>()?;
    let refused = work.catalog.create_partitions(&table.database, &table.name, partitions).await?;
    match refused.first() {
        Some(values) if !if_not_exists => {
            let words = format!("Partition already exists: {}", describe(&table, values));
            Err(Error::new(Fact::AlreadyExists, words))
        }
        _ => Ok(()),
    }
}

/// `DROP PARTITION`: of all partitions that have the values which are said.
pub async fn drop(work: &Work, name: &TableName, if_exists: bool, specs: Vec<Spec>) -> Result<(), Error> {
    let table = work.existing(name).await?;
    let there = work.catalog.partitions(&table.database, &table.name, None).await?;
    let place = |key: &str| table.partition_keys.iter().position(|column| column.name == key);
    let mut gone = Vec::new();
    for spec in specs {
        let fixed = spec.iter().map(|(key, value)| match place(key) {
            Some(index) => Ok((index, value)),
            None => Err(Error::new(Fact::Semantic, format!("'{key}' is no partition key of {}", table.name))),
        });
        let fixed = fixed.collect::<Result<Vec<_>, Error>>()?;
        let matching = there.iter().filter(|partition| {
            fixed.iter().all(|(index, value)| partition.values.get(*index) == Some(*value))
        });
        let matching: Vec<Vec<String>> = matching.map(|partition| partition.values.clone()).collect();
        if matching.is_empty() && !if_exists {
            let pairs: Vec<String> = spec.iter().map(|(key, value)| format!("{key}={value}")).collect();
            return Err(Error::new(Fact::Semantic, format!("Partition not found: {}", pairs.join("/"))));
        }
        gone.extend(matching);
    }
    gone.sort();
    gone.dedup();
    work.catalog.drop_partitions(&table.database, &table.name, gone).await.map(|_| ())
}

async fn find(work: &Work, table: &Table, values: &[String]) -> Result<Partition, Error> {
    let there = work.catalog.partitions(&table.database, &table.name, None).await?;
    let found = there.into_iter().find(|partition| partition.values == values);
    found.ok_or_else(|| {
        Error::new(Fact::Semantic, format!("Partition not found: {}", describe(table, values)))
    })
}

/// `RENAME TO PARTITION`: the objects stay where they are.
pub async fn rename(work: &Work, name: &TableName, from: &Spec, to: &Spec) -> Result<(), Error> {
    let table = work.existing(name).await?;
    let (from, to) = (values(&table, from)?, values(&table, to)?);
    let found = find(work, &table, &from).await?;
    let renamed = Partition { values: to, ..found };
    work.catalog.update_partition(&table.database, &table.name, &from, renamed).await
}

/// `SET LOCATION` of a partition.
pub async fn set_location(work: &Work, name: &TableName, spec: &Spec, location: String) -> Result<(), Error> {
    let table = work.existing(name).await?;
    let values = values(&table, spec)?;
    let mut found = find(work, &table, &values).await?;
    found.storage.location = location;
    work.catalog.update_partition(&table.database, &table.name, &values, found).await
}

/// `MSCK REPAIR TABLE`: adds the partitions whose folders are there in Hive's form.
pub async fn repair(work: &Work, name: &TableName) -> Result<Answer, Error> {
    let table = work.existing(name).await?;
    let location = &table.storage.location;
    let (bucket, prefix) = split(location)
        .ok_or_else(|| Error::new(Fact::InvalidMetadata, format!("'{location}' is no location in S3")))?;
    let prefix =
        if prefix.is_empty() || prefix.ends_with('/') { prefix.to_owned() } else { format!("{prefix}/") };
    let mut folders = vec![(prefix, Vec::<String>::new())];
    for key in &table.partition_keys {
        let mut deeper = Vec::new();
        for (folder, values) in folders {
            for found in work.objects.folders(bucket, &folder).await? {
                let name = found[folder.len()..].trim_end_matches('/');
                let Some((found_key, value)) = name.split_once('=') else { continue };
                // Hive's folders are in lower case, which is why others are not found.
                if found_key == key.name {
                    let mut values = values.clone();
                    values.push(unescape(value));
                    deeper.push((found, values));
                }
            }
        }
        folders = deeper;
    }
    let there = work.catalog.partitions(&table.database, &table.name, None).await?;
    let missing: Vec<(String, Vec<String>)> = folders
        .into_iter()
        .filter(|(_, values)| !values.is_empty() && there.iter().all(|partition| partition.values != *values))
        .collect();
    let mut lines = Vec::new();
    if !missing.is_empty() {
        let names: Vec<String> = missing
            .iter()
            .map(|(_, values)| format!("{}:{}", table.name, describe(&table, values)))
            .collect();
        lines.push(format!("Partitions not in metastore:\t{}", names.join("\t")));
    }
    let partitions: Vec<Partition> = missing
        .iter()
        .map(|(folder, values)| partition(&table, values.clone(), Some(address(bucket, folder))))
        .collect();
    work.catalog.create_partitions(&table.database, &table.name, partitions).await?;
    lines.extend(missing.iter().map(|(folder, values)| {
        let name = format!("{}:{}", table.name, describe(&table, values));
        format!("Repair: Added partition to metastore {name} at {}", address(bucket, folder))
    }));
    Ok(Answer::of_lines("MSCK_REPAIR_TABLE", "result", lines))
}

/// A value from a folder's name, in which some letters are `%xx`.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut place) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(place) {
        let code = text.get(place + 1..place + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) if *byte == b'%' => {
                plain.push(code);
                place += 3;
            }
            _ => {
                plain.push(*byte);
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_values() {
        assert_eq!(unescape("a%3Db%2"), "a=b%2");
        let keys =
            ["y", "m"].map(|name| crate::catalog::Column { name: name.to_owned(), ..Default::default() });
        let storage = crate::catalog::Storage { location: "s3://b/t/".to_owned(), ..Default::default() };
        let table = Table { partition_keys: keys.to_vec(), storage, ..Table::default() };
        let spec = vec![("m".to_owned(), "2".to_owned()), ("y".to_owned(), "2021".to_owned())];
        let values = values(&table, &spec).unwrap();
        assert_eq!(default_location(&table, &values), "s3://b/t/y=2021/m=2/");
        assert!(super::values(&table, &spec[..1].to_vec()).is_err());
    }
}
