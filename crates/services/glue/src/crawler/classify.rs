//! What one object is: custom classifiers first, in their order, then those that are built in, in AWS's.
//!
//! The first that recognises the object decides. ORC, XML, Ion, BSON and the rarer logs are not recognised: such an
//! object is `UNKNOWN` and has no columns.

use super::column_type::Fields;
use super::compression::{Compression, unpack};
use super::csv::{self, CsvRules};
use super::format::{Format, Grok, Json};
use super::grok::{self, Pattern};
use super::json::{self, JsonPath};
use super::schema::{Find, Records, Shape};
use super::{avro, parquet};

/// An object that is to be classified.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its size, in bytes.
    pub size: u64,
    /// Its beginning.
    pub head: &'a [u8],
    /// Its end, where it is Parquet: with the footer whole.
    pub tail: Option<&'a [u8]>,
}

/// A custom classifier.
#[derive(Clone, Debug)]
pub enum Classifier {
    Csv(CsvRules),
    Json(JsonPath),
    Grok { classification: String, pattern: Pattern, source: String, custom: Option<String> },
}

/// All classifiers of a crawler.
#[derive(Debug)]
pub struct Classifiers {
    custom: Vec<Classifier>,
    logs: Vec<(&'static str, &'static str, Pattern)>,
}

impl Classifiers {
    /// The custom ones before those that are built in.
    pub fn new(custom: Vec<Classifier>) -> Self {
        Self { custom, logs: grok::built_in() }
    }

    /// What `object` is.
    pub fn classify(&self, object: Object<'_>) -> Find {
        let cut = object.size > object.head.len() as u64;
        let whole = |format, columns, records| Find {
            shape: Shape { compression: Compression::None, format, columns },
            records,
        };
        if let Some(container) = avro::read(object.head) {
            let records = scaled(container.records, object, object.head.len() as u64, cut);
            return whole(Format::Avro { schema: container.schema }, container.columns, records);
        }
        if object.head.starts_with(parquet::MAGIC)
            && let Some(footer) = object.tail.and_then(parquet::read)
        {
            return whole(Format::Parquet, footer.columns, footer.records);
        }
        let unpacked = unpack(object.key, object.head, cut);
        let shape = |format, columns| Shape { compression: unpacked.compression, format, columns };
        let unknown = Find { shape: shape(Format::Unknown, Fields::default()), records: Records::default() };
        let Some(plain) = unpacked.plain else { return unknown };
        let custom = self.custom.iter().find_map(|classifier| classifier.classify(&plain, unpacked.cut));
        let Some((format, columns, records)) = custom.or_else(|| self.built_in(&plain, unpacked.cut)) else {
            return unknown;
        };
        let records = if unpacked.cut { scaled(records, object, plain.len() as u64, true) } else { records };
        Find { shape: shape(format, columns), records }
    }

    fn built_in(&self, plain: &[u8], cut: bool) -> Option<(Format, Fields, Records)> {
        if let Some(found) = json::read(plain, cut, None) {
            return Some((
                Format::Json(Json { path: None, names: found.names }),
                found.columns,
                found.records,
            ));
        }
        for (classification, source, pattern) in &self.logs {
            if let Some(records) = pattern.try_on(plain, cut) {
                let (classification, source) = ((*classification).to_owned(), (*source).to_owned());
                let format = Format::Grok(Grok { classification, pattern: source, custom: None });
                return Some((format, pattern.columns().clone(), records));
            }
        }
        let table = csv::read(plain, cut, &CsvRules::default())?;
        Some((Format::Csv(table.format), table.columns, table.records))
    }
}

impl Classifier {
    fn classify(&self, plain: &[u8], cut: bool) -> Option<(Format, Fields, Records)> {
        match self {
            Self::Csv(rules) => {
                let table = csv::read(plain, cut, rules)?;
                Some((Format::Csv(table.format), table.columns, table.records))
            }
            Self::Json(path) => {
                let found = json::read(plain, cut, Some(path))?;
                let format = Format::Json(Json { path: Some(path.text().to_owned()), names: found.names });
                Some((format, found.columns, found.records))
            }
            Self::Grok { classification, pattern, source, custom } => {
                let records = pattern.try_on(plain, cut)?;
                let (classification, pattern_text) = (classification.clone(), source.clone());
                let format =
                    Format::Grok(Grok { classification, pattern: pattern_text, custom: custom.clone() });
                Some((format, pattern.columns().clone(), records))
            }
        }
    }
}

/// The records of all of an object, by those of the `plain` bytes that its head came to.
fn scaled(records: Records, object: Object<'_>, plain: u64, cut: bool) -> Records {
    if !cut || records.bytes == 0 || object.head.is_empty() {
        return records;
    }
    // The object unpacked, if it goes on as it began; and of that, as many records as the plain bytes had.
    let unpacked = u128::from(object.size) * u128::from(plain) / object.head.len() as u128;
    let scale = |number: u64| {
        u64::try_from(u128::from(number) * unpacked / u128::from(records.bytes)).unwrap_or(u64::MAX)
    };
    Records { count: scale(records.count).max(records.count), bytes: scale(records.bytes).max(records.bytes) }
}

#[cfg(test)]
mod tests;
