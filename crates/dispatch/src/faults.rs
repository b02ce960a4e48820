//! Faults that people inject: calls that are throttled, delayed, refused, cut off, or that end the process.
//!
//! Every call of an operation passes here, from the door and from inside alike ([`crate::Dispatch`] asks, and Lambda
//! where it invokes by itself), so what one service does to another suffers as clients do. While there are no rules a
//! call costs one relaxed load. Rules are kept in memory alone: one that outlived a restart would be a riddle.
//!
//! Lacks: failures of single entries in a batch, faults of disks.

mod aim;
mod codes;
mod rule;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Random, Timestamp};
use wire::Fault;

pub use aim::Aim;
pub use rule::{FaultEffect, FaultRule, FaultRuleError};

/// How many rules there may be at once.
pub const RULES_MAX: usize = 100;
/// The status that stands for "no answer at all" on the way to the door, which then closes the connection. No
/// protocol has it.
pub const CUT_STATUS: u16 = 999;

/// The rules, and how often each struck.
#[derive(Debug, Default)]
pub struct Faults {
    is_armed: AtomicBool,
    rules: RwLock<Vec<Arc<Held>>>,
    last_id: AtomicU64,
}

/// A rule at work.
#[derive(Debug)]
struct Held {
    id: u64,
    rule: FaultRule,
    calls: AtomicU64,
    hits: AtomicU64,
}

/// A rule, and what it has done so far.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultReport {
    /// Its number, by which it is removed.
    pub id: u64,
    /// The rule.
    pub rule: FaultRule,
    /// Calls that it was meant for.
    pub calls: u64,
    /// Calls that it struck.
    pub hits: u64,
}

/// Where rules are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    /// A call comes in.
    Call,
    /// A function was given its event.
    Function,
}

/// What befalls one call.
#[derive(Debug, Default, PartialEq)]
struct Blow {
    delay_ms: u64,
    harm: Option<(u64, FaultEffect)>,
}

/// What is left to do to a call that is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequel {
    loses_answer: bool,
}

impl Sequel {
    /// Nothing.
    pub const NONE: Self = Self { loses_answer: false };

    /// The call's result as the caller gets it.
    pub fn apply<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        if self.loses_answer { Err(cut()) } else { result }
    }
}

/// What a caller gets whose connection is closed; the door closes it, callers inside are told in words.
fn cut() -> Fault {
    Fault::with_status("ServiceUnavailable", CUT_STATUS, "the connection was closed without an answer")
}

/// `fault` for a caller inside the house, who has no connection that could be closed.
pub(crate) fn inside(fault: Fault) -> Fault {
    if fault.status == CUT_STATUS { Fault { status: 503, ..fault } } else { fault }
}

impl Faults {
    /// Whether there is any rule.
    pub fn is_armed(&self) -> bool {
        self.is_armed.load(Ordering::Relaxed)
    }

    /// Adds `rule`, and answers its number.
    pub fn add(&self, rule: FaultRule) -> Result<u64, FaultRuleError> {
        rule.check()?;
        let mut rules = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        if rules.len() >= RULES_MAX {
            return Err(FaultRuleError::TooMany);
        }
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        rules.push(Arc::new(Held { id, rule, calls: AtomicU64::new(0), hits: AtomicU64::new(0) }));
        self.is_armed.store(true, Ordering::Relaxed);
        Ok(id)
    }

    /// All rules that are not over, in the order they came.
    pub fn list(&self, now: Timestamp) -> Vec<FaultReport> {
        self.forget(|held| held.is_over(now));
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        rules.iter().map(|held| held.report()).collect()
    }

    /// Removes the rule `id`; whether it was there.
    pub fn remove(&self, id: u64) -> bool {
        self.forget(|held| held.id == id) > 0
    }

    /// Removes all rules, and answers how many there were.
    pub fn clear(&self) -> usize {
        self.forget(|_| true)
    }

    fn forget(&self, is_gone: impl Fn(&Held) -> bool) -> usize {
        let mut rules = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        let before = rules.len();
        rules.retain(|held| !is_gone(held));
        self.is_armed.store(!rules.is_empty(), Ordering::Relaxed);
        before - rules.len()
    }

    /// Lets `aim` suffer what is meant for it: waits, and answers the fault, or what is to be done afterwards.
    pub async fn suffer(&self, aim: &Aim<'_>, now: Timestamp, random: &dyn Random) -> Result<Sequel, Fault> {
        let blow = self.strike(Point::Call, aim, now, random);
        if blow.delay_ms > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(blow.delay_ms)).await;
        }
        match blow.harm {
            None => Ok(Sequel::NONE),
            Some((_, FaultEffect::Throttle)) => Err(codes::throttled(aim)),
            Some((_, FaultEffect::Internal)) => Err(codes::internal(aim.service)),
            Some((id, FaultEffect::Error { code, status, message })) => {
                let said = || format!("This error was injected by fault {id} of Pumphouse.");
                Err(Fault::with_status(code, status, message.unwrap_or_else(said)))
            }
            Some((_, FaultEffect::Drop)) => Err(cut()),
            Some((_, FaultEffect::LoseAnswer)) => Ok(Sequel { loses_answer: true }),
            Some((_, FaultEffect::Crash)) => crash(),
            Some((_, FaultEffect::Delay { .. } | FaultEffect::LoseFunction)) => Ok(Sequel::NONE),
        }
    }

    /// Whether the function that `aim` names is lost now that it has its event.
    pub fn loses_function(&self, aim: &Aim<'_>, now: Timestamp, random: &dyn Random) -> bool {
        self.is_armed() && self.strike(Point::Function, aim, now, random).harm.is_some()
    }

    /// Delays add up; of the other effects the first that strikes is the only one.
    fn strike(&self, point: Point, aim: &Aim<'_>, now: Timestamp, random: &dyn Random) -> Blow {
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut blow = Blow::default();
        for held in
            rules.iter().filter(|held| held.rule.effect.point() == point && aim.is_meant_by(&held.rule))
        {
            if held.is_over(now) || !held.strikes(random) {
                continue;
            }
            match &held.rule.effect {
                FaultEffect::Delay { delay_ms, jitter_ms } => {
                    let more = if *jitter_ms > 0 { random.u64() % (jitter_ms + 1) } else { 0 };
                    blow.delay_ms = (blow.delay_ms + delay_ms + more).min(rule::DELAY_MS_MAX);
                }
                effect => {
                    blow.harm = Some((held.id, effect.clone()));
                    break;
                }
            }
        }
        drop(rules);
        blow
    }
}

impl Held {
    fn report(&self) -> FaultReport {
        let (calls, hits) = (self.calls.load(Ordering::Relaxed), self.hits.load(Ordering::Relaxed));
        FaultReport { id: self.id, rule: self.rule.clone(), calls, hits }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.rule.until.is_some_and(|until| until <= now)
            || self.rule.count.is_some_and(|count| self.hits.load(Ordering::Relaxed) >= count)
    }

    /// Counts a call that the rule is meant for, and says whether it strikes it.
    fn strikes(&self, random: &dyn Random) -> bool {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let is_its_turn = match self.rule.nth {
            Some(nth) => call == nth,
            // 53 bits are what a double holds.
            None => ((random.u64() >> 11) as f64 / (1_u64 << 53) as f64) * 100.0 < self.rule.percent,
        };
        let most = self.rule.count.unwrap_or(u64::MAX);
        let count = |hits: u64| (hits < most).then_some(hits + 1);
        is_its_turn && self.hits.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count).is_ok()
    }
}

/// Ends the process as `kill -9` does: nothing is flushed, nobody is told.
fn crash() -> ! {
    // Where the signal is refused, and until it comes.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort()
}
