//! `CreateClassifier`.

use dispatch::{Call, Handle};
use glue_api::{
    Classifier, CreateClassifier, CreateClassifierInput, CreateClassifierOutput, CreateCsvClassifierRequest,
    CreateGrokClassifierRequest, CreateJsonClassifierRequest, CsvClassifier, GrokClassifier, JsonClassifier,
};
use wire::Fault;

use super::refuse;
use crate::Glue;
use crate::errors::invalid;

impl Handle<CreateClassifier> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: CreateClassifierInput,
    ) -> Result<CreateClassifierOutput, Fault> {
        refuse(&input.xml_classifier, "XMLClassifier")?;
        let classifier = Classifier {
            grok_classifier: input.grok_classifier.map(grok),
            json_classifier: input.json_classifier.map(json),
            csv_classifier: input.csv_classifier.map(csv),
            ..Classifier::default()
        };
        let kinds = [
            classifier.grok_classifier.is_some(),
            classifier.json_classifier.is_some(),
            classifier.csv_classifier.is_some(),
        ];
        if kinds.into_iter().filter(|is_set| *is_set).count() != 1 {
            return Err(invalid(
                "Exactly one of GrokClassifier, JsonClassifier and CsvClassifier must be given.",
            ));
        }
        self.engine.create_classifier(&call.place, classifier).await?;
        Ok(CreateClassifierOutput {})
    }
}

fn grok(new: CreateGrokClassifierRequest) -> GrokClassifier {
    GrokClassifier {
        name: new.name,
        classification: new.classification,
        grok_pattern: new.grok_pattern,
        custom_patterns: new.custom_patterns,
        ..GrokClassifier::default()
    }
}

fn json(new: CreateJsonClassifierRequest) -> JsonClassifier {
    JsonClassifier { name: new.name, json_path: new.json_path, ..JsonClassifier::default() }
}

fn csv(new: CreateCsvClassifierRequest) -> CsvClassifier {
    CsvClassifier {
        name: new.name,
        delimiter: new.delimiter,
        quote_symbol: new.quote_symbol,
        contains_header: new.contains_header,
        header: new.header,
        disable_value_trimming: new.disable_value_trimming,
        allow_single_column: new.allow_single_column,
        custom_datatype_configured: new.custom_datatype_configured,
        custom_datatypes: new.custom_datatypes,
        serde: new.serde,
        ..CsvClassifier::default()
    }
}
