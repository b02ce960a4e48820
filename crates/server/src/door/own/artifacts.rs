//! Code packages: `PUT artifacts/SHA256` brings one for `pumphouse deploy`, `GET code/NAME` is where GetFunction points.

use bytes::Bytes;
use http::StatusCode;
use storage::Volume;
use wire::Answer;

use super::reply::{Reply, bad, bytes, refusal, text};
use crate::door::Door;

/// Code packages brought by `pumphouse deploy`, by the SHA-256 of their bytes.
pub struct Artifacts(Volume);

impl Artifacts {
    /// Packages on `volume`.
    pub fn new(volume: Volume) -> Self {
        Self(volume)
    }

    /// The code of a function, by the name that GetFunction answers.
    fn code(&self, name: &str) -> Result<Option<Bytes>, String> {
        self.0.blobs("lambda").and_then(|blobs| blobs.get(name)).map_err(|error| error.to_string())
    }

    fn keep(&self, name: &str, bytes: &Bytes) -> Result<(), String> {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        if kernel::to_hex(digest.as_ref()) != name {
            return Err(format!("the body's SHA-256 is not `{name}`"));
        }
        let blobs = self.0.blobs(lambda_service::ARTIFACTS).map_err(|error| error.to_string())?;
        blobs.put(name, bytes).map_err(|error| error.to_string())
    }
}

/// Answers with the code called `name`.
pub fn code(door: &Door, name: &str) -> Reply {
    match door.artifacts.code(name).map_err(bad)? {
        Some(zip) => Ok(bytes("application/zip", zip)),
        None => Err(refusal(StatusCode::NOT_FOUND, "no function has this code")),
    }
}

/// Keeps a package.
pub fn keep(door: &Door, name: &str, body: &Bytes) -> Reply {
    door.artifacts.keep(name, body).map_err(bad)?;
    Ok(Answer { status: StatusCode::CREATED, ..text("application/json", "{}".to_owned()) })
}
