//! Who can be subscribed: protocols, their endpoints, and whether the endpoint is asked first.

use kernel::{AccountId, Arn};
use wire::Fault;

use crate::errors::{invalid, not_built, not_found};
use crate::smtp::is_address;

/// Whether an endpoint is asked before it is subscribed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consent {
    /// It is the caller's own.
    Given,
    /// It is asked by a message, which only it can read.
    Asked,
}

/// Checks protocol and endpoint of a subscription that `caller` asks for.
pub(super) fn check(
    protocol: &str,
    endpoint: Option<&str>,
    fifo: bool,
    caller: Option<&AccountId>,
) -> Result<Consent, Fault> {
    let known = ["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"];
    if !known.contains(&protocol) {
        return Err(invalid(format!("Amazon SNS does not support this protocol string: {protocol}")));
    }
    let endpoint = endpoint.filter(|endpoint| !endpoint.is_empty());
    let endpoint = endpoint.ok_or_else(|| not_found("Endpoint not specified in subscription"))?;
    match protocol {
        "sms" => return Err(not_built("text messages (SMS)")),
        "application" => return Err(not_built("mobile push endpoints")),
        _ if fifo && protocol != "sqs" => {
            return Err(invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue"));
        }
        _ => {}
    }
    let arn = |service: &str, what: &str| {
        let arn = Arn::parse(endpoint).ok().filter(|arn| arn.service() == service);
        arn.ok_or_else(|| invalid(format!("{what} endpoint ARN")))
    };
    match protocol {
        "http" | "https" => {
            let uri = endpoint.parse::<http::Uri>().ok();
            match uri.filter(|uri| uri.scheme_str() == Some(protocol) && uri.host().is_some()) {
                Some(_) => Ok(Consent::Asked),
                None => Err(invalid("Endpoint must match the specified protocol")),
            }
        }
        "email" | "email-json" if is_address(endpoint) => Ok(Consent::Asked),
        "email" | "email-json" => Err(invalid("Email address")),
        "lambda" => arn("lambda", "Lambda").and_then(|arn| match arn.resource().starts_with("function:") {
            true => Ok(Consent::Given),
            false => Err(invalid("Lambda endpoint ARN")),
        }),
        "firehose" => arn("firehose", "Firehose").and_then(|arn| match arn.name_of("deliverystream") {
            Some(_) => Ok(Consent::Given),
            None => Err(invalid("Firehose endpoint ARN")),
        }),
        _ => {
            let arn = arn("sqs", "SQS")?;
            if arn.resource().ends_with(".fifo") && !fifo {
                return Err(invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
                ));
            }
            let own = caller.is_some_and(|account| account.as_str() == arn.account());
            Ok(if own { Consent::Given } else { Consent::Asked })
        }
    }
}
