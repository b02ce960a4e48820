//! Dashboards: texts by name, of an account; their form is the handlers' business.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use kernel::{Place, Timestamp};
use storage::Transaction;
use wire::{Shape, from_json, to_json};

use super::{Engine, EngineError, Result, keys};
use crate::limits::DASHBOARDS_MAX;

/// The version of the stored form.
const VERSION: i32 = 1;

/// A dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    /// Its name.
    pub name: String,
    /// What it shows, as it was given.
    pub body: String,
    /// When it was put last.
    pub modified: Timestamp,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Its stored form, in JSON.
#[derive(Shape)]
struct Stored {
    version: i32,
    body: String,
    modified: Timestamp,
    #[shape(default)]
    tags: BTreeMap<String, String>,
}

impl Dashboard {
    fn encode(&self) -> Vec<u8> {
        let Self { body, modified, tags, .. } = self.clone();
        to_json(&Stored { version: VERSION, body, modified, tags })
    }

    fn decode(name: &str, value: &[u8]) -> Result<Self> {
        let damaged = EngineError::Corrupt("a dashboard");
        let stored: Stored = from_json(value).map_err(|_| damaged.clone())?;
        let Stored { version, body, modified, tags } = stored;
        if version == VERSION {
            Ok(Self { name: name.to_owned(), body, modified, tags })
        } else {
            Err(damaged)
        }
    }
}

impl Engine {
    /// Puts a dashboard; one that is there keeps its tags.
    pub async fn put_dashboard(
        &self,
        place: &Place,
        name: &str,
        body: String,
        tags: BTreeMap<String, String>,
    ) -> Result<()> {
        let (key, all, name) = (keys::dashboard(place, name), keys::dashboard(place, ""), name.to_owned());
        let modified = self.now();
        let work = move |store: &mut Transaction| {
            let tags = match store.get(&key)? {
                Some(before) => Dashboard::decode(&name, &before)?.tags,
                None => {
                    let mut count = 0;
                    store.scan_prefix(&all, &mut |_, _| {
                        count += 1;
                        ControlFlow::Continue(())
                    })?;
                    if count >= DASHBOARDS_MAX {
                        return Err(EngineError::TooManyDashboards(DASHBOARDS_MAX));
                    }
                    tags
                }
            };
            store.put(key, Dashboard { name, body, modified, tags }.encode());
            Ok(())
        };
        self.store()?.write(work).await?
    }

    /// The dashboard called `name`.
    pub fn dashboard(&self, place: &Place, name: &str) -> Result<Dashboard> {
        let missing = || EngineError::NoDashboards(vec![name.to_owned()]);
        let store = self.store_if_used()?.ok_or_else(missing)?;
        Dashboard::decode(name, &store.get(&keys::dashboard(place, name))?.ok_or_else(missing)?)
    }

    /// The dashboards of an account whose names begin with `prefix`, in order of name, until `visit` breaks.
    pub fn dashboards(
        &self,
        place: &Place,
        prefix: &str,
        visit: &mut dyn FnMut(Dashboard) -> ControlFlow<()>,
    ) -> Result<()> {
        let Some(store) = self.store_if_used()? else { return Ok(()) };
        let all = keys::dashboard(place, "").len();
        let mut failed = None;
        store.scan_prefix(&keys::dashboard(place, prefix), &mut |key, value| {
            let name = String::from_utf8_lossy(&key[all..]);
            Dashboard::decode(&name, value).map(&mut *visit).unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// Deletes all dashboards of `names`, or none where one of them is not there.
    pub async fn delete_dashboards(&self, place: &Place, names: Vec<String>) -> Result<()> {
        let place = place.clone();
        let work = move |store: &mut Transaction| {
            let mut missing = Vec::new();
            for name in names {
                let key = keys::dashboard(&place, &name);
                match store.get(&key)? {
                    Some(_) => store.delete(&key),
                    None => missing.push(name),
                }
            }
            if missing.is_empty() { Ok(()) } else { Err(EngineError::NoDashboards(missing)) }
        };
        self.store()?.write(work).await?
    }

    /// Changes the tags of a dashboard; `change` answers what keeps it from that.
    pub async fn change_tags<E: Send + 'static>(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> std::result::Result<(), E> + Send + 'static,
    ) -> Result<std::result::Result<(), E>> {
        let (key, name) = (keys::dashboard(place, name), name.to_owned());
        let work = move |store: &mut Transaction| {
            let stored = store.get(&key)?.ok_or_else(|| EngineError::NoDashboards(vec![name.clone()]))?;
            let mut dashboard = Dashboard::decode(&name, &stored)?;
            if let Err(refusal) = change(&mut dashboard.tags) {
                return Ok(Err(refusal));
            }
            store.put(key, dashboard.encode());
            Ok(Ok(()))
        };
        self.store()?.write(work).await?
    }
}
