//! `UpdateClassifier`.

use dispatch::{Call, Handle};
use glue_api::{
    Classifier, UpdateClassifier, UpdateClassifierInput, UpdateClassifierOutput, UpdateCsvClassifierRequest,
    UpdateGrokClassifierRequest, UpdateJsonClassifierRequest,
};
use wire::Fault;

use super::refuse;
use crate::Glue;
use crate::engine::CrawlerError;
use crate::errors::invalid;

impl Handle<UpdateClassifier> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateClassifierInput,
    ) -> Result<UpdateClassifierOutput, Fault> {
        refuse(&input.xml_classifier, "XMLClassifier")?;
        let place = &call.place;
        match (input.grok_classifier, input.json_classifier, input.csv_classifier) {
            (Some(new), None, None) => {
                let name = new.name.clone();
                self.engine.update_classifier(place, &name, |stored| grok(stored, new)).await?;
            }
            (None, Some(new), None) => {
                let name = new.name.clone();
                self.engine.update_classifier(place, &name, |stored| json(stored, new)).await?;
            }
            (None, None, Some(new)) => {
                let name = new.name.clone();
                self.engine.update_classifier(place, &name, |stored| csv(stored, new)).await?;
            }
            _ => {
                let text = "Exactly one of GrokClassifier, JsonClassifier and CsvClassifier must be given.";
                return Err(invalid(text));
            }
        }
        Ok(UpdateClassifierOutput {})
    }
}

fn grok(stored: &mut Classifier, new: UpdateGrokClassifierRequest) -> Result<(), CrawlerError> {
    let grok = stored.grok_classifier.as_mut().ok_or(CrawlerError::OtherKind(new.name))?;
    grok.classification = new.classification.unwrap_or_else(|| std::mem::take(&mut grok.classification));
    grok.grok_pattern = new.grok_pattern.unwrap_or_else(|| std::mem::take(&mut grok.grok_pattern));
    grok.custom_patterns = new.custom_patterns.or_else(|| grok.custom_patterns.take());
    Ok(())
}

fn json(stored: &mut Classifier, new: UpdateJsonClassifierRequest) -> Result<(), CrawlerError> {
    let json = stored.json_classifier.as_mut().ok_or(CrawlerError::OtherKind(new.name))?;
    json.json_path = new.json_path.unwrap_or_else(|| std::mem::take(&mut json.json_path));
    Ok(())
}

fn csv(stored: &mut Classifier, new: UpdateCsvClassifierRequest) -> Result<(), CrawlerError> {
    let csv = stored.csv_classifier.as_mut().ok_or(CrawlerError::OtherKind(new.name))?;
    csv.delimiter = new.delimiter.or_else(|| csv.delimiter.take());
    csv.quote_symbol = new.quote_symbol.or_else(|| csv.quote_symbol.take());
    csv.contains_header = new.contains_header.or(csv.contains_header);
    csv.header = new.header.or_else(|| csv.header.take());
    csv.disable_value_trimming = new.disable_value_trimming.or(csv.disable_value_trimming);
    csv.allow_single_column = new.allow_single_column.or(csv.allow_single_column);
    csv.custom_datatype_configured = new.custom_datatype_configured.or(csv.custom_datatype_configured);
    csv.custom_datatypes = new.custom_datatypes.or_else(|| csv.custom_datatypes.take());
    csv.serde = new.serde.or(csv.serde);
    Ok(())
}
