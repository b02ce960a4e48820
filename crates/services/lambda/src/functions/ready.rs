//! A function ready to run: code unpacked, credentials of its role at hand.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Call, Principal};
use kernel::Timestamp;
use sts_api::{AssumeRole, AssumeRoleInput};
use wire::Fault;

use super::{Function, StoredFunction};
use crate::Lambda;
use crate::engine::{FunctionVersion, Runtime};
use crate::errors::{failed, invalid, unavailable};
use crate::limits;

/// What runs a function, and until when its credentials last.
#[derive(Clone)]
pub struct Ready {
    /// For the engine.
    pub version: Arc<FunctionVersion>,
    expires: Timestamp,
}

/// Credentials of a function's role.
struct RoleKeys {
    access_key: String,
    secret_key: String,
    session_token: String,
    expires: Timestamp,
}

impl Lambda {
    /// What runs `function`; made when there is none or its credentials end soon.
    pub(crate) async fn ready(&self, function: &Function) -> Result<Arc<FunctionVersion>, Fault> {
        let mut slot = function.ready.lock().await;
        let now = self.dispatch.clock().now();
        if let Some(ready) = slot.as_ref()
            && ready.expires.millis_since(now) > limits::CREDENTIALS_LEFT_MS_MIN
        {
            return Ok(Arc::clone(&ready.version));
        }
        let ready = self.make_ready(&function.stored).await?;
        Ok(Arc::clone(&slot.insert(ready).version))
    }

    async fn make_ready(&self, stored: &StoredFunction) -> Result<Ready, Fault> {
        let engine = self.engine().await?.clone();
        let keys = self.assume(stored).await?;
        let blobs = self.volume.blobs("lambda").map_err(unavailable)?;
        let (code, name) = (stored.code.clone(), stored.name.clone());
        let unpack = move || {
            if let Some(root) = engine.unpacked(&code) {
                return Ok(root);
            }
            let zip = blobs.get(&code).map_err(unavailable)?;
            let zip =
                zip.ok_or_else(|| Fault::internal(format!("the code of function `{name}` is missing")))?;
            engine.unpack(&code, &zip).map_err(|error| failed(error.to_string()))
        };
        let task_root = tokio::task::spawn_blocking(unpack)
            .await
            .map_err(|error| Fault::internal(error.to_string()))??;
        if !self.has_code(&stored.code) {
            // It was changed meanwhile, and its old code dropped before it was unpacked here.
            self.drop_unpacked(&stored.code).await;
        }
        let runtime = Runtime::parse(&stored.runtime)
            .ok_or_else(|| Fault::internal(format!("runtime `{}` of a stored function", stored.runtime)))?;
        let mut variables = stored.variables.clone();
        for (name, value) in [
            ("AWS_ACCESS_KEY_ID", &keys.access_key),
            ("AWS_SECRET_ACCESS_KEY", &keys.secret_key),
            ("AWS_SESSION_TOKEN", &keys.session_token),
            ("AWS_REGION", &stored.region),
            ("AWS_DEFAULT_REGION", &stored.region),
        ] {
            variables.insert(name.to_owned(), value.clone());
        }
        // The function's own choice of endpoint stands, as it would on AWS.
        variables.entry("AWS_ENDPOINT_URL".to_owned()).or_insert_with(|| self.config.endpoint.clone());
        let version = FunctionVersion {
            arn: stored.arn(),
            version: "$LATEST".to_owned(),
            revision: format!("{}/{}", stored.revision, keys.access_key),
            runtime,
            handler: stored.handler.clone(),
            task_root,
            timeout: Duration::from_secs(u64::from(stored.timeout_seconds.unsigned_abs())),
            memory_mb: stored.memory_mb.unsigned_abs(),
            variables,
            log_group: stored.log_group(),
        };
        Ok(Ready { version: Arc::new(version), expires: keys.expires })
    }

    /// Credentials of the function's role, as Lambda itself.
    async fn assume(&self, stored: &StoredFunction) -> Result<RoleKeys, Fault> {
        let principal = Principal::Service("lambda.amazonaws.com");
        let call = Call::inside("lambda", principal, stored.place(), self.dispatch.request_id());
        let input = AssumeRoleInput {
            role_arn: stored.role.clone(),
            role_session_name: session_name(&stored.name),
            policy_arns: None,
            policy: None,
            duration_seconds: Some(limits::CREDENTIALS_SECONDS),
            tags: None,
            transitive_tag_keys: None,
            external_id: None,
            serial_number: None,
            token_code: None,
            source_identity: None,
            provided_contexts: None,
        };
        let output = self.dispatch.call::<AssumeRole>(&call, input).await.map_err(|fault| {
            match fault.is_sender() {
                true => invalid("The role defined for the function cannot be assumed by Lambda."),
                false => fault,
            }
        })?;
        let keys = output.credentials.ok_or_else(|| Fault::internal("AssumeRole answered no credentials"))?;
        Ok(RoleKeys {
            access_key: keys.access_key_id,
            secret_key: keys.secret_access_key,
            session_token: keys.session_token,
            expires: keys.expiration,
        })
    }

    /// That Lambda may take the role of `stored`.
    pub(crate) async fn check_role(&self, stored: &StoredFunction) -> Result<(), Fault> {
        self.assume(stored).await.map(drop)
    }
}

impl StoredFunction {
    /// Who the function is when it calls, and who asks its event sources.
    pub fn principal(&self) -> Principal {
        let role = self.role.rsplit('/').next().unwrap_or_default().to_owned();
        Principal::Session { account: self.place().account, role, session: session_name(&self.name) }
    }
}

/// The name of the function's sessions; STS wants two characters at least.
fn session_name(function: &str) -> String {
    format!("{function:_<2}")
}
