//! Every number, with where it is from.

use std::time::Duration;

/// Sessions at a time; further ones are refused. PostgreSQL's default `max_connections`.
pub const SESSIONS_MAX: usize = 100;
/// Connections at a time, those that only cancel or have said nothing yet included; the next waits. Ours.
pub const CONNECTIONS_MAX: usize = 200;
/// How long a client may take to say who it is. PostgreSQL's `authentication_timeout` is a minute; ours.
pub const STARTUP_TIME_MAX: Duration = Duration::from_secs(15);
/// How long sessions may go on after the front was told to close. Ours.
pub const CLOSING_TIME_MAX: Duration = Duration::from_secs(5);
/// The first message, in bytes: PostgreSQL's `MAX_STARTUP_PACKET_LENGTH`.
pub const STARTUP_BYTES_MAX: usize = 10_000;
/// Any other message, in bytes: four of the longest query. Ours.
pub const MESSAGE_BYTES_MAX: usize = 1 << 20;
/// What is read from a client while its query runs, to see whether it is still there. Ours.
pub const AHEAD_BYTES_MAX: usize = 64 << 10;
/// What is gathered before it is sent. Ours.
pub const WRITE_BYTES: usize = 32 << 10;
/// Prepared statements of a session. Ours.
pub const STATEMENTS_MAX: usize = 1_000;
/// Portals and cursors of a session. Ours.
pub const PORTALS_MAX: usize = 64;
/// Texts and parameters that a session's statements and portals hold, in bytes. Ours.
pub const KEPT_BYTES_MAX: usize = 8 << 20;
/// Queries that run for all sessions together, those of open cursors included: Athena's keep a turn of the engine's
/// four. Ours.
pub const QUERIES_MAX: usize = 3;
/// Questions to the system catalog, and descriptions of statements, that are answered at a time. Ours.
pub const QUESTIONS_MAX: usize = 4;
/// Settings of a session. Ours.
pub const SETTINGS_MAX: usize = 100;
/// A setting's value, in bytes. Ours.
pub const SETTING_BYTES_MAX: usize = 1_024;
/// A name, in bytes: PostgreSQL's `NAMEDATALEN` cuts at 63; names here are as long as Glue's.
pub const NAME_BYTES_MAX: usize = 255;
/// A query of the system catalog, in bytes. Ours.
pub const CATALOG_QUERY_BYTES_MAX: usize = 64 << 10;
/// Rows of an answer of the system catalog, which is held whole. Ours.
pub const CATALOG_ROWS_MAX: usize = 200_000;
/// Memory of sorts and joins of a question to the system catalog, in bytes. Ours.
pub const CATALOG_MEMORY_BYTES: usize = 64 << 20;
/// Untyped parameters whose meaning is tried one by one. Ours.
pub const GUESSES_MAX: usize = 8;
