//! The house's own few paths, under `/_pumphouse/`: health, metrics, its certificate authority, the certificate of
//! SNS's signatures, and the code that `pumphouse deploy` brings; all others are the console's. Metrics are at `/metrics`
//! too, where scrapers look, for whoever asks unsigned and names neither a bucket nor a service by the host.

use bytes::Bytes;
use dispatch::Dispatch;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use sns_service::CERTIFICATE_PATH;
use storage::Volume;
use wire::Answer;

use super::{Door, service, virtual_host};

/// What the house's own paths begin with.
pub const PREFIX: &str = "/_pumphouse/";

/// Where scrapers look for metrics.
const METRICS: &str = "/metrics";

/// Whether a request is for the house itself.
pub fn is_asked(dispatch: &Dispatch, parts: &Parts) -> bool {
    parts.uri.path().starts_with(PREFIX) || is_scrape(dispatch, parts)
}

/// Whether it is for `/metrics`, and not for a bucket called so.
fn is_scrape(dispatch: &Dispatch, parts: &Parts) -> bool {
    parts.method == Method::GET
        && parts.uri.path() == METRICS
        && parts.uri.query().is_none()
        && !parts.headers.contains_key(AUTHORIZATION)
        && virtual_host::bucket(parts).is_none()
        && service::by_host(dispatch, parts).is_none()
}

/// Code packages brought by `pumphouse deploy`, by the SHA-256 of their bytes.
pub struct Artifacts(Volume);

impl Artifacts {
    /// Packages on `volume`.
    pub fn new(volume: Volume) -> Self {
        Self(volume)
    }

    /// The code of a function, by the name that GetFunction answers.
    fn code(&self, name: &str) -> Result<Option<Bytes>, String> {
        self.0.blobs("lambda").and_then(|blobs| blobs.get(name)).map_err(|error| error.to_string())
    }

    fn keep(&self, name: &str, bytes: &Bytes) -> Result<(), String> {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        if kernel::to_hex(digest.as_ref()) != name {
            return Err(format!("the body's SHA-256 is not `{name}`"));
        }
        let blobs = self.0.blobs(lambda_service::ARTIFACTS).map_err(|error| error.to_string())?;
        blobs.put(name, bytes).map_err(|error| error.to_string())
    }
}

/// Answers a request to one of the house's own paths.
pub async fn answer(door: &Door, parts: &Parts, body: Bytes) -> Answer {
    if parts.uri.path() == METRICS {
        return metrics(door).await;
    }
    match (&parts.method, parts.uri.path().strip_prefix(PREFIX).unwrap_or_default()) {
        (&Method::GET, "metrics") => metrics(door).await,
        (&Method::GET, "health") => json(StatusCode::OK, health(door)),
        (&Method::GET, "ca.pem") => match door.tls.authority_pem().await {
            Ok(Some(pem)) => text(StatusCode::OK, "application/x-pem-file", pem),
            Ok(None) => json(StatusCode::NOT_FOUND, message("the certificate was given with --tls-cert")),
            Err(error) => json(StatusCode::INTERNAL_SERVER_ERROR, message(&error.to_string())),
        },
        (&Method::GET, _) if parts.uri.path() == CERTIFICATE_PATH => match door.sns.certificate().await {
            Ok(pem) => text(StatusCode::OK, "application/x-pem-file", pem),
            Err(reason) => json(StatusCode::INTERNAL_SERVER_ERROR, message(&reason)),
        },
        (&Method::GET, path) if path.starts_with("code/") => {
            match door.artifacts.code(&path["code/".len()..]) {
                Ok(Some(zip)) => answer_with(StatusCode::OK, "application/zip", zip),
                Ok(None) => json(StatusCode::NOT_FOUND, message("no function has this code")),
                Err(reason) => json(StatusCode::BAD_REQUEST, message(&reason)),
            }
        }
        (&Method::PUT, path) if path.starts_with("artifacts/") => {
            let name = path.strip_prefix("artifacts/").unwrap_or_default();
            match door.artifacts.keep(name, &body) {
                Ok(()) => json(StatusCode::CREATED, "{}".to_owned()),
                Err(reason) => json(StatusCode::BAD_REQUEST, message(&reason)),
            }
        }
        _ => door.console.answer(parts, &body).await.unwrap_or_else(|| {
            json(StatusCode::NOT_FOUND, message("no such path; the console is at /_pumphouse/"))
        }),
    }
}

/// All metrics as Prometheus reads them.
async fn metrics(door: &Door) -> Answer {
    let Some(cloudwatch) = door.metrics.clone() else {
        return json(
            StatusCode::NOT_FOUND,
            message("CloudWatch is elsewhere (--remote), and so are metrics"),
        );
    };
    let text_of = move || cloudwatch_service::exposition::text(cloudwatch.engine());
    match tokio::task::spawn_blocking(text_of).await {
        Ok(Ok(all)) => text(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", all),
        Ok(Err(error)) => json(StatusCode::INTERNAL_SERVER_ERROR, message(&error.to_string())),
        Err(error) => json(StatusCode::INTERNAL_SERVER_ERROR, message(&error.to_string())),
    }
}

fn health(door: &Door) -> String {
    let services = door.dispatch.carriers().map(|carrier| {
        let count = carrier.operations().count();
        let home = if count == 0 { "remote" } else { "embedded" };
        format!("{{\"name\":\"{}\",\"home\":\"{home}\",\"operations\":{count}}}", carrier.service().name)
    });
    let services = services.collect::<Vec<_>>().join(",");
    format!(
        "{{\"status\":\"running\",\"version\":\"{}\",\"services\":[{services}]}}",
        env!("CARGO_PKG_VERSION")
    )
}

fn message(text: &str) -> String {
    let mut body = String::from("{\"message\":");
    wire::write_json_string(&mut body, text);
    body.push('}');
    body
}

fn json(status: StatusCode, body: String) -> Answer {
    text(status, "application/json", body)
}

fn text(status: StatusCode, kind: &'static str, body: String) -> Answer {
    answer_with(status, kind, Bytes::from(body))
}

fn answer_with(status: StatusCode, kind: &'static str, body: Bytes) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Answer { status, headers, body, stream: None }
}
