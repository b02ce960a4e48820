//! Where stacks are kept: in one key-value store, opened at first use.
//!
//! Invariants: a name leads to at most one live stack; every change of a stack is one transaction, made by
//! its driver or, while that rests, by [`Stacks::change`]. A notice is posted at the stack's ARN after
//! every change. Deleted stacks are kept for [`DELETED_KEPT_MS`] and then forgotten, when next one is made.

mod change_sets;
mod exports;
mod keys;
mod records;

use std::collections::BTreeMap;

use bytes::Bytes;
use dispatch::Notices;
use kernel::{Kind, Place, Timestamp};
use storage::{KeyValue, StorageError, Transaction, Volume};

use crate::engine::names::{StackId, StackName};
use crate::engine::resource::Work;
use crate::engine::stack::{
    Change, Changed, CodecError, ExportRefusal, Stack, StackEvent, StackResource, StackStatus, StackStore,
    StoreError,
};
use crate::limits::{DELETED_KEPT_MS, STACKS_MAX};
use keys::Scope;
use records::{Source, Writes};

pub(crate) use change_sets::Proposed;
pub(crate) use exports::InUse;

/// The name of the key-value store.
const STORE: &str = "cloudformation";

/// All stacks.
#[derive(Clone)]
pub(crate) struct Stacks {
    volume: Volume,
    notices: Notices,
}

/// What came of creating a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Created {
    /// It is kept.
    New,
    /// Its name is taken by this stack, which was made by the request with this token.
    Exists(StackId, Option<String>),
    /// There are as many stacks as there may be.
    TooMany,
}

impl From<StorageError> for StoreError {
    fn from(error: StorageError) -> Self {
        Self { kind: error.kind(), message: error.to_string() }
    }
}

impl From<CodecError> for StoreError {
    fn from(error: CodecError) -> Self {
        Self { kind: Kind::Corrupt, message: error.to_string() }
    }
}

impl Stacks {
    pub(crate) fn new(volume: Volume, notices: Notices) -> Self {
        Self { volume, notices }
    }

    fn store(&self) -> Result<KeyValue, StoreError> {
        Ok(self.volume.key_value(STORE)?)
    }

    /// The id of the stack of `place` that goes by `name_or_id`: live by name, live or not by ARN.
    pub(crate) fn id(&self, place: &Place, name_or_id: &str) -> Result<Option<StackId>, StoreError> {
        if name_or_id.starts_with("arn:") {
            let id = StackId::from(name_or_id);
            let here = Scope::place(place).head();
            let head = Scope::stack(&id).map(|scope| scope.head()).filter(|head| head.starts_with(&here));
            let Some(record) = head.map(|head| self.store()?.get(&head).map_err(StoreError::from)) else {
                return Ok(None);
            };
            // The ARN also has the name, which the key has not.
            let record = record?;
            let known = record.map(|record| records::head(&record)).transpose()?;
            return Ok(known.filter(|stack| stack.id == id).map(|_| id));
        }
        let id = self.store()?.get(&keys::name(place, &StackName::from(name_or_id)))?;
        id.map(|id| records::id(&id)).transpose()
    }

    /// The stack called `id`.
    pub(crate) fn get(&self, id: &StackId) -> Result<Option<Stack>, StoreError> {
        match Scope::stack(id) {
            Some(scope) => records::stack(&Source::Store(&self.store()?), &scope),
            None => Ok(None),
        }
    }

    /// The stacks of `place`, or of all places, without their templates and resources, newest first.
    pub(crate) fn heads(&self, place: Option<&Place>) -> Result<Vec<Stack>, StoreError> {
        let prefix = place.map_or_else(Scope::all, Scope::place).head();
        let mut heads = records::heads(&Source::Store(&self.store()?), &prefix)?;
        heads.sort_by(|a, b| (b.created, &b.id).cmp(&(a.created, &a.id)));
        Ok(heads)
    }

    /// At most `limit` events of a stack that come before the one numbered `before`, newest first, and
    /// their numbers.
    pub(crate) fn events(
        &self,
        id: &StackId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, StackEvent)>, StoreError> {
        match Scope::stack(id) {
            Some(scope) => records::events(&Source::Store(&self.store()?), &scope, before, limit),
            None => Ok(Vec::new()),
        }
    }

    /// Keeps a new stack and its first event, if its name is free.
    pub(crate) async fn create(&self, stack: Stack, event: StackEvent) -> Result<Created, StoreError> {
        let id = stack.id.clone();
        let created = self.store()?.write(move |tx| create(tx, &stack, event)).await??;
        self.notices.post(id.as_str());
        Ok(created)
    }

    /// Changes a stack that is not being driven, in one transaction; answers what it is then and what
    /// `change` answers beside its events. `change` is told an export of the stack that is in use. When the
    /// stack begins to change, its change sets are void.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        id: &StackId,
        change: impl FnOnce(&mut Stack, Option<&InUse>) -> (Vec<StackEvent>, T) + Send + 'static,
    ) -> Result<Option<(Stack, T)>, StoreError> {
        let Some(scope) = Scope::stack(id) else { return Ok(None) };
        let work = move |tx: &mut Transaction| -> Result<_, StoreError> {
            let Some(mut stack) = records::stack(&Source::Transaction(tx), &scope)? else { return Ok(None) };
            let (in_use, before) = (exports::in_use(tx, &stack)?, stack.status);
            let (events, answer) = change(&mut stack, in_use.as_ref());
            if stack.status != before && stack.status.is_in_progress() {
                change_sets::void(tx, &stack)?;
            }
            Writes::of(&scope, Change { stack: &stack, changed: Changed::All, events: &events }).apply(tx)?;
            Ok(Some((stack, answer)))
        };
        let changed = self.store()?.write(work).await??;
        self.notices.post(id.as_str());
        Ok(changed)
    }

    /// The live stack of `place` that holds the thing called `physical_id`.
    pub(crate) fn holder(&self, place: &Place, physical_id: &str) -> Result<Option<Stack>, StoreError> {
        let holds = |resource: &StackResource| {
            !resource.status.is_absent()
                && resource.physical_id.as_ref().is_some_and(|id| id.as_str() == physical_id)
        };
        for head in self.heads(Some(place))? {
            if head.status != StackStatus::DeleteComplete
                && let Some(stack) = self.get(&head.id)?
                && stack.resources.iter().any(holds)
            {
                return Ok(Some(stack));
            }
        }
        Ok(None)
    }
}

fn create(tx: &mut Transaction, stack: &Stack, event: StackEvent) -> Result<Created, StoreError> {
    let name = keys::name(&stack.place, &stack.name);
    if let Some(id) = tx.get(&name)? {
        let id = records::id(&id)?;
        let head = Scope::stack(&id).map(|scope| tx.get(&scope.head())).transpose()?.flatten();
        let token = head.map(|head| records::head(&head)).transpose()?.and_then(|head| head.client_token);
        return Ok(Created::Exists(id, token));
    }
    let heads = records::heads(&Source::Transaction(tx), &Scope::place(&stack.place).head())?;
    if heads.iter().filter(|head| head.status != StackStatus::DeleteComplete).count() >= STACKS_MAX {
        return Ok(Created::TooMany);
    }
    for scope in heads
        .iter()
        .filter(|head| is_forgotten(head, stack.created))
        .filter_map(|head| Scope::stack(&head.id))
    {
        records::forget(tx, &scope)?;
    }
    let scope = Scope::stack(&stack.id).ok_or_else(|| records::odd_id(&stack.id))?;
    tx.put(name, Bytes::copy_from_slice(stack.id.as_str().as_bytes()));
    Writes::of(&scope, Change { stack, changed: Changed::All, events: &[event] }).apply(tx)?;
    Ok(Created::New)
}

fn is_forgotten(head: &Stack, now: Timestamp) -> bool {
    head.deleted.is_some_and(|deleted| now.millis_since(deleted) > DELETED_KEPT_MS)
}

impl StackStore for Stacks {
    fn load<'a>(&'a self, id: &'a StackId) -> Work<'a, Result<Option<Stack>, StoreError>> {
        Box::pin(async move {
            // Behind whatever a driver that was stopped had still queued.
            self.store()?.write(|_| Ok::<(), StoreError>(())).await??;
            self.get(id)
        })
    }

    fn publish<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<Result<(), ExportRefusal>, StoreError>> {
        Box::pin(async move {
            let (id, stack) = (&change.stack.id, change.stack.clone());
            let writes = Writes::of(&Scope::stack(id).ok_or_else(|| records::odd_id(id))?, change);
            let work = move |tx: &mut Transaction| -> Result<_, StoreError> {
                match exports::refusal(tx, &stack)? {
                    Some(refusal) => Ok(Err(refusal)),
                    None => writes.apply(tx).map(Ok),
                }
            };
            let published = self.store()?.write(work).await??;
            self.notices.post(id.as_str());
            Ok(published)
        })
    }

    fn exports<'a>(&'a self, place: &'a Place) -> Work<'a, Result<BTreeMap<String, String>, StoreError>> {
        Box::pin(async move {
            let exports = self.list_exports(place)?.into_iter();
            Ok(exports.map(|export| (export.name, export.value)).collect())
        })
    }

    fn commit<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let id = &change.stack.id;
            let writes = Writes::of(&Scope::stack(id).ok_or_else(|| records::odd_id(id))?, change);
            self.store()?.write(move |tx| writes.apply(tx)).await??;
            self.notices.post(id.as_str());
            Ok(())
        })
    }
}
