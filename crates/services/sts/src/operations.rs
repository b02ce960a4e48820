//! One file per operation; beside them what several share.

mod assume_role;
mod get_access_key_info;
mod get_caller_identity;
mod get_session_token;

use dispatch::{Call, Principal};
use iam_api::{GetRole, GetRoleInput, Role};
use kernel::{AccountId, Place};
use sts_api::Credentials;
use wire::Fault;

use crate::Sts;
use crate::engine::Session;

impl Sts {
    /// The role called `name`, as IAM knows it; none if there is none.
    async fn role(&self, call: &Call, account: &AccountId, name: &str) -> Result<Option<Role>, Fault> {
        let place = Place { account: account.clone(), region: call.place.region.clone() };
        let principal = Principal::Service("sts.amazonaws.com");
        let call = Call::inside("sts", principal, place, call.request_id.clone());
        match self.dispatch.call::<GetRole>(&call, GetRoleInput { role_name: name.to_owned() }).await {
            Ok(output) => Ok(Some(output.role)),
            Err(fault) if fault.code == "NoSuchEntity" => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

/// The keys of a session, to be given out.
fn credentials(session: Session) -> Credentials {
    Credentials {
        access_key_id: session.access_key,
        secret_access_key: session.secret_key,
        session_token: session.token,
        expiration: session.expires,
    }
}
