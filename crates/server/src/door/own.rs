//! The house's own paths, under `/_pumphouse/`: health, metrics, its certificate authority, the certificate of SNS's
//! signatures, code that `pumphouse deploy` brings, and what only this house has, as JSON under `/_pumphouse/api/`. A file
//! per subject; all other paths are the console's.
//!
//! A subject turns HTTP into calls of what does the work, which knows no HTTP.

mod artifacts;
mod calls;
mod clock;
mod faults;
mod health;
mod metrics;
mod reply;
mod state;

use bytes::Bytes;
use dispatch::Dispatch;
use http::request::Parts;
use http::{Method, StatusCode};
use sns_service::CERTIFICATE_PATH;
use wire::Answer;

use super::Door;
pub use artifacts::Artifacts;
use reply::{Reply, failure, refusal, text};

/// What the house's own paths begin with.
pub const PREFIX: &str = "/_pumphouse/";

/// Whether a request is for the house itself.
pub fn is_asked(dispatch: &Dispatch, parts: &Parts) -> bool {
    parts.uri.path().starts_with(PREFIX) || metrics::is_scrape(dispatch, parts)
}

/// A request to a subject of the API.
struct Request<'a> {
    method: &'a Method,
    /// The path behind the subject's name, without the slash between them.
    rest: &'a str,
    body: &'a Bytes,
}

/// Answers a request to one of the house's own paths.
pub async fn answer(door: &Door, parts: &Parts, body: Bytes) -> Answer {
    if parts.uri.path() == metrics::METRICS {
        return metrics::answer(door).await.unwrap_or_else(|refused| *refused);
    }
    let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let answered = match path.split_once('/') {
        Some(("api", path)) => api(door, &parts.method, path, &body).await,
        Some(("code", name)) if parts.method == Method::GET => artifacts::code(door, name),
        Some(("artifacts", name)) if parts.method == Method::PUT => artifacts::keep(door, name, &body),
        None if parts.method == Method::GET && path == "health" => health::answer(door),
        None if parts.method == Method::GET && path == "ca.pem" => authority(door).await,
        None if parts.method == Method::GET && path == "metrics" => metrics::answer(door).await,
        Some(_) if parts.method == Method::GET && parts.uri.path() == CERTIFICATE_PATH => notary(door).await,
        _ => match door.console.answer(parts, &body).await {
            Some(page) => Ok(page),
            None => Err(refusal(StatusCode::NOT_FOUND, "no such path; the console is at /_pumphouse/")),
        },
    };
    answered.unwrap_or_else(|refused| *refused)
}

async fn api(door: &Door, method: &Method, path: &str, body: &Bytes) -> Reply {
    let (subject, rest) = path.split_once('/').unwrap_or((path, ""));
    let request = Request { method, rest, body };
    match subject {
        "calls" => calls::answer(door, &request),
        "clock" => clock::answer(door, &request).await,
        "faults" => faults::answer(door, &request),
        "state" => state::answer(door, &request).await,
        _ => Err(refusal(StatusCode::NOT_FOUND, "no such subject; there are calls, clock, faults and state")),
    }
}

/// The certificate of SNS's signatures.
async fn notary(door: &Door) -> Reply {
    match door.sns.certificate().await {
        Ok(pem) => Ok(text("application/x-pem-file", pem)),
        Err(reason) => Err(failure(&reason)),
    }
}

async fn authority(door: &Door) -> Reply {
    match door.tls.authority_pem().await {
        Ok(Some(pem)) => Ok(text("application/x-pem-file", pem)),
        Ok(None) => Err(refusal(StatusCode::NOT_FOUND, "the certificate was given with --tls-cert")),
        Err(error) => Err(failure(&error)),
    }
}
