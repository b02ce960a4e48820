//! `UpdateTimeToLive`. In force at once, and as often as one likes; AWS takes up to an hour for each change.

use dispatch::{Call, Handle};
use dynamodb_api::{
    TimeToLiveSpecification, UpdateTimeToLive, UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};
use kernel::Timestamp;
use wire::Fault;

use crate::DynamoDb;
use crate::engine::{StoredTable, Table};
use crate::errors::invalid;

impl Handle<UpdateTimeToLive> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateTimeToLiveInput,
    ) -> Result<UpdateTimeToLiveOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?;
        let specification = input.time_to_live_specification;
        let wanted = specification.clone();
        let edit = move |_: &Table, stored: &mut StoredTable, _: Timestamp| {
            stored.expiry_attribute = changed(stored.expiry_attribute.take(), wanted)?;
            Ok::<_, Fault>(Vec::new())
        };
        self.engine.change(&call.place, name, edit).await?;
        Ok(UpdateTimeToLiveOutput { time_to_live_specification: Some(specification) })
    }
}

fn changed(now: Option<String>, wanted: TimeToLiveSpecification) -> Result<Option<String>, Fault> {
    match now {
        Some(now) if now != wanted.attribute_name => Err(invalid(format!(
            "TimeToLive is active on a different AttributeName: current AttributeName is {now}"
        ))),
        Some(_) if wanted.enabled => Err(invalid("TimeToLive is already enabled")),
        None if !wanted.enabled => Err(invalid("TimeToLive is already disabled")),
        _ => Ok(Some(wanted.attribute_name).filter(|_| wanted.enabled)),
    }
}
