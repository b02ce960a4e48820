//! Delivers to the `_bulk` of an OpenSearch or Elasticsearch cluster.
//!
//! A document's id is made of its record's, so one that is delivered twice is one document. Documents that the
//! cluster refuses alone are tried again alone, all within the retry duration.

use bytes::Bytes;
use firehose_api::{AmazonopensearchserviceIndexRotationPeriod as Rotation, DefaultDocumentIdFormat};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use kernel::Timestamp;

use super::bulk::{self, Fate};
use crate::delivery::batch::{Batch, Outcome};
use crate::delivery::client::{self, Unanswered};
use crate::delivery::failure::{Document, Failure, Trouble};
use crate::delivery::pieces::Piece;
use crate::delivery::scope::Scope;
use crate::limits;
use crate::plan::Search;

/// A document that is not indexed yet.
struct Open {
    piece: Piece,
    id: Option<String>,
    index: String,
    /// Why the cluster did not take it: status and words.
    refused: (String, String),
}

/// Delivers a batch until every document is indexed or the time is over.
pub async fn deliver(scope: &Scope, search: &Search, batch: Batch) -> Option<Outcome> {
    let mut outcome = Outcome::done(&batch);
    let config = &search.config;
    let has_id = config.document_id_options.as_ref().map(|options| options.default_document_id_format)
        != Some(DefaultDocumentIdFormat::NoDocumentId);
    let rotation = config.index_rotation_period.unwrap_or(Rotation::OneDay);
    let mut open: Vec<Open> = batch
        .pieces
        .into_iter()
        .map(|piece| Open {
            id: has_id.then(|| format!("{}.{}", piece.id(), &scope.stream.id[..8])),
            index: index(&config.index_name, rotation, piece.arrived),
            piece,
            refused: (String::new(), String::new()),
        })
        .collect();
    let kind = config.type_name.as_deref().filter(|kind| !kind.is_empty());
    let retry_seconds = config.retry_options.as_ref().and_then(|retry| retry.duration_in_seconds);
    let retry_ms = u64::from(retry_seconds.unwrap_or(limits::RETRY_SECONDS_DEFAULT).unsigned_abs()) * 1000;
    let (began, mut wait_ms, mut attempts) = (scope.now(), limits::RETRY_WAIT_MS_FIRST, 0);
    loop {
        attempts += 1;
        index_open(scope, search, kind, &mut open).await;
        let Some(first) = open.first() else { return Some(outcome) };
        // What was not waited for to its end has not failed.
        if scope.stopped.is_set() {
            return None;
        }
        scope.count(|calls| calls.failed(&batch.target));
        let message = format!(
            "{} documents were not indexed, the first for {}: {}",
            open.len(),
            first.refused.0,
            first.refused.1
        );
        scope.report(search.code, &message).await;
        if scope.now().millis_since(began) + wait_ms > retry_ms {
            let ended = scope.now();
            outcome.failed = open.iter().map(|open| failure(open, search, kind, attempts, ended)).collect();
            return Some(outcome);
        }
        scope.pause(wait_ms).await;
        if scope.stopped.is_set() {
            return None;
        }
        wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
    }
}

fn failure(open: &Open, search: &Search, kind: Option<&str>, attempts: u64, ended: Timestamp) -> Failure {
    let (code, message) = (open.refused.0.as_str(), open.refused.1.as_str());
    let trouble = Trouble { kind: search.failure, code, message, attempts, ended };
    let document = Document { id: open.id.as_deref(), index: &open.index, kind };
    Failure::of_document(&open.piece, &trouble, &document)
}

/// Has all that is open indexed, and keeps what was not.
async fn index_open(scope: &Scope, search: &Search, kind: Option<&str>, open: &mut Vec<Open>) {
    let mut body = String::with_capacity(open.iter().map(|open| open.piece.data.len() + 192).sum());
    for open in open.iter() {
        bulk::add(&mut body, &open.index, kind, open.id.as_deref(), &open.piece.data);
    }
    let endpoint = search.config.cluster_endpoint.as_deref().unwrap_or_default();
    let url = format!("{}/_bulk", endpoint.trim_end_matches('/'));
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"))]);
    let asked = client::post(&url, &headers, Bytes::from(body), limits::BULK_ANSWER_BYTES_MAX);
    let answer = tokio::select! {
        answer = asked => answer,
        () = scope.stopped.set() => return,
    };
    let fates = match answer {
        Ok((200, body)) => bulk::fates(&body)
            .filter(|fates| fates.len() == open.len())
            .ok_or_else(|| ("InvalidResponse".to_owned(), "the cluster's answer cannot be read".to_owned())),
        Ok((status, body)) => Err((status.to_string(), String::from_utf8_lossy(&body).into_owned())),
        Err(Unanswered::TooLate) => Err(("RequestTimeout".to_owned(), "no answer came in time".to_owned())),
        Err(Unanswered::TooLarge) => {
            Err(("InvalidResponse".to_owned(), "the answer is too large".to_owned()))
        }
        Err(Unanswered::Failed(reason)) => Err(("ServiceException".to_owned(), reason)),
    };
    match fates {
        Ok(fates) => {
            let mut fates = fates.into_iter();
            open.retain_mut(|open| match fates.next() {
                Some(Fate::Refused(status, reason)) => {
                    open.refused = (status.to_string(), reason);
                    true
                }
                _ => false,
            });
        }
        Err(refused) => open.iter_mut().for_each(|open| open.refused.clone_from(&refused)),
    }
}

/// The index of a record that arrived then.
fn index(name: &str, rotation: Rotation, arrived: Timestamp) -> String {
    let (year, month, day, hour, ..) = arrived.civil();
    match rotation {
        Rotation::NoRotation => name.to_owned(),
        Rotation::OneHour => format!("{name}-{year:04}-{month:02}-{day:02}-{hour:02}"),
        Rotation::OneDay => format!("{name}-{year:04}-{month:02}-{day:02}"),
        Rotation::OneWeek => {
            let (year, week) = week(arrived);
            format!("{name}-{year:04}-w{week:02}")
        }
        Rotation::OneMonth => format!("{name}-{year:04}-{month:02}"),
    }
}

/// The week of ISO 8601 and the year that it belongs to.
fn week(time: Timestamp) -> (i64, u64) {
    const DAY_MS: u64 = 86_400_000;
    let days = time.0 / DAY_MS;
    // 1970 began on a Thursday, and a week belongs to the year of its Thursday.
    let thursday = days - (days + 3) % 7 + 3;
    let year = Timestamp(thursday * DAY_MS).civil().0;
    let mut first = thursday;
    while first >= 7 && Timestamp((first - 7) * DAY_MS).civil().0 == year {
        first -= 7;
    }
    (year, (thursday - first) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_rotate() {
        let time = |text: &str| Timestamp::parse_iso8601(text).unwrap();
        let at = time("2016-02-25T13:00:00Z");
        for (rotation, expected) in [
            (Rotation::NoRotation, "i"),
            (Rotation::OneHour, "i-2016-02-25-13"),
            (Rotation::OneDay, "i-2016-02-25"),
            (Rotation::OneWeek, "i-2016-w08"),
            (Rotation::OneMonth, "i-2016-02"),
        ] {
            assert_eq!(index("i", rotation, at), expected);
        }
        for (day, expected) in [
            ("2021-01-03", (2020, 53)),
            ("2021-01-04", (2021, 1)),
            ("2018-12-31", (2019, 1)),
            ("2026-11-20", (2026, 47)),
        ] {
            assert_eq!(week(time(&format!("{day}T00:00:00Z"))), expected, "{day}");
        }
    }
}
