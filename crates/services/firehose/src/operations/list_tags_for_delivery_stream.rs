//! `ListTagsForDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{
    ListTagsForDeliveryStream, ListTagsForDeliveryStreamInput, ListTagsForDeliveryStreamOutput, Tag,
};
use wire::Fault;

use crate::{Firehose, limits};

impl Handle<ListTagsForDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForDeliveryStreamInput,
    ) -> Result<ListTagsForDeliveryStreamOutput, Fault> {
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        let limit = input.limit.map_or(limits::LIST_TAGS_DEFAULT, |limit| limit as usize);
        let description = stream.description();
        let after = input.exclusive_start_tag_key;
        let mut rest =
            description.tags.iter().filter(|(key, _)| after.as_ref().is_none_or(|after| *key > after));
        let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: Some(value.clone()) };
        let tags = rest.by_ref().take(limit).map(tag).collect();
        Ok(ListTagsForDeliveryStreamOutput { tags, has_more_tags: rest.next().is_some() })
    }
}
