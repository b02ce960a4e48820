//! Custom classifiers: stored as JSON under their name. `docs/formats/glue.md` states it.

use glue_api::{Classifier, CsvHeaderOption, CsvSerdeOption};
use kernel::{Place, Timestamp};
use wire::{Shape, to_json};

use super::{CrawlerError, Result, keys};
use crate::crawler::{self, ColumnType, CsvRules, CsvSerde, JsonPath, Pattern};
use crate::engine::{Engine, VERSION, decode};

/// What is stored of a classifier.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredClassifier {
    /// The version of this form.
    pub version: i32,
    /// One of its kinds, as AWS shows it.
    pub classifier: Classifier,
}

impl StoredClassifier {
    fn decode(bytes: &[u8]) -> Result<Self> {
        Ok(decode(bytes, "a classifier", |stored: &Self| stored.version)?)
    }
}

/// The name of a classifier, whichever kind it is of.
fn name(classifier: &Classifier) -> &str {
    let grok = classifier.grok_classifier.as_ref().map(|grok| &grok.name);
    let json = classifier.json_classifier.as_ref().map(|json| &json.name);
    let csv = classifier.csv_classifier.as_ref().map(|csv| &csv.name);
    grok.or(json).or(csv).map_or("", String::as_str)
}

fn stamp(classifier: &mut Classifier, created: Timestamp, updated: Timestamp, version: i64) {
    let (created, updated, version) = (Some(created), Some(updated), Some(version));
    if let Some(grok) = &mut classifier.grok_classifier {
        (grok.creation_time, grok.last_updated, grok.version) = (created, updated, version);
    }
    if let Some(json) = &mut classifier.json_classifier {
        (json.creation_time, json.last_updated, json.version) = (created, updated, version);
    }
    if let Some(csv) = &mut classifier.csv_classifier {
        (csv.creation_time, csv.last_updated, csv.version) = (created, updated, version);
    }
}

/// When it was made, and how often it was changed.
fn stamped(classifier: &Classifier) -> (Timestamp, i64) {
    let grok = classifier.grok_classifier.as_ref().map(|grok| (grok.creation_time, grok.version));
    let json = classifier.json_classifier.as_ref().map(|json| (json.creation_time, json.version));
    let csv = classifier.csv_classifier.as_ref().map(|csv| (csv.creation_time, csv.version));
    let (created, version) = grok.or(json).or(csv).unwrap_or_default();
    (created.unwrap_or_default(), version.unwrap_or(0))
}

/// The classifier, ready to be used; or why it cannot be.
pub fn ready(classifier: &Classifier) -> Result<crawler::Classifier> {
    if let Some(grok) = &classifier.grok_classifier {
        let custom = grok.custom_patterns.clone();
        let pattern = Pattern::read(&grok.grok_pattern, custom.as_deref().unwrap_or_default())?;
        let (classification, source) = (grok.classification.clone(), grok.grok_pattern.clone());
        return Ok(crawler::Classifier::Grok { classification, pattern, source, custom });
    }
    if let Some(json) = &classifier.json_classifier {
        return Ok(crawler::Classifier::Json(JsonPath::read(&json.json_path)?));
    }
    if let Some(csv) = &classifier.csv_classifier {
        let first = |text: &Option<String>| text.as_ref().and_then(|text| text.chars().next());
        let typed = csv.custom_datatype_configured == Some(true);
        let kinds = csv.custom_datatypes.iter().flatten().filter(|_| typed);
        return Ok(crawler::Classifier::Csv(CsvRules {
            delimiter: first(&csv.delimiter),
            quote: first(&csv.quote_symbol),
            header: match csv.contains_header {
                Some(CsvHeaderOption::Present) => Some(true),
                Some(CsvHeaderOption::Absent) => Some(false),
                Some(CsvHeaderOption::Unknown) | None => None,
            },
            names: csv.header.clone().unwrap_or_default(),
            kinds: kinds.map(|kind| column(kind)).collect::<Result<_>>()?,
            untrimmed: csv.disable_value_trimming == Some(true),
            single_column: csv.allow_single_column == Some(true),
            serde: match csv.serde {
                Some(CsvSerdeOption::OpenCsvSerDe) => CsvSerde::Open,
                Some(CsvSerdeOption::LazySimpleSerDe) => CsvSerde::Lazy,
                Some(CsvSerdeOption::None) | None => CsvSerde::AsFound,
            },
        }));
    }
    let text = "a grok, a JSON or a CSV classifier is needed; XML classifiers are not supported here";
    Err(CrawlerError::Invalid(text.to_owned()))
}

/// A type of the list that AWS has for custom datatypes.
fn column(name: &str) -> Result<ColumnType> {
    Ok(match name.to_ascii_uppercase().as_str() {
        "BINARY" => ColumnType::Binary,
        "BOOLEAN" => ColumnType::Boolean,
        "DATE" => ColumnType::Date,
        "DECIMAL" => ColumnType::Decimal { precision: 38, scale: 18 },
        "DOUBLE" => ColumnType::Double,
        "FLOAT" => ColumnType::Float,
        "INT" => ColumnType::Int,
        "LONG" => ColumnType::BigInt,
        "SHORT" => ColumnType::SmallInt,
        "STRING" => ColumnType::String,
        "TIMESTAMP" => ColumnType::Timestamp,
        _ => return Err(CrawlerError::Invalid(format!("{name} is no custom datatype"))),
    })
}

impl Engine {
    /// The classifier called `name`.
    pub fn classifier(&self, place: &Place, name: &str) -> Result<Classifier> {
        let bytes = self.store()?.get(&keys::classifier(place, name))?;
        let bytes = bytes.ok_or_else(|| CrawlerError::NoClassifier(name.to_owned()))?;
        Ok(StoredClassifier::decode(&bytes)?.classifier)
    }

    /// The classifiers called so, ready to be used, in that order.
    pub fn ready_classifiers(&self, place: &Place, names: &[String]) -> Result<Vec<crawler::Classifier>> {
        names.iter().map(|name| ready(&self.classifier(place, name)?)).collect()
    }

    /// Up to `limit` classifiers that come after the name `after`, in order of name, and the name of the last if there
    /// are more.
    pub fn classifiers(
        &self,
        place: &Place,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Classifier>, Option<String>)> {
        let after = after.map(|name| keys::classifier(place, name));
        let (found, more) = self.page(&keys::classifier(place, ""), after.as_deref(), limit, |value| {
            let stored = StoredClassifier::decode(value).map_err(CrawlerError::into_engine)?;
            Ok(Some(stored.classifier))
        })?;
        let last = found.last().filter(|_| more).map(|last| name(last).to_owned());
        Ok((found, last))
    }

    /// Makes a classifier.
    pub async fn create_classifier(&self, place: &Place, mut classifier: Classifier) -> Result<()> {
        ready(&classifier)?;
        let now = self.now();
        stamp(&mut classifier, now, now, 1);
        let key = keys::classifier(place, name(&classifier));
        let made = self.store()?.write(move |store| {
            if store.get(&key)?.is_some() {
                return Err(CrawlerError::ClassifierExists(name(&classifier).to_owned()));
            }
            store.put(key, to_json(&StoredClassifier { version: VERSION, classifier }));
            Ok(())
        });
        made.await?
    }

    /// Changes a classifier.
    pub async fn update_classifier(
        &self,
        place: &Place,
        of: &str,
        change: impl FnOnce(&mut Classifier) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (key, now, of) = (keys::classifier(place, of), self.now(), of.to_owned());
        let changed = self.store()?.write(move |store| {
            let bytes = store.get(&key)?.ok_or(CrawlerError::NoClassifier(of))?;
            let mut stored = StoredClassifier::decode(&bytes)?;
            let (created, version) = stamped(&stored.classifier);
            change(&mut stored.classifier)?;
            ready(&stored.classifier)?;
            stamp(&mut stored.classifier, created, now, version + 1);
            store.put(key, to_json(&stored));
            Ok(())
        });
        changed.await?
    }

    /// Removes a classifier.
    pub async fn delete_classifier(&self, place: &Place, name: &str) -> Result<()> {
        let (key, name) = (keys::classifier(place, name), name.to_owned());
        let removed = self.store()?.write(move |store| {
            store.get(&key)?.ok_or(CrawlerError::NoClassifier(name))?;
            store.delete(&key);
            Ok(())
        });
        removed.await?
    }
}

#[cfg(test)]
mod tests {
    use glue_api::JsonClassifier;

    use super::*;

    #[test]
    fn the_form_is_pinned() {
        let json =
            JsonClassifier { name: "rows".into(), json_path: "$[*]".into(), ..JsonClassifier::default() };
        let mut classifier = Classifier { json_classifier: Some(json), ..Classifier::default() };
        stamp(&mut classifier, Timestamp(1_000), Timestamp(2_000), 3);
        let stored = StoredClassifier { version: VERSION, classifier };
        let bytes = to_json(&stored);
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            "{\"Version\":1,\"Classifier\":{\"JsonClassifier\":{\"Name\":\"rows\",\"CreationTime\":1.0,\
             \"LastUpdated\":2.0,\"Version\":3,\"JsonPath\":\"$[*]\"}}}"
        );
        assert_eq!(StoredClassifier::decode(&bytes).unwrap(), stored);
        assert_eq!((name(&stored.classifier), stamped(&stored.classifier)), ("rows", (Timestamp(1_000), 3)));
    }
}
