//! The rooms: a page for each kind of thing, with a list and a look into one.
//!
//! Every room answers the paths below its own name; a path that it does not know is not found.

mod alarms;
mod buckets;
mod catalog;
mod cost;
mod delivery;
mod faults;
mod functions;
mod graphs;
mod logs;
mod queues;
mod streams;
mod tables;
mod topics;

use wire::Answer;

use crate::Console;
use crate::visit::Visit;

/// The answer of the room that the path names.
pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let (room, rest) = path.split_first()?;
    match *room {
        "alarms" => alarms::answer(console, visit, rest).await,
        "buckets" => buckets::answer(console, visit, rest).await,
        "catalog" => catalog::answer(console, visit, rest).await,
        "cost" => cost::answer(console, visit, rest).await,
        "delivery" => delivery::answer(console, visit, rest).await,
        "faults" => faults::answer(console, visit, rest).await,
        "functions" => functions::answer(console, visit, rest).await,
        "graphs" => graphs::answer(console, visit, rest).await,
        "logs" => logs::answer(console, visit, rest).await,
        "queues" => queues::answer(console, visit, rest).await,
        "streams" => streams::answer(console, visit, rest).await,
        "tables" => tables::answer(console, visit, rest).await,
        "topics" => topics::answer(console, visit, rest).await,
        _ => None,
    }
}
