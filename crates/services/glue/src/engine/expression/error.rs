//! What is wrong with an expression, or with a stored value that it is asked of.

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// It cannot be read.
    #[error("the expression `{0}` cannot be read; compare partition keys with literals")]
    Unreadable(String),
    /// It names what is no partition key.
    #[error("the expression names `{0}`, which is no partition key")]
    UnknownKey(String),
    /// A partition key has a type whose values cannot be compared.
    #[error("values of the type `{0}` cannot be compared")]
    UnknownType(String),
    /// LIKE was asked of what is no string.
    #[error("LIKE compares strings, not values of the type {0}")]
    NotText(&'static str),
    /// A literal is none of its key's type.
    #[error("the literal `{text}` is not {kind}")]
    Literal {
        /// What stands there.
        text: String,
        /// What should, with its article.
        kind: &'static str,
    },
    /// A partition's value is none of its key's type.
    #[error("the partition's value `{text}` is not {kind}; correct the partition or the key's type")]
    Stored {
        /// What stands there.
        text: String,
        /// What should, with its article.
        kind: &'static str,
    },
}
