//! The CloudWatch operations on metrics, alarms and dashboards: names and shapes, as AWS's model of 2010-08-01 states them,
//! in rpc-v2-cbor, JSON 1.0 and aws-query.
//!
//! Required members have defaults here: AWS words what is missing in its own way, which the service does. What is
//! not in [`operations`] is not built; the door answers so: insight rules, metric streams, anomaly detectors, alarms on logs.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

pub mod operations;
mod types;

pub use operations::*;
pub use types::*;

use kernel::Place;
use wire::{Protocol, Service};

/// The card of the service.
pub static SERVICE: Service = Service {
    name: "monitoring",
    title: "CloudWatch",
    version: "2010-08-01",
    protocol: Protocol::RpcV2Cbor,
    also: &[Protocol::AwsJson10, Protocol::Query],
    query_code: Some(query_code),
    target_prefix: "GraniteServiceVersion20100801",
    xml_namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    validation_code: "ValidationError",
    error_namespace,
    ..Service::PLAIN
};

/// The code of aws-query, which came first; `x-amzn-query-error` and XML carry it.
pub fn query_code(code: &str) -> &str {
    match code {
        "InvalidParameterValueException" => "InvalidParameterValue",
        "InvalidParameterCombinationException" => "InvalidParameterCombination",
        "MissingRequiredParameterException" => "MissingParameter",
        "DashboardInvalidInputError" => "InvalidParameterInput",
        "DashboardNotFoundError" => "ResourceNotFound",
        "LimitExceededFault" => "LimitExceeded",
        "InvalidFormatFault" => "InvalidFormat",
        "InternalServiceFault" => "InternalServiceError",
        "AccessDeniedException" => "AccessDenied",
        other => other,
    }
}

fn error_namespace(code: &str) -> &'static str {
    match code {
        "SerializationException" | "UnknownOperationException" | "AccessDeniedException" => {
            "com.amazon.coral.service"
        }
        _ => "com.amazonaws.cloudwatch.v2010_08_01",
    }
}

/// The ARN of the dashboard `name`; dashboards have no region.
pub fn dashboard_arn(place: &Place, name: &str) -> String {
    format!("arn:aws:cloudwatch::{}:dashboard/{name}", place.account)
}

/// The ARN of the alarm `name`.
pub fn alarm_arn(place: &Place, name: &str) -> String {
    format!("arn:aws:cloudwatch:{}:{}:alarm:{name}", place.region, place.account)
}
