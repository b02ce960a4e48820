//! Who calls what, how often, and how it goes: what arrows of the console's map are drawn from.
//!
//! One flow for each caller, operation and resource, with the seconds of the last minute. It is memory only, bounded,
//! and real time: figures that must last are metrics ([`crate::Measure`]), these are for eyes. A call costs a hash and
//! a few additions; nothing is allocated for a flow that is known.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use kernel::{Place, Timestamp};
use wire::{Fault, Outcome};

use crate::{Call, Origin, Principal};

/// How many seconds a flow remembers.
pub const SECONDS: usize = 60;
/// How many flows a part of the table has at most; the quietest goes for a new one.
const FLOWS_MAX: usize = 256;
/// Parts of the table, so that calls of different flows do not wait for each other.
const PARTS: usize = 16;
/// Calls of the house's own pages are nobody's traffic.
const UNSEEN: &str = "console";
/// How much of a fault's message is kept.
const MESSAGE_BYTES_MAX: usize = 300;

/// Whether a call is one of the house's own pages.
pub(crate) fn is_own_page(call: &Call) -> bool {
    matches!(call.origin, Origin::Service(UNSEEN))
}

/// All flows.
pub struct Traffic {
    parts: [Mutex<HashMap<u64, Flow>>; PARTS],
    hasher: RandomState,
    since: Instant,
}

/// One caller's calls of one operation on one resource.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The account and region of the calls.
    pub place: Place,
    /// Who calls: the ARN of a role's session or of a resource, the name of a service, or `client`.
    pub caller: String,
    /// The service's name, e.g. `kinesis`.
    pub service: &'static str,
    /// The operation's name, e.g. `PutRecords`.
    pub operation: &'static str,
    /// The ARN of what is touched; `*` where it is not known.
    pub resource: String,
    /// All calls since the server's start.
    pub calls: u64,
    /// Those of them that failed, wholly or in part.
    pub errors: u64,
    /// How far behind the caller was when it last read, in milliseconds.
    pub late_ms: u64,
    /// The last failure.
    pub failure: Option<Failure>,
    seconds: [Second; SECONDS],
}

/// How a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// By the house's clock.
    pub at: Timestamp,
    /// AWS's code.
    pub code: String,
    /// What was said.
    pub message: String,
}

/// What happened in one second.
#[derive(Clone, Copy, Debug, Default)]
struct Second {
    /// Which, since the server's start.
    number: u64,
    tally: Tally,
}

/// What happened in some seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls.
    pub calls: u64,
    /// Calls that failed, wholly or in part.
    pub errors: u64,
    /// Records, items or messages that they carried or read.
    pub amount: u64,
}

/// A call that is under way: who, what, on which resource.
pub(crate) struct Passing<'a> {
    pub call: &'a Call,
    pub service: &'static str,
    pub operation: &'static str,
    pub resource: &'a str,
    /// How many records its input has.
    pub carried: u64,
}

impl Default for Traffic {
    fn default() -> Self {
        Self { parts: Default::default(), hasher: RandomState::new(), since: Instant::now() }
    }
}

impl Traffic {
    /// Counts a call that has ended.
    pub(crate) fn count(&self, passing: &Passing<'_>, result: Result<Outcome<'_>, &Fault>, now: Timestamp) {
        if is_own_page(passing.call) {
            return;
        }
        let second = self.since.elapsed().as_secs();
        let key = self.key(passing);
        let part = &self.parts[key as usize % PARTS];
        let mut flows = part.lock().unwrap_or_else(PoisonError::into_inner);
        if !flows.contains_key(&key) {
            if flows.len() >= FLOWS_MAX {
                let quietest = flows.iter().min_by_key(|(_, flow)| flow.last_second()).map(|(key, _)| *key);
                quietest.map(|key| flows.remove(&key));
            }
            flows.insert(key, Flow::new(passing));
        }
        let Some(flow) = flows.get_mut(&key) else { return };
        let (amount, failure) = match result {
            Ok(outcome) => (outcome.read.unwrap_or(passing.carried), outcome.failure.map(|code| (code, ""))),
            Err(fault) => (0, Some((fault.code.as_ref(), fault.message.as_str()))),
        };
        flow.add(second, Tally { calls: 1, errors: u64::from(failure.is_some()), amount });
        if let Ok(Outcome { late_ms: Some(late_ms), .. }) = result {
            flow.late_ms = late_ms;
        }
        if let Some((code, message)) = failure {
            let message: String = message.chars().take(MESSAGE_BYTES_MAX).collect();
            flow.failure = Some(Failure { at: now, code: code.to_owned(), message });
        }
    }

    /// The flows of `place`, with what happened in the last `seconds` whole seconds, up to [`SECONDS`] less one.
    pub fn flows(&self, place: &Place, seconds: u64) -> Vec<(Flow, Tally)> {
        let now = self.since.elapsed().as_secs();
        let mut found = Vec::new();
        for part in &self.parts {
            let flows = part.lock().unwrap_or_else(PoisonError::into_inner);
            let of_place = flows.values().filter(|flow| flow.place == *place);
            found.extend(of_place.map(|flow| (flow.clone(), flow.during(now, seconds))));
        }
        found.sort_by(|(one, _), (other, _)| {
            let name = |flow: &Flow| (flow.caller.clone(), flow.operation, flow.resource.clone());
            name(one).cmp(&name(other))
        });
        found
    }

    fn key(&self, passing: &Passing<'_>) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        let call = passing.call;
        call.place.hash(&mut hasher);
        match (&call.origin, &call.principal) {
            (Origin::Resource { arn, .. }, _) => (0_u8, arn).hash(&mut hasher),
            (_, Principal::Session { account, role, session }) => {
                (1_u8, account, role, session).hash(&mut hasher);
            }
            (_, Principal::Service(name)) => (2_u8, name).hash(&mut hasher),
            (Origin::Service(name), Principal::Account(_)) => (2_u8, name).hash(&mut hasher),
            (Origin::Door { .. }, Principal::Account(_)) => 3_u8.hash(&mut hasher),
        }
        (passing.service, passing.operation, passing.resource).hash(&mut hasher);
        hasher.finish()
    }
}

impl Flow {
    fn new(passing: &Passing<'_>) -> Self {
        let call = passing.call;
        let caller = match (&call.origin, &call.principal) {
            (Origin::Resource { arn, .. }, _) => arn.clone(),
            (_, session @ Principal::Session { .. }) => session.arn(),
            (_, Principal::Service(name)) | (Origin::Service(name), _) => (*name).to_owned(),
            (Origin::Door { .. }, Principal::Account(_)) => "client".to_owned(),
        };
        Self {
            place: call.place.clone(),
            caller,
            service: passing.service,
            operation: passing.operation,
            resource: passing.resource.to_owned(),
            calls: 0,
            errors: 0,
            late_ms: 0,
            failure: None,
            seconds: [Second::default(); SECONDS],
        }
    }

    fn add(&mut self, number: u64, tally: Tally) {
        self.calls += tally.calls;
        self.errors += tally.errors;
        let second = &mut self.seconds[number as usize % SECONDS];
        if second.number != number {
            *second = Second { number, tally: Tally::default() };
        }
        second.tally += tally;
    }

    /// The `seconds` before the one that is under way.
    fn during(&self, now: u64, seconds: u64) -> Tally {
        let seconds = seconds.min(SECONDS as u64 - 1);
        let is_within = |second: &&Second| second.number < now && second.number + seconds >= now;
        self.seconds.iter().filter(is_within).fold(Tally::default(), |mut sum, second| {
            sum += second.tally;
            sum
        })
    }

    fn last_second(&self) -> u64 {
        self.seconds.iter().map(|second| second.number).max().unwrap_or_default()
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.errors += other.errors;
        self.amount += other.amount;
    }
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, RequestId};

    use super::*;

    fn call(principal: Principal) -> Call {
        let place = Place { account: AccountId::default(), region: kernel::Region::default() };
        Call::inside("lambda", principal, place, RequestId::new(&kernel::SystemRandom::default()))
    }

    fn passing<'a>(call: &'a Call, resource: &'a str) -> Passing<'a> {
        Passing { call, service: "kinesis", operation: "PutRecords", resource, carried: 5 }
    }

    #[test]
    fn a_flow_is_a_caller_an_operation_and_a_resource() {
        let traffic = Traffic::default();
        let (one, other) = (call(Principal::Service("a")), call(Principal::Service("b")));
        let fault = Fault::sender("SlowDown", "less, please");
        for _ in 0..3 {
            traffic.count(&passing(&one, "arn:1"), Ok(Outcome::default()), Timestamp(7));
        }
        traffic.count(&passing(&one, "arn:1"), Err(&fault), Timestamp(8));
        traffic.count(
            &passing(&other, "arn:1"),
            Ok(Outcome { read: Some(9), ..Outcome::default() }),
            Timestamp(9),
        );
        let flows = traffic.flows(&one.place, 10);
        let said: Vec<_> = flows.iter().map(|(flow, _)| (&*flow.caller, flow.calls, flow.errors)).collect();
        assert_eq!(said, [("a", 4, 1), ("b", 1, 0)]);
        let failure = flows[0].0.failure.as_ref().unwrap();
        assert_eq!((failure.at, &*failure.code), (Timestamp(8), "SlowDown"));
        assert_eq!(flows[0].0.during(1, 5), Tally { calls: 4, errors: 1, amount: 15 });
        assert_eq!(flows[1].0.during(1, 5).amount, 9, "what was read counts instead");
    }

    #[test]
    fn seconds_pass_away() {
        let one = call(Principal::Service("a"));
        let mut flow = Flow::new(&passing(&one, "arn:1"));
        flow.add(3, Tally { calls: 1, errors: 0, amount: 1 });
        flow.add(4, Tally { calls: 2, errors: 0, amount: 2 });
        assert_eq!(flow.during(4, 5).calls, 1, "the second that is under way is not counted yet");
        assert_eq!(flow.during(5, 5).calls, 3);
        assert_eq!(flow.during(5, 1).calls, 2);
        assert_eq!(flow.during(100, 5).calls, 0);
        flow.add(63, Tally { calls: 1, errors: 0, amount: 1 });
        assert_eq!(flow.during(64, 59).calls, 1, "the place of second 3 was taken by 63");
    }

    #[test]
    fn the_quietest_flow_makes_room() {
        let traffic = Traffic::default();
        let one = call(Principal::Service("a"));
        for number in 0..(FLOWS_MAX * PARTS * 2) {
            traffic.count(&passing(&one, &format!("arn:{number}")), Ok(Outcome::default()), Timestamp(1));
        }
        assert!(traffic.flows(&one.place, 1).len() <= FLOWS_MAX * PARTS);
    }

    #[test]
    fn the_console_does_not_see_itself() {
        let traffic = Traffic::default();
        let mut own = call(Principal::Account(AccountId::default()));
        own.origin = Origin::Service("console");
        traffic.count(&passing(&own, "arn:1"), Ok(Outcome::default()), Timestamp(1));
        assert!(traffic.flows(&own.place, 1).is_empty());
    }
}
