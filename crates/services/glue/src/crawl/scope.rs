//! What all of a crawl knows: whose it is, its plan, the house around it.

use std::sync::Arc;

use dispatch::{Call, Dispatch, Principal, Stopped};
use kernel::Place;
use wire::{Fault, Operation};

use super::log::Log;
use super::plan::Plan;
use crate::crawler::Classifiers;
use crate::crawler::layout::LayoutError;
use crate::engine::{CrawlerError, Engine, EngineError};

/// The session that a crawler takes its role as.
const SESSION: &str = "AWS-Crawler";

/// See the module.
pub struct Scope {
    /// The switchboard.
    pub dispatch: Dispatch,
    /// The catalogue.
    pub engine: Arc<Engine>,
    /// Where the crawler is.
    pub place: Place,
    /// What it is told.
    pub plan: Plan,
    /// The crawl's id.
    pub id: String,
    /// What objects are.
    pub classifiers: Arc<Classifiers>,
    /// What is told.
    pub log: Log,
    /// When to end.
    pub stopped: Stopped,
}

/// Why a crawl ended before its end.
#[derive(Debug)]
pub enum Ended {
    /// It was told to.
    Stopped,
    /// This kept it.
    Failed(String),
}

impl Scope {
    /// A call as the crawler's role.
    pub fn call(&self) -> Call {
        let role = &self.plan.role;
        let session = SESSION.to_owned();
        let principal =
            Principal::Session { account: role.account.clone(), role: role.name.clone(), session };
        let Place { account, region } = &self.place;
        let crawler = format!("arn:aws:glue:{region}:{account}:crawler/{}", self.plan.name);
        Call::inside("glue", principal, self.place.clone(), self.dispatch.request_id()).on_account_of(crawler)
    }

    /// Ends the crawl if it is to end.
    pub fn go_on(&self) -> Result<(), Ended> {
        if self.stopped.is_set() { Err(Ended::Stopped) } else { Ok(()) }
    }

    /// Whether the role may do `O` to a table of the crawler's database.
    pub async fn permit<O: Operation>(&self, table: &str) -> Result<(), Ended> {
        let database = &self.plan.database;
        let kinds =
            ["catalog".to_owned(), format!("database/{database}"), format!("table/{database}/{table}")];
        let arns = kinds.map(|kind| self.place.arn("glue", &kind).as_str().to_owned());
        Ok(self.dispatch.permit_on::<O>(&self.call(), &arns).await?)
    }
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.message)
    }
}

impl From<EngineError> for Ended {
    fn from(error: EngineError) -> Self {
        Self::Failed(Fault::from(error).message)
    }
}

impl From<CrawlerError> for Ended {
    fn from(error: CrawlerError) -> Self {
        Self::Failed(Fault::from(error).message)
    }
}

impl From<LayoutError> for Ended {
    fn from(error: LayoutError) -> Self {
        Self::Failed(error.to_string())
    }
}
