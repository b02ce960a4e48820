//! The SQS operations: names and shapes, as AWS's model of 2012-11-05 states them, in JSON and in aws-query.
//!
//! Required members have defaults here: AWS words what is missing in its own way, which the service does. What is
//! not in [`operations`] is not built; the door answers so.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod types;

pub use operations::*;
pub use resource::place_and_name;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "sqs",
    title: "SQS",
    version: "2012-11-05",
    protocol: Protocol::AwsJson10,
    also: &[Protocol::Query],
    query_code: Some(query_code),
    path_parameter: "QueueUrl",
    target_prefix: "AmazonSQS",
    xml_namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    validation_code: "InvalidParameterValueException",
    denied_code: "AccessDeniedException",
    error_namespace,
    ..Service::PLAIN
};

/// The code that an error has in aws-query, which is also what clients of JSON show, and what entries of batches
/// carry.
pub fn query_code(code: &str) -> &str {
    match code {
        "BatchEntryIdsNotDistinct" => "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        "BatchRequestTooLong" => "AWS.SimpleQueueService.BatchRequestTooLong",
        "EmptyBatchRequest" => "AWS.SimpleQueueService.EmptyBatchRequest",
        "InvalidBatchEntryId" => "AWS.SimpleQueueService.InvalidBatchEntryId",
        "MessageNotInflight" => "AWS.SimpleQueueService.MessageNotInflight",
        "PurgeQueueInProgress" => "AWS.SimpleQueueService.PurgeQueueInProgress",
        "QueueDeletedRecently" => "AWS.SimpleQueueService.QueueDeletedRecently",
        "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue",
        "QueueNameExists" => "QueueAlreadyExists",
        "TooManyEntriesInBatchRequest" => "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        "UnsupportedOperation" => "AWS.SimpleQueueService.UnsupportedOperation",
        "InvalidParameterValueException" => "InvalidParameterValue",
        "MissingRequiredParameterException" => "MissingParameter",
        "AccessDeniedException" => "AccessDenied",
        other => other,
    }
}

fn error_namespace(code: &str) -> &'static str {
    match code {
        "InvalidParameterValueException" | "MissingRequiredParameterException" | "AccessDeniedException" => {
            "com.amazon.coral.service"
        }
        _ => "com.amazonaws.sqs",
    }
}
