//! Why a template is refused. Every one of these is a `ValidationError` to AWS's clients.

use crate::engine::names::LogicalId;

/// Why a template, its parameters or a value in it is refused. Displays as AWS words it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The text or its structure is wrong.
    #[error("Template format error: {0}")]
    Format(String),
    /// An intrinsic function is used wrongly.
    #[error("Template error: {0}")]
    Function(String),
    /// A fault that AWS words without a prefix.
    #[error("{0}")]
    Plain(String),
    /// Resources that need each other, directly or through others, and those that need them.
    #[error("Circular dependency between resources: [{}]", join(.0))]
    Circular(Vec<LogicalId>),
    /// Names that nothing in the template has, or whose condition is false; and the section.
    #[error("Template format error: Unresolved resource dependencies [{}] in the Resources block of the template", .0.join(", "))]
    UnresolvedInResources(Vec<String>),
    /// The same in the outputs, where AWS leaves out the prefix.
    #[error("Unresolved resource dependencies [{}] in the Outputs block of the template", .0.join(", "))]
    UnresolvedInOutputs(Vec<String>),
    /// Parameters without default for which no value was given.
    #[error("Parameters: [{}] must have values", .0.join(", "))]
    ParametersMissing(Vec<String>),
    /// Values given for parameters that the template does not have.
    #[error("Parameters: [{}] do not exist in the template", .0.join(", "))]
    ParametersUnknown(Vec<String>),
    /// Something that AWS has and Pumphouse does not; never silently ignored.
    #[error("Template error: {0} is not supported by Pumphouse")]
    Unsupported(String),
}

fn join(ids: &[LogicalId]) -> String {
    ids.iter().map(LogicalId::as_str).collect::<Vec<_>>().join(", ")
}

impl TemplateError {
    pub(super) fn format(message: impl Into<String>) -> Self {
        Self::Format(message.into())
    }

    pub(super) fn function(message: impl Into<String>) -> Self {
        Self::Function(message.into())
    }

    pub(super) fn plain(message: impl Into<String>) -> Self {
        Self::Plain(message.into())
    }
}
