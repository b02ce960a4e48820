//! Merges an update into a destination: what the update leaves out stays as it is.

use firehose_api as api;

/// `$config.$member = $update.$member`, for every member that the update gives.
macro_rules! merge {
    (required: $config:ident, $update:ident, $($member:ident),* $(,)?) => {
        $(if let Some(given) = $update.$member { $config.$member = given; })*
    };
    (optional: $config:ident, $update:ident, $($member:ident),* $(,)?) => {
        $(if $update.$member.is_some() { $config.$member = $update.$member; })*
    };
}

/// Merges buffering hints member by member.
macro_rules! merge_hints {
    ($config:ident, $update:ident) => {
        if let Some(given) = $update.buffering_hints {
            let hints = $config.buffering_hints.get_or_insert_default();
            merge!(optional: hints, given, size_in_m_bs, interval_in_seconds);
        }
    };
}

/// Of a bucket, with all that there can be.
pub fn extended_s3(
    config: &mut api::ExtendedS3DestinationConfiguration,
    update: api::ExtendedS3DestinationUpdate,
) {
    merge!(required: config, update, role_arn, bucket_arn);
    merge!(
        optional: config, update, prefix, error_output_prefix, compression_format, encryption_configuration,
        cloud_watch_logging_options, processing_configuration, s3_backup_mode,
        data_format_conversion_configuration, dynamic_partitioning_configuration, file_extension,
        custom_time_zone,
    );
    merge_hints!(config, update);
    match (&mut config.s3_backup_configuration, update.s3_backup_update) {
        (Some(backup), Some(update)) => bucket(backup, update),
        (none @ None, Some(update)) => *none = new_bucket(update),
        (_, None) => {}
    }
}

/// The old form of an update of a bucket, as the new one.
pub fn of_plain(update: api::S3DestinationUpdate) -> api::ExtendedS3DestinationUpdate {
    api::ExtendedS3DestinationUpdate {
        role_arn: update.role_arn,
        bucket_arn: update.bucket_arn,
        prefix: update.prefix,
        error_output_prefix: update.error_output_prefix,
        buffering_hints: update.buffering_hints,
        compression_format: update.compression_format,
        encryption_configuration: update.encryption_configuration,
        cloud_watch_logging_options: update.cloud_watch_logging_options,
        ..Default::default()
    }
}

/// Of a plain bucket.
fn bucket(config: &mut api::S3DestinationConfiguration, update: api::S3DestinationUpdate) {
    merge!(required: config, update, role_arn, bucket_arn);
    merge!(
        optional: config, update, prefix, error_output_prefix, compression_format, encryption_configuration,
        cloud_watch_logging_options,
    );
    merge_hints!(config, update);
}

fn new_bucket(update: api::S3DestinationUpdate) -> Option<api::S3DestinationConfiguration> {
    let mut config = api::S3DestinationConfiguration {
        role_arn: update.role_arn.clone()?,
        bucket_arn: update.bucket_arn.clone()?,
        prefix: None,
        error_output_prefix: None,
        buffering_hints: None,
        compression_format: None,
        encryption_configuration: None,
        cloud_watch_logging_options: None,
    };
    bucket(&mut config, update);
    Some(config)
}

/// Of an HTTP endpoint.
pub fn http_endpoint(
    config: &mut api::HttpEndpointDestinationConfiguration,
    update: api::HttpEndpointDestinationUpdate,
) {
    merge!(required: config, update, endpoint_configuration);
    merge!(
        optional: config, update, cloud_watch_logging_options, request_configuration,
        processing_configuration, role_arn, retry_options, s3_backup_mode, secrets_manager_configuration,
    );
    merge_hints!(config, update);
    if let Some(update) = update.s3_update {
        bucket(&mut config.s3_configuration, update);
    }
}

/// Of OpenSearch or Elasticsearch.
pub fn search(
    config: &mut api::AmazonopensearchserviceDestinationConfiguration,
    update: api::AmazonopensearchserviceDestinationUpdate,
) {
    // Domain and endpoint stand for each other.
    if update.domain_arn.is_some() || update.cluster_endpoint.is_some() {
        (config.domain_arn, config.cluster_endpoint) = (update.domain_arn, update.cluster_endpoint);
    }
    merge!(required: config, update, role_arn, index_name);
    merge!(
        optional: config, update, type_name, index_rotation_period, retry_options, processing_configuration,
        cloud_watch_logging_options, document_id_options,
    );
    merge_hints!(config, update);
    if let Some(update) = update.s3_update {
        bucket(&mut config.s3_configuration, update);
    }
}
