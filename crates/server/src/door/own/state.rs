//! `api/state`: `GET` lists saved states, `POST` saves one, `POST api/state/load` loads one, `POST api/state/reset` empties
//! the house. The last two restart the server in its place; `instance` tells one run of it from the next.

use std::sync::Arc;

use http::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use wire::Answer;

use super::Request;
use super::reply::{Refusal, Reply, bad, failure, no_method, refusal, text_of, value};
use crate::door::Door;
use crate::state::{Manifest, StateError, StateName, States};

/// Answers a request about the state.
pub async fn answer(door: &Door, request: &Request<'_>) -> Reply {
    match (request.method, request.rest) {
        (&Method::GET, "") => list(door).await,
        (&Method::POST, "") => save(door, name(request)?).await,
        (&Method::POST, "load") => {
            let (states, name) = (states(door)?, name(request)?);
            let loaded = work(move || states.load(&name)).await?;
            door.restart.set();
            Ok(accepted(door, &told(&loaded)))
        }
        (&Method::POST, "reset") => {
            // What is in memory is gone by the restart alone.
            if let Some(states) = door.states.clone() {
                work(move || states.reset()).await?;
            }
            door.restart.set();
            Ok(accepted(door, &json!({})))
        }
        _ => {
            Err(no_method("GET and POST /_pumphouse/api/state, POST /_pumphouse/api/state/load and …/reset"))
        }
    }
}

async fn list(door: &Door) -> Reply {
    let Some(states) = door.states.clone() else {
        return Ok(value(&json!({"instance": door.instance, "states": []})));
    };
    let folder = states.folder();
    let all = work(move || states.list()).await?;
    let all = all.into_iter().map(|saved| {
        let time = saved.saved.map(|time| time.iso8601());
        json!({"name": saved.name.to_string(), "bytes": saved.bytes, "saved": time})
    });
    let states = all.collect::<Vec<_>>();
    Ok(value(&json!({"instance": door.instance, "folder": folder, "states": states})))
}

async fn save(door: &Door, name: StateName) -> Reply {
    let (states, volume) = (states(door)?, door.volume.clone());
    let file = states.file(&name);
    let manifest = work(move || states.save(&volume, &name, crate::state::now())).await?;
    let mut answer = told(&manifest);
    answer["file"] = json!(file);
    Ok(Answer { status: StatusCode::CREATED, ..value(&answer) })
}

fn states(door: &Door) -> Result<Arc<States>, Refusal> {
    door.states.clone().ok_or_else(|| refused(&StateError::InMemory))
}

fn name(request: &Request<'_>) -> Result<StateName, Refusal> {
    let wish = request.object(&["name"])?;
    let name = text_of(&wish, "name")?.ok_or_else(|| bad("`name` is missing"))?;
    StateName::parse(&name).map_err(bad)
}

/// Does what blocks.
async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StateError> + Send + 'static,
) -> Result<T, Refusal> {
    let done = spawn_blocking(work).await.map_err(|error| failure(&error))?;
    done.map_err(|error| refused(&error))
}

fn refused(error: &StateError) -> Refusal {
    refusal(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), error)
}

fn told(manifest: &Manifest) -> Value {
    json!({
        "program": manifest.program,
        "saved": manifest.saved.iso8601(),
        "files": manifest.files,
        "bytes": manifest.bytes,
    })
}

/// The server is about to restart.
fn accepted(door: &Door, told: &Value) -> Answer {
    let mut told = told.clone();
    told["instance"] = json!(door.instance);
    Answer { status: StatusCode::ACCEPTED, ..value(&told) }
}
