//! The house's own paths, under `/_pumphouse/`: health, its certificate authority, code that `pumphouse deploy` brings,
//! and what only this house has, as JSON under `/_pumphouse/api/`. A file per subject.
//!
//! A subject turns HTTP into calls of what does the work, which knows no HTTP.

mod artifacts;
mod calls;
mod clock;
mod faults;
mod health;
mod reply;
mod state;

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use wire::Answer;

use super::Door;
pub use artifacts::Artifacts;
use reply::{Reply, failure, refusal, text};

/// What the house's own paths begin with.
pub const PREFIX: &str = "/_pumphouse/";

/// A request to a subject of the API.
struct Request<'a> {
    method: &'a Method,
    /// The path behind the subject's name, without the slash between them.
    rest: &'a str,
    body: &'a Bytes,
}

/// Answers a request to one of the house's own paths.
pub async fn answer(door: &Door, parts: &Parts, body: Bytes) -> Answer {
    let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let answered = match path.split_once('/') {
        Some(("api", path)) => api(door, &parts.method, path, &body).await,
        Some(("code", name)) if parts.method == Method::GET => artifacts::code(door, name),
        Some(("artifacts", name)) if parts.method == Method::PUT => artifacts::keep(door, name, &body),
        None if parts.method == Method::GET && path == "health" => health::answer(door),
        None if parts.method == Method::GET && path == "ca.pem" => authority(door).await,
        _ => Err(refusal(StatusCode::NOT_FOUND, "no such path; there is /_pumphouse/health")),
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

async fn authority(door: &Door) -> Reply {
    match door.tls.authority_pem().await {
        Ok(Some(pem)) => Ok(text("application/x-pem-file", pem)),
        Ok(None) => Err(refusal(StatusCode::NOT_FOUND, "the certificate was given with --tls-cert")),
        Err(error) => Err(failure(&error)),
    }
}
