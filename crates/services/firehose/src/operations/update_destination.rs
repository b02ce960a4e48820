//! `UpdateDestination`.

use dispatch::{Call, Handle};
use firehose_api::{UpdateDestination, UpdateDestinationInput, UpdateDestinationOutput};
use wire::Fault;

use super::{DESTINATION_ID, change, checks, defaults};
use crate::Firehose;
use crate::engine::{EngineError, StoredDestination};
use crate::errors::{invalid, not_built};

impl Handle<UpdateDestination> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateDestinationInput,
    ) -> Result<UpdateDestinationOutput, Fault> {
        refuse(&input)?;
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        stream.check_active(self.engine.now())?;
        let mut stored = (*stream.description()).clone();
        let (current, given) =
            (stored.revision.to_string(), input.current_delivery_stream_version_id.clone());
        if current != given {
            return Err(EngineError::OtherVersion { name: stored.name, current, given }.into());
        }
        if input.destination_id != DESTINATION_ID {
            return Err(invalid(format!("Destination Id {} not found", input.destination_id)));
        }
        merge(&mut stored.destination, input)?;
        defaults::fill(&mut stored.destination);
        checks::check(&stored)?;
        self.check_roles(call, &stored).await?;
        self.check_schema(call, &stored).await?;
        self.to_its_end(|firehose| async move { firehose.update(stream, stored).await }).await?;
        Ok(UpdateDestinationOutput {})
    }
}

fn refuse(input: &UpdateDestinationInput) -> Result<(), Fault> {
    for (is_set, member) in [
        (input.redshift_destination_update.is_some(), "RedshiftDestinationUpdate"),
        (input.splunk_destination_update.is_some(), "SplunkDestinationUpdate"),
        (input.snowflake_destination_update.is_some(), "SnowflakeDestinationUpdate"),
        (input.iceberg_destination_update.is_some(), "IcebergDestinationUpdate"),
        (
            input.amazon_open_search_serverless_destination_update.is_some(),
            "AmazonOpenSearchServerlessDestinationUpdate",
        ),
    ] {
        if is_set {
            return Err(not_built(member, ""));
        }
    }
    Ok(())
}

/// Changes `to` as the input says.
fn merge(to: &mut StoredDestination, input: UpdateDestinationInput) -> Result<(), Fault> {
    let plain = input.s3_destination_update.map(change::of_plain);
    let mut merged = 0;
    for update in [plain, input.extended_s3_destination_update].into_iter().flatten() {
        change::extended_s3(to.extended_s3.as_mut().ok_or_else(other_kind)?, update);
        merged += 1;
    }
    if let Some(update) = input.http_endpoint_destination_update {
        change::http_endpoint(to.http_endpoint.as_mut().ok_or_else(other_kind)?, update);
        merged += 1;
    }
    if let Some(update) = input.amazonopensearchservice_destination_update {
        change::search(to.open_search.as_mut().ok_or_else(other_kind)?, update);
        merged += 1;
    }
    if let Some(update) = input.elasticsearch_destination_update {
        change::search(to.elasticsearch.as_mut().ok_or_else(other_kind)?, update);
        merged += 1;
    }
    match merged {
        1 => Ok(()),
        _ => Err(invalid("Exactly one destination update configuration is supported for a Firehose")),
    }
}

/// AWS can replace a bucket by an endpoint and the reverse; we cannot.
fn other_kind() -> Fault {
    not_built("Changing the type of a destination", ": delete the delivery stream and make it again")
}
