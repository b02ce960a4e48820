//! `GetSessionToken`.

use dispatch::{Call, Handle, Principal};
use sts_api::{GetSessionToken, GetSessionTokenInput, GetSessionTokenOutput};
use wire::Fault;

use super::credentials;
use crate::Sts;
use crate::engine::Holder;
use crate::errors::{denied, invalid};
use crate::limits::ACCOUNT_SECONDS_MAX;

impl Handle<GetSessionToken> for Sts {
    async fn handle(&self, call: &Call, input: GetSessionTokenInput) -> Result<GetSessionTokenOutput, Fault> {
        if input.serial_number.is_some() || input.token_code.is_some() {
            return Err(invalid("SerialNumber and TokenCode are not supported here; leave them out."));
        }
        let Principal::Account(account) = &call.principal else {
            return Err(denied("Cannot call GetSessionToken with session credentials"));
        };
        // An account that asks for more gets an hour, without being told.
        let wanted = input.duration_seconds.map_or(ACCOUNT_SECONDS_MAX, i32::unsigned_abs);
        let seconds = wanted.min(ACCOUNT_SECONDS_MAX);
        let session = self.engine.begin(Holder::Account(account.clone()), seconds).await?;
        Ok(GetSessionTokenOutput { credentials: Some(credentials(session)) })
    }
}
