//! Classifiers.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `CreateGrokClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateGrokClassifierRequest {
    pub classification: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\t]*")]
    pub grok_pattern: String,
    #[shape(length(0..=16000), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub custom_patterns: Option<String>,
}

/// AWS's `CreateXMLClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateXmlClassifierRequest {
    pub classification: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub row_tag: Option<String>,
}

/// AWS's `CreateJsonClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateJsonClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub json_path: String,
}

/// AWS's `CsvHeaderOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CsvHeaderOption {
    Unknown,
    Present,
    Absent,
}

/// AWS's `CsvSerdeOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CsvSerdeOption {
    #[shape(name = "OpenCSVSerDe")]
    OpenCsvSerDe,
    #[shape(name = "LazySimpleSerDe")]
    LazySimpleSerDe,
    #[shape(name = "None")]
    None,
}

/// AWS's `CreateCsvClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateCsvClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub delimiter: Option<String>,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub quote_symbol: Option<String>,
    pub contains_header: Option<CsvHeaderOption>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub header: Option<Vec<String>>,
    pub disable_value_trimming: Option<bool>,
    pub allow_single_column: Option<bool>,
    pub custom_datatype_configured: Option<bool>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub custom_datatypes: Option<Vec<String>>,
    pub serde: Option<CsvSerdeOption>,
}

/// AWS's `GrokClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GrokClassifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub classification: String,
    pub creation_time: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub version: Option<i64>,
    #[shape(length(1..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\t]*")]
    pub grok_pattern: String,
    #[shape(length(0..=16000), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub custom_patterns: Option<String>,
}

/// AWS's `XMLClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct XmlClassifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub classification: String,
    pub creation_time: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub version: Option<i64>,
    pub row_tag: Option<String>,
}

/// AWS's `JsonClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct JsonClassifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub creation_time: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub version: Option<i64>,
    pub json_path: String,
}

/// AWS's `CsvClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CsvClassifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub creation_time: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub version: Option<i64>,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub delimiter: Option<String>,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub quote_symbol: Option<String>,
    pub contains_header: Option<CsvHeaderOption>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub header: Option<Vec<String>>,
    pub disable_value_trimming: Option<bool>,
    pub allow_single_column: Option<bool>,
    pub custom_datatype_configured: Option<bool>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub custom_datatypes: Option<Vec<String>>,
    pub serde: Option<CsvSerdeOption>,
}

/// AWS's `Classifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Classifier {
    pub grok_classifier: Option<GrokClassifier>,
    #[shape(name = "XMLClassifier")]
    pub xml_classifier: Option<XmlClassifier>,
    pub json_classifier: Option<JsonClassifier>,
    pub csv_classifier: Option<CsvClassifier>,
}

/// AWS's `UpdateGrokClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateGrokClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub classification: Option<String>,
    #[shape(length(1..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\t]*")]
    pub grok_pattern: Option<String>,
    #[shape(length(0..=16000), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub custom_patterns: Option<String>,
}

/// AWS's `UpdateXMLClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateXmlClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub classification: Option<String>,
    pub row_tag: Option<String>,
}

/// AWS's `UpdateJsonClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateJsonClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub json_path: Option<String>,
}

/// AWS's `UpdateCsvClassifierRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateCsvClassifierRequest {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub delimiter: Option<String>,
    #[shape(length(1..=1), pattern = r"[^\r\n]")]
    pub quote_symbol: Option<String>,
    pub contains_header: Option<CsvHeaderOption>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub header: Option<Vec<String>>,
    pub disable_value_trimming: Option<bool>,
    pub allow_single_column: Option<bool>,
    pub custom_datatype_configured: Option<bool>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub custom_datatypes: Option<Vec<String>>,
    pub serde: Option<CsvSerdeOption>,
}
