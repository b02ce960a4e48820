//! `GET api/calls`: how many calls each operation was carried out for since the server started, from the door and from
//! inside. What is billed by the request and has no metric is counted so.

use std::collections::BTreeMap;

use http::Method;
use serde_json::json;

use super::Request;
use super::reply::{Reply, no_method, value};
use crate::door::Door;

/// Answers with the counters.
pub fn answer(door: &Door, request: &Request<'_>) -> Reply {
    if (request.method, request.rest) != (&Method::GET, "") {
        return Err(no_method("GET /_pumphouse/api/calls"));
    }
    let of = |carrier: &'_ dispatch::Carrier| {
        let service = carrier.service().name;
        carrier.calls().map(move |(name, count)| (format!("{service}:{name}"), count)).collect::<Vec<_>>()
    };
    let all = door.dispatch.carriers().flat_map(of).filter(|(_, count)| *count > 0);
    let calls: BTreeMap<_, _> = all.collect();
    let now = door.dispatch.clock().now();
    Ok(value(&json!({"since": door.opened.iso8601(), "now": now.iso8601(), "calls": calls})))
}
