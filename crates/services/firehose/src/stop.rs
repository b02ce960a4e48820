//! Telling background work to end.

use tokio::sync::watch;

/// What work looks at to know when to end.
pub struct Stop(watch::Sender<bool>);

/// One look at it.
#[derive(Clone)]
pub struct Stopped(watch::Receiver<bool>);

impl Stop {
    /// Work may go on.
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

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
}
