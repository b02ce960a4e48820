//! `CreateDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{
    CreateDeliveryStream, CreateDeliveryStreamInput, CreateDeliveryStreamOutput, DeliveryStreamType,
    ExtendedS3DestinationConfiguration, KinesisStreamSourceConfiguration, S3DestinationConfiguration,
};
use wire::Fault;

use super::{checks, defaults, tags};
use crate::Firehose;
use crate::engine::{StoredDestination, StoredStream};
use crate::errors::{invalid, not_built};

impl Handle<CreateDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: CreateDeliveryStreamInput,
    ) -> Result<CreateDeliveryStreamOutput, Fault> {
        refuse(&input)?;
        let source = source(input.delivery_stream_type, input.kinesis_stream_source_configuration)?;
        let mut destination = StoredDestination {
            extended_s3: input.extended_s3_destination_configuration,
            http_endpoint: input.http_endpoint_destination_configuration,
            open_search: input.amazonopensearchservice_destination_configuration,
            elasticsearch: input.elasticsearch_destination_configuration,
        };
        let plain = input.s3_destination_configuration;
        if destination.count() + usize::from(plain.is_some()) != 1 {
            return Err(invalid("Exactly one destination configuration is supported for a Firehose"));
        }
        destination.extended_s3 = destination.extended_s3.or(plain.map(extended));
        defaults::fill(&mut destination);
        let (id, now) = (self.engine.new_id(), self.engine.now());
        let mut stored = StoredStream::new(id, &call.place, input.delivery_stream_name, now, destination);
        stored.source = source;
        stored.throughput_hint =
            input.direct_put_source_configuration.map(|source| source.throughput_hint_in_m_bs);
        tags::add(&mut stored.tags, input.tags.unwrap_or_default())?;
        checks::check(&stored)?;
        self.check_roles(call, &stored).await?;
        self.check_schema(call, &stored).await?;
        let stream = self.to_its_end(|firehose| async move { firehose.create(stored).await }).await?;
        Ok(CreateDeliveryStreamOutput { delivery_stream_arn: Some(stream.arn.to_string()) })
    }
}

fn refuse(input: &CreateDeliveryStreamInput) -> Result<(), Fault> {
    for (is_set, member) in [
        (input.redshift_destination_configuration.is_some(), "RedshiftDestinationConfiguration"),
        (input.splunk_destination_configuration.is_some(), "SplunkDestinationConfiguration"),
        (input.snowflake_destination_configuration.is_some(), "SnowflakeDestinationConfiguration"),
        (input.iceberg_destination_configuration.is_some(), "IcebergDestinationConfiguration"),
        (
            input.amazon_open_search_serverless_destination_configuration.is_some(),
            "AmazonOpenSearchServerlessDestinationConfiguration",
        ),
        (input.msk_source_configuration.is_some(), "MSKSourceConfiguration"),
        (input.database_source_configuration.is_some(), "DatabaseSourceConfiguration"),
        (
            input.delivery_stream_encryption_configuration_input.is_some(),
            "DeliveryStreamEncryptionConfigurationInput",
        ),
    ] {
        if is_set {
            return Err(not_built(member, ""));
        }
    }
    Ok(())
}

/// The Kinesis stream to read, if one is to be.
fn source(
    kind: Option<DeliveryStreamType>,
    kinesis: Option<KinesisStreamSourceConfiguration>,
) -> Result<Option<KinesisStreamSourceConfiguration>, Fault> {
    match (kind, kinesis) {
        (None | Some(DeliveryStreamType::DirectPut), None) => Ok(None),
        (Some(DeliveryStreamType::KinesisStreamAsSource), Some(source)) => Ok(Some(source)),
        (Some(DeliveryStreamType::KinesisStreamAsSource), None) => {
            Err(invalid("KinesisStreamSourceConfig is required for KinesisStreamAsSource stream type."))
        }
        (None | Some(DeliveryStreamType::DirectPut), Some(_)) => Err(invalid(
            "KinesisStreamSourceConfig is only applicable for KinesisStreamAsSource stream type.",
        )),
        (Some(kind @ (DeliveryStreamType::MSKAsSource | DeliveryStreamType::DatabaseAsSource)), _) => {
            Err(not_built(&format!("DeliveryStreamType {}", kind.as_str()), ""))
        }
    }
}

/// The old form of a bucket, as the new one.
fn extended(config: S3DestinationConfiguration) -> ExtendedS3DestinationConfiguration {
    ExtendedS3DestinationConfiguration {
        role_arn: config.role_arn,
        bucket_arn: config.bucket_arn,
        prefix: config.prefix,
        error_output_prefix: config.error_output_prefix,
        buffering_hints: config.buffering_hints,
        compression_format: config.compression_format,
        encryption_configuration: config.encryption_configuration,
        cloud_watch_logging_options: config.cloud_watch_logging_options,
        processing_configuration: None,
        s3_backup_mode: None,
        s3_backup_configuration: None,
        data_format_conversion_configuration: None,
        dynamic_partitioning_configuration: None,
        file_extension: None,
        custom_time_zone: None,
    }
}
