//! Fakes: a world of things that providers make, and a store that keeps encoded records.
//!
//! A thing's behaviour is in its properties: `Fail` names the call that fails (`create`, `settle`,
//! `delete`, `update`; `restore` is the update that leads away from these properties), `Hang` makes `settle` wait for ever. The world refuses to make a thing twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cloudformation_service::engine::names::{PhysicalId, StackId};
use cloudformation_service::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType,
    ResourceTypes, Thing, Work,
};
use cloudformation_service::engine::stack::{
    Asker, Change, Changed, Definition, DriveError, Driver, ExportRefusal, NewStack, OnFailure, Stack,
    StackEvent, StackStatus, StackStore, StoreError, decode_event, decode_head, decode_resource,
    encode_event, encode_head, encode_resource,
};
use cloudformation_service::engine::template::{TEMPLATE_BODY_BYTES_MAX, Template};
use dispatch::Principal;
use kernel::{AccountId, ManualClock, Place, SeededRandom, SharedRandom, Timestamp};
use serde_json::{Map, Value};

#[derive(Default)]
pub struct World {
    /// Token by physical id.
    pub things: Mutex<BTreeMap<String, String>>,
    /// Sizes that updates gave, by physical id.
    pub sizes: Mutex<BTreeMap<String, i64>>,
    /// What was really done, such as `+A`, `-A` and `A=3`.
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
    Property::optional("Name", Kind::Text).replacing(),
    Property::optional("Size", Kind::Integer),
    Property::optional("Needs", Kind::Json),
    Property::optional("Fail", Kind::Text),
    Property::optional("Hang", Kind::Boolean),
    Property::optional("Kind", Kind::Text).replacing(),
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
                    let size = request.properties.get("Size").and_then(Value::as_i64).unwrap_or_default();
                    self.0.sizes.lock().unwrap().insert(name.to_owned(), size);
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

    fn naming(&self) -> Naming {
        Naming::by("Name", 128)
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let thing = change.thing;
            if !self.0.mended.lock().unwrap().contains(thing.logical_id.as_str()) {
                fails(thing.properties, "update")?;
                fails(change.before, "restore")?;
            }
            let size = thing.properties.get("Size").and_then(Value::as_i64).unwrap_or_default();
            let name = thing.physical_id.as_str().to_owned();
            assert!(self.0.things.lock().unwrap().contains_key(&name), "{name} is not there to be changed");
            // The same change once more does nothing.
            if self.0.sizes.lock().unwrap().insert(name, size) != Some(size) {
                self.0.log.lock().unwrap().push(format!("{}={size}", thing.logical_id));
            }
            Ok(())
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
    /// What others export.
    pub exports: Mutex<BTreeMap<String, String>>,
    /// Why no outputs are taken.
    pub refusal: Mutex<Option<ExportRefusal>>,
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

    fn publish<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<Result<(), ExportRefusal>, StoreError>> {
        let refusal = self.refusal.lock().unwrap().clone();
        match refusal {
            Some(refusal) => Box::pin(async move { Ok(Err(refusal)) }),
            None => Box::pin(async move { self.commit(change).await.map(Ok) }),
        }
    }

    fn exports<'a>(&'a self, _: &'a Place) -> Work<'a, Result<BTreeMap<String, String>, StoreError>> {
        let exports = self.exports.lock().unwrap().clone();
        Box::pin(async move { Ok(exports) })
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
                    kept.template = change.stack.definition.template_body.clone();
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
            exports: Mutex::default(),
            refusal: Mutex::default(),
        });
        let parsed = Template::parse(template, TEMPLATE_BODY_BYTES_MAX).unwrap();
        let parameters = parsed.values(&BTreeMap::new()).unwrap();
        let mut asked = NewStack {
            by: asker(),
            place: Place::default(),
            name: "stage".into(),
            definition: Definition::default(),
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
        let (given, tags) = (vec!["CAPABILITY_IAM".to_owned()], vec![("team".to_owned(), "a".to_owned())]);
        asked.definition = Definition::new(template.to_owned(), &parsed, &parameters, &plan, given, tags);
        let (stack, event) = Stack::new(id.clone(), asked, &parsed, &plan, now, &*random);
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

    /// Asks for the stack to become `template`.
    pub async fn begin_update(&self, template: &str) {
        let mut stack = self.store.stack();
        let parsed = Template::parse(template, TEMPLATE_BODY_BYTES_MAX).unwrap();
        let parameters = parsed.values(&BTreeMap::new()).unwrap();
        let plan = parsed.plan(&parameters, &stack.pseudo_parameters()).unwrap();
        let tags = stack.definition.tags.clone();
        let definition = Definition::new(template.to_owned(), &parsed, &parameters, &plan, Vec::new(), tags);
        let now = Timestamp(1_795_000_000_002);
        let event = stack.begin_update(asker(), definition, &parsed, &plan, now, &*self.random);
        let change = Change { stack: &stack, changed: Changed::All, events: &[event] };
        self.store.commit(change).await.unwrap();
    }

    /// Asks for a way back that failed to be gone on with.
    pub async fn continue_rollback(&self, skip: &[&str]) {
        let mut stack = self.store.stack();
        let skip: Vec<_> = skip.iter().map(|id| (*id).into()).collect();
        let now = Timestamp(1_795_000_000_003);
        let events = stack.continue_update_rollback(asker(), &skip, now, &*self.random);
        let change = Change { stack: &stack, changed: Changed::All, events: &events };
        self.store.commit(change).await.unwrap();
    }

    /// Asks for an update under way to be taken back.
    pub async fn cancel_update(&self) {
        let mut stack = self.store.stack();
        let now = Timestamp(1_795_000_000_004);
        let events = stack.cancel_update(asker(), now, &*self.random);
        let change = Change { stack: &stack, changed: Changed::All, events: &events };
        self.store.commit(change).await.unwrap();
    }

    pub async fn begin_delete(&self) {
        let mut stack = self.store.stack();
        let event = stack.begin_delete(asker(), &[], Timestamp(1_795_000_000_001), &*self.random);
        let events: Vec<StackEvent> = event.into_iter().collect();
        let change = Change { stack: &stack, changed: Changed::All, events: &events };
        self.store.commit(change).await.unwrap();
    }
}
