//! The operations of one embedded service, by name and by path.

use std::any::Any;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use wire::{Answer, Fault, Http, Operation, Question, Service, Stream, UriPattern};

use crate::carrier::Seen;
use crate::traffic::is_own_page;
use crate::{Call, Dispatch, Future, Sequel};

/// Carries out one operation.
pub trait Handle<O: Operation>: Send + Sync + 'static {
    /// Carries it out. `input` has passed every constraint that its shape states, and the caller may do it.
    fn handle(
        &self,
        call: &Call,
        input: O::Input,
    ) -> impl std::future::Future<Output = Result<O::Output, Fault>> + Send;
}

type Boxed = Box<dyn Any + Send>;

/// One operation with its types forgotten.
pub(crate) trait Route: Send + Sync {
    fn http(&self) -> Http;
    fn mark(&self) -> Option<&'static str>;
    /// How many calls it was carried out for since it was made.
    fn calls(&self) -> u64;
    fn streams(&self) -> bool;
    fn serve<'a>(
        &'a self,
        house: &'a Dispatch,
        call: Call,
        question: Question,
        stream: Option<Stream>,
    ) -> Future<'a, Answer>;
    fn run<'a>(&'a self, call: &'a Call, input: Boxed) -> Future<'a, Result<Boxed, Fault>>;
    /// Whether the caller may do what `question` asks, wherever it is then carried out.
    fn permit<'a>(
        &'a self,
        house: &'a Dispatch,
        call: &'a Call,
        question: &'a Question,
    ) -> Future<'a, Result<(), Fault>>;
    /// What injected faults do to what `question` asks, wherever it is then carried out.
    fn suffer<'a>(
        &'a self,
        house: &'a Dispatch,
        call: &'a Call,
        question: &'a Question,
    ) -> Future<'a, Result<Sequel, Fault>>;
}

/// Sees what a service answers: the fault, where it is one.
type Watch<S> = fn(&S, &Call, Option<&Fault>);

struct Embedded<O, S> {
    service: Arc<S>,
    watch: Option<Watch<S>>,
    operation: PhantomData<fn() -> O>,
    calls: AtomicU64,
}

impl<O: Operation, S: Handle<O>> Route for Embedded<O, S> {
    fn http(&self) -> Http {
        O::HTTP
    }

    fn mark(&self) -> Option<&'static str> {
        O::MARK
    }

    fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    fn streams(&self) -> bool {
        O::STREAMS
    }

    fn serve<'a>(
        &'a self,
        house: &'a Dispatch,
        call: Call,
        question: Question,
        stream: Option<Stream>,
    ) -> Future<'a, Answer> {
        let protocol = O::SERVICE.protocol_of(&question.headers);
        // Decoded before the first await, so that a large body does not outlive its decoding.
        let decoded = protocol.read_streamed::<O>(&question, stream);
        drop(question);
        Box::pin(async move {
            let result = async {
                let input = decoded?;
                let seen = Seen::of::<O>(&input, &call.place);
                let result = async {
                    house.permit::<O>(&call, &input).await?;
                    let sequel = house.suffer::<O>(&call, &input).await?;
                    self.calls.fetch_add(1, Ordering::Relaxed);
                    sequel.apply(self.service.handle(&call, input).await)
                };
                let result = result.await;
                house.saw::<O>(&call, &seen, result.as_ref());
                result
            };
            let result = result.await;
            if let Some(watch) = self.watch {
                watch(&self.service, &call, result.as_ref().err());
            }
            match result {
                Ok(output) => protocol.write_output::<O>(&output, &call.request_id),
                Err(fault) => protocol.write_fault(O::SERVICE, &fault, &call.request_id),
            }
        })
    }

    fn run<'a>(&'a self, call: &'a Call, input: Boxed) -> Future<'a, Result<Boxed, Fault>> {
        let input = input.downcast::<O::Input>().expect("invariant: routes are found by operation");
        Box::pin(async move {
            if !is_own_page(call) {
                self.calls.fetch_add(1, Ordering::Relaxed);
            }
            let result = self.service.handle(call, *input).await;
            if let Some(watch) = self.watch {
                watch(&self.service, call, result.as_ref().err());
            }
            Ok(Box::new(result?) as Boxed)
        })
    }

    fn permit<'a>(
        &'a self,
        house: &'a Dispatch,
        call: &'a Call,
        question: &'a Question,
    ) -> Future<'a, Result<(), Fault>> {
        Box::pin(async move {
            let protocol = O::SERVICE.protocol_of(&question.headers);
            let input = protocol.read_input::<O>(question)?;
            house.permit::<O>(call, &input).await
        })
    }

    fn suffer<'a>(
        &'a self,
        house: &'a Dispatch,
        call: &'a Call,
        question: &'a Question,
    ) -> Future<'a, Result<Sequel, Fault>> {
        Box::pin(async move {
            let protocol = O::SERVICE.protocol_of(&question.headers);
            let input = protocol.read_input::<O>(question)?;
            house.suffer::<O>(call, &input).await
        })
    }
}

/// The operations of one embedded service.
pub struct Routes<S> {
    handler: Arc<S>,
    watch: Option<Watch<S>>,
    pub(crate) table: RouteTable,
}

/// Operations with their types forgotten.
pub(crate) struct RouteTable {
    pub service: &'static Service,
    pub by_name: BTreeMap<&'static str, Box<dyn Route>>,
}

impl<S: Send + Sync + 'static> Routes<S> {
    /// No operations yet, of `service`, carried out by `handler`.
    pub fn new(service: &'static Service, handler: Arc<S>) -> Self {
        Self { handler, watch: None, table: RouteTable { service, by_name: BTreeMap::new() } }
    }

    /// The same; `watch` sees what each operation that comes after this answers.
    pub fn watched(mut self, watch: fn(&S, &Call, Option<&Fault>)) -> Self {
        self.watch = Some(watch);
        self
    }

    /// These and `O`.
    pub fn with<O: Operation>(mut self) -> Self
    where
        S: Handle<O>,
    {
        let (service, watch) = (Arc::clone(&self.handler), self.watch);
        let route = Embedded::<O, S> { service, watch, operation: PhantomData, calls: AtomicU64::new(0) };
        let before = self.table.by_name.insert(O::NAME, Box::new(route));
        assert!(before.is_none(), "invariant: `{}` is registered once", O::NAME);
        self
    }
}

impl RouteTable {
    /// The operation called `name`.
    pub fn by_name(&self, name: &str) -> Option<&dyn Route> {
        self.by_name.get(name).map(Box::as_ref)
    }

    /// The operation that a REST request names: by verb and path, then by the parameters and the header that
    /// tell operations of one path apart.
    pub fn by_path(&self, request: &Asked<'_>) -> Option<&dyn Route> {
        let named = request.parameters();
        let fit = |route: &&dyn Route| {
            let http = route.http();
            let pattern = UriPattern(http.path);
            http.method == request.method
                && pattern.labels(request.uri.path()).is_some()
                && pattern.parameters().all(|wanted| has(&named, wanted))
                && route.mark().is_none_or(|mark| request.headers.contains_key(mark))
                && self.knows_all(&named, pattern)
        };
        let telling = |route: &&dyn Route| {
            UriPattern(route.http().path).parameters().count() + usize::from(route.mark().is_some())
        };
        self.by_name.values().map(Box::as_ref).filter(fit).max_by_key(telling)
    }

    /// Whether `pattern` names every part of a resource that the request is about.
    fn knows_all(&self, named: &[(&str, &str)], pattern: UriPattern) -> bool {
        let is_part = |name: &str| self.service.subresources.contains(&name);
        named.iter().all(|(name, _)| !is_part(name) || pattern.parameters().any(|(known, _)| known == *name))
    }
}

/// What a request says of its operation.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The verb.
    pub method: &'a http::Method,
    /// Path and query.
    pub uri: &'a http::Uri,
    /// Headers.
    pub headers: &'a http::HeaderMap,
}

impl Asked<'_> {
    fn parameters(&self) -> Vec<(&str, &str)> {
        let pairs = self.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect()
    }
}

fn has(named: &[(&str, &str)], (name, value): (&str, Option<&str>)) -> bool {
    named.iter().any(|(known, is)| *known == name && value.is_none_or(|value| value == *is))
}
