//! Why a query failed, in Athena's terms.

/// Whose fault it is: Athena's `ErrorCategory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Ours.
    System,
    /// The user's.
    User,
    /// Somebody else's: a store, a catalog.
    Other,
}

impl Category {
    /// Athena's number.
    pub fn number(self) -> i32 {
        match self {
            Self::System => 1,
            Self::User => 2,
            Self::Other => 3,
        }
    }
}

/// Why a query failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// Whose fault it is.
    pub category: Category,
    /// Athena's `ErrorType`, of its error catalogue: 1001 wrong data, 1006 no such column, 1301 no such table, …
    pub error_type: i32,
    /// What the user is told, such as `TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.a.b' does not exist`.
    pub message: String,
    /// Whether the same query may succeed later.
    pub retryable: bool,
}

impl Failure {
    /// The user asked for what cannot be.
    pub fn user(error_type: i32, message: impl Into<String>) -> Self {
        Self { category: Category::User, error_type, message: message.into(), retryable: false }
    }

    /// We could not.
    pub fn system(error_type: i32, message: impl Into<String>) -> Self {
        Self { category: Category::System, error_type, message: message.into(), retryable: true }
    }

    /// Something that the query needs could not.
    pub fn other(error_type: i32, message: impl Into<String>) -> Self {
        Self { category: Category::Other, error_type, message: message.into(), retryable: false }
    }

    /// The query needs more memory than there is for it.
    pub fn exhausted() -> Self {
        let message = "Query exhausted resources at this scale factor";
        Self { category: Category::User, error_type: 0, message: message.to_owned(), retryable: false }
    }
}

/// A text that is no statement; no query comes to be of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Malformed {
    /// What the user is told, such as `line 1:8: mismatched input 'FORM'. Expecting: …`.
    pub message: String,
}
