//! Fakes: a world of things that providers make, and a store that keeps encoded records.
//!
//! A thing's behaviour is in its properties: `Fail` names the call that fails (`create`, `settle`,
//! `delete`), `Hang` makes `settle` wait for ever. The world refuses to make a thing twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cloudformation_service::engine::names::{PhysicalId, StackId};
use cloudformation_service::engine::resource::{
    Creation, FailureCode, Kind, Property, ResourceFailure, ResourceType, ResourceTypes, Thing, Work,
};
use cloudformation_service::engine::stack::{
    Asker, Change, Changed, DriveError, Driver, NewStack, OnFailure, Stack, StackEvent, StackStatus,
    StackStore, StoreError, decode_event, decode_head, decode_resource, encode_event, encode_head,
    encode_resource,
};
use cloudformation_service::engine::template::{TEMPLATE_BODY_BYTES_MAX, Template};
use dispatch::Principal;
use kernel::{AccountId, ManualClock, Place, SeededRandom, SharedRandom, Timestamp};
use serde_json::{Map, Value};

#[derive(Default)]
pub struct World {
    /// Token by physical id.
    pub things: Mutex<BTreeMap<String, String>>,
    /// What was really done, such as `+A` and `-A`.
    pub log: Mutex<Vec<String>>,
    /// Logical ids whose deletion works although their properties say it fails.
    pub mended: Mutex<BTreeSet<String>>,
    under_way: AtomicUsize,
    pub under_way_max: AtomicUsize,
}

impl World {
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    pub fn things(&self) -> Vec<String> {
        self.things.lock().unwrap().keys().cloned().collect()
    }
}

pub struct Maker(pub Arc<World>);

const PROPERTIES: &[Property] = &[
    Property::optional("Name", Kind::Text),
    Property::optional("Size", Kind::Integer),
    Property::optional("Needs", Kind::Json),
    Property::optional("Fail", Kind::Text),
    Property::optional("Hang", Kind::Boolean),
];

fn fails(properties: &Map<String, Value>, call: &str) -> Result<(), ResourceFailure> {
    let failing = properties.get("Fail").is_some_and(|value| value == call);
    let failure = || ResourceFailure::new(FailureCode::GeneralServiceException, format!("{call} is broken"));
    if failing { Err(failure()) } else { Ok(()) }
}

impl ResourceType for Maker {
    fn type_name(&self) -> &'static str {
        "Made::Up::Thing"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let under_way = self.0.under_way.fetch_add(1, Ordering::Relaxed) + 1;
            self.0.under_way_max.fetch_max(under_way, Ordering::Relaxed);
            tokio::task::yield_now().await;
            self.0.under_way.fetch_sub(1, Ordering::Relaxed);
            fails(request.properties, "create")?;
            let name = request.properties.get("Name").and_then(Value::as_str).unwrap_or(request.name);
            let mut things = self.0.things.lock().unwrap();
            match things.get(name) {
                Some(token) if request.resumed && token == request.token => {}
                Some(_) => {
                    let message = format!("{name} already exists");
                    return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
                }
                None => {
                    things.insert(name.to_owned(), request.token.to_owned());
                    self.0.log.lock().unwrap().push(format!("+{}", request.logical_id));
                }
            }
            Ok(PhysicalId::from(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            if thing.properties.get("Hang") == Some(&Value::Bool(true)) {
                std::future::pending::<()>().await;
            }
            fails(thing.properties, "settle")?;
            let arn = Value::from(format!("arn:{}", thing.physical_id));
            Ok(Map::from_iter([("Arn".to_owned(), arn)]))
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if !self.0.mended.lock().unwrap().contains(thing.logical_id.as_str()) {
                fails(thing.properties, "delete")?;
            }
            if self.0.things.lock().unwrap().remove(thing.physical_id.as_str()).is_some() {
                self.0.log.lock().unwrap().push(format!("-{}", thing.logical_id));
            }
            Ok(())
        })
    }
}

/// When a commit fails: before it was kept, or after it was kept but before that was known.
#[derive(Clone, Copy, Debug)]
pub enum Crash {
    Never,
    Before(usize),
    After(usize),
}

#[derive(Clone, Default)]
struct Kept {
    head: Vec<u8>,
    template: String,
    resources: Vec<Vec<u8>>,
    events: Vec<Vec<u8>>,
}

pub struct Store {
    kept: Mutex<Kept>,
    commits: AtomicUsize,
    crash: Mutex<Crash>,
}

impl Store {
    pub fn stack(&self) -> Stack {
        let kept = self.kept.lock().unwrap().clone();
        let resources = kept.resources.iter().map(|record| decode_resource(record).unwrap()).collect();
        decode_head(&kept.head, kept.template, resources).unwrap()
    }

    pub fn events(&self) -> Vec<StackEvent> {
        self.kept.lock().unwrap().events.iter().map(|record| decode_event(record).unwrap()).collect()
    }

    /// One line per event: what, status, reason; request tokens left out.
    pub fn story(&self) -> Vec<String> {
        let line = |event: &StackEvent| {
            let reason = event.reason.as_deref().unwrap_or("-");
            let reason = reason.split(" (RequestToken").next().unwrap();
            format!("{} {} {reason}", event.logical_id, event.status.as_str())
        };
        self.events().iter().map(line).collect()
    }
}

impl StackStore for Store {
    fn load<'a>(&'a self, id: &'a StackId) -> Work<'a, Result<Option<Stack>, StoreError>> {
        let stack = self.stack();
        Box::pin(async move { Ok((stack.id == *id).then_some(stack)) })
    }

    fn commit<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let number = self.commits.fetch_add(1, Ordering::Relaxed);
            let crash = *self.crash.lock().unwrap();
            let failure = || StoreError { kind: kernel::Kind::Unavailable, message: "power cut".to_owned() };
            if matches!(crash, Crash::Before(at) if at == number) {
                return Err(failure());
            }
            let mut kept = self.kept.lock().unwrap();
            match change.changed {
                Changed::Head => kept.head = encode_head(change.stack),
                Changed::Resource(index) => {
                    kept.resources[index] = encode_resource(&change.stack.resources[index]);
                }
                Changed::All => {
                    kept.head = encode_head(change.stack);
                    kept.template = change.stack.template_body.clone();
                    kept.resources = change.stack.resources.iter().map(encode_resource).collect();
                }
            }
            kept.events.extend(change.events.iter().map(encode_event));
            match crash {
                Crash::After(at) if at == number => Err(failure()),
                _ => Ok(()),
            }
        })
    }
}

fn asker() -> Asker {
    Asker { principal: Principal::Account(AccountId::default()), client_token: None }
}

/// One stack, its store and its world.
pub struct Stage {
    pub world: Arc<World>,
    pub store: Arc<Store>,
    pub id: StackId,
    random: SharedRandom,
    clock: Arc<ManualClock>,
}

impl Stage {
    /// A stack of `template`, about to be created.
    pub async fn new(template: &str, on_failure: OnFailure) -> Self {
        let random: SharedRandom = Arc::new(SeededRandom::new(7));
        let clock = ManualClock::at(Timestamp(1_795_000_000_000));
        let store = Arc::new(Store {
            kept: Mutex::default(),
            commits: AtomicUsize::new(0),
            crash: Mutex::new(Crash::Never),
        });
        let parsed = Template::parse(template, TEMPLATE_BODY_BYTES_MAX).unwrap();
        let parameters = parsed.values(&BTreeMap::new()).unwrap();
        let asked = NewStack {
            by: asker(),
            place: Place::default(),
            name: "stage".into(),
            template_body: template.to_owned(),
            capabilities: vec!["CAPABILITY_IAM".to_owned()],
            tags: vec![("team".to_owned(), "a".to_owned())],
            notification_arns: Vec::new(),
            role_arn: None,
            on_failure,
            termination_protection: false,
        };
        let id = Stack::new_id(&asked.place, &asked.name, &*random);
        let pseudo = cloudformation_service::engine::template::PseudoParameters {
            place: asked.place.clone(),
            stack_name: asked.name.clone(),
            stack_id: id.clone(),
            notification_arns: Vec::new(),
        };
        let plan = parsed.plan(&parameters, &pseudo).unwrap();
        let now = Timestamp(1_795_000_000_000);
        let (stack, event) = Stack::new(id.clone(), asked, &parsed, &parameters, &plan, now, &*random);
        let change = Change { stack: &stack, changed: Changed::All, events: &[event] };
        store.commit(change).await.unwrap();
        Self { world: Arc::default(), store, id, random, clock }
    }

    pub fn driver(&self) -> Driver {
        let maker: Arc<dyn ResourceType> = Arc::new(Maker(Arc::clone(&self.world)));
        let store: Arc<dyn StackStore> = Arc::clone(&self.store) as Arc<dyn StackStore>;
        Driver::new(store, ResourceTypes::new([maker]), self.clock.clone(), Arc::clone(&self.random))
    }

    pub async fn drive(&self) -> Result<StackStatus, DriveError> {
        self.driver().drive(&self.id).await
    }

    /// From now on, fail at the given commit, counted from 0; answers whether the last one did.
    pub fn crash(&self, crash: Crash) {
        *self.store.crash.lock().unwrap() = crash;
        self.store.commits.store(0, Ordering::Relaxed);
    }

    pub async fn begin_delete(&self) {
        let mut stack = self.store.stack();
        let event = stack.begin_delete(asker(), &[], Timestamp(1_795_000_000_001), &*self.random);
        let events: Vec<StackEvent> = event.into_iter().collect();
        let change = Change { stack: &stack, changed: Changed::All, events: &events };
        self.store.commit(change).await.unwrap();
    }
}
