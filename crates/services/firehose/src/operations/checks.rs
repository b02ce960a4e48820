//! What a destination must be beyond its shape, and what of it is not built here.

use dispatch::{Call, Principal};
use firehose_api as api;
use kernel::Arn;
use wire::Fault;

use crate::delivery::catalog::{self, Unknown};
use crate::engine::StoredStream;
use crate::errors::{invalid, not_built};
use crate::plan::{Destination, Plan};
use crate::{Firehose, limits};

/// Refuses what makes no sense, and what is not built.
pub fn check(stored: &StoredStream) -> Result<(), Fault> {
    let to = &stored.destination;
    if let Some(config) = &to.extended_s3 {
        extended_s3(config)?;
    }
    if let Some(config) = &to.http_endpoint {
        if config.secrets_manager_configuration.as_ref().is_some_and(|secrets| secrets.enabled) {
            return Err(not_built("SecretsManagerConfiguration", ": give the access key itself"));
        }
        bucket(&config.s3_configuration)?;
        logging(config.cloud_watch_logging_options.as_ref())?;
    }
    for config in to.open_search.iter().chain(&to.elasticsearch) {
        search(config)?;
    }
    Plan::new(stored).map(drop).map_err(invalid)
}

/// That a table which is to state columns comes with a role to read it as, as AWS asks where one is given.
fn schema(config: Option<&api::SchemaConfiguration>) -> Result<(), Fault> {
    let Some(config) = config.filter(|config| config.table_name.is_some() || config.database_name.is_some())
    else {
        return Ok(());
    };
    match &config.role_arn {
        Some(_) => Ok(()),
        None => Err(invalid("SchemaConfiguration needs a RoleARN when data format conversion is enabled.")),
    }
}

fn extended_s3(config: &api::ExtendedS3DestinationConfiguration) -> Result<(), Fault> {
    encryption(config.encryption_configuration.as_ref())?;
    logging(config.cloud_watch_logging_options.as_ref())?;
    if let Some(backup) = &config.s3_backup_configuration {
        bucket(backup)?;
    }
    let mib = config.buffering_hints.as_ref().and_then(|hints| hints.size_in_m_bs).unwrap_or_default();
    let converts = config
        .data_format_conversion_configuration
        .as_ref()
        .is_some_and(|given| given.enabled != Some(false));
    if converts {
        let conversion = config.data_format_conversion_configuration.as_ref();
        schema(conversion.and_then(|conversion| conversion.schema_configuration.as_ref()))?;
    }
    let parts = config.dynamic_partitioning_configuration.as_ref();
    let parts = parts.is_some_and(|given| given.enabled == Some(true));
    for (is_on, what) in [(converts, "data format conversion"), (parts, "dynamic partitioning")] {
        if is_on && mib < limits::BUFFER_MIB_CONVERTED_MIN {
            let least = limits::BUFFER_MIB_CONVERTED_MIN;
            return Err(invalid(format!(
                "BufferingHints.SizeInMBs must be at least {least} when {what} is enabled."
            )));
        }
    }
    Ok(())
}

fn search(config: &api::AmazonopensearchserviceDestinationConfiguration) -> Result<(), Fault> {
    match (&config.domain_arn, &config.cluster_endpoint) {
        (Some(_), Some(_)) | (None, None) => {
            return Err(invalid("Exactly one of DomainARN and ClusterEndpoint must be specified."));
        }
        (Some(_), None) => return Err(not_built("DomainARN", " yet: give the domain's ClusterEndpoint")),
        (None, Some(_)) => {}
    }
    if config.vpc_configuration.is_some() {
        return Err(not_built("VpcConfiguration", ""));
    }
    bucket(&config.s3_configuration)?;
    logging(config.cloud_watch_logging_options.as_ref())
}

fn bucket(config: &api::S3DestinationConfiguration) -> Result<(), Fault> {
    encryption(config.encryption_configuration.as_ref())?;
    logging(config.cloud_watch_logging_options.as_ref())
}

fn encryption(config: Option<&api::EncryptionConfiguration>) -> Result<(), Fault> {
    match config.is_some_and(|config| config.kms_encryption_config.is_some()) {
        true => Err(not_built("KMSEncryptionConfig", "")),
        false => Ok(()),
    }
}

fn logging(options: Option<&api::CloudWatchLoggingOptions>) -> Result<(), Fault> {
    let Some(options) = options.filter(|options| options.enabled == Some(true)) else { return Ok(()) };
    match (&options.log_group_name, &options.log_stream_name) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err(invalid(
            "LogGroupName and LogStreamName are required when CloudWatchLoggingOptions are enabled.",
        )),
    }
}

impl Firehose {
    /// That the table which is to state columns is there, may be read, and states what can be written.
    pub(super) async fn check_schema(&self, call: &Call, stored: &StoredStream) -> Result<(), Fault> {
        let plan = Plan::new(stored).map_err(invalid)?;
        let Destination::Bucket(_, Some(conversion)) = plan.destination else { return Ok(()) };
        let Some(table) = conversion.stated else { return Ok(()) };
        let principal = table.role.session(&stored.name);
        let call = Call::inside("firehose", principal, table.place.clone(), call.request_id.clone());
        match catalog::columns(&self.dispatch, &call, &table).await {
            Ok(_) => Ok(()),
            Err(unknown @ Unknown::Later(_)) => {
                Err(Fault::with_status("ServiceUnavailableException", 503, unknown.message()))
            }
            Err(unknown) => Err(invalid(unknown.message())),
        }
    }

    /// That Firehose may take every role that a delivery stream names.
    pub(super) async fn check_roles(&self, call: &Call, stored: &StoredStream) -> Result<(), Fault> {
        let Some(authorize) = self.dispatch.authorize() else { return Ok(()) };
        let principal = Principal::Service("firehose.amazonaws.com");
        let call = Call::inside("firehose", principal, call.place.clone(), call.request_id.clone());
        for role in stored.roles() {
            let unable = || {
                invalid(format!("Firehose is unable to assume role {role}. Please check the role provided."))
            };
            let arn = Arn::parse(role).map_err(|_| unable())?;
            let account = call.place.account.as_str();
            authorize.assume(&call, &arn, &[("sts:ExternalId", account)]).await?.map_err(|_| unable())?;
        }
        Ok(())
    }
}
