//! What AWS sets where nobody says: put in when a destination is made, so that it is described as it works.

use firehose_api as api;

use crate::engine::StoredDestination;
use crate::limits;

/// Fills in what is left out.
pub fn fill(destination: &mut StoredDestination) {
    if let Some(config) = &mut destination.extended_s3 {
        let is_on = |enabled: Option<bool>| enabled == Some(true);
        let converts =
            config.data_format_conversion_configuration.as_ref().is_some_and(|given| is_on(given.enabled));
        let parts = config.dynamic_partitioning_configuration.as_mut();
        let parts = parts.is_some_and(|given| {
            if is_on(given.enabled) {
                let retry = given.retry_options.get_or_insert_default();
                retry.duration_in_seconds.get_or_insert(limits::RETRY_SECONDS_DEFAULT);
            }
            is_on(given.enabled)
        });
        let mib = if converts || parts { limits::BUFFER_MIB_CONVERTED } else { limits::BUFFER_MIB_DEFAULT };
        let hints = config.buffering_hints.get_or_insert_default();
        hints.size_in_m_bs.get_or_insert(mib);
        hints.interval_in_seconds.get_or_insert(limits::BUFFER_SECONDS_DEFAULT);
        config.compression_format.get_or_insert(api::CompressionFormat::Uncompressed);
        config.encryption_configuration.get_or_insert_with(no_encryption);
        logging(&mut config.cloud_watch_logging_options);
        config.s3_backup_mode.get_or_insert(api::S3BackupMode::Disabled);
        config.s3_backup_configuration.iter_mut().for_each(bucket);
    }
    if let Some(config) = &mut destination.http_endpoint {
        let hints = config.buffering_hints.get_or_insert_default();
        hints.size_in_m_bs.get_or_insert(limits::BUFFER_MIB_DEFAULT);
        hints.interval_in_seconds.get_or_insert(limits::BUFFER_SECONDS_DEFAULT);
        let retry = config.retry_options.get_or_insert_default();
        retry.duration_in_seconds.get_or_insert(limits::RETRY_SECONDS_DEFAULT);
        let request = config.request_configuration.get_or_insert_default();
        request.content_encoding.get_or_insert(api::ContentEncoding::None);
        config.s3_backup_mode.get_or_insert(api::HttpEndpointS3BackupMode::FailedDataOnly);
        logging(&mut config.cloud_watch_logging_options);
        bucket(&mut config.s3_configuration);
    }
    destination.open_search.iter_mut().for_each(search);
    destination.elasticsearch.iter_mut().for_each(search);
}

fn search(config: &mut api::AmazonopensearchserviceDestinationConfiguration) {
    let hints = config.buffering_hints.get_or_insert_default();
    hints.size_in_m_bs.get_or_insert(limits::BUFFER_MIB_DEFAULT);
    hints.interval_in_seconds.get_or_insert(limits::BUFFER_SECONDS_DEFAULT);
    let retry = config.retry_options.get_or_insert_default();
    retry.duration_in_seconds.get_or_insert(limits::RETRY_SECONDS_DEFAULT);
    config.index_rotation_period.get_or_insert(api::AmazonopensearchserviceIndexRotationPeriod::OneDay);
    config.s3_backup_mode.get_or_insert(api::AmazonopensearchserviceS3BackupMode::FailedDocumentsOnly);
    config.document_id_options.get_or_insert(api::DocumentIdOptions {
        default_document_id_format: api::DefaultDocumentIdFormat::FirehoseDefault,
    });
    logging(&mut config.cloud_watch_logging_options);
    bucket(&mut config.s3_configuration);
}

fn bucket(config: &mut api::S3DestinationConfiguration) {
    let hints = config.buffering_hints.get_or_insert_default();
    hints.size_in_m_bs.get_or_insert(limits::BUFFER_MIB_DEFAULT);
    hints.interval_in_seconds.get_or_insert(limits::BUFFER_SECONDS_DEFAULT);
    config.compression_format.get_or_insert(api::CompressionFormat::Uncompressed);
    config.encryption_configuration.get_or_insert_with(no_encryption);
    logging(&mut config.cloud_watch_logging_options);
}

fn no_encryption() -> api::EncryptionConfiguration {
    api::EncryptionConfiguration {
        no_encryption_config: Some(api::NoEncryptionConfig::NoEncryption),
        kms_encryption_config: None,
    }
}

fn logging(options: &mut Option<api::CloudWatchLoggingOptions>) {
    options.get_or_insert_default().enabled.get_or_insert(false);
}
