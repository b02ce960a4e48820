//! A house with nothing but the catalogue in it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use glue_api as api;
use glue_service::Glue;
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub glue: Arc<Glue>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let glue = Glue::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(glue.routes())]);
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, glue, call }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// What a refused call answers: code and text.
    pub async fn refused<O: Operation>(&self, input: O::Input) -> (String, String) {
        match self.call::<O>(input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.message),
        }
    }

    pub async fn create_database(&self, name: &str) {
        self.call::<api::CreateDatabase>(database(name)).await.unwrap();
    }
}

/// What makes a database.
pub fn database(name: &str) -> api::CreateDatabaseInput {
    let database_input = api::DatabaseInput { name: name.into(), ..Default::default() };
    api::CreateDatabaseInput { database_input, ..Default::default() }
}

/// Code and text as a refusal has them.
pub fn fault(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}
