//! What a delivery stream's configuration comes to: every text read, every number set. Made when a delivery
//! stream is created or changed, where it says what is wrong, and again when its work starts.

mod bucket;
mod conversion;
mod processing;

use dispatch::Principal;
use firehose_api as api;
use kernel::{AccountId, Place};

pub use bucket::{Bucket, Prefixing};
pub use conversion::{Conversion, StatedTable};
pub use processing::{Split, Steps, Transform};

use crate::engine::StoredStream;
use crate::limits;

/// Why a configuration is refused, in words for whoever made it.
pub type Refusal = String;

/// How a delivery stream works.
pub struct Plan {
    /// What is done with records.
    pub steps: Steps,
    /// Where records go then.
    pub destination: Destination,
    /// When a buffer is delivered.
    pub buffering: Buffering,
    /// Where every record goes as it came, too.
    pub backup: Option<Bucket>,
    /// Where goes what cannot be processed or delivered.
    pub failures: Bucket,
    /// Whether records are put into a buffer for each of their partitions.
    pub partitions: bool,
    /// Where errors are logged, as whom.
    pub logging: Option<Logging>,
}

/// Where records go.
pub enum Destination {
    /// To a bucket, in columns where a conversion is given.
    Bucket(Box<Bucket>, Option<Box<Conversion>>),
    /// To an HTTP endpoint.
    Http(Box<api::HttpEndpointDestinationConfiguration>),
    /// To the index of a cluster.
    Search(Box<Search>),
}

/// The index of a cluster.
pub struct Search {
    /// What was configured.
    pub config: api::AmazonopensearchserviceDestinationConfiguration,
    /// What its failed documents are called: in the error prefix.
    pub failure: &'static str,
    /// AWS's code of errors that are logged.
    pub code: &'static str,
}

/// When a buffer is delivered: whatever comes first.
#[derive(Clone, Copy, Debug)]
pub struct Buffering {
    /// When it holds so many bytes.
    pub bytes: usize,
    /// When its first record is so old, milliseconds.
    pub interval_ms: u64,
}

/// A role that the delivery stream takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role's account.
    pub account: AccountId,
    /// Its name, without path.
    pub name: String,
}

/// A log stream for errors.
#[derive(Clone, Debug)]
pub struct Logging {
    /// The log group.
    pub group: String,
    /// The log stream.
    pub stream: String,
    /// The role to write as.
    pub role: Role,
}

impl Role {
    /// The role that an ARN names; a place's account where the ARN names none.
    pub fn parse(arn: &str, place: &Place) -> Self {
        let account = arn.split(':').nth(4).and_then(AccountId::parse);
        let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
        Self { account: account.unwrap_or_else(|| place.account.clone()), name }
    }

    /// Who the delivery stream `name` is when it takes this role; STS wants two characters at least.
    pub fn session(&self, name: &str) -> Principal {
        Principal::Session {
            account: self.account.clone(),
            role: self.name.clone(),
            session: format!("{name:_<2}"),
        }
    }
}

impl Buffering {
    fn new(mib: Option<i32>, seconds: Option<i32>) -> Self {
        let mib = mib.unwrap_or(limits::BUFFER_MIB_DEFAULT);
        let seconds = seconds.unwrap_or(limits::BUFFER_SECONDS_DEFAULT);
        Self {
            bytes: (mib.unsigned_abs() as usize) << 20,
            interval_ms: u64::from(seconds.unsigned_abs()) * 1000,
        }
    }

    fn of(hints: Option<&api::BufferingHints>) -> Self {
        let hint = |member: fn(&api::BufferingHints) -> Option<i32>| hints.and_then(member);
        Self::new(hint(|hints| hints.size_in_m_bs), hint(|hints| hints.interval_in_seconds))
    }
}

impl Logging {
    fn new(options: Option<&api::CloudWatchLoggingOptions>, role: &Role) -> Option<Self> {
        let options = options.filter(|options| options.enabled == Some(true))?;
        let (group, stream) = (options.log_group_name.clone()?, options.log_stream_name.clone()?);
        Some(Self { group, stream, role: role.clone() })
    }
}

impl Plan {
    /// The plan of a stored delivery stream.
    pub fn new(stored: &StoredStream) -> Result<Self, Refusal> {
        let to = &stored.destination;
        let reads_kinesis = stored.source.is_some();
        if let Some(config) = &to.extended_s3 {
            return Self::of_bucket(stored, config, reads_kinesis);
        }
        if let Some(config) = &to.http_endpoint {
            return Self::of_http(stored, config, reads_kinesis);
        }
        let search = |config: &_, failure, code| {
            let search = Search { config: Clone::clone(config), failure, code };
            Self::of_search(stored, search, reads_kinesis)
        };
        match (&to.open_search, &to.elasticsearch) {
            (Some(config), _) => search(config, "AmazonOpenSearchService_failed", "OS.ServiceException"),
            (None, Some(config)) => search(config, "elasticsearch-failed", "ES.ServiceException"),
            (None, None) => Err("a delivery stream needs a destination".to_owned()),
        }
    }

    fn of_bucket(
        stored: &StoredStream,
        config: &api::ExtendedS3DestinationConfiguration,
        reads_kinesis: bool,
    ) -> Result<Self, Refusal> {
        let place = stored.place();
        let parts = config.dynamic_partitioning_configuration.as_ref();
        let partitions = parts.is_some_and(|given| given.enabled == Some(true));
        let steps = Steps::new(config.processing_configuration.as_ref(), reads_kinesis, &place)?;
        let conversion = config.data_format_conversion_configuration.as_ref();
        let conversion = Conversion::new(conversion, &config.role_arn, &place)?;
        let prefixing = Prefixing { partitions, steps: &steps };
        let bucket = Bucket::extended(config, conversion.as_ref(), &prefixing, &place)?;
        let backup = match (config.s3_backup_mode, &config.s3_backup_configuration) {
            (Some(api::S3BackupMode::Enabled), Some(backup)) => Some(Bucket::plain(backup, &place)?),
            (Some(api::S3BackupMode::Enabled), None) => {
                return Err("S3BackupConfiguration is required when S3BackupMode is Enabled.".to_owned());
            }
            _ => None,
        };
        Ok(Self {
            buffering: bucket.buffering,
            logging: Logging::new(config.cloud_watch_logging_options.as_ref(), &bucket.role),
            failures: bucket.clone(),
            destination: Destination::Bucket(Box::new(bucket), conversion.map(Box::new)),
            steps,
            backup,
            partitions,
        })
    }

    fn of_http(
        stored: &StoredStream,
        config: &api::HttpEndpointDestinationConfiguration,
        reads_kinesis: bool,
    ) -> Result<Self, Refusal> {
        let place = stored.place();
        let failures = Bucket::plain(&config.s3_configuration, &place)?;
        let hints = config.buffering_hints.as_ref();
        let all = config.s3_backup_mode == Some(api::HttpEndpointS3BackupMode::AllData);
        let role =
            config.role_arn.as_ref().map_or_else(|| failures.role.clone(), |arn| Role::parse(arn, &place));
        Ok(Self {
            steps: Steps::new(config.processing_configuration.as_ref(), reads_kinesis, &place)?,
            destination: Destination::Http(Box::new(config.clone())),
            buffering: Buffering::new(
                hints.and_then(|hints| hints.size_in_m_bs),
                hints.and_then(|hints| hints.interval_in_seconds),
            ),
            backup: all.then(|| failures.clone()),
            logging: Logging::new(config.cloud_watch_logging_options.as_ref(), &role),
            failures,
            partitions: false,
        })
    }

    fn of_search(stored: &StoredStream, search: Search, reads_kinesis: bool) -> Result<Self, Refusal> {
        let config = &search.config;
        let place = stored.place();
        let failures = Bucket::plain(&config.s3_configuration, &place)?;
        let hints = config.buffering_hints.as_ref();
        let all = config.s3_backup_mode == Some(api::AmazonopensearchserviceS3BackupMode::AllDocuments);
        Ok(Self {
            steps: Steps::new(config.processing_configuration.as_ref(), reads_kinesis, &place)?,
            buffering: Buffering::new(
                hints.and_then(|hints| hints.size_in_m_bs),
                hints.and_then(|hints| hints.interval_in_seconds),
            ),
            backup: all.then(|| failures.clone()),
            logging: Logging::new(
                config.cloud_watch_logging_options.as_ref(),
                &Role::parse(&config.role_arn, &place),
            ),
            destination: Destination::Search(Box::new(search)),
            failures,
            partitions: false,
        })
    }
}
