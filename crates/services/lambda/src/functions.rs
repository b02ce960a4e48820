//! Functions: what is stored of them, and what is ready to run.

mod code;
mod describe;
mod name;
mod ready;
mod stored;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use kernel::Place;
use wire::Fault;

pub use code::CodeSource;
pub use describe::describe;
pub use name::FunctionName;
pub use ready::Ready;
pub use stored::{StoredFunction, VERSION as STORED_VERSION};

use crate::Lambda;
use crate::errors::{function_not_found, unavailable};

type ByName = BTreeMap<(Place, String), Arc<Function>>;

/// All functions, in memory once they were first asked for.
#[derive(Default)]
pub struct Functions {
    by_name: OnceLock<RwLock<ByName>>,
    starting: Mutex<()>,
}

/// One function.
pub struct Function {
    /// What is stored of it.
    pub stored: StoredFunction,
    /// What runs it, with credentials, while those last.
    pub ready: tokio::sync::Mutex<Option<Ready>>,
}

impl Functions {
    /// Does `start` while nobody else does.
    pub fn starting<T>(&self, start: impl FnOnce() -> T) -> T {
        let _alone = self.starting.lock().unwrap_or_else(PoisonError::into_inner);
        start()
    }
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
                    found.insert(stored.key_parts(), Function::new(stored));
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

    /// Stores `stored` as a function that is new, or in place of the one that is there.
    pub(crate) async fn keep_function(&self, stored: StoredFunction, is_new: bool) -> Result<Arc<Function>, Fault> {
        let functions = self.functions_by_name()?;
        let (key, value, name) = (stored.key(), stored.encode(), stored.name.clone());
        let store = self.store().map_err(unavailable)?;
        let kept = store.write(move |store| {
            let is_there = store.get(&key).map_err(unavailable)?.is_some();
            if is_there == is_new {
                return Err(crate::errors::function_exists_or_not(is_new, &name));
            }
            store.put(key, value);
            Ok(())
        });
        kept.await.map_err(unavailable)??;
        let (place, function) = (stored.key_parts(), Function::new(stored));
        functions.write().unwrap_or_else(PoisonError::into_inner).insert(place, Arc::clone(&function));
        if let (Some(engine), false) = (self.engine.get(), is_new) {
            engine.retire(&function.stored.arn());
        }
        Ok(function)
    }

    /// Deletes `function`.
    pub(crate) async fn forget_function(&self, function: &Function) -> Result<(), Fault> {
        let functions = self.functions_by_name()?;
        let key = function.stored.key();
        let gone = self.store().map_err(unavailable)?.write(move |store| {
            store.delete(&key);
            Ok::<_, Fault>(())
        });
        gone.await.map_err(unavailable)??;
        functions.write().unwrap_or_else(PoisonError::into_inner).remove(&function.stored.key_parts());
        if let Some(engine) = self.engine.get() {
            engine.retire(&function.stored.arn());
        }
        self.drop_code(&function.stored)
    }
}

impl Function {
    fn new(stored: StoredFunction) -> Arc<Self> {
        Arc::new(Self { stored, ready: tokio::sync::Mutex::new(None) })
    }
}
