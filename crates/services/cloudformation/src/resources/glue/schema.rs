//! What databases, tables, partitions, crawlers and classifiers take: the names are those of the operations' members.

use crate::engine::resource::{Kind, Property};

const fn text(name: &'static str) -> Property {
    Property::optional(name, Kind::Text)
}

/// AWS calls them JSON; they are texts by name.
const PARAMETERS: Kind = Kind::Map(&Kind::Text);
const TEXTS: Kind = Kind::List(&Kind::Text);

const COLUMNS: Kind = Kind::List(&Kind::Object(&[
    Property::required("Name", Kind::Text),
    text("Type"),
    text("Comment"),
    Property::optional("Parameters", PARAMETERS),
]));

const STORAGE: Kind = Kind::Object(&[
    Property::optional("Columns", COLUMNS),
    text("Location"),
    text("InputFormat"),
    text("OutputFormat"),
    Property::optional("Compressed", Kind::Boolean),
    Property::optional("NumberOfBuckets", Kind::Integer),
    Property::optional(
        "SerdeInfo",
        Kind::Object(&[
            text("Name"),
            text("SerializationLibrary"),
            Property::optional("Parameters", PARAMETERS),
        ]),
    ),
    Property::optional("BucketColumns", TEXTS),
    Property::optional(
        "SortColumns",
        Kind::List(&Kind::Object(&[
            Property::required("Column", Kind::Text),
            Property::required("SortOrder", Kind::Integer),
        ])),
    ),
    Property::optional("Parameters", PARAMETERS),
    Property::optional(
        "SkewedInfo",
        Kind::Object(&[
            Property::optional("SkewedColumnNames", TEXTS),
            Property::optional("SkewedColumnValues", TEXTS),
            Property::optional("SkewedColumnValueLocationMaps", PARAMETERS),
        ]),
    ),
    Property::optional("StoredAsSubDirectories", Kind::Boolean),
    Property::optional("SchemaReference", Kind::Unsupported),
]);

const DATABASE_TARGET: Kind = Kind::Object(&[text("CatalogId"), text("DatabaseName"), text("Region")]);
const TABLE_TARGET: Kind =
    Kind::Object(&[text("CatalogId"), text("DatabaseName"), text("Name"), text("Region")]);

/// `DatabaseInput`.
pub(super) const DATABASE: Kind = Kind::Object(&[
    text("Name"),
    text("Description"),
    text("LocationUri"),
    Property::optional("Parameters", PARAMETERS),
    Property::optional(
        "CreateTableDefaultPermissions",
        Kind::List(&Kind::Object(&[
            Property::optional("Permissions", TEXTS),
            Property::optional("Principal", Kind::Object(&[text("DataLakePrincipalIdentifier")])),
        ])),
    ),
    Property::optional("TargetDatabase", DATABASE_TARGET),
    Property::optional("FederatedDatabase", Kind::Unsupported),
]);

/// `TableInput`.
pub(super) const TABLE: Kind = Kind::Object(&[
    text("Name"),
    text("Description"),
    text("Owner"),
    Property::optional("Retention", Kind::Integer),
    Property::optional("StorageDescriptor", STORAGE),
    Property::optional("PartitionKeys", COLUMNS),
    text("ViewOriginalText"),
    text("ViewExpandedText"),
    text("TableType"),
    Property::optional("Parameters", PARAMETERS),
    Property::optional("TargetTable", TABLE_TARGET),
    Property::optional("ViewDefinition", Kind::Unsupported),
]);

/// `PartitionInput`.
pub(super) const PARTITION: Kind = Kind::Object(&[
    Property::required("Values", TEXTS),
    Property::optional("StorageDescriptor", STORAGE),
    Property::optional("Parameters", PARAMETERS),
]);

/// `Targets` of a crawler.
pub(super) const CRAWLER_TARGETS: Kind = Kind::Object(&[
    Property::optional("CatalogTargets", Kind::Unsupported),
    Property::optional("DeltaTargets", Kind::Unsupported),
    Property::optional("HudiTargets", Kind::Unsupported),
    Property::optional("IcebergTargets", Kind::Unsupported),
    Property::optional("JdbcTargets", Kind::Unsupported),
    Property::optional("MongoDBTargets", Kind::Unsupported),
    Property::optional(
        "DynamoDBTargets",
        Kind::List(&Kind::Object(&[
            text("Path"),
            Property::optional("ScanAll", Kind::Boolean),
            Property::optional("ScanRate", Kind::Number),
        ])),
    ),
    Property::optional(
        "S3Targets",
        Kind::List(&Kind::Object(&[
            text("Path"),
            Property::optional("Exclusions", TEXTS),
            Property::optional("SampleSize", Kind::Integer),
            Property::optional("ConnectionName", Kind::Unsupported),
            Property::optional("EventQueueArn", Kind::Unsupported),
            Property::optional("DlqEventQueueArn", Kind::Unsupported),
        ])),
    ),
]);

/// `Schedule` of a crawler.
pub(super) const SCHEDULE: Kind = Kind::Object(&[text("ScheduleExpression")]);

/// `CsvClassifier`.
pub(super) const CSV_CLASSIFIER: Kind = Kind::Object(&[
    text("Name"),
    text("Delimiter"),
    text("QuoteSymbol"),
    text("ContainsHeader"),
    Property::optional("Header", TEXTS),
    Property::optional("DisableValueTrimming", Kind::Boolean),
    Property::optional("AllowSingleColumn", Kind::Boolean),
    Property::optional("CustomDatatypeConfigured", Kind::Boolean),
    Property::optional("ContainsCustomDatatype", TEXTS),
    text("Serde"),
]);

/// `GrokClassifier`.
pub(super) const GROK_CLASSIFIER: Kind = Kind::Object(&[
    text("Name"),
    Property::required("Classification", Kind::Text),
    Property::required("GrokPattern", Kind::Text),
    text("CustomPatterns"),
]);

/// `JsonClassifier`.
pub(super) const JSON_CLASSIFIER: Kind =
    Kind::Object(&[text("Name"), Property::required("JsonPath", Kind::Text)]);
