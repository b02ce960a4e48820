//! What went wrong with one of several.

use wire::Shape;

/// AWS's `ErrorDetail`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ErrorDetail {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub error_code: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub error_message: Option<String>,
}
