//! Delivers to an HTTP endpoint, by the contract that Firehose has with them: the request says which it is, and
//! the answer is a success only if it is 200 and says the same.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use firehose_api::{ContentEncoding, HttpEndpointDestinationConfiguration};
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderName, HeaderValue};
use wire::{Shape, from_json, write_json_string};

use super::s3::off_the_way;
use crate::delivery::batch::{Batch, Outcome};
use crate::delivery::client::{self, Unanswered};
use crate::delivery::failure::{Failure, Trouble};
use crate::delivery::pieces::Piece;
use crate::delivery::scope::Scope;
use crate::limits;

/// What records that an endpoint did not take are called.
const FAILED: &str = "http-endpoint-failed";

#[derive(Shape)]
#[shape(case = "camel")]
struct Answer {
    request_id: Option<String>,
    error_message: Option<String>,
}

/// Why a request was no success.
struct Refusal {
    code: &'static str,
    message: String,
}

/// Delivers a batch as one request, until the endpoint takes it or its time is over.
pub async fn deliver(
    scope: &Scope,
    config: &HttpEndpointDestinationConfiguration,
    batch: Batch,
) -> Option<Outcome> {
    let mut outcome = Outcome::done(&batch);
    let request_id = scope.dispatch.random().uuid();
    let packs = config.request_configuration.as_ref().and_then(|request| request.content_encoding)
        == Some(ContentEncoding::Gzip);
    let (id, now) = (request_id.clone(), scope.now());
    let (batch, body) = off_the_way(move || {
        let body = body(&id, now.0, &batch.pieces);
        (batch, if packs { packed(&body) } else { body.into() })
    })
    .await?;
    let headers = headers(scope, config, &request_id, packs);
    let retry_seconds = config.retry_options.as_ref().and_then(|retry| retry.duration_in_seconds);
    let retry_ms = u64::from(retry_seconds.unwrap_or(limits::RETRY_SECONDS_DEFAULT).unsigned_abs()) * 1000;
    // Only what passes between tries counts, not how long the endpoint is waited for (API: HttpEndpointRetryOptions).
    let (mut waited_ms, mut wait_ms, mut attempts) = (0, limits::RETRY_WAIT_MS_FIRST, 0);
    loop {
        attempts += 1;
        let Err(refusal) = ask(scope, config, &headers, &body, &request_id).await else {
            return Some(outcome);
        };
        if scope.stopped.is_set() {
            return None;
        }
        scope.count(|calls| calls.failed(&batch.target));
        scope.report(refusal.code, &refusal.message).await;
        if waited_ms + wait_ms > retry_ms {
            let ended = scope.now();
            let (code, message) = (refusal.code, refusal.message.as_str());
            let trouble = Trouble { kind: FAILED, code, message, attempts, ended };
            outcome.failed = batch.pieces.iter().map(|piece| Failure::of_http(piece, &trouble)).collect();
            return Some(outcome);
        }
        scope.pause(wait_ms).await;
        if scope.stopped.is_set() {
            return None;
        }
        waited_ms += wait_ms;
        wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
    }
}

fn body(request_id: &str, now_ms: u64, pieces: &[Piece]) -> String {
    let bytes: usize = pieces.iter().map(|piece| piece.data.len().div_ceil(3) * 4 + 12).sum();
    let mut text = String::with_capacity(bytes + 128);
    text.push_str(&format!("{{\"requestId\":\"{request_id}\",\"timestamp\":{now_ms},\"records\":["));
    for (number, piece) in pieces.iter().enumerate() {
        text.push_str(if number > 0 { ",{\"data\":\"" } else { "{\"data\":\"" });
        STANDARD.encode_string(&piece.data, &mut text);
        text.push_str("\"}");
    }
    text.push_str("]}");
    text
}

fn packed(body: &str) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(body.as_bytes())
        .and_then(|()| encoder.finish())
        .expect("invariant: writing into memory does not fail")
        .into()
}

fn headers(
    scope: &Scope,
    config: &HttpEndpointDestinationConfiguration,
    request_id: &str,
    packs: bool,
) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str| {
        // What no header can carry is left out, as the endpoint could not read it either.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("content-type", "application/json");
    set("user-agent", "Amazon Kinesis Data Firehose Agent/1.0");
    set("x-amz-firehose-protocol-version", "1.0");
    set("x-amz-firehose-request-id", request_id);
    set("x-amz-firehose-source-arn", scope.stream.arn.as_str());
    if packs {
        set("content-encoding", "gzip");
    }
    if let Some(key) = &config.endpoint_configuration.access_key {
        set("x-amz-firehose-access-key", key);
    }
    let attributes =
        config.request_configuration.as_ref().and_then(|request| request.common_attributes.as_ref());
    if let Some(attributes) = attributes.filter(|attributes| !attributes.is_empty()) {
        let mut text = "{\"commonAttributes\":{".to_owned();
        for (number, attribute) in attributes.iter().enumerate() {
            text.push_str(if number > 0 { "," } else { "" });
            write_json_string(&mut text, &attribute.attribute_name);
            text.push(':');
            write_json_string(&mut text, &attribute.attribute_value);
        }
        text.push_str("}}");
        set("x-amz-firehose-common-attributes", &text);
    }
    headers
}

async fn ask(
    scope: &Scope,
    config: &HttpEndpointDestinationConfiguration,
    headers: &HeaderMap,
    body: &Bytes,
    request_id: &str,
) -> Result<(), Refusal> {
    let url = &config.endpoint_configuration.url;
    let asked = client::post(url, headers, body.clone(), limits::ANSWER_BYTES_MAX);
    let answer = tokio::select! {
        answer = asked => answer,
        () = scope.stopped.set() => Err(Unanswered::Failed("the delivery stream's work ends".to_owned())),
    };
    let (status, body) = answer.map_err(|unanswered| match unanswered {
        Unanswered::TooLate => Refusal {
            code: "HttpEndpoint.RequestTimeout",
            message: "The delivery timed out before a response was received and will be retried.".to_owned(),
        },
        Unanswered::TooLarge => Refusal {
            code: "HttpEndpoint.ResponseTooLarge",
            message: "The response received from the endpoint is too large.".to_owned(),
        },
        Unanswered::Failed(reason) => Refusal {
            code: "HttpEndpoint.DestinationException",
            message: format!("The endpoint could not be reached: {reason}"),
        },
    })?;
    let answer = from_json::<Answer>(&body).ok();
    if status != 200 {
        let said = answer.and_then(|answer| answer.error_message).unwrap_or_default();
        let message = format!("The endpoint answered with status {status}. {said}");
        return Err(Refusal { code: "HttpEndpoint.DestinationException", message });
    }
    let said = answer.and_then(|answer| answer.request_id);
    if said.as_deref() != Some(request_id) {
        let message = "The response received from the endpoint is invalid: it does not name the request.";
        return Err(Refusal {
            code: "HttpEndpoint.InvalidResponseFromDestination",
            message: message.to_owned(),
        });
    }
    Ok(())
}
