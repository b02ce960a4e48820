//! `GetCallerIdentity`.

use dispatch::{Call, Handle, Principal};
use sts_api::{GetCallerIdentity, GetCallerIdentityInput, GetCallerIdentityOutput};
use wire::Fault;

use crate::Sts;
use crate::errors::unknown_token;

impl Handle<GetCallerIdentity> for Sts {
    async fn handle(&self, call: &Call, _: GetCallerIdentityInput) -> Result<GetCallerIdentityOutput, Fault> {
        let (user_id, account) = match &call.principal {
            Principal::Account(account) => (account.to_string(), account),
            Principal::Session { account, role, session } => {
                let role = self.role(call, account, role).await?.ok_or_else(unknown_token)?;
                (format!("{}:{session}", role.role_id), account)
            }
            Principal::Service(name) => ((*name).to_owned(), &call.place.account),
        };
        Ok(GetCallerIdentityOutput {
            user_id: Some(user_id),
            account: Some(account.to_string()),
            arn: Some(call.principal.arn()),
        })
    }
}
