//! The port: takes connections, within bounds, and knows whose query is to be stopped by whom.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dispatch::{Call, Dispatch, Principal, Stop};
use kernel::Place;
use sql::Sql;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use crate::errors::Problem;
use crate::limits::{
    CLOSING_TIME_MAX, CONNECTIONS_MAX, QUERIES_MAX, QUESTIONS_MAX, SESSIONS_MAX, STARTUP_TIME_MAX,
};
use crate::session::Session;
use crate::startup::{self, Begun};
use crate::wire::Connection;

/// The front. Cheap to clone; costs nothing until somebody asks.
#[derive(Clone)]
pub struct Front(Arc<Inner>);

struct Inner {
    sql: Sql,
    dispatch: Dispatch,
    sessions: Arc<Semaphore>,
    queries: Arc<Semaphore>,
    questions: Arc<Semaphore>,
    running: Mutex<HashMap<(u32, u32), Arc<Slot>>>,
    process: AtomicU32,
}

/// What a session runs, so that it can be stopped.
#[derive(Default)]
pub(crate) struct Slot(Mutex<Option<Arc<Stop>>>);

impl Slot {
    /// From now on this is what runs.
    pub fn set(&self, stop: Option<Arc<Stop>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stop;
    }

    fn stop(&self) {
        if let Some(stop) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            stop.set();
        }
    }
}

/// A session's place among those that can be stopped.
pub(crate) struct Registered {
    front: Front,
    /// What it takes to stop what runs.
    pub key: (u32, u32),
    /// What runs.
    pub slot: Arc<Slot>,
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.front.0.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl Front {
    /// A front over this engine, which runs its queries as the account that a client names.
    pub fn new(sql: Sql, dispatch: Dispatch) -> Self {
        Self(Arc::new(Inner {
            sql,
            dispatch,
            sessions: Arc::new(Semaphore::new(SESSIONS_MAX)),
            queries: Arc::new(Semaphore::new(QUERIES_MAX)),
            questions: Arc::new(Semaphore::new(QUESTIONS_MAX)),
            running: Mutex::default(),
            process: AtomicU32::new(1),
        }))
    }

    /// Serves `listener` until `closing` turns true; then ends all sessions, within bounds.
    pub async fn serve(self, listener: TcpListener, mut closing: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        loop {
            let place =
                Arc::clone(&places).acquire_owned().await.expect("invariant: the semaphore stays open");
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = closing.wait_for(|closing| *closing) => break,
            };
            let Ok((stream, _)) = accepted else { continue };
            let (front, closing) = (self.clone(), closing.clone());
            tokio::spawn(async move {
                let _place = place;
                front.attend(stream, closing).await;
            });
        }
        let all = u32::try_from(CONNECTIONS_MAX).expect("invariant: a small number");
        let _ = tokio::time::timeout(CLOSING_TIME_MAX, places.acquire_many(all)).await;
    }

    /// Serves one connection to its end.
    async fn attend(&self, stream: TcpStream, mut closing: watch::Receiver<bool>) {
        let mut wire = Connection::new(stream);
        let starting = tokio::time::timeout(STARTUP_TIME_MAX, startup::begin(&mut wire));
        let begun = tokio::select! {
            begun = starting => begun,
            // Whoever has not said anything yet is not waited for.
            _ = closing.wait_for(|closing| *closing) => return,
        };
        let wishes = match begun {
            Ok(Ok(Begun::Session(wishes))) => wishes,
            Ok(Ok(Begun::Cancel(process, secret))) => return self.cancel(process, secret),
            Ok(Ok(Begun::Refused)) | Ok(Err(_)) | Err(_) => return,
        };
        let Ok(_place) = self.0.sessions.try_acquire() else {
            let problem = Problem::fatal("53300", "sorry, too many clients already");
            wire.out.problem(&problem);
            let _ = wire.flush().await;
            return;
        };
        let session = Session::new(self.clone(), wire, wishes, self.register());
        // A connection that breaks concerns its client only.
        let _ = session.run(closing).await;
    }

    fn register(&self) -> Registered {
        let process = self.0.process.fetch_add(1, Ordering::Relaxed) & 0x7fff_ffff;
        let secret = (self.0.dispatch.random().u64() & 0xffff_ffff) as u32;
        let slot = Arc::new(Slot::default());
        let mut running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.insert((process, secret), Arc::clone(&slot));
        Registered { front: self.clone(), key: (process, secret), slot }
    }

    fn cancel(&self, process: u32, secret: u32) {
        let slot =
            self.0.running.lock().unwrap_or_else(PoisonError::into_inner).get(&(process, secret)).cloned();
        if let Some(slot) = slot {
            slot.stop();
        }
    }

    /// The engine.
    pub(crate) fn sql(&self) -> &Sql {
        &self.0.sql
    }

    /// The right to run one of the queries that may run.
    pub(crate) fn queries(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.queries)
    }

    /// The right to ask one of the questions about what there is that may be asked.
    pub(crate) fn questions(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.questions)
    }

    /// A call as the root of an account.
    pub(crate) fn call(&self, place: &Place) -> Call {
        let principal = Principal::Account(place.account.clone());
        Call::inside("postgres", principal, place.clone(), self.0.dispatch.request_id())
    }
}
