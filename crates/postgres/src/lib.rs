//! PostgreSQL's protocol over the lake: psql, drivers and tools of PostgreSQL ask Athena's SQL engine.
//!
//! [`Front`] serves a port. What a client asks is SQL as the engine reads it, Trino's dialect; the databases of the
//! Glue catalog are its schemas. What clients send unasked is answered here: settings, transactions (which have no
//! effect), cursors, and questions to the system catalog, which is made anew for each of them out of the Glue catalog.
//!
//! Invariants: a session holds no memory but what its client keeps in it, within [`limits`]; rows are sent as they come,
//! and whoever does not take them stops their making; no bytes of a client make it panic. Nothing runs until a client
//! connects, and the engine is not started until it asks.
//!
//! Lacks: passwords and TLS (loopback only), COPY FROM, LISTEN, cursors that go back, functions called by number.

mod catalog;
mod command;
mod errors;
mod front;
mod lexer;
pub mod limits;
mod session;
mod settings;
mod startup;
mod values;
mod wire;

pub use front::Front;
