//! Kinesis streams.

use kinesis_api::{DescribeStreamSummary, DescribeStreamSummaryInput, ListStreams, ListStreamsInput};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, several};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let names = all(async |next| {
        let input = ListStreamsInput { next_token: next, ..ListStreamsInput::default() };
        let output = ask.of::<ListStreams>(input).await?;
        Ok((output.stream_names, output.next_token))
    });
    for name in names.await? {
        let input = DescribeStreamSummaryInput { stream_name: Some(name.clone()), ..Default::default() };
        // A stream may go between the list and the question.
        let Ok(output) = ask.of::<DescribeStreamSummary>(input).await else { continue };
        let summary = output.stream_description_summary;
        let shards = several(u64::from(summary.open_shard_count.unsigned_abs()), "shard");
        let state = State::of_word(summary.stream_status.as_str());
        scene.add(Kind::Stream, &name, state, shards);
    }
    Ok(())
}
