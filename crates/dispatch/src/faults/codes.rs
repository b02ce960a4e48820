//! What each service of AWS answers when it throttles and when it has failed, so that SDKs try again.
//!
//! Codes and statuses are those of the services' models in botocore and of their pages "Common errors".

use wire::{Fault, Service};

use super::Aim;

const RATE: &str = "Rate exceeded";

/// The answer to a call that comes too fast.
pub(super) fn throttled(aim: &Aim<'_>) -> Fault {
    let name = aim.operation;
    match aim.service.name {
        "dynamodb" if is_of_items(name) => Fault::sender(
            "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your \
             provisioning level with the UpdateTable API.",
        ),
        "kinesis" if ["PutRecord", "PutRecords", "GetRecords", "GetShardIterator"].contains(&name) => {
            let text = "Rate exceeded for shard. Slow down your requests, or add shards to the stream.";
            Fault::sender("ProvisionedThroughputExceededException", text)
        }
        "kinesis" => Fault::sender("LimitExceededException", RATE),
        "lambda" => Fault::with_status("TooManyRequestsException", 429, "Rate Exceeded.")
            .member("Reason", "\"ConcurrentInvocationLimitExceeded\"".to_owned()),
        "s3" => Fault::with_status("SlowDown", 503, "Please reduce your request rate."),
        "firehose" if name.starts_with("PutRecord") => {
            Fault::with_status("ServiceUnavailableException", 503, "Slow down.")
        }
        "sqs" => {
            Fault::with_status("RequestThrottled", 403, "The request was denied due to request throttling.")
        }
        "athena" => Fault::sender("TooManyRequestsException", RATE)
            .member("Reason", "\"CONCURRENT_QUERY_LIMIT_EXCEEDED\"".to_owned()),
        "sns" | "cloudformation" | "iam" | "sts" | "monitoring" => Fault::sender("Throttling", RATE),
        _ => Fault::sender("ThrottlingException", RATE),
    }
}

/// The answer where AWS itself has failed.
pub(super) fn internal(service: &Service) -> Fault {
    let (code, text) = match service.name {
        "dynamodb" | "streams.dynamodb" => ("InternalServerError", "The request processing has failed."),
        "lambda" => ("ServiceException", "An error occurred and the request cannot be processed."),
        "s3" => ("InternalError", "We encountered an internal error. Please try again."),
        "athena" => ("InternalServerException", "Internal service error."),
        "glue" => ("InternalServiceException", "An internal service error occurred."),
        "sns" => ("InternalError", "Indicates an internal service error."),
        _ => ("InternalFailure", "The request processing has failed because of an unknown error."),
    };
    Fault::with_status(code, 500, text)
}

/// Whether `name` is an operation that uses a table's throughput.
fn is_of_items(name: &str) -> bool {
    name.ends_with("Item")
        || ["Query", "Scan", "TransactGetItems", "TransactWriteItems"].contains(&name)
        || name.contains("Statement")
        || name == "ExecuteTransaction"
}
