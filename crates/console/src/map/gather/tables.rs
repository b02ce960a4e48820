//! DynamoDB tables and the Kinesis streams that they send their changes to.

use dynamodb_api::{
    DescribeKinesisStreamingDestination, DescribeKinesisStreamingDestinationInput, DescribeTable,
    DescribeTableInput, ListTables, ListTablesInput,
};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, id, id_of_arn, several};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let names = all(async |next| {
        let input = ListTablesInput { exclusive_start_table_name: next, limit: None };
        let output = ask.of::<ListTables>(input).await?;
        Ok((output.table_names.unwrap_or_default(), output.last_evaluated_table_name))
    });
    for name in names.await? {
        let Ok(output) = ask.of::<DescribeTable>(DescribeTableInput { table_name: name.clone() }).await
        else {
            continue;
        };
        let table = output.table.unwrap_or_default();
        let items = several(table.item_count.unwrap_or_default().unsigned_abs(), "item");
        let state = table.table_status.map_or(State::Idle, |status| State::of_word(status.as_str()));
        scene.add(Kind::Table, &name, state, items);
        destinations(ask, scene, &name).await;
    }
    Ok(())
}

async fn destinations(ask: &Ask, scene: &mut Scene, table: &str) {
    let input = DescribeKinesisStreamingDestinationInput { table_name: table.to_owned() };
    let Ok(output) = ask.of::<DescribeKinesisStreamingDestination>(input).await else { return };
    for destination in output.kinesis_data_stream_destinations.unwrap_or_default() {
        let Some(stream) = destination.stream_arn.as_deref().and_then(id_of_arn) else { continue };
        let status = destination.destination_status.map_or("", |status| status.as_str());
        if status == "DISABLED" {
            continue;
        }
        let arrow = scene.connect(&id(Kind::Table, table), &stream, "change records");
        if State::of_word(status) == State::Failing {
            let reason = destination.destination_status_description.unwrap_or_default();
            arrow.complaint = Some(format!("the streaming destination is {status}: {reason}"));
        }
    }
}
