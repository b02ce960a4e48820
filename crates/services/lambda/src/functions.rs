//! Functions: what is stored of them, and what is ready to run.
//!
//! Changes are made one after the other, each to its end whether or not its caller still waits, so that
//! memory holds what the store holds and no code is dropped that a function still has.

mod code;
mod describe;
mod name;
mod policy;
mod ready;
mod stored;

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use kernel::Place;
use tokio::sync::{Mutex, OwnedMutexGuard};
use wire::Fault;

pub use code::CodeSource;
pub use describe::{describe, describe_as};
pub use name::FunctionName;
pub use policy::{Request as PolicyRequest, StoredPolicy, StoredStatement};
pub use ready::Ready;
pub use stored::{StoredAsynchronous, StoredFunction, VERSION as STORED_VERSION};

use crate::Lambda;
use crate::errors::{function_exists, function_not_found, unavailable};

type ByName = BTreeMap<(Place, String), Arc<Function>>;

/// All functions, in memory once they were first asked for.
#[derive(Default)]
pub struct Functions {
    by_name: OnceLock<RwLock<ByName>>,
    changing: Arc<Mutex<()>>,
}

/// The right to change functions, from looking at what is there to storing what shall be.
pub struct Changing(#[expect(dead_code, reason = "held, not looked at")] OwnedMutexGuard<()>);

/// One function.
pub struct Function {
    /// What is stored of it.
    pub stored: StoredFunction,
    /// What runs it, with credentials, while those last. Changes that a running process would not notice
    /// (tags, reserved concurrency) leave it to the function's next state.
    ready: Arc<Mutex<Option<Ready>>>,
}

impl Lambda {
    fn functions_by_name(&self) -> Result<&RwLock<ByName>, Fault> {
        if let Some(functions) = self.functions.by_name.get() {
            return Ok(functions);
        }
        let mut found = ByName::new();
        let mut damaged = None;
        let store = self.store().map_err(unavailable)?;
        store
            .scan_prefix(stored::PREFIX, &mut |_, bytes| match StoredFunction::decode(bytes) {
                Ok(stored) => {
                    found.insert(stored.key_parts(), Arc::new(Function { stored, ready: Arc::default() }));
                    ControlFlow::Continue(())
                }
                Err(reason) => {
                    damaged = Some(reason);
                    ControlFlow::Break(())
                }
            })
            .map_err(unavailable)?;
        match damaged {
            Some(reason) => Err(Fault::internal(format!("a stored function is damaged: {reason}"))),
            None => Ok(self.functions.by_name.get_or_init(|| RwLock::new(found))),
        }
    }

    /// The function that `name` names.
    pub(crate) fn function(&self, name: &FunctionName) -> Result<Arc<Function>, Fault> {
        let functions = self.functions_by_name()?.read().unwrap_or_else(PoisonError::into_inner);
        let found = functions.get(&(name.place.clone(), name.name.clone())).cloned();
        found.filter(|_| name.is_latest()).ok_or_else(|| function_not_found(&name.arn()))
    }

    /// The functions of `place`, in order of name.
    pub(crate) fn functions_of(&self, place: &Place) -> Result<Vec<Arc<Function>>, Fault> {
        let functions = self.functions_by_name()?.read().unwrap_or_else(PoisonError::into_inner);
        let here = functions.iter().filter(|((of, _), _)| of == place);
        Ok(here.map(|(_, function)| Arc::clone(function)).collect())
    }

    /// Waits for the right to change functions.
    pub(crate) async fn changing_functions(&self) -> Changing {
        Changing(Arc::clone(&self.functions.changing).lock_owned().await)
    }

    /// That there is no function `name`.
    pub(crate) fn check_is_new(&self, name: &FunctionName) -> Result<(), Fault> {
        match self.function(name) {
            Ok(_) => Err(function_exists(&name.name)),
            Err(fault) if fault.status == 404 => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Stores `stored` as a new function, or in place of the one with its name.
    pub(crate) async fn keep_function(
        &self,
        changing: Changing,
        stored: StoredFunction,
    ) -> Result<Arc<Function>, Fault> {
        self.to_its_end(move |lambda| async move {
            let kept = lambda.store_function(stored).await;
            drop(changing);
            kept
        })
        .await
    }

    async fn store_function(&self, stored: StoredFunction) -> Result<Arc<Function>, Fault> {
        let functions = self.functions_by_name()?;
        let (key, value, place) = (stored.key(), stored.encode(), stored.key_parts());
        self.put(key, value).await?;
        let (function, before) = {
            let mut functions = functions.write().unwrap_or_else(PoisonError::into_inner);
            let before = functions.remove(&place);
            let same = before.as_ref().filter(|before| before.stored.revision == stored.revision);
            let ready = same.map(|before| Arc::clone(&before.ready)).unwrap_or_default();
            let function = Arc::new(Function { stored, ready });
            functions.insert(place, Arc::clone(&function));
            (function, before)
        };
        if let Some(before) = before.filter(|before| before.stored.revision != function.stored.revision) {
            self.retire(&before).await;
        }
        Ok(function)
    }

    /// Deletes the function that `name` names, and the events that wait for it.
    pub(crate) async fn forget_function(&self, changing: Changing, name: &FunctionName) -> Result<(), Fault> {
        let function = self.function(name)?;
        self.to_its_end(move |lambda| async move {
            let functions = lambda.functions_by_name()?;
            let mut keys = lambda.events.forget(function.stored.arn().as_str());
            keys.push(function.stored.key());
            let gone = lambda.store().map_err(unavailable)?.write(move |store| {
                keys.iter().for_each(|key| store.delete(key));
                Ok::<_, Fault>(())
            });
            gone.await.map_err(unavailable)??;
            functions.write().unwrap_or_else(PoisonError::into_inner).remove(&function.stored.key_parts());
            lambda.memory.forget(&function.stored.arn());
            lambda.retire(&function).await;
            drop(changing);
            Ok(())
        })
        .await
    }

    /// Lets go what ran a function that is changed or gone: its environments, and its code unless a
    /// function still has the same.
    async fn retire(&self, before: &Function) {
        if let Some(engine) = self.engine.get() {
            engine.retire(&before.stored.arn());
        }
        self.drop_code(&before.stored.code).await;
    }

    /// The code that functions have.
    pub(crate) fn codes(&self) -> Result<HashSet<String>, Fault> {
        let functions = self.functions_by_name()?.read().unwrap_or_else(PoisonError::into_inner);
        Ok(functions.values().map(|function| function.stored.code.clone()).collect())
    }

    /// Whether a function has this code.
    fn has_code(&self, code: &str) -> bool {
        self.functions_by_name().is_ok_and(|functions| {
            let functions = functions.read().unwrap_or_else(PoisonError::into_inner);
            functions.values().any(|function| function.stored.code == code)
        })
    }
}
