//! The console: web pages about a running house, under `/_pumphouse/`.
//!
//! Pages are made on the server, from AWS operations that it calls through [`dispatch`] as the account itself: what a
//! page shows is what a client would be told. What is no AWS operation (faults, the clock, past invocations) comes
//! through [`Backstage`], which the server fills. In the browser run a few small modules; charts are plotly's, out of
//! the crate of that name. Nothing is fetched from elsewhere: the content security policy forbids it.
//!
//! docs/decisions/0010-console.md says why it is built so.

mod answer;
mod ask;
mod assets;
mod backstage;
mod dashboards;
mod decoded;
mod look;
mod map;
mod notice;
mod page;
mod queries;
mod rooms;
mod sheet;
mod sql;
mod tail;
mod visit;

use std::sync::Arc;

use bytes::Bytes;
use dispatch::Dispatch;
use http::request::Parts;
use storage::Volume;
use wire::Answer;

pub use crate::backstage::{Backstage, Bill, BillLine, Buffered, ClockMove, ClockReading, Invocation, Part};
use crate::dashboards::Shelf;
pub use crate::queries::{Asked, Queries, Told};
pub use crate::sheet::Sheet;
use crate::tail::Tails;
pub use crate::visit::PLACE_HEADER;
use crate::visit::Visit;

/// What the console's paths begin with.
pub const PREFIX: &str = "/_pumphouse/";

/// The pages.
pub struct Console {
    dispatch: Dispatch,
    queries: Arc<dyn Queries>,
    shelf: Shelf,
    backstage: Arc<dyn Backstage>,
    watches: Arc<map::Watches>,
    tails: Tails,
}

impl Console {
    /// Pages about what is behind `dispatch`, and about what only the house itself knows; dashboards are kept on
    /// `volume`. Costs nothing until somebody looks.
    pub fn new(
        dispatch: Dispatch,
        queries: Arc<dyn Queries>,
        backstage: Arc<dyn Backstage>,
        volume: Volume,
    ) -> Self {
        let watches = Arc::new(map::Watches::new(dispatch.clone()));
        Self { dispatch, queries, shelf: Shelf::new(volume), backstage, watches, tails: Tails::default() }
    }

    /// Ends what pages listen to: the house closes.
    pub fn close(&self) {
        self.watches.close();
    }

    /// The answer to a request under [`PREFIX`]; none where there is no such page.
    pub async fn answer(&self, parts: &Parts, body: &Bytes) -> Option<Answer> {
        if !visit::is_for_this_machine(parts) {
            let text = "the console is shown under localhost or a loopback address, such as 127.0.0.1";
            return Some(answer::refusal(403, text));
        }
        let visit = Visit::read(parts, body)?;
        let path: Vec<&str> = visit.path.iter().map(String::as_str).collect();
        match (visit.method.as_str(), &path[..]) {
            ("GET", []) => Some(map::page(self, &visit).await),
            ("GET", ["map", "drawing"]) => Some(map::drawing(self, &visit).await),
            ("GET", ["map", "live"]) => Some(map::live(self, &visit)),
            ("GET", ["assets", name]) => assets::answer(name, &parts.headers),
            (_, ["dashboards", rest @ ..]) => dashboards::answer(self, &visit, rest).await,
            (_, ["sql", rest @ ..]) => sql::answer(self, &visit, rest).await,
            ("POST", ["place"]) => Some(visit::choose_place(&visit)),
            (_, path) => {
                let answer = rooms::answer(self, &visit, path).await;
                answer.or_else(|| page::not_found(&visit, &parts.headers))
            }
        }
    }
}
