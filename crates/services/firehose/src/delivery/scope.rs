//! What all work of one delivery stream knows: whose it is, its plan, the house around it.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Call, Dispatch, Stopped, Watch};
use kernel::{Place, Timestamp};

use super::columns::Columns;
use crate::engine::{Engine, StoredStream, Stream};
use crate::limits;
use crate::metering::Calls;
use crate::plan::{Plan, Role};

/// See the module.
pub struct Scope {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// What keeps records and progress.
    pub engine: Arc<Engine>,
    /// The delivery stream.
    pub stream: Arc<Stream>,
    /// Its configuration.
    pub stored: Arc<StoredStream>,
    /// What that comes to.
    pub plan: Plan,
    /// When to end.
    pub stopped: Stopped,
    /// What was seen of the columns of records so far, where they are converted.
    pub columns: Arc<Columns>,
}

impl Scope {
    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.dispatch.clock().now()
    }

    /// Counts something, where somebody keeps metrics.
    pub fn count(&self, add: impl FnOnce(&mut Calls)) {
        if self.dispatch.measure().is_some() {
            self.stream.meter.count(self.now(), add);
        }
    }

    /// The role that what has none of its own is done as: that of the bucket.
    pub fn role(&self) -> &Role {
        &self.plan.failures.role
    }

    /// A call as a role, of the delivery stream's own place.
    pub fn call(&self, role: &Role) -> Call {
        self.call_at(role, self.stream.place.clone())
    }

    /// A call as a role, of a place.
    pub fn call_at(&self, role: &Role, place: Place) -> Call {
        Call::inside("firehose", role.session(&self.stream.name), place, self.dispatch.request_id())
    }

    /// Waits for so many milliseconds of the house's clock, or until the work is to end.
    pub async fn pause(&self, milliseconds: u64) {
        let until = Timestamp(self.now().0.saturating_add(milliseconds));
        let mut watch = self.watch();
        tokio::select! {
            () = self.wait_until(until, &mut watch) => {}
            () = self.stopped.set() => {}
        }
    }

    /// A watch for [`Self::wait_until`].
    pub fn watch(&self) -> Watch {
        self.dispatch.notices().watch(self.stream.arn.as_str())
    }

    /// Waits until a time of the house's clock. It can be moved, so it is looked at again and again, and
    /// whenever something is told of the delivery stream.
    pub async fn wait_until(&self, time: Timestamp, watch: &mut Watch) {
        loop {
            watch.borrow_and_update();
            let left_ms = time.millis_since(self.now());
            if left_ms == 0 {
                return;
            }
            let look = Duration::from_millis(left_ms).min(limits::CLOCK_LOOK_EVERY);
            // Either way the clock is looked at.
            tokio::select! {
                _ = watch.changed() => {}
                () = self.dispatch.wait_for_move(look) => {}
            }
        }
    }
}
