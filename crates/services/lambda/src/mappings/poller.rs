//! What works for a mapping: it finds the shards of the stream and has each followed, parents before their
//! children, so that the records of a key stay in order when shards are split or merged.
//! The stream is asked as the function's role, through the same door as everybody.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use dispatch::Call;
use kernel::{Arn, Place, Region};
use kinesis_api::{ListShards, ListShardsInput, Shard};
use tokio::task::JoinSet;
use wire::Fault;

use super::Mapping;
use super::follower::{End, Follower};
use crate::errors::failed;
use crate::functions::{Function, FunctionName};
use crate::{Lambda, limits};

/// Follows every shard of the mapping's stream until the mapping is stopped.
pub async fn follow_stream(lambda: Weak<Lambda>, mapping: Arc<Mapping>) {
    let Some(stream) = mapping.stored.stream() else { return };
    let stopped = mapping.stopped();
    let mut followers = JoinSet::new();
    let (mut followed, mut drained) = (HashSet::new(), HashSet::new());
    let mut trouble_wait = limits::RETRY_WAIT_FIRST;
    let mut trouble = false;
    while !stopped.is_set() {
        let Some(service) = lambda.upgrade() else { return };
        let listed = tokio::select! {
            listed = service.mapped_shards(&mapping, &stream) => listed,
            () = stopped.set() => break,
        };
        drop(service);
        match listed {
            Ok(shards) => {
                for shard in due(&shards, &followed, &drained) {
                    followed.insert(shard.clone());
                    followers
                        .spawn(Follower::new(lambda.clone(), Arc::clone(&mapping), &stream, shard).run());
                }
            }
            Err(fault) => {
                mapping.set_result(&format!("PROBLEM: {}", fault.message));
                trouble = true;
            }
        }
        let wait = if trouble { trouble_wait } else { limits::LIST_SHARDS_EVERY };
        trouble_wait = if trouble { (wait * 2).min(limits::READ_WAIT_MAX) } else { limits::RETRY_WAIT_FIRST };
        trouble = false;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stopped.set() => break,
            Some(ended) = followers.join_next() => match ended {
                Ok((shard, End::Drained)) => {
                    followed.remove(&shard);
                    drained.insert(shard);
                }
                // The stream may be gone, or made again with other shards of the same names.
                Ok((shard, End::Gone)) => {
                    followed.remove(&shard);
                    drained.clear();
                    trouble = true;
                    stopped.pause(trouble_wait).await;
                }
                Ok((_, End::Stopped)) => {}
                // It panicked; its shard is followed anew, as are all others.
                Err(_) => {
                    followers.shutdown().await;
                    followed.clear();
                }
            },
        }
    }
    while followers.join_next().await.is_some() {}
}

/// The shards to follow now: all that are not followed yet and whose parents are done with or forgotten.
fn due(shards: &[Shard], followed: &HashSet<String>, drained: &HashSet<String>) -> Vec<String> {
    let listed: HashSet<&String> = shards.iter().map(|shard| &shard.shard_id).collect();
    let is_past = |parent: &String| drained.contains(parent) || !listed.contains(parent);
    let is_due = |shard: &&Shard| {
        let mut parents = shard.parent_shard_id.iter().chain(&shard.adjacent_parent_shard_id);
        !followed.contains(&shard.shard_id) && !drained.contains(&shard.shard_id) && parents.all(is_past)
    };
    shards.iter().filter(is_due).map(|shard| shard.shard_id.clone()).collect()
}

impl Lambda {
    /// The call that a mapping's poller makes: as the function's role.
    pub(crate) fn poller_call(&self, function: &Function, stream: &Arn) -> Call {
        let region = Region::parse(stream.region()).unwrap_or_default();
        let place = Place { region, ..function.stored.place() };
        Call::inside("lambda", function.stored.principal(), place, self.dispatch.request_id())
    }

    /// The function that a mapping hands its records to.
    pub(super) fn function_of(&self, mapping: &Mapping) -> Result<Arc<Function>, Fault> {
        let name = FunctionName::of_arn(&mapping.stored.function);
        self.function(&name.ok_or_else(|| failed("a stored mapping names no function"))?)
    }

    async fn mapped_shards(&self, mapping: &Mapping, stream: &Arn) -> Result<Vec<Shard>, Fault> {
        self.stream_shards(self.function_of(mapping)?.as_ref(), stream).await
    }

    /// The shards of `stream`, as `function`'s role sees them.
    pub(crate) async fn stream_shards(&self, function: &Function, stream: &Arn) -> Result<Vec<Shard>, Fault> {
        let call = self.poller_call(function, stream);
        let mut shards = Vec::new();
        let mut next_token = None;
        loop {
            let stream_arn = next_token.is_none().then(|| stream.to_string());
            let input = ListShardsInput { stream_arn, next_token, ..ListShardsInput::default() };
            let page = self.dispatch.call::<ListShards>(&call, input).await?;
            shards.extend(page.shards.unwrap_or_default());
            next_token = page.next_token;
            if next_token.is_none() {
                return Ok(shards);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use kinesis_api::{HashKeyRange, SequenceNumberRange};

    use super::*;

    fn shard(id: &str, parents: [Option<&str>; 2]) -> Shard {
        let [parent_shard_id, adjacent_parent_shard_id] = parents.map(|parent| parent.map(str::to_owned));
        let hash_key_range = HashKeyRange { starting_hash_key: "0".into(), ending_hash_key: "1".into() };
        let sequence_number_range =
            SequenceNumberRange { starting_sequence_number: "1".into(), ending_sequence_number: None };
        Shard {
            shard_id: id.into(),
            parent_shard_id,
            adjacent_parent_shard_id,
            hash_key_range,
            sequence_number_range,
        }
    }

    #[test]
    fn children_wait_for_both_parents() {
        let shards =
            [shard("a", [Some("gone"), None]), shard("b", [None; 2]), shard("ab", [Some("a"), Some("b")])];
        let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<HashSet<_>>();
        assert_eq!(due(&shards, &set(&[]), &set(&[])), ["a", "b"]);
        assert_eq!(due(&shards, &set(&["a", "b"]), &set(&[])), [""; 0]);
        assert_eq!(due(&shards, &set(&["b"]), &set(&["a"])), [""; 0]);
        assert_eq!(due(&shards, &set(&[]), &set(&["a", "b"])), ["ab"]);
        assert_eq!(due(&shards, &set(&["ab"]), &set(&["a", "b"])), [""; 0]);
    }
}
