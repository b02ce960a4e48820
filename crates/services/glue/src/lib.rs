//! The Glue Data Catalog: handlers over an engine of one ordered key-value store.
//!
//! Calls no other service. Background: [`Glue::sweep`], which deletes what was in tables and databases that are gone.
//!
//! Where AWS is silent or we chose: names are folded to lower case. Refused: catalogues of other accounts, federated
//! databases and tables, open table formats.

pub mod crawler;
pub mod engine;
mod errors;
pub mod limits;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Routes};
use glue_api as api;
use storage::Volume;

use engine::Engine;

/// The service.
pub struct Glue {
    engine: Arc<Engine>,
}

impl Glue {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        Arc::new(Self { engine: Arc::new(Engine::new(volume, dispatch.clock().clone())) })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self)).with::<api::CreateDatabase>().with::<api::GetDatabase>()
    }
}
