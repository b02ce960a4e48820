//! Which arrow a flow of calls belongs to.

use dispatch::Flow;

use super::gather::alerts::ALARMS;
use super::scene::{Arrow, BY_SETTINGS, Kind, Scene, id, id_of_arn};
use crate::look::State;

/// Which way data goes in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the caller to what it calls.
    Into,
    /// From what is called to the caller.
    OutOf,
    /// Neither: a description, an iterator.
    Beside,
}

/// Operations that carry data into what they call.
const INTO: &[&str] = &[
    "BatchWriteItem",
    "CompleteMultipartUpload",
    "CopyObject",
    "DeleteItem",
    "Invoke",
    "Publish",
    "PublishBatch",
    "PutItem",
    "PutMetricData",
    "PutObject",
    "PutRecord",
    "PutRecordBatch",
    "PutRecords",
    "SendMessage",
    "SendMessageBatch",
    "TransactWriteItems",
    "UpdateItem",
    "UploadPart",
];
/// Operations that read data.
const OUT_OF: &[&str] = &[
    "BatchGetItem",
    "GetItem",
    "GetObject",
    "GetQueryResults",
    "GetRecords",
    "Query",
    "ReceiveMessage",
    "Scan",
    "TransactGetItems",
];

/// From where to where, and which way, the data of `flow` goes; none for callers and resources that are no parts.
pub fn ends(flow: &Flow, scene: &Scene) -> Option<(String, String, Direction)> {
    let direction = match flow.operation {
        name if INTO.contains(&name) => Direction::Into,
        name if OUT_OF.contains(&name) => Direction::OutOf,
        _ => Direction::Beside,
    };
    let called = match flow.service {
        "athena" => id(Kind::Athena, "queries"),
        "monitoring" if flow.operation == "PutMetricData" => id(Kind::Alarms, ALARMS),
        _ => id_of_arn(&flow.resource)?,
    };
    let caller = caller(flow, scene, direction)?;
    Some(match direction {
        Direction::OutOf => (called, caller, direction),
        Direction::Into | Direction::Beside => (caller, called, direction),
    })
}

fn caller(flow: &Flow, scene: &Scene, direction: Direction) -> Option<String> {
    match flow.caller.as_str() {
        "client" if direction == Direction::OutOf => Some(id(Kind::Readers, "clients")),
        "client" => Some(id(Kind::Writers, "clients")),
        // What queries read is drawn by the catalog; where they leave their results is no step of the pipeline.
        "athena" => None,
        arn => match arn.split_once(":assumed-role/") {
            Some((_, session)) => {
                let (role, session) = session.split_once('/')?;
                scene.actors.get(&(role.to_owned(), session.to_owned())).cloned()
            }
            None => id_of_arn(arn),
        },
    }
}

/// Puts the ways into `scene` that only calls show: who writes from outside, what a function writes to.
pub fn observe<'a>(scene: &mut Scene, flows: impl Iterator<Item = &'a Flow>) {
    for flow in flows {
        let Some((from, to, direction)) = ends(flow, scene) else { continue };
        if direction == Direction::Beside {
            continue;
        }
        for (kind, end) in [(Kind::Writers, &from), (Kind::Readers, &to)] {
            if *end == id(kind, "clients") && !scene.nodes.contains_key(end) {
                scene.add(kind, "clients", State::Well, "");
            }
        }
        // What a function reads from its own source is drawn already; what is looked up is no step of the pipeline.
        let is_look_up =
            direction == Direction::OutOf && flow.operation != "GetRecords" && !to.starts_with("readers/");
        let is_guess = |arrow: &Arrow| arrow.what == BY_SETTINGS;
        let known = scene.arrows.get(&(from.clone(), to.clone()));
        if known.map_or(!is_look_up, is_guess) {
            scene.connect(&from, &to, "calls");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_of_one_kind() {
        assert!(INTO.is_sorted() && OUT_OF.is_sorted());
        assert!(!INTO.iter().any(|name| OUT_OF.contains(name)));
    }
}
