//! `GetAccessKeyInfo`.

use dispatch::{Call, Handle};
use kernel::AccountId;
use sts_api::{GetAccessKeyInfo, GetAccessKeyInfoInput, GetAccessKeyInfoOutput};
use wire::Fault;

use crate::Sts;

impl Handle<GetAccessKeyInfo> for Sts {
    /// A key that this house did not give out is of the account that it passes for at the door.
    async fn handle(
        &self,
        _call: &Call,
        input: GetAccessKeyInfoInput,
    ) -> Result<GetAccessKeyInfoOutput, Fault> {
        let account = match self.engine.session(&input.access_key_id)? {
            Some(session) => session.account().clone(),
            None => AccountId::of_access_key(&input.access_key_id),
        };
        Ok(GetAccessKeyInfoOutput { account: Some(account.to_string()) })
    }
}
