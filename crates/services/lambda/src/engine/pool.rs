//! Which environments there are, which are free, and how many invocations are under way.
//!
//! A free environment is used again by the next invocation of the same version and revision, the one used
//! last first, so that surplus ones grow old and are ended. Counting is exact: a [`Slot`] is one invocation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::environment::Environment;
use super::function::{FunctionVersion, InvokeError, ThrottleScope};

/// See the module.
pub(super) struct Pool {
    concurrency_max: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    closed: bool,
    in_flight: usize,
    /// By function ARN; all versions of a function share its reserved concurrency.
    functions: HashMap<String, Shelf>,
    /// All that were started; dead ones are forgotten when another is added.
    started: Vec<Weak<Environment>>,
}

#[derive(Default)]
struct Shelf {
    in_flight: usize,
    generation: u64,
    /// Oldest use first.
    idle: Vec<Arc<Environment>>,
}

/// One invocation under way.
pub(super) struct Slot<'a> {
    pool: &'a Pool,
    arn: &'a str,
    /// What an environment started for it belongs to.
    pub(super) generation: u64,
}

impl Pool {
    pub(super) fn new(concurrency_max: usize) -> Self {
        Self { concurrency_max, state: Mutex::default() }
    }

    /// Counts one more invocation of the function `arn`, unless that is one too many.
    pub(super) fn admit<'a>(
        &'a self,
        arn: &'a str,
        reserved: Option<usize>,
    ) -> Result<Slot<'a>, InvokeError> {
        self.change(|state| {
            if state.closed {
                return Err(InvokeError::ShuttingDown);
            }
            let running = state.functions.get(arn).map_or(0, |shelf| shelf.in_flight);
            if reserved.is_some_and(|most| running >= most) {
                return Err(InvokeError::Throttled { scope: ThrottleScope::Function });
            }
            if state.in_flight >= self.concurrency_max {
                return Err(InvokeError::Throttled { scope: ThrottleScope::Account });
            }
            state.in_flight += 1;
            // The name is copied for a function's first invocation only.
            if !state.functions.contains_key(arn) {
                state.functions.insert(arn.to_owned(), Shelf::default());
            }
            let shelf = state.functions.get_mut(arn).expect("invariant: it was just put there");
            shelf.in_flight += 1;
            Ok(Slot { pool: self, arn, generation: shelf.generation })
        })
    }

    /// A free environment of exactly this version; those of an older revision are ended.
    pub(super) fn take(&self, function: &FunctionVersion) -> Option<Arc<Environment>> {
        self.change(|state| {
            let shelf = state.functions.get_mut(function.arn.as_str())?;
            let mut found = None;
            for at in (0..shelf.idle.len()).rev() {
                let held = &shelf.idle[at];
                if held.function.version != function.version {
                    continue;
                }
                if !held.exchange.is_idle() {
                    // Ended while nobody looked.
                    shelf.idle.remove(at).kill();
                } else if held.function.revision != function.revision {
                    shelf.idle.remove(at).kill();
                } else if found.is_none() {
                    found = Some(shelf.idle.remove(at));
                    break;
                }
            }
            found
        })
    }

    /// Keeps `environment` for the next invocation, unless its function has moved on.
    pub(super) fn put(&self, environment: Arc<Environment>) {
        environment.rest();
        self.change(|state| {
            let shelf = state.functions.get_mut(environment.function.arn.as_str());
            match shelf {
                Some(shelf) if !state.closed && shelf.generation == environment.generation => {
                    shelf.idle.push(environment);
                }
                _ => environment.kill(),
            }
        });
    }

    /// Remembers an environment for [`Self::close`]; one started too late is ended at once.
    pub(super) fn started(&self, environment: &Arc<Environment>) {
        self.change(|state| {
            state.started.retain(|known| known.strong_count() > 0);
            state.started.push(Arc::downgrade(environment));
            if state.closed {
                environment.kill();
            }
        });
    }

    /// Ends the free environments of function `arn`; busy ones end after what they are doing.
    pub(super) fn retire(&self, arn: &str) {
        self.change(|state| {
            if let Some(shelf) = state.functions.get_mut(arn) {
                shelf.generation += 1;
                shelf.idle.drain(..).for_each(|environment| environment.kill());
            }
            state.tidy(arn);
        });
    }

    /// Ends environments that were free for at least `age`.
    pub(super) fn end_idle(&self, age: Duration) {
        self.change(|state| {
            state.functions.retain(|_, shelf| {
                shelf.idle.retain(|environment| {
                    let stays = environment.idle_for() < age && environment.exchange.is_idle();
                    if !stays {
                        environment.kill();
                    }
                    stays
                });
                shelf.in_flight > 0 || !shelf.idle.is_empty()
            });
        });
    }

    /// Ends the free environment that was not used for longest, to make room for another.
    pub(super) fn evict(&self) -> Option<Arc<Environment>> {
        self.change(|state| {
            let shelves = state.functions.values_mut().filter(|shelf| !shelf.idle.is_empty());
            let oldest = shelves.max_by_key(|shelf| shelf.idle[0].idle_for())?;
            let environment = oldest.idle.remove(0);
            environment.kill();
            Some(environment)
        })
    }

    /// Admits nothing more and ends every environment; gives those to wait for.
    pub(super) fn close(&self) -> Vec<Arc<Environment>> {
        self.change(|state| {
            state.closed = true;
            state.functions.values_mut().for_each(|shelf| shelf.idle.clear());
            let started: Vec<_> = state.started.drain(..).filter_map(|known| known.upgrade()).collect();
            started.iter().for_each(|environment| environment.kill());
            started
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn tidy(&mut self, arn: &str) {
        if self.functions.get(arn).is_some_and(|shelf| shelf.in_flight == 0 && shelf.idle.is_empty()) {
            self.functions.remove(arn);
        }
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.pool.change(|state| {
            state.in_flight -= 1;
            if let Some(shelf) = state.functions.get_mut(self.arn) {
                shelf.in_flight -= 1;
            }
            state.tidy(self.arn);
        });
    }
}
