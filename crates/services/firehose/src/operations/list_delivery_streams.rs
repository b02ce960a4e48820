//! `ListDeliveryStreams`.

use dispatch::{Call, Handle};
use firehose_api::{ListDeliveryStreams, ListDeliveryStreamsInput, ListDeliveryStreamsOutput};
use wire::Fault;

use super::describe;
use crate::{Firehose, limits};

impl Handle<ListDeliveryStreams> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: ListDeliveryStreamsInput,
    ) -> Result<ListDeliveryStreamsOutput, Fault> {
        let limit = input.limit.map_or(limits::LIST_STREAMS_DEFAULT, |limit| limit as usize);
        let after = input.exclusive_start_delivery_stream_name;
        let streams = self.engine.streams(Some(&call.place))?;
        let mut rest = streams.iter().filter(|stream| {
            let kind = describe::kind(&stream.description());
            after.as_ref().is_none_or(|after| stream.name > *after)
                && input.delivery_stream_type.is_none_or(|wanted| kind == wanted)
        });
        let delivery_stream_names = rest.by_ref().take(limit).map(|stream| stream.name.clone()).collect();
        let has_more_delivery_streams = rest.next().is_some();
        Ok(ListDeliveryStreamsOutput { delivery_stream_names, has_more_delivery_streams })
    }
}
