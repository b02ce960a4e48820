//! Finds out what exists, service by service: what a client could list, no more.
//!
//! A service that does not answer leaves its parts out and says so; the others are shown. Lists are read whole, up to
//! [`PARTS_MAX`] of each kind: more could not be told apart on one page.

use std::collections::BTreeSet;

use wire::Fault;

use super::scene::{BY_SETTINGS, Kind, Scene, id, id_of_arn};
use crate::ask::Ask;
use crate::look::{State, count};

pub mod alerts;
mod delivery;
mod functions;
mod lake;
mod pulse;
mod queues;
mod streams;
mod tables;

/// How many parts of a kind are shown.
pub const PARTS_MAX: usize = 60;

/// What exists in one account and region.
pub async fn gather(ask: &Ask) -> Scene {
    let mut scene = Scene::default();
    let found = [
        ("Kinesis", streams::gather(ask, &mut scene).await),
        ("DynamoDB", tables::gather(ask, &mut scene).await),
        ("SQS", queues::gather(ask, &mut scene).await),
        ("Firehose", delivery::gather(ask, &mut scene).await),
        ("S3 and Glue", lake::gather(ask, &mut scene).await),
        ("SNS and alarms", alerts::gather(ask, &mut scene).await),
        ("Lambda", functions::gather(ask, &mut scene).await),
        ("CloudWatch", pulse::gather(ask, &mut scene).await),
    ];
    for (service, result) in found {
        if let Err(fault) = result {
            scene.unseen.push(format!("{service}: {} {}", fault.code, fault.message));
        }
    }
    scene
}

/// Reads a list page by page: `page` answers names and where to go on.
async fn all<T, F>(mut page: impl FnMut(Option<String>) -> F) -> Result<Vec<T>, Fault>
where
    F: Future<Output = Result<(Vec<T>, Option<String>), Fault>>,
{
    let (mut found, mut next) = (Vec::new(), None);
    let mut asked = BTreeSet::new();
    loop {
        let (more, token) = page(next.take()).await?;
        found.extend(more);
        match token {
            Some(token) if found.len() < PARTS_MAX && asked.insert(token.clone()) => next = Some(token),
            _ => break,
        }
    }
    found.truncate(PARTS_MAX);
    Ok(found)
}

/// The bucket of `s3://bucket/key`.
fn bucket_of(location: &str) -> Option<String> {
    let rest = location.strip_prefix("s3://")?;
    Some(id(Kind::Bucket, rest.split('/').next()?))
}

/// `1 shard`, `2 shards`.
fn several(number: u64, one: &str) -> String {
    format!("{} {one}{}", count(number), if number == 1 { "" } else { "s" })
}
