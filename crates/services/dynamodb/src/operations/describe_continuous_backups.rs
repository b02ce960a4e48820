//! `DescribeContinuousBackups`: none, and no point-in-time recovery.

use dispatch::{Call, Handle};
use dynamodb_api::{
    ContinuousBackupsDescription, ContinuousBackupsStatus, DescribeContinuousBackups,
    DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput, PointInTimeRecoveryDescription,
    PointInTimeRecoveryStatus,
};
use wire::Fault;

use crate::DynamoDb;

impl Handle<DescribeContinuousBackups> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeContinuousBackupsInput,
    ) -> Result<DescribeContinuousBackupsOutput, Fault> {
        self.described(call, &input.table_name).map_err(|fault| match fault.code.as_ref() {
            "ResourceNotFoundException" => {
                Fault::sender("TableNotFoundException", format!("Table not found: {}", input.table_name))
            }
            _ => fault,
        })?;
        let recovery = PointInTimeRecoveryDescription {
            point_in_time_recovery_status: Some(PointInTimeRecoveryStatus::Disabled),
            ..PointInTimeRecoveryDescription::default()
        };
        Ok(DescribeContinuousBackupsOutput {
            continuous_backups_description: Some(ContinuousBackupsDescription {
                continuous_backups_status: ContinuousBackupsStatus::Disabled,
                point_in_time_recovery_description: Some(recovery),
            }),
        })
    }
}
