//! The house's switchboard: which service lives where, and calls to it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use kernel::{Place, RequestId, SharedClock, SharedRandom, SystemClock};
use tokio::sync::watch;
use wire::{Answer, Fault, Operation, Protocol, Question, Service, Stream};

use crate::routes::{Asked, Route, RouteTable, Routes};
use crate::traffic::Passing;
use crate::{
    Aim, Authorize, Call, Faults, Identify, Measure, Notices, Principal, Remote, Sequel, Traffic, faults,
};

/// Where a service lives.
pub struct Carrier(Home);

enum Home {
    Embedded(RouteTable),
    Remote(Away),
}

/// A service that lives elsewhere.
struct Away {
    service: &'static Service,
    remote: Remote,
    /// What tells which permission a request needs; without it no role's session gets through.
    table: Option<RouteTable>,
}

impl Carrier {
    /// In this process.
    pub fn embedded<S: Send + Sync + 'static>(routes: Routes<S>) -> Self {
        Self(Home::Embedded(routes.table))
    }

    /// At an endpoint that speaks the service's protocol. Sessions of roles are refused at the door, since
    /// nothing here tells which permissions a request needs; [`Carrier::moved_to`] knows them.
    pub fn remote(service: &'static Service, remote: Remote) -> Self {
        Self(Home::Remote(Away { service, remote, table: None }))
    }

    /// This service, carried out at `remote` instead. Its operations are still what sessions of roles are
    /// authorised by: a remote sees the house's own credentials, never the role.
    pub fn moved_to(self, remote: Remote) -> Self {
        let (service, table) = match self.0 {
            Home::Embedded(table) => (table.service, Some(table)),
            Home::Remote(away) => (away.service, away.table),
        };
        Self(Home::Remote(Away { service, remote, table }))
    }

    /// The service's card.
    pub fn service(&self) -> &'static Service {
        match &self.0 {
            Home::Embedded(table) => table.service,
            Home::Remote(away) => away.service,
        }
    }

    /// The operations carried out here, in order of name; none where the service is remote.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> + '_ {
        let table = match &self.0 {
            Home::Embedded(table) => Some(table),
            Home::Remote(_) => None,
        };
        table.into_iter().flat_map(|table| table.by_name.keys().copied())
    }

    /// How many calls each operation was carried out for here, from the door and from inside, since the start.
    pub fn calls(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        let table = match &self.0 {
            Home::Embedded(table) => Some(table),
            Home::Remote(_) => None,
        };
        table.into_iter().flat_map(|table| table.by_name.iter().map(|(name, route)| (*name, route.calls())))
    }
}

/// The switchboard. Cheap to clone; services hold one to call each other.
#[derive(Clone)]
pub struct Dispatch(Arc<Inner>);

struct Inner {
    carriers: OnceLock<BTreeMap<&'static str, Carrier>>,
    identify: OnceLock<Arc<dyn Identify>>,
    authorize: OnceLock<Arc<dyn Authorize>>,
    measure: OnceLock<Arc<dyn Measure>>,
    notices: Notices,
    traffic: Traffic,
    faults: Faults,
    moves: watch::Sender<u64>,
    clock: SharedClock,
    random: SharedRandom,
}

impl Dispatch {
    /// A switchboard with nothing on it.
    pub fn new(clock: SharedClock, random: SharedRandom) -> Self {
        Self(Arc::new(Inner {
            carriers: OnceLock::new(),
            identify: OnceLock::new(),
            authorize: OnceLock::new(),
            measure: OnceLock::new(),
            notices: Notices::default(),
            traffic: Traffic::default(),
            faults: Faults::default(),
            moves: watch::Sender::default(),
            clock,
            random,
        }))
    }

    /// Puts the services on it, once.
    pub fn connect(&self, carriers: impl IntoIterator<Item = Carrier>) {
        let carriers = carriers.into_iter().map(|carrier| (carrier.service().name, carrier)).collect();
        assert!(self.0.carriers.set(carriers).is_ok(), "invariant: services are connected once");
    }

    /// Sets who knows access keys and who knows policies, once.
    pub fn secure(&self, identify: Arc<dyn Identify>, authorize: Arc<dyn Authorize>) {
        let set = self.0.identify.set(identify).is_ok() && self.0.authorize.set(authorize).is_ok();
        assert!(set, "invariant: security is set once");
    }

    /// The services on it, in order of name.
    pub fn carriers(&self) -> impl Iterator<Item = &Carrier> {
        self.0.carriers.get().into_iter().flat_map(BTreeMap::values)
    }

    /// The service called `name` in signatures.
    pub fn carrier(&self, name: &str) -> Option<&Carrier> {
        self.0.carriers.get()?.get(name)
    }

    /// Who knows access keys.
    pub fn identify(&self) -> Option<&dyn Identify> {
        self.0.identify.get().map(AsRef::as_ref)
    }

    /// Who knows policies.
    pub fn authorize(&self) -> Option<&dyn Authorize> {
        self.0.authorize.get().map(AsRef::as_ref)
    }

    /// Sets who keeps metrics, once.
    pub fn meter(&self, measure: Arc<dyn Measure>) {
        assert!(self.0.measure.set(measure).is_ok(), "invariant: who keeps metrics is set once");
    }

    /// Who keeps metrics; nobody where that service lives elsewhere.
    pub fn measure(&self) -> Option<&dyn Measure> {
        self.0.measure.get().map(AsRef::as_ref)
    }

    /// The notice board.
    pub fn notices(&self) -> &Notices {
        &self.0.notices
    }

    /// Who calls what.
    pub fn traffic(&self) -> &Traffic {
        &self.0.traffic
    }

    /// The faults that are injected into calls.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Who waits for times of the house's clock listens here for its being moved.
    pub(crate) fn moves(&self) -> &watch::Sender<u64> {
        &self.0.moves
    }

    /// The house's clock.
    pub fn clock(&self) -> &SharedClock {
        &self.0.clock
    }

    /// The house's randomness.
    pub fn random(&self) -> &SharedRandom {
        &self.0.random
    }

    /// A new request id.
    pub fn request_id(&self) -> RequestId {
        RequestId::new(self.0.random.as_ref())
    }

    /// Calls `O` as a typed value: checked and authorised as at the door, then carried to where its
    /// service lives.
    pub async fn call<O: Operation>(&self, call: &Call, input: O::Input) -> Result<O::Output, Fault> {
        Protocol::check_input::<O>(&input)?;
        let seen = Seen::of::<O>(&input, &call.place);
        let result = self.call_checked::<O>(call, input).await;
        self.saw::<O>(call, &seen, result.as_ref());
        result
    }

    async fn call_checked<O: Operation>(&self, call: &Call, input: O::Input) -> Result<O::Output, Fault> {
        self.permit::<O>(call, &input).await?;
        let sequel = self.suffer::<O>(call, &input).await.map_err(faults::inside)?;
        sequel.apply(self.carry::<O>(call, input).await).map_err(faults::inside)
    }

    async fn carry<O: Operation>(&self, call: &Call, input: O::Input) -> Result<O::Output, Fault> {
        let name = O::SERVICE.name;
        let carrier = self.carrier(name).ok_or_else(|| not_served(name))?;
        match &carrier.0 {
            Home::Embedded(table) => {
                let route = table
                    .by_name
                    .get(O::NAME)
                    .ok_or_else(|| not_built(table.service, table.service.protocol, O::NAME))?;
                let output = route.run(call, Box::new(input)).await?;
                Ok(*output.downcast().expect("invariant: routes are found by operation"))
            }
            Home::Remote(away) => away.remote.call::<O>(call, &input, SystemClock::machine_now()).await,
        }
    }

    /// Counts a call of `O` that has ended.
    pub(crate) fn saw<O: Operation>(&self, call: &Call, seen: &Seen, result: Result<&O::Output, &Fault>) {
        let result = result.map(O::outcome);
        for (resource, carried) in &seen.0 {
            let (service, operation) = (O::SERVICE.name, O::NAME);
            let passing = Passing { call, service, operation, resource, carried: *carried };
            self.0.traffic.count(&passing, result, self.0.clock.now());
        }
    }

    /// Serves a request that names the operation `name` of `carrier`'s service.
    pub async fn serve_named(&self, carrier: &Carrier, name: &str, call: Call, question: Question) -> Answer {
        match &carrier.0 {
            Home::Embedded(table) => {
                self.serve_route(table.service, table.by_name(name), name, call, question, None).await
            }
            Home::Remote(away) => {
                let route = away.table.as_ref().and_then(|table| table.by_name(name));
                self.forward(away, route, name, call, question, None).await
            }
        }
    }

    /// Serves a request whose method and path name the operation.
    pub async fn serve_path(&self, carrier: &Carrier, call: Call, question: Question) -> Answer {
        self.serve_streamed(carrier, call, question, None).await
    }

    /// The same with a body that is not read yet, where [`Dispatch::streams`] says so.
    pub async fn serve_streamed(
        &self,
        carrier: &Carrier,
        call: Call,
        question: Question,
        stream: Option<Stream>,
    ) -> Answer {
        let name = format!("{} {}", question.method, question.uri.path());
        let asked = Asked { method: &question.method, uri: &question.uri, headers: &question.headers };
        match &carrier.0 {
            Home::Embedded(table) => {
                let route = table.by_path(&asked);
                self.serve_route(table.service, route, &name, call, question, stream).await
            }
            Home::Remote(away) => {
                let route = away.table.as_ref().and_then(|table| table.by_path(&asked));
                self.forward(away, route, &name, call, question, stream).await
            }
        }
    }

    /// Whether the body of such a request is to be left unread.
    pub fn streams(&self, carrier: &Carrier, asked: &Asked<'_>) -> bool {
        let table = match &carrier.0 {
            Home::Embedded(table) => Some(table),
            Home::Remote(away) => away.table.as_ref(),
        };
        table.and_then(|table| table.by_path(asked)).is_some_and(Route::streams)
    }

    async fn serve_route(
        &self,
        service: &'static Service,
        route: Option<&dyn Route>,
        name: &str,
        call: Call,
        question: Question,
        stream: Option<Stream>,
    ) -> Answer {
        match route {
            Some(route) => route.serve(self, call, question, stream).await,
            None => {
                let protocol = service.protocol_of(&question.headers);
                protocol.write_fault(service, &not_built(service, protocol, name), &call.request_id)
            }
        }
    }

    async fn forward(
        &self,
        away: &Away,
        route: Option<&dyn Route>,
        name: &str,
        call: Call,
        question: Question,
        stream: Option<Stream>,
    ) -> Answer {
        let protocol = away.service.protocol_of(&question.headers);
        let result = async {
            match (&call.principal, route) {
                (Principal::Session { .. }, Some(route)) => route.permit(self, &call, &question).await?,
                (Principal::Session { .. }, None) => return Err(not_known(away.service, name)),
                _ => {}
            }
            let sequel = match route {
                Some(route) if self.0.faults.is_armed() => route.suffer(self, &call, &question).await?,
                _ => Sequel::NONE,
            };
            // Signed by the machine's clock: the other side knows no shift.
            let now = SystemClock::machine_now();
            sequel.apply(away.remote.forward(away.service, &call, question, stream, now).await)
        };
        match result.await {
            Ok(answer) => answer,
            Err(fault) => protocol.write_fault(away.service, &fault, &call.request_id),
        }
    }

    /// Lets the call suffer the faults that are injected for it.
    pub(crate) async fn suffer<O: Operation>(&self, call: &Call, input: &O::Input) -> Result<Sequel, Fault> {
        match self.0.faults.is_armed() {
            false => Ok(Sequel::NONE),
            true => self.suffer_as(&Aim::of::<O>(call, input)).await,
        }
    }

    async fn suffer_as(&self, aim: &Aim<'_>) -> Result<Sequel, Fault> {
        self.0.faults.suffer(aim, self.0.clock.now(), self.0.random.as_ref()).await
    }

    /// Does `work`, which is an operation that is not called by way of this, as where Lambda runs its own functions:
    /// it suffers the faults of what `aim` says.
    pub async fn suffering<T>(
        &self,
        aim: impl FnOnce() -> Aim<'static>,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        let sequel = match self.0.faults.is_armed() {
            false => Sequel::NONE,
            true => self.suffer_as(&aim()).await.map_err(faults::inside)?,
        };
        sequel.apply(work.await).map_err(faults::inside)
    }

    /// Whether the caller may do `O` with `input`.
    pub(crate) async fn permit<O: Operation>(&self, call: &Call, input: &O::Input) -> Result<(), Fault> {
        match call.principal {
            Principal::Session { .. } => {
                let resources = O::resources(input, &call.place);
                self.permit_action(call, O::SERVICE, &O::action_on(input), &resources).await
            }
            Principal::Account(_) | Principal::Service(_) => Ok(()),
        }
    }

    /// Whether the caller may do `O` on `resources`: for handlers whose input does not name what it touches.
    /// Nothing is asked where there are none.
    pub async fn permit_on<O: Operation>(&self, call: &Call, resources: &[String]) -> Result<(), Fault> {
        self.permit_action(call, O::SERVICE, &O::action(), resources).await
    }

    /// The same for an IAM action of `service`, where that is another than an operation's own.
    pub async fn permit_action(
        &self,
        call: &Call,
        service: &Service,
        action: &str,
        resources: &[String],
    ) -> Result<(), Fault> {
        let Principal::Session { .. } = call.principal else { return Ok(()) };
        if resources.is_empty() {
            return Ok(());
        }
        let authorize = self.0.authorize.get().ok_or_else(|| not_served("iam"))?;
        let decision = authorize.authorize(call, action, resources).await?;
        decision.map_err(|message| denied(service, message))
    }
}

/// What is to be counted of a call's input, which its handler takes: what it touches, and how much it carries there.
pub(crate) struct Seen(Vec<(String, u64)>);

impl Seen {
    pub(crate) fn of<O: Operation>(input: &O::Input, place: &Place) -> Self {
        let mut resources = O::resources(input, place);
        if resources.is_empty() {
            resources.push("*".to_owned());
        }
        let carry = |resource: String| {
            let carried = O::carried(input, &resource);
            (resource, carried)
        };
        Self(resources.into_iter().map(carry).collect())
    }
}

/// A denial: AWS's JSON protocols answer it with 400, the others with 403.
fn denied(service: &Service, message: String) -> Fault {
    let status = match service.protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => 400,
        Protocol::Query | Protocol::RpcV2Cbor | Protocol::RestJson | Protocol::RestXml => 403,
    };
    Fault::with_status(service.denied_code, status, message)
}

/// A role asks for what only the remote knows, so nobody here can tell whether it may.
fn not_known(service: &Service, name: &str) -> Fault {
    let message = format!(
        "{}.{name} is not an operation that Pumphouse knows, so no role may have it carried out elsewhere",
        service.title
    );
    denied(service, message)
}

fn not_served(name: &str) -> Fault {
    Fault::with_status("ServiceUnavailable", 503, format!("no service `{name}` is configured here"))
}

fn not_built(service: &Service, protocol: Protocol, name: &str) -> Fault {
    if protocol == Protocol::Query {
        let text = format!("Could not find operation {name} for version {}", service.version);
        return Fault::sender("InvalidAction", text);
    }
    if service.protocol == Protocol::RestXml {
        let text = format!("{name} is not an operation that Pumphouse has; docs/guide/coverage.md lists all");
        return Fault::with_status("NotImplemented", 501, text);
    }
    let message = format!(
        "{}.{name} is not an operation that Pumphouse has; docs/guide/coverage.md lists those that it has",
        service.title
    );
    Fault::sender("UnknownOperationException", message)
}
