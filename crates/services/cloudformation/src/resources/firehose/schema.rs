//! What a delivery stream's source and destinations take: the names are those of the operation's members.

use crate::engine::resource::{Kind, Property};

const fn text(name: &'static str) -> Property {
    Property::optional(name, Kind::Text)
}

const HINTS: Kind = Kind::Object(&[
    Property::optional("IntervalInSeconds", Kind::Integer),
    Property::optional("SizeInMBs", Kind::Integer),
]);
const RETRIES: Kind = Kind::Object(&[Property::optional("DurationInSeconds", Kind::Integer)]);
const LOGGING: Kind = Kind::Object(&[
    Property::optional("Enabled", Kind::Boolean),
    text("LogGroupName"),
    text("LogStreamName"),
]);
const PROCESSING: Kind = Kind::Object(&[
    Property::optional("Enabled", Kind::Boolean),
    Property::optional(
        "Processors",
        Kind::List(&Kind::Object(&[
            Property::required("Type", Kind::Text),
            Property::optional(
                "Parameters",
                Kind::List(&Kind::Object(&[
                    Property::required("ParameterName", Kind::Text),
                    Property::required("ParameterValue", Kind::Text),
                ])),
            ),
        ])),
    ),
]);
const ENCRYPTION: Kind = Kind::Object(&[
    Property::optional(
        "KMSEncryptionConfig",
        Kind::Object(&[Property::required("AWSKMSKeyARN", Kind::Text)]),
    ),
    text("NoEncryptionConfig"),
]);
const PARTITIONING: Kind = Kind::Object(&[
    Property::optional("Enabled", Kind::Boolean),
    Property::optional("RetryOptions", RETRIES),
]);
const CONVERSION: Kind = Kind::Object(&[
    Property::optional("Enabled", Kind::Boolean),
    Property::optional("InputFormatConfiguration", Kind::Json),
    Property::optional("OutputFormatConfiguration", Kind::Json),
    Property::optional(
        "SchemaConfiguration",
        Kind::Object(&[
            text("CatalogId"),
            text("DatabaseName"),
            text("Region"),
            text("RoleARN"),
            text("TableName"),
            text("VersionId"),
        ]),
    ),
]);

/// `S3DestinationConfiguration`, of its own and in others.
pub(super) const S3: Kind = Kind::Object(&[
    Property::required("BucketARN", Kind::Text),
    Property::required("RoleARN", Kind::Text),
    text("Prefix"),
    text("ErrorOutputPrefix"),
    text("CompressionFormat"),
    Property::optional("BufferingHints", HINTS),
    Property::optional("CloudWatchLoggingOptions", LOGGING),
    Property::optional("EncryptionConfiguration", ENCRYPTION),
]);

/// `ExtendedS3DestinationConfiguration`.
pub(super) const EXTENDED_S3: Kind = Kind::Object(&[
    Property::required("BucketARN", Kind::Text),
    Property::required("RoleARN", Kind::Text),
    text("Prefix"),
    text("ErrorOutputPrefix"),
    text("CompressionFormat"),
    text("CustomTimeZone"),
    text("FileExtension"),
    text("S3BackupMode"),
    Property::optional("BufferingHints", HINTS),
    Property::optional("CloudWatchLoggingOptions", LOGGING),
    Property::optional("DataFormatConversionConfiguration", CONVERSION),
    Property::optional("DynamicPartitioningConfiguration", PARTITIONING),
    Property::optional("EncryptionConfiguration", ENCRYPTION),
    Property::optional("ProcessingConfiguration", PROCESSING),
    Property::optional("S3BackupConfiguration", S3),
]);

/// `HttpEndpointDestinationConfiguration`.
pub(super) const HTTP: Kind = Kind::Object(&[
    Property::required(
        "EndpointConfiguration",
        Kind::Object(&[Property::required("Url", Kind::Text), text("AccessKey"), text("Name")]),
    ),
    Property::required("S3Configuration", S3),
    text("RoleARN"),
    text("S3BackupMode"),
    Property::optional("BufferingHints", HINTS),
    Property::optional("CloudWatchLoggingOptions", LOGGING),
    Property::optional("ProcessingConfiguration", PROCESSING),
    Property::optional(
        "RequestConfiguration",
        Kind::Object(&[
            Property::optional(
                "CommonAttributes",
                Kind::List(&Kind::Object(&[
                    Property::required("AttributeName", Kind::Text),
                    Property::required("AttributeValue", Kind::Text),
                ])),
            ),
            text("ContentEncoding"),
        ]),
    ),
    Property::optional("RetryOptions", RETRIES),
    Property::optional("SecretsManagerConfiguration", Kind::Unsupported),
]);

/// `AmazonopensearchserviceDestinationConfiguration`, and that of Elasticsearch.
pub(super) const SEARCH: Kind = Kind::Object(&[
    Property::required("IndexName", Kind::Text),
    Property::required("RoleARN", Kind::Text),
    Property::required("S3Configuration", S3),
    text("ClusterEndpoint"),
    text("DomainARN"),
    text("IndexRotationPeriod"),
    text("S3BackupMode"),
    text("TypeName"),
    Property::optional("BufferingHints", HINTS),
    Property::optional("CloudWatchLoggingOptions", LOGGING),
    Property::optional(
        "DocumentIdOptions",
        Kind::Object(&[Property::required("DefaultDocumentIdFormat", Kind::Text)]),
    ),
    Property::optional("ProcessingConfiguration", PROCESSING),
    Property::optional("RetryOptions", RETRIES),
    Property::optional("VpcConfiguration", Kind::Unsupported),
]);

/// `KinesisStreamSourceConfiguration`.
pub(super) const KINESIS: Kind = Kind::Object(&[
    Property::required("KinesisStreamARN", Kind::Text),
    Property::required("RoleARN", Kind::Text),
]);
