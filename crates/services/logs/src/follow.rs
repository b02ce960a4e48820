//! What is done with events once they are written: metric filters count them, subscriptions send them on.
//!
//! A task for the metric filters of each group and one for each subscription. Each reads the group's journal from its
//! own durable progress, does its work, and only then moves its progress on; so a kill repeats at most one step.
//! Counting a step twice changes nothing ([`dispatch::Keeping::Add`]); sending it twice is what "at least once" means.
//! Where CloudWatch is elsewhere, metric filters count nothing.

mod count;
mod deliver;
mod destination;
mod envelope;

pub(crate) use destination::Destination;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kernel::Place;
use wire::Fault;

use crate::Logs;
use crate::engine::{EngineError, Follower, GroupId, StoredGroup};
use crate::limits::{REPORT_MS, RETRY_MS};

/// A follower also looks by itself after a while.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Something was done; there may be more.
    More,
    /// There is nothing to do.
    Idle,
    /// The follower is gone.
    Gone,
}

/// Whoever is followed, with what is held while a step of theirs is made.
type Attended = HashMap<(GroupId, Follower), Arc<tokio::sync::Mutex<()>>>;

/// Which followers have a task.
#[derive(Default)]
pub(crate) struct Followers {
    attended: Mutex<Attended>,
    /// Held while a group's events are counted.
    counting: tokio::sync::Mutex<()>,
}

impl Followers {
    /// Notes that `follower` has a task, unless it had one.
    fn attend(&self, group: GroupId, follower: Follower) -> bool {
        let mut attended = self.attended();
        let before = attended.len();
        attended.entry((group, follower)).or_default();
        attended.len() > before
    }

    fn attended(&self) -> MutexGuard<'_, Attended> {
        self.attended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Logs {
    /// Goes on following groups. Called when the house starts.
    pub async fn resume(&self) -> Result<(), Fault> {
        for (place, group) in self.engine.followed()? {
            for (follower, _) in self.engine.followers(group.id())? {
                self.follow(&place, &group, follower);
            }
        }
        Ok(())
    }

    /// Has `follower` attended to, if it is not yet.
    pub(crate) fn follow(&self, place: &Place, group: &StoredGroup, follower: Follower) {
        let Some(own) = self.own.upgrade() else { return };
        if self.followers.attend(group.id(), follower) {
            tokio::spawn(own.attend(place.clone(), group.clone(), follower));
        }
    }

    async fn attend(self: Arc<Self>, place: Place, group: StoredGroup, follower: Follower) {
        let (mut watch, mut wait) = (self.engine.watch(group.id()), RETRY_MS.0);
        loop {
            watch.borrow_and_update();
            match self.step(&place, &group, follower).await {
                Ok(Step::More) => wait = RETRY_MS.0,
                Ok(Step::Idle) => {
                    wait = RETRY_MS.0;
                    // Either way it is time to look.
                    let _ = tokio::time::timeout(LOOK_EVERY, watch.changed()).await;
                    if follower == Follower::METRICS {
                        tokio::time::sleep(Duration::from_millis(REPORT_MS)).await;
                    }
                }
                Ok(Step::Gone) => {
                    self.followers.attended().remove(&(group.id(), follower));
                    // It may have come back before it was struck off.
                    let back = self.engine.progress(group.id(), follower).ok().flatten().is_some();
                    if !back || !self.followers.attend(group.id(), follower) {
                        return;
                    }
                }
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(wait)).await;
                    wait = (wait * 2).min(RETRY_MS.1);
                }
            }
        }
    }

    async fn step(&self, place: &Place, group: &StoredGroup, follower: Follower) -> Result<Step, Fault> {
        let lock = self.followers.attended().get(&(group.id(), follower)).cloned().unwrap_or_default();
        let _stepping = lock.lock().await;
        match follower {
            Follower::METRICS => self.count(place, group).await,
            follower => self.deliver(place, group, follower).await,
        }
    }

    /// Counts all that has been written to a group, so that a change of its filters comes after it.
    pub(crate) async fn catch_up(&self, place: &Place, group: &StoredGroup) -> Result<(), Fault> {
        self.engine.flush().await?;
        while self.count(place, group).await? == Step::More {}
        Ok(())
    }

    /// Counts and sends on all that has been written; what a destination refuses stays for later.
    pub async fn settle(&self) -> Result<(), Fault> {
        self.engine.flush().await?;
        for (place, group) in self.engine.followed()? {
            for (follower, _) in self.engine.followers(group.id())? {
                self.follow(&place, &group, follower);
                while self.step(&place, &group, follower).await.is_ok_and(|step| step == Step::More) {}
            }
        }
        Ok(())
    }
}

/// That a stored pattern cannot be read any more, which parsing it before it was stored rules out.
fn damaged(error: impl std::fmt::Display) -> Fault {
    EngineError::Corrupt(format!("a filter pattern: {error}")).into()
}
