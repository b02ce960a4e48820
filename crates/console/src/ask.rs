//! Asking the house, as any client would: AWS operations through the switchboard, as the account itself.

use dispatch::{Call, Dispatch, Principal};
use kernel::{Place, Timestamp};
use wire::{Fault, Operation};

/// Asks about one account and region.
#[derive(Clone)]
pub struct Ask {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// Whose state is asked for.
    pub place: Place,
}

impl Ask {
    /// Asks about `place`.
    pub fn new(dispatch: &Dispatch, place: &Place) -> Self {
        Self { dispatch: dispatch.clone(), place: place.clone() }
    }

    /// What `O` answers.
    pub async fn of<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        let principal = Principal::Account(self.place.account.clone());
        let call = Call::inside("console", principal, self.place.clone(), self.dispatch.request_id());
        self.dispatch.call::<O>(&call, input).await
    }

    /// The time in the house.
    pub fn now(&self) -> Timestamp {
        self.dispatch.clock().now()
    }
}
