//! What can go wrong with the catalogue, as facts.

use kernel::Kind;
use storage::StorageError;

use super::expression::ExpressionError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No database of that name.
    #[error("the database `{0}` does not exist; create it first")]
    NoDatabase(String),
    /// A database of that name is there.
    #[error("the database exists already")]
    DatabaseExists,
    /// No table of that name.
    #[error("the table `{0}` does not exist; create it first")]
    NoTable(String),
    /// A table of that name is there.
    #[error("the table exists already")]
    TableExists,
    /// No such version of a table.
    #[error("the table has no version `{0}`")]
    NoVersion(String),
    /// The version is the one that the table is at.
    #[error("version {0} is the table's current one; only archived versions can be deleted")]
    CurrentVersion(String),
    /// The table is at another version than the caller thinks.
    #[error("the table is at version {0}; read it again and update that")]
    StaleVersion(i64),
    /// No partition of those values.
    #[error("no partition has these values")]
    NoPartition,
    /// A partition of those values is there.
    #[error("the partition exists already")]
    PartitionExists,
    /// A partition has more or fewer values than its table has keys.
    #[error(
        "the partition has {values} values and the table {keys} partition keys; give one value for each key"
    )]
    WrongValues {
        /// How many were given.
        values: usize,
        /// How many keys there are.
        keys: usize,
    },
    /// No index of that name.
    #[error("the table has no partition index of that name")]
    NoIndex,
    /// An index of that name is there.
    #[error("the partition index exists already")]
    IndexExists,
    /// An index is on what is no partition key.
    #[error("`{0}` is no partition key of the table")]
    NoPartitionKey(String),
    /// No connection of that name.
    #[error("the connection `{0}` does not exist; create it first")]
    NoConnection(String),
    /// A connection of that name is there.
    #[error("the connection exists already")]
    ConnectionExists,
    /// No function of that name.
    #[error("the function `{0}` does not exist; create it first")]
    NoFunction(String),
    /// A function of that name is there.
    #[error("the function exists already")]
    FunctionExists,
    /// No statistics of that column.
    #[error("there are no statistics of the column `{0}`")]
    NoStatistics(String),
    /// No column of that name.
    #[error("the table has no column `{0}`")]
    NoColumn(String),
    /// A resource that tags are asked of is not there.
    #[error("no resource has the ARN `{0}`")]
    NoResource(String),
    /// A resource would have too many tags.
    #[error("a resource has at most {0} tags; remove some first")]
    TooManyTags(usize),
    /// A quota is reached.
    #[error("more than {most} {what} are not allowed; delete some")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: u64,
    },
    /// Not an expression over the partition keys.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// Not a pattern of names.
    #[error("`{0}` is no regular expression of names")]
    Pattern(String),
    /// Not a page token of ours.
    #[error("the page token is not one that was given out")]
    BadToken,
    /// What is stored cannot be read.
    #[error("the stored description in the catalogue is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoDatabase(_) | Self::NoTable(_) | Self::NoVersion(_) | Self::NoPartition => Kind::NotFound,
            Self::NoIndex | Self::NoConnection(_) | Self::NoFunction(_) => Kind::NotFound,
            Self::NoStatistics(_) | Self::NoColumn(_) | Self::NoResource(_) => Kind::NotFound,
            Self::DatabaseExists | Self::TableExists | Self::PartitionExists => Kind::Conflict,
            Self::IndexExists | Self::ConnectionExists | Self::FunctionExists => Kind::Conflict,
            Self::StaleVersion(_) => Kind::Conflict,
            Self::CurrentVersion(_) | Self::WrongValues { .. } | Self::NoPartitionKey(_) => Kind::Invalid,
            Self::TooManyTags(_)
            | Self::TooMany { .. }
            | Self::Expression(_)
            | Self::Pattern(_)
            | Self::BadToken => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
