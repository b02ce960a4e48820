//! One client's session: hears messages, answers each, and keeps what the client keeps.
//!
//! After an error in a series of messages the rest of the series is passed over, up to its end. A transaction is only
//! what the client believes it to be: it has no effect but that a failed one has to be ended.

mod ask;
mod carry;
mod extended;
mod rows;
mod simple;

use std::collections::HashMap;

use tokio::sync::watch;

use crate::errors::Problem;
use crate::front::{Front, Registered};
use crate::settings::Settings;
use crate::startup::Wishes;
use crate::wire::{Broken, Connection, Message};
use extended::{Portal, Prepared};

/// The catalog of the lake, which clients may call their database.
const LAKE: &str = "awsdatacatalog";

/// Where a session is in a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transaction {
    /// In none.
    None,
    /// In one.
    Open,
    /// In one that failed.
    Failed,
}

/// Why something did not happen.
#[derive(Debug)]
enum Fail {
    /// The client is to be told.
    Problem(Problem),
    /// The client is gone.
    Broken(Broken),
}

impl From<Problem> for Fail {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Broken> for Fail {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// A session.
pub struct Session {
    front: Front,
    wire: Connection,
    wishes: Wishes,
    registered: Registered,
    settings: Settings,
    /// The database of names that say none.
    database: String,
    transaction: Transaction,
    statements: HashMap<String, Prepared>,
    portals: HashMap<String, Portal>,
    /// What is left of a series of messages is passed over.
    skips: bool,
}

impl Session {
    /// A session that has said nothing yet.
    pub(crate) fn new(front: Front, wire: Connection, wishes: Wishes, registered: Registered) -> Self {
        Self {
            front,
            wire,
            wishes,
            registered,
            settings: Settings::default(),
            database: "default".to_owned(),
            transaction: Transaction::None,
            statements: HashMap::new(),
            portals: HashMap::new(),
            skips: false,
        }
    }

    /// Serves the client until it ends, or `closing` turns true.
    pub async fn run(mut self, closing: watch::Receiver<bool>) -> Result<(), Broken> {
        let mut closed = closing.clone();
        tokio::select! {
            served = self.serve(closing) => served,
            // Whoever waits for rows is not waited for: queries end with their session.
            () = grace(&mut closed) => Ok(()),
        }
    }

    async fn serve(&mut self, mut closing: watch::Receiver<bool>) -> Result<(), Broken> {
        if let Err(fail) = self.hello().await {
            return match fail {
                Fail::Broken(broken) => Err(broken),
                Fail::Problem(problem) => {
                    self.wire.out.problem(&Problem { severity: "FATAL", ..problem });
                    self.wire.flush().await
                }
            };
        }
        loop {
            let next = tokio::select! {
                next = self.wire.next() => Some(next),
                _ = closing.wait_for(|closing| *closing) => None,
            };
            let Some(next) = next else {
                let words = "terminating connection due to administrator command";
                self.wire.out.problem(&Problem::fatal("57P01", words));
                return self.wire.flush().await;
            };
            let message = next.and_then(|(kind, frame)| Message::read(kind, frame));
            let message = match message {
                Ok(Message::Terminate) | Err(Broken::Closed) => return Ok(()),
                Ok(message) => message,
                Err(broken) => {
                    self.wire.out.problem(&Problem::fatal("08P01", broken.to_string()));
                    return self.wire.flush().await;
                }
            };
            self.answer(message).await?;
        }
    }

    /// What every client is told first.
    async fn hello(&mut self) -> Result<(), Fail> {
        self.settings.name_user(&self.wishes.user);
        for (name, value) in std::mem::take(&mut self.wishes.settings) {
            self.settings.begin(&name, &value)?;
        }
        self.open_database().await?;
        self.wire.out.welcome();
        for (name, value) in self.settings.told() {
            self.wire.out.setting(name, value);
        }
        let (process, secret) = self.registered.key;
        self.wire.out.key(process, secret);
        self.ready();
        self.wire.flush().await?;
        Ok(())
    }

    /// The client's database: the catalog by its name or by the names that clients take where nobody says one, or a
    /// database of the catalog, which is then the default.
    async fn open_database(&mut self) -> Result<(), Fail> {
        let name = self.wishes.database.to_lowercase();
        let is_catalog =
            [LAKE, "postgres"].contains(&name.as_str()) || self.wishes.database == self.wishes.user;
        let catalog = self.front.sql().catalog(&self.front.call(&self.wishes.place));
        let found = catalog.database(&name).await.map_err(|error| Problem::of(&error, ""))?;
        if found.is_some() {
            if self.settings.get("search_path") == Some("default") {
                self.settings.begin("search_path", &format!("\"{name}\""))?;
            }
        } else if !is_catalog {
            let words = format!("database \"{}\" does not exist", self.wishes.database);
            let hint = "Connect to a database of the Glue catalog, or to `awsdatacatalog` for all of them.";
            return Err(Problem::fatal("3D000", words).hint(hint).into());
        }
        self.choose_database().await
    }

    /// The first database of the search path that there is.
    async fn choose_database(&mut self) -> Result<(), Fail> {
        let path = self.settings.search_path();
        let catalog = self.front.sql().catalog(&self.front.call(&self.wishes.place));
        // One name is meant whether it is there or not.
        if let [name] = path.as_slice() {
            self.database.clone_from(name);
            return Ok(());
        }
        for name in &path {
            if catalog.database(name).await.map_err(|error| Problem::of(&error, ""))?.is_some() {
                self.database.clone_from(name);
                return Ok(());
            }
        }
        self.database = path.into_iter().next().unwrap_or_default();
        Ok(())
    }

    fn ready(&mut self) {
        // From here on there is nothing to be stopped.
        self.registered.slot.set(None);
        self.wire.out.ready(match self.transaction {
            Transaction::None => b'I',
            Transaction::Open => b'T',
            Transaction::Failed => b'E',
        });
    }

    async fn answer(&mut self, message: Message) -> Result<(), Broken> {
        let answered = match message {
            Message::Sync => {
                self.skips = false;
                self.end_portals();
                self.ready();
                return self.wire.flush().await;
            }
            Message::Terminate | Message::Copy => return Ok(()),
            _ if self.skips => return Ok(()),
            Message::Query(text) => return self.query(&text).await,
            Message::Flush => return self.wire.flush().await,
            Message::Parse { name, text, kinds } => self.parse(name, text, kinds),
            Message::Bind { portal, statement, formats, values, results } => {
                self.bind(portal, &statement, &formats, &values, &results)
            }
            Message::Describe(target) => self.describe(target).await,
            Message::Execute { portal, rows_max } => self.execute(&portal, rows_max).await,
            Message::Close(target) => self.close(&target),
            Message::Call => Err(Problem::unsupported("a function called by its number").into()),
            Message::Unknown(kind) => {
                let words = format!("invalid frontend message type {kind}");
                self.wire.out.problem(&Problem::fatal("08P01", words));
                self.wire.flush().await?;
                return Err(Broken::Format);
            }
        };
        match answered {
            Ok(()) => self.wire.ease().await,
            Err(Fail::Broken(broken)) => Err(broken),
            Err(Fail::Problem(problem)) => {
                self.skips = true;
                self.fail(&problem);
                // Whoever waits for an answer before it says Sync gets one.
                self.wire.flush().await
            }
        }
    }

    /// Tells what went wrong, which fails the transaction.
    fn fail(&mut self, problem: &Problem) {
        self.wire.out.problem(problem);
        if self.transaction == Transaction::Open {
            self.transaction = Transaction::Failed;
        }
    }

    /// Outside of a transaction, portals end with what made them.
    fn end_portals(&mut self) {
        if self.transaction == Transaction::None {
            self.portals.retain(|_, portal| portal.holds);
        }
    }
}

/// Returns a while after `closing` turned true.
async fn grace(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
    tokio::time::sleep(crate::limits::CLOSING_TIME_MAX / 2).await;
}
