//! How far a destination is: from ENABLING to ACTIVE or ENABLE_FAILED, from DISABLING to DISABLED.

use dispatch::{Call, Principal};
use dynamodb_api::DestinationStatus;
use kernel::{Arn, Timestamp};
use kinesis_api::{DescribeStreamSummary, DescribeStreamSummaryInput, StreamStatus};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::changes::{FeedId, StoredQueue};
use crate::engine::{EngineError, Errand, StoredTable, Table};

/// What is said of a stream that is not there, or that is none: AWS's words.
pub const NOT_ALLOWED: &str = "User does not have a permission to use kinesis stream";
/// What is said of a stream of another region: AWS's words.
const ELSEWHERE: &str = "The kinesis Arn used to enable kinesis replication belongs to a stream which is not in the current region";
/// What is said of a stream that is not in use: AWS's words.
const NOT_ACTIVE: &str =
    "The kinesis Arn used to enable kinesis replication belongs to a stream which is not in Active state";

/// What was found of a Kinesis stream.
pub enum Found {
    /// It takes records.
    Usable,
    /// It may take some in a while.
    NotYet(&'static str),
    /// It takes none, for this reason.
    Unusable(&'static str),
}

impl DynamoDb {
    /// A call of this service's own in the place of `queue`.
    pub(super) fn own_call(&self, queue: &StoredQueue) -> Call {
        let principal = Principal::Service("dynamodb.amazonaws.com");
        let place = queue.place();
        let table = format!("arn:aws:dynamodb:{}:{}:table/{}", place.region, place.account, queue.table);
        Call::inside("dynamodb", principal, place, self.dispatch.request_id()).on_account_of(table)
    }

    /// How far the destination of `queue` is; `None` where its table is no more.
    pub(super) fn destination_status(&self, queue: &StoredQueue) -> Option<DestinationStatus> {
        let table = self.engine.find(&queue.place(), &queue.table).ok()?;
        let mut destinations = table.description().destinations.iter();
        destinations.find(|destination| destination.feed() == queue.feed()).map(|found| found.status)
    }

    /// Whether the Kinesis stream of `queue` takes records.
    pub(super) async fn look_at_stream(&self, queue: &StoredQueue) -> Result<Found, Fault> {
        let Some(arn) = Arn::parse(&queue.stream_arn).ok().filter(|arn| arn.service() == "kinesis") else {
            return Ok(Found::Unusable(NOT_ALLOWED));
        };
        if arn.name_of("stream").is_none_or(|name| name.contains('/')) {
            return Ok(Found::Unusable(NOT_ALLOWED));
        }
        if arn.region() != queue.region {
            return Ok(Found::Unusable(ELSEWHERE));
        }
        if arn.account() != queue.account {
            return Ok(Found::Unusable(NOT_ACTIVE));
        }
        let stream_arn = Some(queue.stream_arn.clone());
        let input = DescribeStreamSummaryInput { stream_arn, ..DescribeStreamSummaryInput::default() };
        match self.dispatch.call::<DescribeStreamSummary>(&self.own_call(queue), input).await {
            Ok(output) => Ok(match output.stream_description_summary.stream_status {
                StreamStatus::Active | StreamStatus::Updating => Found::Usable,
                StreamStatus::Creating | StreamStatus::Deleting => Found::NotYet(NOT_ACTIVE),
            }),
            Err(fault) if fault.code == "ResourceNotFoundException" => Ok(Found::Unusable(NOT_ALLOWED)),
            Err(fault) => Err(fault),
        }
    }

    /// Notes that the destination of `queue` is so far now. Where it is no longer in use its queue ends too.
    pub(super) async fn set_destination_status(
        &self,
        queue: &StoredQueue,
        status: DestinationStatus,
        description: Option<&'static str>,
    ) -> Result<(), EngineError> {
        let feed = queue.feed();
        let edit =
            move |_: &Table, stored: &mut StoredTable, _: Timestamp| edit(stored, feed, status, description);
        match self.engine.change(&queue.place(), &queue.table, edit).await {
            // The table is gone, or another has its name.
            Err(EngineError::NoTableNamed { .. }) if status == DestinationStatus::Active => Ok(()),
            Err(EngineError::NoTableNamed { .. }) => self.engine.end_queue(feed).await,
            other => other.map(drop),
        }
    }
}

fn edit(
    stored: &mut StoredTable,
    feed: FeedId,
    status: DestinationStatus,
    description: Option<&'static str>,
) -> Result<Vec<Errand>, EngineError> {
    let name = stored.name.clone();
    let found = stored.destinations.iter_mut().find(|destination| destination.feed() == feed);
    let destination = found.ok_or(EngineError::NoTableNamed { name })?;
    destination.status = status;
    destination.description = description.map(str::to_owned);
    Ok(match destination.captures() {
        true => Vec::new(),
        false => vec![Errand::EndQueue(feed)],
    })
}
