//! `UpdateClassifier`.

use wire::{Operation, Service, Shape};

use crate::{
    SERVICE, UpdateCsvClassifierRequest, UpdateGrokClassifierRequest, UpdateJsonClassifierRequest,
    UpdateXmlClassifierRequest,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateClassifier;

impl Operation for UpdateClassifier {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateClassifier";
    type Input = UpdateClassifierInput;
    type Output = UpdateClassifierOutput;
}

/// Input of `UpdateClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateClassifierInput {
    pub grok_classifier: Option<UpdateGrokClassifierRequest>,
    #[shape(name = "XMLClassifier")]
    pub xml_classifier: Option<UpdateXmlClassifierRequest>,
    pub json_classifier: Option<UpdateJsonClassifierRequest>,
    pub csv_classifier: Option<UpdateCsvClassifierRequest>,
}

/// Output of `UpdateClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateClassifierOutput {}
