//! CREATE DATABASE and CREATE EXTERNAL TABLE.

use std::collections::BTreeMap;

use super::Ddl;
use super::parser::Parser;
use crate::catalog::Storage;
use crate::error::{Error, Fact};

const LAZY: &str = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
const TEXT_INPUT: &str = "org.apache.hadoop.mapred.TextInputFormat";
const TEXT_OUTPUT: &str = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

/// A format's classes: SerDe, input, output.
pub type Classes = (&'static str, &'static str, &'static str);

/// The classes that `STORED AS name` means.
pub fn classes(name: &str) -> Option<Classes> {
    Some(match name.to_ascii_uppercase().as_str() {
        "TEXTFILE" => (LAZY, TEXT_INPUT, TEXT_OUTPUT),
        "PARQUET" => (
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        ),
        "ORC" => (
            "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
            "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
        ),
        "AVRO" => (
            "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
            "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
            "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
        ),
        "JSON" | "JSONFILE" => ("org.apache.hive.hcatalog.data.JsonSerDe", TEXT_INPUT, TEXT_OUTPUT),
        _ => return None,
    })
}

/// What follows CREATE.
pub(super) fn create(parser: &mut Parser) -> Result<Ddl, Error> {
    if parser.word("database") || parser.word("schema") {
        return database(parser);
    }
    if !parser.word("external") {
        return Err(Error::new(
            Fact::Syntax,
            "CREATE TABLE makes external tables only: write CREATE EXTERNAL TABLE, or CREATE TABLE … AS",
        ));
    }
    parser.expect(&["table"])?;
    table(parser)
}

fn database(parser: &mut Parser) -> Result<Ddl, Error> {
    let if_not_exists = parser.if_not_exists();
    let name = parser.name()?;
    let (mut comment, mut location, mut properties) = (None, None, BTreeMap::new());
    loop {
        if parser.word("comment") {
            comment = Some(parser.text()?);
        } else if parser.word("location") {
            location = Some(parser.text()?);
        } else if parser.words(&["with", "dbproperties"]) {
            properties = parser.properties()?;
        } else {
            return Ok(Ddl::CreateDatabase { name, if_not_exists, comment, location, properties });
        }
    }
}

fn table(parser: &mut Parser) -> Result<Ddl, Error> {
    let if_not_exists = parser.if_not_exists();
    let name = parser.table()?;
    let mut storage = Storage { columns: parser.columns()?, ..Storage::default() };
    let (mut comment, mut keys, mut properties) = (None, Vec::new(), BTreeMap::new());
    loop {
        if parser.word("comment") {
            comment = Some(parser.text()?);
        } else if parser.words(&["partitioned", "by"]) {
            keys = parser.columns()?;
        } else if parser.words(&["clustered", "by"]) {
            return Err(Error::new(Fact::Unsupported, "bucketed tables (CLUSTERED BY) are not supported"));
        } else if parser.words(&["row", "format"]) {
            row_format(parser, &mut storage)?;
        } else if parser.words(&["with", "serdeproperties"]) {
            storage.serde_parameters.extend(parser.properties()?);
        } else if parser.words(&["stored", "as"]) {
            stored_as(parser, &mut storage)?;
        } else if parser.word("location") {
            storage.location = parser.text()?;
        } else if parser.word("tblproperties") {
            properties = parser.properties()?;
        } else {
            break;
        }
    }
    if storage.serde.is_empty() {
        storage.serde = LAZY.to_owned();
        storage.serde_parameters.entry("serialization.format".to_owned()).or_insert_with(|| "1".to_owned());
    }
    if storage.input_format.is_empty() {
        // A SerDe without STORED AS reads text, but for those that come with a format of their own.
        let classes = [classes("parquet"), classes("orc"), classes("avro")].into_iter().flatten();
        let own = classes.into_iter().find(|(serde, ..)| *serde == storage.serde);
        let (_, input, output) = own.unwrap_or((LAZY, TEXT_INPUT, TEXT_OUTPUT));
        (storage.input_format, storage.output_format) = (input.to_owned(), output.to_owned());
    }
    if storage.location.is_empty() {
        return Err(Error::new(Fact::Semantic, "No LOCATION is said; external tables need one"));
    }
    if !storage.location.ends_with('/') {
        storage.location.push('/');
    }
    properties.entry("EXTERNAL".to_owned()).or_insert_with(|| "TRUE".to_owned());
    Ok(Ddl::CreateTable { name, if_not_exists, comment, storage, keys, properties })
}

fn row_format(parser: &mut Parser, storage: &mut Storage) -> Result<(), Error> {
    if parser.word("serde") {
        storage.serde = parser.text()?;
        if parser.words(&["with", "serdeproperties"]) {
            storage.serde_parameters.extend(parser.properties()?);
        }
        return Ok(());
    }
    parser.expect(&["delimited"])?;
    storage.serde = LAZY.to_owned();
    let parameters = &mut storage.serde_parameters;
    let mut set = |name: &str, value: String| parameters.insert(name.to_owned(), value);
    loop {
        if parser.words(&["fields", "terminated", "by"]) {
            let delimiter = parser.text()?;
            set("serialization.format", delimiter.clone());
            set("field.delim", delimiter);
            if parser.words(&["escaped", "by"]) {
                set("escape.delim", parser.text()?);
            }
        } else if parser.words(&["collection", "items", "terminated", "by"]) {
            set("collection.delim", parser.text()?);
        } else if parser.words(&["map", "keys", "terminated", "by"]) {
            set("mapkey.delim", parser.text()?);
        } else if parser.words(&["lines", "terminated", "by"]) {
            set("line.delim", parser.text()?);
        } else if parser.words(&["null", "defined", "as"]) {
            set("serialization.null.format", parser.text()?);
        } else {
            break;
        }
    }
    parameters.entry("serialization.format".to_owned()).or_insert_with(|| "1".to_owned());
    Ok(())
}

fn stored_as(parser: &mut Parser, storage: &mut Storage) -> Result<(), Error> {
    if parser.word("inputformat") {
        storage.input_format = parser.text()?;
        parser.expect(&["outputformat"])?;
        storage.output_format = parser.text()?;
        return Ok(());
    }
    let name = parser.name()?;
    let (serde, input, output) = classes(&name)
        .ok_or_else(|| Error::new(Fact::Syntax, format!("STORED AS {name} is no format of Hive's")))?;
    (storage.input_format, storage.output_format) = (input.to_owned(), output.to_owned());
    if storage.serde.is_empty() {
        storage.serde = serde.to_owned();
        storage.serde_parameters.entry("serialization.format".to_owned()).or_insert_with(|| "1".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hive::parse;

    #[test]
    fn tables_are_read_whole() {
        let text = "CREATE EXTERNAL TABLE IF NOT EXISTS `db`.`t` (\n `id` bigint COMMENT 'the id',\n `tags` array<struct<a:int,b:string>>\n)\
            COMMENT 'x' PARTITIONED BY (`day` date) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' \
            STORED AS TEXTFILE LOCATION 's3://b/p' TBLPROPERTIES ('skip.header.line.count'='1')";
        let Ddl::CreateTable { storage, keys, properties, if_not_exists: true, .. } = parse(text).unwrap()
        else {
            panic!("a table")
        };
        assert_eq!(storage.columns[0].comment.as_deref(), Some("the id"));
        assert_eq!(storage.columns[1].kind, "array<struct<a:int,b:string>>");
        assert_eq!(keys[0].kind, "date");
        assert_eq!(storage.serde_parameters["field.delim"], "\t");
        assert_eq!(storage.serde_parameters["escape.delim"], "\\");
        assert_eq!(storage.location, "s3://b/p/");
        assert_eq!(properties["skip.header.line.count"], "1");
    }

    #[test]
    fn formats_bring_their_classes() {
        let text = "CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://b/p/'";
        let Ddl::CreateTable { storage, .. } = parse(text).unwrap() else { panic!("a table") };
        assert!(
            storage.serde.ends_with("ParquetHiveSerDe")
                && storage.input_format.ends_with("MapredParquetInputFormat")
        );
        assert!(parse("CREATE EXTERNAL TABLE t (a int)").unwrap_err().message.contains("LOCATION"));
    }
}
