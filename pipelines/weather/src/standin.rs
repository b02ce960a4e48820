//! A stand-in for NOAA's Climate Data Online API, version 2: same paths, header, pages, limits and errors, over an
//! [`Archive`].
//!
//! There are `datasets`, `datacategories`, `datatypes`, `locationcategories`, `locations`, `stations` and `data`, of one
//! dataset (`GHCND`) and two locations (`FIPS:24`, Maryland, and `FIPS:US`). What the API does was taken from its
//! documentation and from recorded answers. Chosen, as neither says: the words of the limit of a day, of a wrong `offset`,
//! `units`, `sortfield` and `sortorder`, and that an `offset` of 0 is the first result.
//!
//! Lacks: XML collections, ZIP codes, counties and cities, and what the API ignores is not told either.

mod access;
mod collections;
mod data;
mod page;
mod parameters;
mod refusal;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Request, Response};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::archive::Archive;
use access::Access;
use parameters::Parameters;
use refusal::Refusal;

pub use access::Limits;

/// Where the API begins, here and at NOAA.
pub const PATH: &str = "/cdo-web/api/v2";
/// Connections that are served at once; the next one waits to be accepted.
const CONNECTIONS_MAX: usize = 64;
/// How long a client may take to send the head of a request.
const HEAD_TIME_MAX: Duration = Duration::from_secs(30);

/// The stand-in.
pub struct Standin {
    archive: Archive,
    access: Access,
}

impl Standin {
    /// Answers out of `archive` whoever shows `token`, within `limits`.
    pub fn new(archive: Archive, token: String, limits: Limits) -> Self {
        Self { archive, access: Access::new(token, limits) }
    }

    /// Serves `listener` for as long as the future is polled.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        loop {
            let place =
                Arc::clone(&places).acquire_owned().await.expect("invariant: the semaphore stays open");
            let Ok((stream, _)) = listener.accept().await else { continue };
            let standin = Arc::clone(&self);
            tokio::spawn(async move {
                let _place = place;
                let service = service_fn(|request: Request<hyper::body::Incoming>| {
                    let answer = standin.answer(&request.map(drop), Instant::now());
                    async move { Ok::<_, Infallible>(answer) }
                });
                let mut builder = http1::Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
                // A connection that breaks concerns its client only.
                let _ = builder.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    }

    /// The answer to `request` at `now`.
    pub fn answer(&self, request: &Request<()>, now: Instant) -> Response<Full<Bytes>> {
        let wants_json = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
        let wants_json = wants_json.is_some_and(|accept| accept.contains("application/json"));
        match self.carry_out(request, now) {
            Ok(value) => respond(200, "application/json;charset=UTF-8", value.to_string()),
            Err(refusal) => {
                let (content_type, body) = refusal.body(wants_json);
                respond(refusal.status(), content_type, body)
            }
        }
    }

    fn carry_out(&self, request: &Request<()>, now: Instant) -> Result<Value, Refusal> {
        let token = request.headers().get("token").map(|token| token.to_str().unwrap_or_default());
        self.access.admit(token, now)?;
        if request.method() != Method::GET {
            return Err(Refusal::Method);
        }
        let path = request.uri().path().strip_prefix(PATH).ok_or(Refusal::Nowhere)?;
        let mut steps = path.trim_end_matches('/').splitn(3, '/').skip(1);
        let (kind, id) = (steps.next().unwrap_or_default(), steps.next());
        let parameters = Parameters::parse(request.uri().query().unwrap_or_default());
        if kind == "data" && id.is_none() {
            return data::answer(&self.archive, &parameters);
        }
        let things = collections::of(&self.archive, kind, &parameters)?;
        match id {
            None => page::answer(things, &parameters),
            Some(id) => {
                let id = parameters::decode(id);
                Ok(things.into_iter().find(|thing| thing["id"] == *id).unwrap_or_else(|| json!({})))
            }
        }
    }
}

fn respond(status: u16, content_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let answer = Response::builder().status(status).header(CONTENT_TYPE, content_type);
    answer.body(Full::new(Bytes::from(body))).expect("invariant: status and header are sound")
}

#[cfg(test)]
mod tests;
