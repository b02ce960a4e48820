//! "Something new at this ARN": hints that spare embedded consumers from polling.
//!
//! A hint is not data: it may come too often, and it does not come at all where the service is remote, so
//! whoever waits also has a time limit and then looks for itself.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;

/// The notice board.
#[derive(Clone, Debug, Default)]
pub struct Notices(Arc<RwLock<HashMap<String, watch::Sender<u64>>>>);

/// Waits for notices of one ARN.
pub type Watch = watch::Receiver<u64>;

impl Notices {
    /// Tells whoever watches `arn`. Costs a look-up where nobody does.
    pub fn post(&self, arn: &str) {
        let board = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = board.get(arn) {
            sender.send_modify(|count| *count += 1);
        }
    }

    /// A watch on `arn`. ARNs that nobody watches any more are forgotten here.
    pub fn watch(&self, arn: &str) -> Watch {
        let mut board = self.0.write().unwrap_or_else(PoisonError::into_inner);
        board.retain(|name, sender| name == arn || sender.receiver_count() > 0);
        board.entry(arn.to_owned()).or_insert_with(|| watch::channel(0).0).subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_watch_hears_its_own_arn_only() {
        let notices = Notices::default();
        let mut watch = notices.watch("arn:a");
        notices.post("arn:b");
        assert!(!watch.has_changed().unwrap());
        notices.post("arn:a");
        watch.changed().await.unwrap();
        drop(watch);
        notices.watch("arn:b");
        assert_eq!(notices.0.read().unwrap().len(), 1);
    }
}
