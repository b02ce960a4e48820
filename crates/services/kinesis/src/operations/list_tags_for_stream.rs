//! `ListTagsForStream`.

use dispatch::{Call, Handle};
use kinesis_api::{ListTagsForStream, ListTagsForStreamInput, ListTagsForStreamOutput, Tag};
use wire::Fault;

use crate::{Kinesis, limits};

impl Handle<ListTagsForStream> for Kinesis {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForStreamInput,
    ) -> Result<ListTagsForStreamOutput, Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let stored = stream.description();
        let after = input.exclusive_start_tag_key;
        let mut rest = stored.tags.iter().filter(|(key, _)| after.as_ref().is_none_or(|after| *key > after));
        let limit = input.limit.map_or(limits::TAGS_MAX, |limit| limit as usize);
        let tags = rest
            .by_ref()
            .take(limit)
            .map(|(key, value)| Tag { key: key.clone(), value: Some(value.clone()) })
            .collect();
        Ok(ListTagsForStreamOutput { tags, has_more_tags: rest.next().is_some() })
    }
}
