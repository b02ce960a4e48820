//! Small fakes of the services that Lambda calls: STS, IAM, CloudWatch Logs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use dispatch::{Authorize, Call, Dispatch, Future, Handle, Identify, Identity, Principal, Routes};
use sts_api::{AssumeRole, AssumeRoleInput, AssumeRoleOutput, Credentials};
use tokio::sync::watch;
use wire::Fault;

/// Gives credentials for an hour, but none for roles whose name begins with `closed`.
pub struct Sts {
    dispatch: Dispatch,
    pub given: AtomicU64,
}

impl Sts {
    pub fn new(dispatch: &Dispatch) -> Self {
        Self { dispatch: dispatch.clone(), given: AtomicU64::new(0) }
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&sts_api::SERVICE, self.clone()).with::<AssumeRole>()
    }
}

impl Handle<AssumeRole> for Sts {
    async fn handle(&self, call: &Call, input: AssumeRoleInput) -> Result<AssumeRoleOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("lambda.amazonaws.com"));
        if input.role_arn.contains("role/closed") {
            return Err(Fault::with_status("AccessDenied", 403, "not authorized to perform: sts:AssumeRole"));
        }
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let lasts_ms = input.duration_seconds.unwrap() as u64 * 1000;
        let credentials = Credentials {
            access_key_id: format!("ASIA{number:012}"),
            secret_access_key: "secret".into(),
            session_token: "token".into(),
            expiration: kernel::Timestamp(self.dispatch.clock().now().0 + lasts_ms),
        };
        Ok(AssumeRoleOutput { credentials: Some(credentials), ..AssumeRoleOutput::default() })
    }
}

/// Allows everything but what the role `blind` would do with streams, and the role `half` with records.
pub struct Iam;

impl Identify for Iam {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl Authorize for Iam {
    fn authorize<'a>(
        &'a self,
        call: &'a Call,
        action: &'a str,
        _: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let denied = match &call.principal {
            Principal::Session { role, .. } if role == "blind" => {
                action.starts_with("kinesis:") || action.starts_with("dynamodb:")
            }
            Principal::Session { role, .. } if role == "half" => action == "kinesis:GetRecords",
            _ => false,
        };
        Box::pin(std::future::ready(Ok(if denied { Err("denied".to_owned()) } else { Ok(()) })))
    }
}

/// Remembers what is put.
pub struct Logs {
    groups: Mutex<Vec<String>>,
    /// Group, stream and text of every event.
    pub events: watch::Sender<Vec<(String, String, String)>>,
}

impl Default for Logs {
    fn default() -> Self {
        Self { groups: Mutex::default(), events: watch::channel(Vec::new()).0 }
    }
}

impl Logs {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        use logs_api::{CreateLogGroup, CreateLogStream, PutLogEvents};
        Routes::new(&logs_api::SERVICE, self.clone())
            .with::<CreateLogGroup>()
            .with::<CreateLogStream>()
            .with::<PutLogEvents>()
    }

    /// Loses all groups, as if they were deleted.
    pub fn lose(&self) {
        self.groups.lock().unwrap().clear();
    }

    /// All events once one of them is `text`.
    pub async fn once(&self, text: &str) -> Vec<(String, String, String)> {
        let mut events = self.events.subscribe();
        let found = events.wait_for(|events| events.iter().any(|(.., found)| found == text));
        tokio::time::timeout(crate::oracle::PATIENCE, found).await.expect(text).unwrap().clone()
    }
}

impl Handle<logs_api::CreateLogGroup> for Logs {
    async fn handle(&self, _: &Call, input: logs_api::CreateLogGroupInput) -> Result<(), Fault> {
        self.groups.lock().unwrap().push(input.log_group_name);
        Ok(())
    }
}

impl Handle<logs_api::CreateLogStream> for Logs {
    async fn handle(&self, _: &Call, _: logs_api::CreateLogStreamInput) -> Result<(), Fault> {
        Ok(())
    }
}

impl Handle<logs_api::PutLogEvents> for Logs {
    async fn handle(
        &self,
        _: &Call,
        input: logs_api::PutLogEventsInput,
    ) -> Result<logs_api::PutLogEventsOutput, Fault> {
        if !self.groups.lock().unwrap().contains(&input.log_group_name) {
            return Err(Fault::sender(
                "ResourceNotFoundException",
                "The specified log group does not exist.",
            ));
        }
        self.events.send_modify(|events| {
            let named = |event: logs_api::InputLogEvent| {
                (input.log_group_name.clone(), input.log_stream_name.clone(), event.message)
            };
            events.extend(input.log_events.into_iter().map(named));
        });
        Ok(logs_api::PutLogEventsOutput::default())
    }
}
