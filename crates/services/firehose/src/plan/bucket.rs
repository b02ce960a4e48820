//! A bucket: how its objects are named and packed, when they are made, as whom they are put.

use firehose_api as api;
use kernel::Place;

use super::{Buffering, Conversion, Logging, Refusal, Role, Steps};
use crate::formats::Compression;
use crate::formats::partition::Query;
use crate::formats::prefix::{Partitioning, Prefixes, Zone};

/// A bucket that objects are put into.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Its ARN, as configured.
    pub arn: String,
    /// The role that puts objects.
    pub role: Role,
    /// What object names begin with.
    pub prefixes: Prefixes,
    /// How objects are packed.
    pub compression: Compression,
    /// What object names end in.
    pub extension: String,
    /// The zone of times in object names.
    pub zone: Zone,
    /// When objects are made.
    pub buffering: Buffering,
    /// Where errors are logged.
    pub logging: Option<Logging>,
}

/// What prefixes may speak of.
pub struct Prefixing<'a> {
    /// Whether there are dynamic partitions.
    pub partitions: bool,
    /// What names them.
    pub steps: &'a Steps,
}

impl Bucket {
    /// A bucket that may be partitioned and hold columns.
    pub(super) fn extended(
        config: &api::ExtendedS3DestinationConfiguration,
        conversion: Option<&Conversion>,
        prefixing: &Prefixing<'_>,
        place: &Place,
    ) -> Result<Self, Refusal> {
        let role = Role::parse(&config.role_arn, place);
        let compression = compression(config.compression_format);
        if conversion.is_some() && compression != Compression::Uncompressed {
            return Err(
                "CompressionFormat must be UNCOMPRESSED when data format conversion is enabled; the output \
                        format has a compression of its own."
                    .to_owned(),
            );
        }
        let keys = prefixing.steps.query.as_ref().map(Query::keys);
        let partitioning = Partitioning {
            enabled: prefixing.partitions,
            query_keys: keys.as_deref(),
            function: prefixing.steps.transform.is_some(),
        };
        let (prefix, error_prefix) = (config.prefix.as_deref(), config.error_output_prefix.as_deref());
        let stated = config.file_extension.clone().filter(|extension| !extension.is_empty());
        let own = match conversion {
            Some(_) => Conversion::EXTENSION,
            None => compression.extension(),
        };
        let zone = config.custom_time_zone.as_deref().unwrap_or_default();
        Ok(Self {
            name: bucket_name(&config.bucket_arn),
            arn: config.bucket_arn.clone(),
            prefixes: Prefixes::new(prefix, error_prefix, partitioning).map_err(|error| error.to_string())?,
            compression,
            extension: stated.unwrap_or_else(|| own.to_owned()),
            zone: Zone::parse(zone).map_err(|error| error.to_string())?,
            buffering: Buffering::of(config.buffering_hints.as_ref()),
            logging: Logging::new(config.cloud_watch_logging_options.as_ref(), &role),
            role,
        })
    }

    /// A bucket of backups, or of what failed.
    pub(super) fn plain(config: &api::S3DestinationConfiguration, place: &Place) -> Result<Self, Refusal> {
        let role = Role::parse(&config.role_arn, place);
        let (prefix, error_prefix) = (config.prefix.as_deref(), config.error_output_prefix.as_deref());
        let prefixes = Prefixes::new(prefix, error_prefix, Partitioning::default());
        let compression = compression(config.compression_format);
        Ok(Self {
            name: bucket_name(&config.bucket_arn),
            arn: config.bucket_arn.clone(),
            prefixes: prefixes.map_err(|error| error.to_string())?,
            compression,
            extension: compression.extension().to_owned(),
            zone: Zone::default(),
            buffering: Buffering::of(config.buffering_hints.as_ref()),
            logging: Logging::new(config.cloud_watch_logging_options.as_ref(), &role),
            role,
        })
    }
}

/// `orders` of `arn:aws:s3:::orders`.
fn bucket_name(arn: &str) -> String {
    arn.rsplit(':').next().unwrap_or_default().to_owned()
}

fn compression(format: Option<api::CompressionFormat>) -> Compression {
    match format {
        None | Some(api::CompressionFormat::Uncompressed) => Compression::Uncompressed,
        Some(api::CompressionFormat::Gzip) => Compression::Gzip,
        Some(api::CompressionFormat::Zip) => Compression::Zip,
        Some(api::CompressionFormat::Snappy) => Compression::Snappy,
        Some(api::CompressionFormat::HadoopSnappy) => Compression::HadoopSnappy,
    }
}
