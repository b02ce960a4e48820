//! All metrics as Prometheus reads them, at `/_pumphouse/metrics` and at `/metrics`, where scrapers look.

use dispatch::Dispatch;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{Method, StatusCode};

use super::reply::{Reply, failure, refusal, text};
use crate::door::{Door, service, virtual_host};

/// Where scrapers look for metrics.
pub const METRICS: &str = "/metrics";

/// Whether a request is for `/metrics`, and not for a bucket called so: it is unsigned, and names neither a bucket nor a
/// service by the host.
pub fn is_scrape(dispatch: &Dispatch, parts: &Parts) -> bool {
    parts.method == Method::GET
        && parts.uri.path() == METRICS
        && parts.uri.query().is_none()
        && !parts.headers.contains_key(AUTHORIZATION)
        && virtual_host::bucket(parts).is_none()
        && service::by_host(dispatch, parts).is_none()
}

/// The page.
pub async fn answer(door: &Door) -> Reply {
    let Some(cloudwatch) = door.metrics.clone() else {
        let reason = "CloudWatch is elsewhere (--remote), and so are metrics";
        return Err(refusal(StatusCode::NOT_FOUND, reason));
    };
    let made = tokio::task::spawn_blocking(move || cloudwatch_service::exposition::text(cloudwatch.engine()));
    match made.await {
        Ok(Ok(all)) => Ok(text("text/plain; version=0.0.4; charset=utf-8", all)),
        Ok(Err(error)) => Err(failure(&error)),
        Err(error) => Err(failure(&error)),
    }
}
