//! What works for a mapping: it finds the shards of the stream and has each followed, parents before their
//! children, so that the records of a key stay in order when shards are split or merged.
//! The stream is asked as the function's role, through the same door as everybody.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use dispatch::Call;
use kernel::{Arn, Place, Region};
use tokio::task::JoinSet;
use wire::Fault;

use super::Mapping;
use super::follower::{End, Follower};
use super::source::{Shard, Source};
use crate::errors::failed;
use crate::functions::{Function, FunctionName};
use crate::{Lambda, limits};

/// Follows every shard of the mapping's stream until the mapping is stopped.
pub async fn follow_stream(lambda: Weak<Lambda>, mapping: Arc<Mapping>) {
    let Some(source) = mapping.stored.source() else { return };
    let stopped = mapping.stopped();
    let mut followers = JoinSet::new();
    let (mut followed, mut drained) = (HashSet::new(), HashSet::new());
    let mut trouble_wait = limits::RETRY_WAIT_FIRST;
    let mut trouble = false;
    while !stopped.is_set() {
        let Some(service) = lambda.upgrade() else { return };
        let listed = tokio::select! {
            listed = service.mapped_shards(&mapping, &source) => listed,
            () = stopped.set() => break,
        };
        drop(service);
        match listed {
            Ok(shards) => {
                for shard in due(&shards, &followed, &drained) {
                    followed.insert(shard.clone());
                    followers
                        .spawn(Follower::new(lambda.clone(), Arc::clone(&mapping), &source, shard).run());
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
    let listed: HashSet<&String> = shards.iter().map(|shard| &shard.id).collect();
    let is_past = |parent: &String| drained.contains(parent) || !listed.contains(parent);
    let is_due = |shard: &&Shard| {
        let is_new = !followed.contains(&shard.id) && !drained.contains(&shard.id);
        is_new && shard.parents.iter().all(is_past)
    };
    shards.iter().filter(is_due).map(|shard| shard.id.clone()).collect()
}

impl Lambda {
    /// The call that a mapping's poller makes: as the function's role.
    pub(crate) fn poller_call(&self, function: &Function, stream: &Arn) -> Call {
        let region = Region::parse(stream.region()).unwrap_or_default();
        let place = Place { region, ..function.stored.place() };
        Call::inside("lambda", function.stored.principal(), place, self.dispatch.request_id())
    }

    /// The function that a mapping hands its records to.
    pub(crate) fn function_of(&self, mapping: &Mapping) -> Result<Arc<Function>, Fault> {
        let name = FunctionName::of_arn(&mapping.stored.function);
        self.function(&name.ok_or_else(|| failed("a stored mapping names no function"))?)
    }

    async fn mapped_shards(&self, mapping: &Mapping, source: &Source) -> Result<Vec<Shard>, Fault> {
        self.source_shards(self.function_of(mapping)?.as_ref(), source).await
    }

    /// The shards of `source`, as `function`'s role sees them.
    pub(crate) async fn source_shards(
        &self,
        function: &Function,
        source: &Source,
    ) -> Result<Vec<Shard>, Fault> {
        source.shards(&self.dispatch, &self.poller_call(function, &source.stream)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(id: &str, parents: &[&str]) -> Shard {
        Shard { id: id.into(), parents: parents.iter().map(|parent| (*parent).to_owned()).collect() }
    }

    #[test]
    fn children_wait_for_both_parents() {
        let shards = [shard("a", &["gone"]), shard("b", &[]), shard("ab", &["a", "b"])];
        let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<HashSet<_>>();
        assert_eq!(due(&shards, &set(&[]), &set(&[])), ["a", "b"]);
        assert_eq!(due(&shards, &set(&["a", "b"]), &set(&[])), [""; 0]);
        assert_eq!(due(&shards, &set(&["b"]), &set(&["a"])), [""; 0]);
        assert_eq!(due(&shards, &set(&[]), &set(&["a", "b"])), ["ab"]);
        assert_eq!(due(&shards, &set(&["ab"]), &set(&["a", "b"])), [""; 0]);
    }
}
