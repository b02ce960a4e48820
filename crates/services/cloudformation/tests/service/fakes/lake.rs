//! The services of the lake: S3, Firehose, Glue, and what functions and tables do for it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Handle, Routes};
use wire::{Fault, Operation, Shape};
use {
    dynamodb_api as dynamodb, firehose_api as firehose, glue_api as glue, lambda_api as lambda, s3_api as s3,
};

use super::{Fakes, missing};

pub(super) fn carriers(fakes: &Arc<Fakes>) -> Vec<Carrier> {
    vec![
        Carrier::embedded(
            Routes::new(&s3::SERVICE, Arc::clone(fakes))
                .with::<s3::CreateBucket>()
                .with::<s3::DeleteBucket>()
                .with::<s3::DeleteBucketPolicy>()
                .with::<s3::DeleteBucketTagging>()
                .with::<s3::GetBucketPolicy>()
                .with::<s3::GetObject>()
                .with::<s3::HeadBucket>()
                .with::<s3::ListBuckets>()
                .with::<s3::PutBucketNotificationConfiguration>()
                .with::<s3::PutBucketPolicy>()
                .with::<s3::PutBucketTagging>()
                .with::<s3::PutBucketVersioning>(),
        ),
        Carrier::embedded(
            Routes::new(&glue::SERVICE, Arc::clone(fakes))
                .with::<glue::CreateClassifier>()
                .with::<glue::CreateCrawler>()
                .with::<glue::CreateDatabase>()
                .with::<glue::CreatePartition>()
                .with::<glue::CreateTable>()
                .with::<glue::DeleteClassifier>()
                .with::<glue::DeleteCrawler>()
                .with::<glue::DeleteDatabase>()
                .with::<glue::DeletePartition>()
                .with::<glue::DeleteTable>()
                .with::<glue::GetClassifier>()
                .with::<glue::GetCrawler>()
                .with::<glue::GetDatabase>()
                .with::<glue::GetPartition>()
                .with::<glue::GetTable>()
                .with::<glue::StopCrawler>()
                .with::<glue::TagResource>()
                .with::<glue::UntagResource>()
                .with::<glue::UpdateClassifier>()
                .with::<glue::UpdateCrawler>()
                .with::<glue::UpdateDatabase>()
                .with::<glue::UpdatePartition>()
                .with::<glue::UpdateTable>(),
        ),
        Carrier::embedded(
            Routes::new(&firehose::SERVICE, Arc::clone(fakes))
                .with::<firehose::CreateDeliveryStream>()
                .with::<firehose::DeleteDeliveryStream>()
                .with::<firehose::DescribeDeliveryStream>()
                .with::<firehose::TagDeliveryStream>()
                .with::<firehose::UpdateDestination>(),
        ),
    ]
}

fake!(s3::CreateBucket, |fakes, _call, input| {
    fakes.make(format!("bucket/{}", input.bucket))?;
    s3::CreateBucketOutput::default()
});
fake!(s3::DeleteBucket, |fakes, _call, input| fakes.remove(&format!("bucket/{}", input.bucket))?);
fake!(s3::HeadBucket, |fakes, _call, input| {
    fakes.look(&format!("bucket/{}", input.bucket))?;
    s3::HeadBucketOutput::default()
});
fake!(s3::ListBuckets, |fakes, _call, _input| {
    let things = fakes.things.lock().unwrap().clone();
    let buckets = things.iter().filter_map(|(name, thing)| {
        let name = Some(name.strip_prefix("bucket/")?.to_owned());
        Some(s3::Bucket { name, creation_date: Some(thing.made), ..Default::default() })
    });
    s3::ListBucketsOutput { buckets: Some(buckets.collect()), ..Default::default() }
});
fake!(s3::GetObject, |fakes, _call, input| {
    let body = fakes.objects.lock().unwrap().get(&format!("{}/{}", input.bucket, input.key)).cloned();
    let body = body.ok_or_else(|| Fault::sender("NoSuchKey", "The specified key does not exist."))?;
    s3::GetObjectOutput { body: Some(bytes::Bytes::from(body).into()), ..s3::GetObjectOutput::placeholder() }
});
fake!(s3::GetBucketPolicy, |fakes, _call, input| {
    fakes
        .look(&format!("policy/{}", input.bucket))
        .map_err(|_| Fault::sender("NoSuchBucketPolicy", "none"))?;
    s3::GetBucketPolicyOutput::default()
});
fake!(s3::PutBucketPolicy, |fakes, _call, input| {
    // There may be one already.
    let _ = fakes.make(format!("policy/{}", input.bucket));
});
fake!(s3::DeleteBucketPolicy, |fakes, _call, input| fakes.remove(&format!("policy/{}", input.bucket))?);
fake!(s3::PutBucketNotificationConfiguration, |fakes, _call, _input| ());
fake!(s3::PutBucketTagging, |fakes, _call, _input| ());
fake!(s3::DeleteBucketTagging, |fakes, _call, _input| ());
fake!(s3::PutBucketVersioning, |fakes, _call, _input| ());

fake!(firehose::CreateDeliveryStream, |fakes, _call, input| {
    fakes.make(format!("delivery/{}", input.delivery_stream_name))?;
    firehose::CreateDeliveryStreamOutput::default()
});
fake!(firehose::DeleteDeliveryStream, |fakes, _call, input| {
    fakes.remove(&format!("delivery/{}", input.delivery_stream_name))?;
    firehose::DeleteDeliveryStreamOutput {}
});
fake!(firehose::DescribeDeliveryStream, |fakes, call, input| {
    let name = input.delivery_stream_name;
    let (made, usable) = fakes.look(&format!("delivery/{name}"))?;
    let status = match usable {
        true => firehose::DeliveryStreamStatus::Active,
        false => firehose::DeliveryStreamStatus::Creating,
    };
    let destination = firehose::DestinationDescription {
        destination_id: "destinationId-000000000001".to_owned(),
        ..firehose::DestinationDescription::placeholder()
    };
    firehose::DescribeDeliveryStreamOutput {
        delivery_stream_description: firehose::DeliveryStreamDescription {
            delivery_stream_arn: call.place.arn("firehose", &format!("deliverystream/{name}")).to_string(),
            delivery_stream_name: name,
            delivery_stream_status: status,
            version_id: "1".to_owned(),
            create_timestamp: Some(made),
            destinations: vec![destination],
            delivery_stream_type: firehose::DeliveryStreamType::DirectPut,
            ..firehose::DeliveryStreamDescription::placeholder()
        },
    }
});
fake!(firehose::UpdateDestination, |fakes, _call, _input| firehose::UpdateDestinationOutput {});
fake!(firehose::TagDeliveryStream, |fakes, _call, _input| firehose::TagDeliveryStreamOutput {});

fake!(glue::CreateDatabase, |fakes, _call, input| {
    fakes.make(format!("database/{}", input.database_input.name))?;
    glue::CreateDatabaseOutput {}
});
fake!(glue::GetDatabase, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("database/{}", input.name))?;
    let database = glue::Database { create_time: Some(made), ..Default::default() };
    glue::GetDatabaseOutput { database: Some(database) }
});
fake!(glue::UpdateDatabase, |fakes, _call, _input| glue::UpdateDatabaseOutput {});
fake!(glue::DeleteDatabase, |fakes, _call, input| {
    fakes.remove(&format!("database/{}", input.name))?;
    glue::DeleteDatabaseOutput {}
});
fake!(glue::CreateTable, |fakes, _call, input| {
    fakes.make(format!("schema/{}/{}", input.database_name, input.table_input.unwrap().name))?;
    glue::CreateTableOutput {}
});
fake!(glue::GetTable, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("schema/{}/{}", input.database_name, input.name))?;
    let table = glue::Table { create_time: Some(made), ..Default::default() };
    glue::GetTableOutput { table: Some(table) }
});
fake!(glue::UpdateTable, |fakes, _call, _input| glue::UpdateTableOutput {});
fake!(glue::DeleteTable, |fakes, _call, input| {
    fakes.remove(&format!("schema/{}/{}", input.database_name, input.name))?;
    glue::DeleteTableOutput {}
});
fake!(glue::CreatePartition, |fakes, _call, input| {
    let values = input.partition_input.values.unwrap().join("/");
    fakes.make(format!("partition/{}/{values}", input.table_name))?;
    glue::CreatePartitionOutput {}
});
fake!(glue::GetPartition, |fakes, _call, input| {
    let values = input.partition_values.join("/");
    let (made, _) = fakes.look(&format!("partition/{}/{values}", input.table_name))?;
    let partition = glue::Partition { creation_time: Some(made), ..Default::default() };
    glue::GetPartitionOutput { partition: Some(partition) }
});
fake!(glue::UpdatePartition, |fakes, _call, _input| glue::UpdatePartitionOutput {});
fake!(glue::DeletePartition, |fakes, _call, input| {
    fakes.remove(&format!("partition/{}/{}", input.table_name, input.partition_values.join("/")))?;
    glue::DeletePartitionOutput {}
});

fake!(glue::CreateCrawler, |fakes, _call, input| {
    fakes.make(format!("crawler/{}", input.name))?;
    glue::CreateCrawlerOutput {}
});
fake!(glue::GetCrawler, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("crawler/{}", input.name))?;
    let state = Some(glue::CrawlerState::Ready);
    glue::GetCrawlerOutput {
        crawler: Some(glue::Crawler { creation_time: Some(made), state, ..Default::default() }),
    }
});
fake!(glue::UpdateCrawler, |fakes, _call, _input| glue::UpdateCrawlerOutput {});
fake!(glue::StopCrawler, |fakes, _call, _input| glue::StopCrawlerOutput {});
fake!(glue::DeleteCrawler, |fakes, _call, input| {
    fakes.remove(&format!("crawler/{}", input.name))?;
    glue::DeleteCrawlerOutput {}
});
fake!(glue::TagResource, |fakes, _call, _input| glue::TagResourceOutput {});
fake!(glue::UntagResource, |fakes, _call, _input| glue::UntagResourceOutput {});
fake!(glue::CreateClassifier, |fakes, _call, input| {
    let json = input.json_classifier.map(|json| json.name);
    let name =
        json.or(input.csv_classifier.map(|csv| csv.name)).or(input.grok_classifier.map(|grok| grok.name));
    fakes.make(format!("classifier/{}", name.unwrap()))?;
    glue::CreateClassifierOutput {}
});
fake!(glue::GetClassifier, |fakes, _call, input| {
    let (made, _) = fakes.look(&format!("classifier/{}", input.name))?;
    let json = glue::JsonClassifier { creation_time: Some(made), ..Default::default() };
    let classifier = glue::Classifier { json_classifier: Some(json), ..Default::default() };
    glue::GetClassifierOutput { classifier: Some(classifier) }
});
fake!(glue::UpdateClassifier, |fakes, _call, _input| glue::UpdateClassifierOutput {});
fake!(glue::DeleteClassifier, |fakes, _call, input| {
    fakes.remove(&format!("classifier/{}", input.name))?;
    glue::DeleteClassifierOutput {}
});

fake!(lambda::AddPermission, |fakes, _call, input| {
    fakes.make(format!("statement/{}", input.function_name))?;
    lambda::AddPermissionOutput::default()
});
fake!(lambda::RemovePermission, |fakes, _call, input| {
    fakes.remove(&format!("statement/{}", input.function_name))?
});
fake!(lambda::GetFunctionEventInvokeConfig, |fakes, _call, input| {
    fakes.look(&format!("events/{}", input.function_name))?;
    lambda::FunctionEventInvokeConfig::default()
});
fake!(lambda::PutFunctionEventInvokeConfig, |fakes, _call, input| {
    let _ = fakes.make(format!("events/{}", input.function_name));
    lambda::FunctionEventInvokeConfig::default()
});
fake!(lambda::DeleteFunctionEventInvokeConfig, |fakes, _call, input| {
    fakes.remove(&format!("events/{}", input.function_name))?
});

fake!(dynamodb::EnableKinesisStreamingDestination, |fakes, _call, input| {
    fakes.make(format!("destination/{}", input.stream_arn))?;
    dynamodb::KinesisStreamingDestinationOutput::default()
});
fake!(dynamodb::DisableKinesisStreamingDestination, |fakes, _call, input| {
    fakes.remove(&format!("destination/{}", input.stream_arn)).map_err(|_| missing("destination"))?;
    dynamodb::KinesisStreamingDestinationOutput::default()
});
fake!(dynamodb::DescribeKinesisStreamingDestination, |fakes, _call, _input| {
    let arns: Vec<String> = fakes.things();
    let arns = arns.iter().filter_map(|name| name.strip_prefix("destination/").map(str::to_owned));
    let mut destinations = Vec::new();
    for arn in arns {
        let (_, usable) = fakes.look(&format!("destination/{arn}"))?;
        destinations.push(dynamodb::KinesisDataStreamDestination {
            stream_arn: Some(arn),
            destination_status: Some(match usable {
                true => dynamodb::DestinationStatus::Active,
                false => dynamodb::DestinationStatus::Enabling,
            }),
            ..Default::default()
        });
    }
    dynamodb::DescribeKinesisStreamingDestinationOutput {
        kinesis_data_stream_destinations: Some(destinations),
        ..Default::default()
    }
});
