//! Telling background work to end.

use std::time::Duration;

use tokio::sync::watch;

/// What tells work to end.
pub struct Stop(watch::Sender<bool>);

/// One look at it.
#[derive(Clone)]
pub struct Stopped(watch::Receiver<bool>);

impl Default for Stop {
    /// Work may go on.
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// From now on it may not.
    pub fn set(&self) {
        self.0.send_replace(true);
    }

    /// For the work to look at.
    pub fn watch(&self) -> Stopped {
        Stopped(self.0.subscribe())
    }
}

impl Stopped {
    /// Whether the work is to end.
    pub fn is_set(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the work is to end.
    pub async fn set(&self) {
        // An error says that the other side is gone, and with it whatever the work was for.
        let _ = self.0.clone().wait_for(|stopped| *stopped).await;
    }

    /// Waits for `time`, or until the work is to end.
    pub async fn pause(&self, time: Duration) {
        // Either way the pause is over.
        let _ = tokio::time::timeout(time, self.set()).await;
    }
}
