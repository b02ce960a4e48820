//! Answers to browsers: pages, redirections, refusals, and events as they come.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Frame;
use http_body_util::BodyExt;
use maud::Markup;
use tokio::sync::mpsc;
use wire::{Answer, Stream};

/// Nothing comes from elsewhere, nobody frames us. Plotly sets styles of its own; its images are `data:` and `blob:`.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// An answer with `body`.
pub fn whole(status: u16, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Answer { status, headers, body: body.into(), stream: None }
}

/// A page, or a part of one.
pub fn html(status: u16, markup: Markup) -> Answer {
    whole(status, "text/html; charset=utf-8", markup.into_string())
}

/// JSON for a module of a page.
pub fn json(value: &serde_json::Value) -> Answer {
    whole(200, "application/json", value.to_string())
}

/// A refusal in one sentence.
pub fn refusal(status: u16, text: &str) -> Answer {
    whole(status, "text/plain; charset=utf-8", text.to_owned())
}

/// Go there, and read.
pub fn see_other(path: &str) -> Answer {
    let mut answer = whole(303, "text/plain; charset=utf-8", Bytes::new());
    if let Ok(path) = HeaderValue::try_from(path) {
        answer.headers.insert(LOCATION, path);
    }
    answer
}

/// How many events may wait for a browser that does not read.
const EVENTS_WAITING_MAX: usize = 4;

/// Events as they come, and where to put them; the stream ends when the sender is dropped.
pub fn events() -> (mpsc::Sender<Bytes>, Answer) {
    let (sender, receiver) = mpsc::channel(EVENTS_WAITING_MAX);
    let pieces = Events(receiver).map_err(|never| match never {}).boxed_unsync();
    let mut answer = whole(200, "text/event-stream", Bytes::new());
    answer.stream = Some(Stream::new(pieces, None));
    (sender, answer)
}

/// An event that carries `data`, which has no line breaks.
pub fn event(data: &str) -> Bytes {
    Bytes::from(format!("data: {data}\n\n"))
}

struct Events(mpsc::Receiver<Bytes>);

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}
