//! `CreateClassifier`.

use wire::{Operation, Service, Shape};

use crate::{
    CreateCsvClassifierRequest, CreateGrokClassifierRequest, CreateJsonClassifierRequest,
    CreateXmlClassifierRequest, SERVICE,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateClassifier;

impl Operation for CreateClassifier {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateClassifier";
    type Input = CreateClassifierInput;
    type Output = CreateClassifierOutput;
}

/// Input of `CreateClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateClassifierInput {
    pub grok_classifier: Option<CreateGrokClassifierRequest>,
    #[shape(name = "XMLClassifier")]
    pub xml_classifier: Option<CreateXmlClassifierRequest>,
    pub json_classifier: Option<CreateJsonClassifierRequest>,
    pub csv_classifier: Option<CreateCsvClassifierRequest>,
}

/// Output of `CreateClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateClassifierOutput {}
