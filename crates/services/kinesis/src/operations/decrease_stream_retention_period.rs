//! `DecreaseStreamRetentionPeriod`.

use dispatch::{Call, Handle};
use kinesis_api::{DecreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriodInput};
use wire::Fault;

use super::retention;
use crate::Kinesis;
use crate::engine::EngineError;

impl Handle<DecreaseStreamRetentionPeriod> for Kinesis {
    async fn handle(&self, call: &Call, input: DecreaseStreamRetentionPeriodInput) -> Result<(), Fault> {
        let stream = self.find_active(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let (name, wanted) = (stream.name.clone(), input.retention_period_hours);
        retention::check(wanted)?;
        self.engine
            .change(&stream, move |stored| {
                let have = stored.retention_hours;
                if wanted > have {
                    return Err(EngineError::Invalid(format!(
                        "Requested retention period ({wanted} hours) for stream {name} can not be longer than existing retention period ({have} hours). Use IncreaseRetentionPeriod API."
                    )));
                }
                stored.retention_hours = wanted;
                Ok(())
            })
            .await?;
        Ok(())
    }
}
