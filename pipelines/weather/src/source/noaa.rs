//! NOAA's Climate Data Online API, version 2, as a client asks it: five requests a second, page after page, again where it
//! is busy.

use std::collections::BTreeMap;

use client::ClientError;
use client::rest::{Got, Rest};
use http::StatusCode;
use kernel::{Random, SystemRandom};
use serde_json::Value;

use super::SourceError;
use super::join::Observation;
use super::pace::Pace;
use super::patience::{Patience, Tries};
use crate::day::Day;
use crate::standin::PATH;

/// Requests a second that a token has.
const PER_SECOND: u32 = 5;
/// Results of a page, as many as there can be.
const PAGE: usize = 1000;
/// Pages of one answer; more are an API that counts wrong.
const PAGES_MAX: usize = 10_000;
/// The dataset: daily summaries.
const DATASET: &str = "GHCND";

/// The API.
pub struct Noaa {
    rest: Rest,
    path: String,
    token: String,
    pace: Pace,
    patience: Patience,
    random: SystemRandom,
    requests: u64,
    retries: u64,
}

impl Noaa {
    /// The API at `url`, a host or the API's base URL, asked with `token`. Nothing is connected yet.
    pub fn new(url: &str, token: &str, patience: Patience) -> Result<Self, SourceError> {
        let rest = Rest::new(url).map_err(SourceError::Client)?;
        let path = if rest.path().is_empty() { PATH.to_owned() } else { rest.path().to_owned() };
        Ok(Self {
            rest,
            path,
            token: token.to_owned(),
            pace: Pace::new(PER_SECOND),
            patience,
            random: SystemRandom::default(),
            requests: 0,
            retries: 0,
        })
    }

    /// Requests that were sent.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// Those of them that repeated one which failed.
    pub fn retries(&self) -> u64 {
        self.retries
    }

    /// The stations of `location`: their names by their ids.
    pub async fn stations(&mut self, location: &str) -> Result<BTreeMap<String, String>, SourceError> {
        let (results, _) = self.pages(&format!("stations?locationid={location}")).await?;
        results.iter().map(|station| self.named(station)).collect()
    }

    /// The name of one station; its id, if the API does not know it.
    pub async fn station_name(&mut self, id: &str) -> Result<String, SourceError> {
        let (value, _) = self.get(&format!("stations/{id}")).await?;
        Ok(value["name"].as_str().unwrap_or(id).to_owned())
    }

    /// What was observed in `location` on `day`, and the status of the last answer.
    pub async fn day(
        &mut self,
        location: &str,
        day: Day,
        units: Option<&str>,
    ) -> Result<(Vec<Observation>, u16), SourceError> {
        let units = units.map(|units| format!("&units={units}")).unwrap_or_default();
        let question =
            format!("data?datasetid={DATASET}&locationid={location}&startdate={day}&enddate={day}{units}");
        let (results, status) = self.pages(&question).await?;
        let observations = results.iter().map(Observation::parse).collect::<Result<_, _>>();
        let observations =
            observations.map_err(|reason| SourceError::Malformed { target: question, reason })?;
        Ok((observations, status))
    }

    fn named(&self, station: &Value) -> Result<(String, String), SourceError> {
        match (station["id"].as_str(), station["name"].as_str()) {
            (Some(id), Some(name)) => Ok((id.to_owned(), name.to_owned())),
            _ => Err(SourceError::Malformed {
                target: format!("{}/stations", self.path),
                reason: format!("a station without id or name: {station}"),
            }),
        }
    }

    /// All results of `question`, and the status of the last answer.
    async fn pages(&mut self, question: &str) -> Result<(Vec<Value>, u16), SourceError> {
        let mut results = Vec::new();
        for _ in 0..PAGES_MAX {
            let target = format!("{question}&limit={PAGE}&offset={}", results.len() + 1);
            let (mut page, status) = self.get(&target).await?;
            // Nothing found is an object with nothing in it.
            let count = page["metadata"]["resultset"]["count"].as_u64().unwrap_or_default();
            let Value::Array(more) = page["results"].take() else { return Ok((results, status)) };
            let is_last = more.is_empty();
            results.extend(more);
            if is_last || results.len() as u64 >= count {
                return Ok((results, status));
            }
        }
        let reason = format!("more than {PAGES_MAX} pages");
        Err(SourceError::Malformed { target: question.to_owned(), reason })
    }

    /// The JSON at `target`, and the status that it came with.
    async fn get(&mut self, target: &str) -> Result<(Value, u16), SourceError> {
        let target = format!("{}/{target}", self.path);
        let mut tries = Tries::new(self.patience, &self.random as &dyn Random);
        loop {
            self.pace.turn().await;
            self.requests += 1;
            let reason = match self.rest.get(&target, &[("token", &self.token)]).await {
                Ok(Got { status, body }) if status.is_success() => match serde_json::from_slice(&body) {
                    Ok(value) => return Ok((value, status.as_u16())),
                    // In maintenance the API has been seen to answer pages with a good status.
                    Err(error) => format!("an answer that is no JSON: {error}"),
                },
                Ok(got) if is_passing(got.status) => format!("HTTP {}: {}", got.status.as_u16(), told(&got)),
                Ok(got) => {
                    let (status, message) = (got.status.as_u16(), told(&got));
                    return Err(SourceError::Refused { target, status, message });
                }
                Err(ClientError::Unreachable(reason)) => reason,
                Err(error) => return Err(SourceError::Client(error)),
            };
            tries.again(reason).await?;
            self.retries += 1;
        }
    }
}

/// Whether what is answered so may be answered otherwise later.
fn is_passing(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || status.is_server_error()
}

/// What a refusal tells, in any of the forms that the API has.
fn told(got: &Got) -> String {
    const LENGTH_MAX: usize = 200;
    let value: Value = serde_json::from_slice(&got.body).unwrap_or_default();
    let message = value["developerMessage"].as_str().or_else(|| value["message"].as_str());
    match message {
        Some(message) => message.to_owned(),
        None => String::from_utf8_lossy(&got.body).chars().take(LENGTH_MAX).collect(),
    }
}
