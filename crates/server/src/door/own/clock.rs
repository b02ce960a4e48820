//! `api/clock`: `GET` reads it; `POST` with one of `advanceMs`, `set` or `frozen` moves, stops or starts it.

use http::Method;
use kernel::Timestamp;
use serde_json::{Value, json};

use super::Request;
use super::reply::{Reply, bad, failure, no_method, number_of, text_of, value};
use crate::door::Door;
use crate::time::Reading;

/// Answers a request about the clock.
pub async fn answer(door: &Door, request: &Request<'_>) -> Reply {
    match (request.method, request.rest) {
        (&Method::GET, "") => Ok(value(&said(door.time.read()))),
        (&Method::POST, "") => {
            let wish = request.object(&["advanceMs", "set", "frozen"])?;
            let set = text_of(&wish, "set")?;
            let moved = match (number_of(&wish, "advanceMs")?, set, &wish["frozen"]) {
                (Some(milliseconds), None, Value::Null) => door.time.advance(milliseconds).await,
                (None, Some(text), Value::Null) => {
                    let no_time = || bad(format!("`{text}` is not a time such as 2026-12-01T00:00:00Z"));
                    door.time.set(Timestamp::parse_iso8601(&text).ok_or_else(no_time)?).await
                }
                (None, None, Value::Bool(true)) => door.time.freeze().await,
                (None, None, Value::Bool(false)) => door.time.resume().await,
                _ => return Err(bad("one of `advanceMs`, `set` and `frozen` (true or false) is wanted")),
            };
            let refused = |error: crate::time::TimeError| {
                if error.is_asked_wrongly() { bad(error) } else { failure(&error) }
            };
            moved.map(|reading| value(&said(reading))).map_err(refused)
        }
        _ => Err(no_method("GET and POST /_pumphouse/api/clock")),
    }
}

fn said(reading: Reading) -> Value {
    json!({
        "now": reading.now.iso8601(),
        "machine": reading.machine.iso8601(),
        "shiftMs": reading.now.0 as i64 - reading.machine.0 as i64,
        "frozen": reading.is_frozen,
    })
}
