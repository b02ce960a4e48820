//! `GetAccountSettings`.

use dispatch::{Call, Handle};
use lambda_api::{
    AccountLimit, AccountUsage, GetAccountSettings, GetAccountSettingsInput, GetAccountSettingsOutput,
};
use wire::Fault;

use crate::Lambda;
use crate::engine::limits;

impl Handle<GetAccountSettings> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        _: GetAccountSettingsInput,
    ) -> Result<GetAccountSettingsOutput, Fault> {
        let functions = self.functions_of(&call.place)?;
        let reserved: i32 = functions.iter().filter_map(|function| function.stored.concurrency).sum();
        let concurrent = limits::CONCURRENT_EXECUTIONS_MAX as i32;
        Ok(GetAccountSettingsOutput {
            account_limit: Some(AccountLimit {
                // 75 GB (guide, "Lambda quotas").
                total_code_size: Some(75 << 30),
                code_size_unzipped: Some(limits::PACKAGE_UNZIPPED_BYTES_MAX as i64),
                code_size_zipped: Some(limits::PACKAGE_ZIPPED_BYTES_MAX as i64),
                concurrent_executions: Some(concurrent),
                unreserved_concurrent_executions: Some(concurrent - reserved),
            }),
            account_usage: Some(AccountUsage {
                total_code_size: Some(functions.iter().map(|function| function.stored.code_size).sum()),
                function_count: Some(functions.len() as i64),
            }),
        })
    }
}
