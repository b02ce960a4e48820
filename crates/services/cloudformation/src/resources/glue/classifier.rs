//! `AWS::Glue::Classifier`. `Ref` is the name. XML classifiers are not supported.

use glue_api as api;
use kernel::Timestamp;
use serde_json::{Map, Value};

use super::schema::{CSV_CLASSIFIER, GROK_CLASSIFIER, JSON_CLASSIFIER};
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties::{self, Properties};

/// See the module.
pub(in crate::resources) struct Classifier(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("CsvClassifier", CSV_CLASSIFIER),
    Property::optional("GrokClassifier", GROK_CLASSIFIER),
    Property::optional("JsonClassifier", JSON_CLASSIFIER),
    Property::optional("XMLClassifier", Kind::Unsupported),
];

const KINDS: [&str; 3] = ["CsvClassifier", "GrokClassifier", "JsonClassifier"];

/// Which kind it is of, and the name that it gives itself.
fn kind(properties: &Properties) -> (Option<&'static str>, Option<&str>) {
    let kind = KINDS.into_iter().find(|kind| properties.contains_key(*kind));
    (kind, kind.and_then(|kind| properties[kind].get("Name")?.as_str()))
}

/// The operations' input: as it is given, with the name.
fn input<S: wire::Shape>(name: &str, given: &Properties) -> Result<S, ResourceFailure> {
    let mut members = given.clone();
    for kind in KINDS {
        if let Some(of_kind) = members.get_mut(kind).and_then(Value::as_object_mut) {
            of_kind.insert("Name".to_owned(), Value::from(name));
            // AWS's template has another name for it.
            if let Some(kinds) = of_kind.remove("ContainsCustomDatatype") {
                of_kind.insert("CustomDatatypes".to_owned(), kinds);
            }
        }
    }
    properties::input(Value::Object(members))
}

fn created(classifier: api::Classifier) -> Timestamp {
    let csv = classifier.csv_classifier.and_then(|csv| csv.creation_time);
    let grok = classifier.grok_classifier.and_then(|grok| grok.creation_time);
    let json = classifier.json_classifier.and_then(|json| json.creation_time);
    csv.or(grok).or(json).unwrap_or_default()
}

impl ResourceType for Classifier {
    fn type_name(&self) -> &'static str {
        "AWS::Glue::Classifier"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::default()
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = kind(request.properties).1.unwrap_or(request.name).to_owned();
            let made =
                self.0.call::<api::CreateClassifier>(&request.stack, input(&name, request.properties)?).await;
            match made {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let input = api::GetClassifierInput { name: name.clone() };
                    let there = self.0.call::<api::GetClassifier>(&request.stack, input).await?.classifier;
                    if !properties::is_ours(&request, created(there.unwrap_or_default())) {
                        return Err(failure);
                    }
                }
                result => result.map(|_| ())?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, _thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        // It is there at once.
        Box::pin(async { Ok(Map::new()) })
    }

    fn replaces(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
        kind(before) != kind(after)
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let thing = &change.thing;
            let input = input(thing.physical_id.as_str(), thing.properties)?;
            self.0.call::<api::UpdateClassifier>(&thing.stack, input).await.map(drop)
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteClassifierInput { name: thing.physical_id.as_str().to_owned() };
            self.0.remove::<api::DeleteClassifier>(&thing.stack, input).await
        })
    }
}
