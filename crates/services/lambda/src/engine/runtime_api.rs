//! The Lambda Runtime API, version 2018-06-01, as one runtime process sees it over HTTP/1.1.
//!
//! Paths, headers and statuses are those of the developer guide's "Using the Lambda runtime API".
//! Lacks: response streaming (a streamed response is collected whole) and the extensions, logs and
//! telemetry APIs, which answer 404.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::detach::{Detach, Shelf};
use super::environment::Environment;
use super::exchange::{Answer, Event};
use super::limits::RESPONSE_BYTES_MAX;

/// Connections that one process may hold.
const CONNECTIONS_MAX: usize = 64;
/// A response larger than may be returned is read and dropped up to here, so that its sender can hear so.
const DROPPED_BYTES_MAX: u64 = 256 << 20;

type Reply = Response<Full<Bytes>>;

/// Serves the process of `environment` until dropped. The connections outlive this call in `connections`.
pub(super) async fn serve(
    listener: &TcpListener,
    environment: &Arc<Environment>,
    connections: &mut JoinSet<()>,
) {
    loop {
        let free = connections.len() < CONNECTIONS_MAX;
        tokio::select! {
            accepted = listener.accept(), if free => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(stream, environment.clone()));
                }
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn connection(stream: TcpStream, environment: Arc<Environment>) {
    // Only latency is lost if the kernel refuses.
    let _ = stream.set_nodelay(true);
    // hyper forgets a request whose sender hangs up, even one that has arrived whole. For an event nobody
    // waits for that is right; an answer of a process that ends right after it must still count.
    let unfinished = Shelf::new();
    let service = service_fn(|request: Request<Incoming>| {
        let environment = environment.clone();
        let heir = (request.method() == Method::POST).then(|| unfinished.clone());
        Detach::new(async move { Ok::<_, Infallible>(answer(&environment, request).await) }, heir)
    });
    // A broken connection shows as the process's end or the invocation's timeout.
    let _ = hyper::server::conn::http1::Builder::new()
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if let Some(rest) = unfinished.take() {
        // Nobody hears the reply.
        let _ = rest.await;
    }
}

async fn answer(environment: &Environment, request: Request<Incoming>) -> Reply {
    let exchange = &environment.exchange;
    let (head, body) = request.into_parts();
    if head.headers.contains_key("origin") || head.headers.contains_key("sec-fetch-site") {
        return refusal(StatusCode::FORBIDDEN, "Forbidden", "Runtimes alone may ask, and no browser");
    }
    let path = head.uri.path().strip_prefix("/2018-06-01/runtime/").unwrap_or_default();
    match (&head.method, path) {
        (&Method::GET, "invocation/next") => match exchange.next().await {
            Some(event) => event_reply(event),
            None => refusal(StatusCode::GONE, "Gone", "The execution environment is over"),
        },
        (&Method::POST, "init/error") => match read(body).await {
            Err(_) => too_large(),
            Ok(error) => match exchange.init_failed(error) {
                true => accepted(),
                false => refusal(StatusCode::FORBIDDEN, "StateTransitionFailed", "State transition failed"),
            },
        },
        (&Method::POST, path) => {
            let parts = path.strip_prefix("invocation/").and_then(|rest| rest.split_once('/'));
            match parts {
                Some((id, "response")) => respond(environment, id, body, Answer::Response).await,
                Some((id, "error")) => respond(environment, id, body, Answer::Failed).await,
                _ => refusal(StatusCode::NOT_FOUND, "NotFound", "404 page not found"),
            }
        }
        _ => refusal(StatusCode::NOT_FOUND, "NotFound", "404 page not found"),
    }
}

async fn respond(environment: &Environment, id: &str, body: Incoming, kind: fn(Bytes) -> Answer) -> Reply {
    let (answer, reply) = match read(body).await {
        Ok(bytes) => (kind(bytes), accepted()),
        Err(bytes) => (Answer::TooLarge(bytes), too_large()),
    };
    if environment.exchange.answer(id, answer) {
        reply
    } else {
        refusal(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID")
    }
}

/// The whole body, or its size if that is more than may be.
async fn read(mut body: Incoming) -> Result<Bytes, u64> {
    let (mut first, mut rest, mut size) = (Bytes::new(), BytesMut::new(), 0);
    while let Some(Ok(frame)) = body.frame().await {
        // Trailers carry nothing that a collected response needs.
        let Ok(data) = frame.into_data() else { continue };
        size += data.len() as u64;
        if size > DROPPED_BYTES_MAX {
            break;
        } else if size > RESPONSE_BYTES_MAX {
            (first, rest) = (Bytes::new(), BytesMut::new());
        } else if first.is_empty() {
            first = data;
        } else {
            if rest.is_empty() {
                rest.extend_from_slice(&first);
            }
            rest.extend_from_slice(&data);
        }
    }
    match size {
        0..=RESPONSE_BYTES_MAX => Ok(if rest.is_empty() { first } else { rest.freeze() }),
        _ => Err(size),
    }
}

fn event_reply(event: Event) -> Reply {
    let mut reply = Response::new(Full::new(event.payload));
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut set = |name: &'static str, value: &str| {
        // What no header can carry (a line break in a client context) is left out.
        if let Ok(value) = HeaderValue::from_str(value).or_else(|_| HeaderValue::from_bytes(value.as_bytes()))
        {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("lambda-runtime-aws-request-id", &event.request_id);
    set("lambda-runtime-deadline-ms", &event.deadline_ms.to_string());
    set("lambda-runtime-invoked-function-arn", &event.invoked_arn);
    if let Some(trace) = &event.trace {
        set("lambda-runtime-trace-id", trace);
    }
    if let Some(context) = &event.client_context {
        set("lambda-runtime-client-context", context);
    }
    reply
}

fn accepted() -> Reply {
    json_reply(StatusCode::ACCEPTED, Bytes::from_static(b"{\"status\":\"OK\"}\n"))
}

fn too_large() -> Reply {
    let message = format!("Exceeded maximum allowed payload size ({RESPONSE_BYTES_MAX} bytes).");
    refusal(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", &message)
}

fn refusal(status: StatusCode, kind: &str, message: &str) -> Reply {
    let body = json!({ "errorMessage": message, "errorType": kind });
    json_reply(status, body.to_string().into())
}

fn json_reply(status: StatusCode, body: Bytes) -> Reply {
    let mut reply = Response::new(Full::new(body));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}
