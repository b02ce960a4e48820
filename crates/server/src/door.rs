//! The front door: one port, every service, plain or TLS, HTTP/1.1 or HTTP/2.
//!
//! A request is read whole (bounded), its caller named, its service found, and [`dispatch::Dispatch`]
//! does the rest. Where a service takes bodies of any length (rest-xml), the order is another: service, caller,
//! and then the body, which is read as the handler asks for it. Nothing here knows any service.

mod body;
mod caller;
mod origin;
mod own;
mod service;
mod upload;
mod virtual_host;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cloudwatch_service::CloudWatch;
use console::Console;
use dispatch::{Asked, CUT_STATUS, Call, Carrier, Dispatch, Origin, Stop};
use http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Request, Response};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use kernel::{RequestId, Timestamp};
use sns_service::Sns;
use storage::Volume;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use wire::{Answer, Fault, Pieces, Protocol, Question, Service};

use self::caller::Caller;
use self::upload::Arriving;
use crate::state::States;
use crate::time::HouseTime;
use crate::tls::Tls;
pub use own::Artifacts;

/// The body of an answer: whole, or as it comes.
type Body = Either<Full<Bytes>, Pieces>;

/// How many connections are served at once; the next one waits to be accepted.
const CONNECTIONS_MAX: usize = 4096;
/// How long a client may take to send the head of a request.
const HEAD_TIME_MAX: Duration = Duration::from_secs(30);
/// How long open requests may go on after the door was told to close.
const CLOSING_TIME_MAX: Duration = Duration::from_secs(5);

/// An injected fault wants the connection closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut by an injected fault")]
struct Cut;

/// What the door needs for its work.
pub struct Door {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// TLS on the same port.
    pub tls: Tls,
    /// Where clients reach us, for answers that name addresses.
    pub endpoint: String,
    /// The web pages.
    pub console: Arc<Console>,
    /// The house's clock.
    pub time: Arc<HouseTime>,
    /// All state of the house.
    pub volume: Volume,
    /// Where its state is saved and loaded; none where it is in memory.
    pub states: Option<Arc<States>>,
    /// When the house was opened, by its own clock.
    pub opened: Timestamp,
    /// Differs from run to run.
    pub instance: String,
    /// Has the server end and start again in its place.
    pub restart: Arc<Stop>,
    /// Where `pumphouse deploy` puts code.
    pub artifacts: Artifacts,
    /// What notifications are signed with, whose certificate anybody may have.
    pub sns: Arc<Sns>,
    /// Who keeps metrics, where that is here.
    pub metrics: Option<Arc<CloudWatch>>,
}

impl Door {
    /// Serves `listener` until `closing` turns true; then finishes what is open, within bounds.
    pub async fn serve(self: Arc<Self>, listener: TcpListener, mut closing: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        loop {
            let place =
                Arc::clone(&places).acquire_owned().await.expect("invariant: the semaphore stays open");
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = closing.wait_for(|closing| *closing) => break,
            };
            let Ok((stream, _)) = accepted else { continue };
            let (door, closing) = (Arc::clone(&self), closing.clone());
            tokio::spawn(async move {
                let _place = place;
                door.serve_connection(stream, closing).await;
            });
        }
        let all = u32::try_from(CONNECTIONS_MAX).expect("invariant: a small number");
        let _ = tokio::time::timeout(CLOSING_TIME_MAX, places.acquire_many(all)).await;
    }

    async fn serve_connection(
        self: Arc<Self>,
        stream: tokio::net::TcpStream,
        mut closing: watch::Receiver<bool>,
    ) {
        let accepted = tokio::select! {
            accepted = self.tls.accept(stream) => accepted,
            // Whoever has not said anything yet is not waited for.
            _ = closing.wait_for(|closing| *closing) => return,
        };
        let Ok(connection) = accepted else { return };
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
        builder.http2().timer(TokioTimer::new()).max_concurrent_streams(256);
        let service = service_fn(|request| {
            let door = Arc::clone(&self);
            async move { door.answer(request).await }
        });
        let serving = builder.serve_connection(TokioIo::new(connection), service);
        tokio::pin!(serving);
        tokio::select! {
            // A connection that breaks concerns its client only.
            _ = &mut serving => return,
            _ = closing.wait_for(|closing| *closing) => {}
        }
        serving.as_mut().graceful_shutdown();
        let _ = serving.await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
        let request_id = self.dispatch.request_id();
        let (parts, incoming) = request.into_parts();
        let answer = match origin::check(&parts) {
            Err(fault) => refuse(None, &fault, &request_id),
            Ok(()) => self.answer_allowed(parts, incoming, request_id).await,
        };
        if answer.status.as_u16() == CUT_STATUS { Err(Cut) } else { Ok(respond(answer)) }
    }

    async fn answer_allowed(&self, parts: Parts, incoming: Incoming, request_id: RequestId) -> Answer {
        let is_own = own::is_asked(&self.dispatch, &parts);
        if !is_own && let Some(carrier) = service::of_any_length(&self.dispatch, &parts) {
            return self.answer_streamed(carrier, parts, incoming, request_id).await;
        }
        match body::read(&parts, incoming).await {
            Err(fault) => refuse(None, &fault, &request_id),
            Ok(body) if is_own => own::answer(self, &parts, body).await,
            Ok(body) => self.answer_aws(parts, body, request_id).await,
        }
    }

    async fn answer_streamed(
        &self,
        carrier: &Carrier,
        parts: Parts,
        incoming: Incoming,
        request_id: RequestId,
    ) -> Answer {
        let (arriving, arrival) = Arriving::new(incoming);
        let mut answer = self.answer_arriving(carrier, parts, arriving, request_id).await;
        if !arrival.is_over() {
            answer.headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    async fn answer_arriving(
        &self,
        carrier: &Carrier,
        parts: Parts,
        arriving: Arriving,
        request_id: RequestId,
    ) -> Answer {
        let card = carrier.service();
        let caller = match caller::name_unread(&self.dispatch, card, &parts) {
            Ok(caller) => caller,
            Err(fault) => return refuse(Some((card, &parts.headers)), &fault, &request_id),
        };
        let call = self.call(caller, request_id);
        let Parts { method, uri, mut headers, .. } = virtual_host::path_style(parts);
        let asked = Asked { method: &method, uri: &uri, headers: &headers };
        let streams = self.dispatch.streams(carrier, &asked);
        let read = async {
            let stream = upload::stream(&mut headers, arriving)?;
            match streams {
                true => Ok((Bytes::new(), Some(stream))),
                false => Ok((stream.collect(body::BYTES_MAX).await?, None)),
            }
        };
        match read.await {
            Ok((body, stream)) => {
                let question = Question { method, uri, headers, body };
                self.dispatch.serve_streamed(carrier, call, question, stream).await
            }
            Err(fault) => refuse(Some((card, &headers)), &fault, &call.request_id),
        }
    }

    fn call(&self, caller: Caller, request_id: RequestId) -> Call {
        let origin = Origin::Door { endpoint: self.endpoint.clone() };
        Call { principal: caller.principal, place: caller.place, request_id, origin }
    }

    async fn answer_aws(&self, parts: Parts, body: Bytes, request_id: RequestId) -> Answer {
        let plain = match body::decompressed(&parts, &body) {
            Ok(plain) => plain,
            Err(fault) => return refuse(None, &fault, &request_id),
        };
        let found = match service::find(&self.dispatch, &parts, &plain) {
            Ok(found) => found,
            Err(refused) => {
                let service = refused.service.map(|service| (service, &parts.headers));
                return refuse(service, &refused.fault, &request_id);
            }
        };
        let card = found.carrier.service();
        let caller = match caller::name(&self.dispatch, card, &parts, &body) {
            Ok(caller) => caller,
            Err(fault) => return refuse(Some((card, &parts.headers)), &fault, &request_id),
        };
        let request_id = match card.long_request_ids {
            true => RequestId::long(self.dispatch.random().as_ref()),
            false => request_id,
        };
        let call = self.call(caller, request_id);
        let question = Question { method: parts.method, uri: parts.uri, headers: parts.headers, body: plain };
        self.carry(found.carrier, found.operation, call, question).await
    }

    async fn carry(
        &self,
        carrier: &Carrier,
        operation: Option<String>,
        call: Call,
        question: Question,
    ) -> Answer {
        match operation {
            Some(name) => self.dispatch.serve_named(carrier, &name, call, question).await,
            None => self.dispatch.serve_path(carrier, call, question).await,
        }
    }
}

/// The answer as HTTP has it.
fn respond(answer: Answer) -> Response<Body> {
    let mut headers = answer.headers;
    let body = match answer.stream {
        None => Either::Left(Full::new(answer.body)),
        Some(stream) => {
            if let Some(length) = stream.length() {
                headers.insert(CONTENT_LENGTH, length.into());
            }
            Either::Right(stream.into_pieces())
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = headers;
    response
}

/// Answers `fault` in the protocol of a request with these headers, or in JSON where the service is not known.
fn refuse(service: Option<(&'static Service, &HeaderMap)>, fault: &Fault, request_id: &RequestId) -> Answer {
    static NOBODY: Service = Service { title: "Pumphouse", protocol: Protocol::AwsJson11, ..Service::PLAIN };
    let (service, protocol) = match service {
        Some((service, headers)) => (service, service.protocol_of(headers)),
        None => (&NOBODY, NOBODY.protocol),
    };
    protocol.write_fault(service, fault, request_id)
}
