//! Reads the shards of a Kinesis stream, as the source's role: finds them and has each followed.
//!
//! Firehose promises no order over shards, so the children of a shard are read while their parent still is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use firehose_api::KinesisStreamSourceConfiguration;
use kernel::{Arn, Place, Region};
use kinesis_api::{ListShards, ListShardsInput};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use wire::Fault;

use super::Chunk;
use super::shard::{Ended, Shard};
use crate::delivery::scope::Scope;
use crate::engine::EngineError;
use crate::limits;
use crate::plan::Role;

/// Chunks that wait to be taken; every shard may hold one more.
const WAITING_MAX: usize = 2;

/// See the module.
pub struct Kinesis {
    chunks: mpsc::Receiver<Chunk>,
    /// Ends with this.
    _finder: JoinSet<()>,
}

/// A stream that is read, and by whom.
#[derive(Clone)]
pub struct Stream {
    /// The delivery stream's.
    pub scope: Arc<Scope>,
    /// The stream's ARN.
    pub arn: Arn,
    /// The role to read as.
    pub role: Role,
    /// The stream's account and region.
    pub place: Place,
}

impl Kinesis {
    /// Starts to read after what is delivered.
    pub fn start(
        scope: &Arc<Scope>,
        source: &KinesisStreamSourceConfiguration,
        progress: HashMap<String, String>,
    ) -> Self {
        let (sender, chunks) = mpsc::channel(WAITING_MAX);
        let mut finder = JoinSet::new();
        // The shape has it that this is an ARN; were it none, there would be nothing to read.
        if let Ok(arn) = Arn::parse(&source.kinesis_stream_arn) {
            let role = Role::parse(&source.role_arn, &scope.stream.place);
            let region = Region::parse(arn.region()).unwrap_or_default();
            let account = kernel::AccountId::parse(arn.account()).unwrap_or_default();
            let stream = Stream { scope: Arc::clone(scope), arn, role, place: Place { account, region } };
            finder.spawn(find(stream, progress, sender));
        }
        Self { chunks, _finder: finder }
    }

    /// The next records, once there are any.
    pub async fn next(&mut self) -> Result<Chunk, EngineError> {
        match self.chunks.recv().await {
            Some(chunk) => Ok(chunk),
            None => std::future::pending().await,
        }
    }
}

/// Has every shard followed, for as long as it is there.
async fn find(stream: Stream, mut progress: HashMap<String, String>, chunks: mpsc::Sender<Chunk>) {
    let mut followers = JoinSet::new();
    let (mut followed, mut drained) = (HashSet::new(), HashSet::new());
    let mut wait = limits::POLL_EVERY;
    loop {
        let pause = match shards(&stream).await {
            Ok(listed) => {
                for id in listed {
                    if !drained.contains(&id) && followed.insert(id.clone()) {
                        let done = progress.get(&id).cloned();
                        followers.spawn(Shard::new(stream.clone(), id, done, chunks.clone()).follow());
                    }
                }
                wait = limits::POLL_EVERY;
                limits::LIST_SHARDS_EVERY
            }
            Err(fault) => {
                stream.scope.report(code(&fault), &fault.message).await;
                wait = (wait * 2).min(limits::READ_WAIT_MAX);
                wait
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            Some(ended) = followers.join_next() => match ended {
                Ok((id, Ended::Drained)) => {
                    followed.remove(&id);
                    drained.insert(id);
                }
                // The stream may be gone, or made again with other shards of the same names.
                Ok((id, Ended::Gone(done))) => {
                    followed.remove(&id);
                    drained.clear();
                    progress.remove(&id);
                    progress.extend(done.map(|done| (id, done)));
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(limits::READ_WAIT_MAX);
                }
                // It panicked; nothing is read twice before the work begins anew.
                Err(_) => return,
            },
        }
    }
}

/// AWS's code for why a stream could not be read.
pub fn code(fault: &Fault) -> &'static str {
    match fault.code.as_ref() {
        "AccessDeniedException" => "Kinesis.AccessDenied",
        "ResourceNotFoundException" => "Kinesis.ResourceNotFound",
        _ => "Kinesis.ReadFailed",
    }
}

async fn shards(stream: &Stream) -> Result<Vec<String>, Fault> {
    let call = stream.scope.call_at(&stream.role, stream.place.clone());
    let mut shards = Vec::new();
    let mut next_token = None;
    loop {
        let stream_arn = next_token.is_none().then(|| stream.arn.to_string());
        let input = ListShardsInput { stream_arn, next_token, ..ListShardsInput::default() };
        let page = stream.scope.dispatch.call::<ListShards>(&call, input).await?;
        shards.extend(page.shards.unwrap_or_default().into_iter().map(|shard| shard.shard_id));
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(shards);
        }
    }
}
