//! What is said of a delivery stream: its configuration, without its secrets.

use firehose_api as api;

use super::DESTINATION_ID;
use crate::engine::StoredStream;

/// Where its records come from, in a word.
pub fn kind(stored: &StoredStream) -> api::DeliveryStreamType {
    match stored.source {
        Some(_) => api::DeliveryStreamType::KinesisStreamAsSource,
        None => api::DeliveryStreamType::DirectPut,
    }
}

/// That what is buffered is not encrypted.
pub fn no_encryption() -> api::DeliveryStreamEncryptionConfiguration {
    api::DeliveryStreamEncryptionConfiguration {
        status: Some(api::DeliveryStreamEncryptionStatus::Disabled),
        ..Default::default()
    }
}

/// Where its records come from.
pub fn source(stored: &StoredStream) -> Option<api::SourceDescription> {
    let direct = |hint| api::DirectPutSourceDescription { throughput_hint_in_m_bs: Some(hint) };
    let kinesis = |source: &api::KinesisStreamSourceConfiguration| api::KinesisStreamSourceDescription {
        kinesis_stream_arn: Some(source.kinesis_stream_arn.clone()),
        role_arn: Some(source.role_arn.clone()),
        delivery_start_timestamp: Some(stored.created),
    };
    let described = api::SourceDescription {
        direct_put_source_description: stored.throughput_hint.map(direct),
        kinesis_stream_source_description: stored.source.as_ref().map(kinesis),
    };
    (described != api::SourceDescription::default()).then_some(described)
}

/// Where they go.
pub fn destination(stored: &StoredStream) -> api::DestinationDescription {
    let to = &stored.destination;
    api::DestinationDescription {
        destination_id: DESTINATION_ID.to_owned(),
        // AWS says of every bucket what the older shape has room for, too.
        s3_destination_description: to.extended_s3.as_ref().map(|config| bucket(&plain(config))),
        extended_s3_destination_description: to.extended_s3.as_ref().map(extended_s3),
        http_endpoint_destination_description: to.http_endpoint.as_ref().map(http_endpoint),
        amazonopensearchservice_destination_description: to.open_search.as_ref().map(search),
        elasticsearch_destination_description: to.elasticsearch.as_ref().map(search),
    }
}

fn plain(config: &api::ExtendedS3DestinationConfiguration) -> api::S3DestinationConfiguration {
    api::S3DestinationConfiguration {
        role_arn: config.role_arn.clone(),
        bucket_arn: config.bucket_arn.clone(),
        prefix: config.prefix.clone(),
        error_output_prefix: config.error_output_prefix.clone(),
        buffering_hints: config.buffering_hints.clone(),
        compression_format: config.compression_format,
        encryption_configuration: config.encryption_configuration.clone(),
        cloud_watch_logging_options: config.cloud_watch_logging_options.clone(),
    }
}

fn bucket(config: &api::S3DestinationConfiguration) -> api::S3DestinationDescription {
    api::S3DestinationDescription {
        role_arn: config.role_arn.clone(),
        bucket_arn: config.bucket_arn.clone(),
        prefix: config.prefix.clone(),
        error_output_prefix: config.error_output_prefix.clone(),
        buffering_hints: config.buffering_hints.clone().unwrap_or_default(),
        compression_format: config.compression_format.unwrap_or(api::CompressionFormat::Uncompressed),
        encryption_configuration: config.encryption_configuration.clone().unwrap_or_default(),
        cloud_watch_logging_options: config.cloud_watch_logging_options.clone(),
    }
}

fn extended_s3(config: &api::ExtendedS3DestinationConfiguration) -> api::ExtendedS3DestinationDescription {
    let plain = bucket(&plain(config));
    api::ExtendedS3DestinationDescription {
        role_arn: plain.role_arn,
        bucket_arn: plain.bucket_arn,
        prefix: plain.prefix,
        error_output_prefix: plain.error_output_prefix,
        buffering_hints: plain.buffering_hints,
        compression_format: plain.compression_format,
        encryption_configuration: plain.encryption_configuration,
        cloud_watch_logging_options: plain.cloud_watch_logging_options,
        processing_configuration: config.processing_configuration.clone(),
        s3_backup_mode: config.s3_backup_mode,
        s3_backup_description: config.s3_backup_configuration.as_ref().map(bucket),
        data_format_conversion_configuration: config.data_format_conversion_configuration.clone(),
        dynamic_partitioning_configuration: config.dynamic_partitioning_configuration.clone(),
        file_extension: config.file_extension.clone(),
        custom_time_zone: config.custom_time_zone.clone(),
    }
}

fn http_endpoint(
    config: &api::HttpEndpointDestinationConfiguration,
) -> api::HttpEndpointDestinationDescription {
    api::HttpEndpointDestinationDescription {
        endpoint_configuration: Some(api::HttpEndpointDescription {
            url: Some(config.endpoint_configuration.url.clone()),
            name: config.endpoint_configuration.name.clone(),
        }),
        buffering_hints: config.buffering_hints.clone(),
        cloud_watch_logging_options: config.cloud_watch_logging_options.clone(),
        request_configuration: config.request_configuration.clone(),
        processing_configuration: config.processing_configuration.clone(),
        role_arn: config.role_arn.clone(),
        retry_options: config.retry_options.clone(),
        s3_backup_mode: config.s3_backup_mode,
        s3_destination_description: Some(bucket(&config.s3_configuration)),
        secrets_manager_configuration: config.secrets_manager_configuration.clone(),
    }
}

fn search(
    config: &api::AmazonopensearchserviceDestinationConfiguration,
) -> api::AmazonopensearchserviceDestinationDescription {
    api::AmazonopensearchserviceDestinationDescription {
        role_arn: Some(config.role_arn.clone()),
        domain_arn: config.domain_arn.clone(),
        cluster_endpoint: config.cluster_endpoint.clone(),
        index_name: Some(config.index_name.clone()),
        type_name: config.type_name.clone(),
        index_rotation_period: config.index_rotation_period,
        buffering_hints: config.buffering_hints.clone(),
        retry_options: config.retry_options.clone(),
        s3_backup_mode: config.s3_backup_mode,
        s3_destination_description: Some(bucket(&config.s3_configuration)),
        processing_configuration: config.processing_configuration.clone(),
        cloud_watch_logging_options: config.cloud_watch_logging_options.clone(),
        vpc_configuration_description: None,
        document_id_options: config.document_id_options.clone(),
    }
}
