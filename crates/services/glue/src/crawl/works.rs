//! Crawls that are under way: begun, stopped, gone on with after the process has ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dispatch::Stop;
use glue_api::CrawlerHistoryState;
use kernel::Place;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use wire::Fault;

use super::log::Log;
use super::scope::Scope;
use super::{End, Plan, run};
use crate::Glue;
use crate::crawler::Classifiers;
use crate::engine::{CrawlerError, Engine, Outcome, StoredCrawler};
use crate::limits::CRAWLS_AT_ONCE;

/// All crawls, by place and crawler.
pub struct Works {
    state: Mutex<State>,
    places: Arc<Semaphore>,
}

#[derive(Default)]
struct State {
    by_crawler: HashMap<(Place, String), Work>,
    /// What looks at schedules.
    clock: Option<Work>,
    /// Set when a schedule is put on, until it has been looked for.
    is_schedule_new: bool,
    /// Set at the end: nothing new is begun.
    is_over: bool,
}

struct Work {
    stop: Stop,
    task: JoinHandle<()>,
}

impl Default for Works {
    fn default() -> Self {
        Self { state: Mutex::default(), places: Arc::new(Semaphore::new(CRAWLS_AT_ONCE)) }
    }
}

impl Works {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Glue {
    /// Goes on with crawls that were under way when the server ended, and with schedules. Nothing is opened where there
    /// is no catalogue.
    pub async fn resume(&self) -> Result<(), Fault> {
        let scheduled = |crawler: &StoredCrawler| crawler.running.is_some() || crawler.is_scheduled();
        let crawlers = self.engine.crawlers_everywhere(scheduled)?;
        for crawler in crawlers.iter().filter(|crawler| crawler.running.is_some()) {
            self.crawl(crawler.clone())?;
        }
        if crawlers.iter().any(StoredCrawler::is_scheduled) {
            self.watch_schedules();
        }
        Ok(())
    }

    /// Ends all crawls where they are, to go on after the next [`Self::resume`].
    pub async fn shutdown(&self) {
        let works: Vec<Work> = {
            let mut state = self.works.state();
            state.is_over = true;
            let clock = state.clock.take();
            state.by_crawler.drain().map(|(_, work)| work).chain(clock).collect()
        };
        for work in works {
            // A crawl writes only what it would write again, and what it reads may take long.
            work.task.abort();
            let _ = work.task.await;
        }
    }

    /// Begins a crawl; it is durable when this returns.
    pub(crate) async fn begin(&self, place: &Place, name: &str) -> Result<(), CrawlerError> {
        let id = self.dispatch.random().uuid();
        let begun = self.engine.begin_crawl(place, name, id).await?;
        self.crawl(begun)
    }

    /// Has a crawl end as soon as it can.
    pub(crate) async fn stop(&self, place: &Place, name: &str) -> Result<(), CrawlerError> {
        self.engine.stop_crawl(place, name).await?;
        if let Some(work) = self.works.state().by_crawler.get(&(place.clone(), name.to_owned())) {
            work.stop.set();
        }
        Ok(())
    }

    /// Carries out the crawl of a crawler that is under way.
    fn crawl(&self, crawler: StoredCrawler) -> Result<(), CrawlerError> {
        let (place, name) = (crawler.place()?, crawler.name().to_owned());
        let Some(crawl) = crawler.running.clone() else { return Ok(()) };
        let mut state = self.works.state();
        if state.is_over {
            return Ok(());
        }
        let stop = Stop::default();
        if crawl.stopping {
            stop.set();
        }
        let (engine, dispatch, stopped) = (Arc::clone(&self.engine), self.dispatch.clone(), stop.watch());
        let (notices, arn) = (self.dispatch.clone(), place.arn("glue", &format!("crawler/{name}")));
        let places = Arc::clone(&self.works.places);
        let key = (place.clone(), name.clone());
        let task = tokio::spawn(async move {
            let turn = tokio::select! {
                turn = places.acquire_owned() => turn.ok(),
                () = stopped.set() => None,
            };
            let log = Log::new(dispatch.clock().clone(), crawl.id.clone());
            let end = match ready(&engine, &place, &crawler) {
                Err(error) => failed(error),
                Ok((plan, classifiers)) => {
                    let (engine, id) = (Arc::clone(&engine), crawl.id.clone());
                    let (place, classifiers) = (place.clone(), Arc::new(classifiers));
                    let scope = Scope { dispatch, engine, place, plan, id, classifiers, log, stopped };
                    let end = run(&scope).await;
                    scope.log.put(&scope.dispatch, &scope.call(), &scope.plan.name).await;
                    end
                }
            };
            drop(turn);
            // A crawl whose end cannot be kept is begun again at the next start.
            let _ = engine.end_crawl(&place, &name, &crawl.id, end.state, end.outcome, end.error).await;
            notices.notices().post(arn.as_str());
        });
        // A crawl before this one has ended: its crawler would not have begun this.
        state.by_crawler.insert(key, Work { stop, task });
        state.by_crawler.retain(|_, work| !work.task.is_finished());
        Ok(())
    }

    /// Looks at schedules from now on, if nothing does yet.
    pub(crate) fn watch_schedules(&self) {
        let mut state = self.works.state();
        state.is_schedule_new = true;
        if state.is_over || state.clock.is_some() {
            return;
        }
        let Some(glue) = self.own.upgrade() else { return };
        let stop = Stop::default();
        // Times count from now, not from when the task has its first turn.
        let task = tokio::spawn(super::schedule::watch(glue, self.engine.now()));
        state.clock = Some(Work { stop, task });
    }

    /// Says that schedules that are on are about to be looked for.
    pub(crate) fn look_for_schedules(&self) {
        self.works.state().is_schedule_new = false;
    }

    /// Lets the watch end where none was found, unless one was put on meanwhile.
    pub(crate) fn end_watch(&self) -> bool {
        let mut state = self.works.state();
        let ends = !state.is_schedule_new;
        if ends {
            state.clock = None;
        }
        ends
    }
}

/// What a crawler is told, and its classifiers, ready to be used.
fn ready(
    engine: &Engine,
    place: &Place,
    crawler: &StoredCrawler,
) -> Result<(Plan, Classifiers), CrawlerError> {
    let plan = Plan::read(&crawler.crawler, place)?;
    let classifiers = Classifiers::new(engine.ready_classifiers(place, &plan.classifiers)?);
    Ok((plan, classifiers))
}

fn failed(error: CrawlerError) -> End {
    let error = Some(Fault::from(error).message);
    End { state: CrawlerHistoryState::Failed, outcome: Outcome::default(), error }
}
