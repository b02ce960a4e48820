//! Where subscriptions send: a Kinesis stream or a delivery stream, as a role; a function, as CloudWatch Logs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use dispatch::{Call, Principal};
use firehose_api as firehose;
use kernel::{AccountId, Arn, Place, Region};
use kinesis_api as kinesis;
use lambda_api::{InvocationType, Invoke, InvokeInput};
use wire::Fault;

use super::envelope;
use crate::Logs;
use crate::engine::StoredGroup;
use crate::errors::invalid;
use crate::limits::{FUNCTION_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX};

/// Who CloudWatch Logs is to functions and to roles.
const PRINCIPAL: &str = "logs.amazonaws.com";
/// What a record or an event may have at most, bytes.
const RECORD_BYTES_MAX: usize = 1_000 * 1024;
/// Characters of a partition key (API: Kinesis.PutRecord).
const PARTITION_KEY_MAX: usize = 256;

/// Where a subscription sends.
pub(crate) struct Destination {
    arn: Arn,
    kind: Kind,
    role: Option<Arn>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kinesis,
    Firehose,
    Lambda,
}

impl Destination {
    /// The destination that the ARNs name; or what is wrong with them.
    pub(crate) fn parse(arn: &str, role: Option<&str>) -> Result<Self, String> {
        let wrong = || "destinationArn is not the ARN of a Kinesis stream, a Firehose stream or a function.";
        let arn = Arn::parse(arn).map_err(|_| wrong())?;
        let (kind, is_named) = match arn.service() {
            "kinesis" => (Kind::Kinesis, arn.name_of("stream").is_some()),
            "firehose" => (Kind::Firehose, arn.name_of("deliverystream").is_some()),
            "lambda" => (Kind::Lambda, arn.resource().starts_with("function:")),
            "logs" => return Err("destinations of other accounts are not supported here.".to_owned()),
            _ => return Err(wrong().to_owned()),
        };
        let vendor = arn.service();
        match (kind, role) {
            (Kind::Lambda, Some(_)) => {
                return Err(format!("destinationArn for vendor {vendor} cannot be used with roleArn"));
            }
            (Kind::Kinesis | Kind::Firehose, None) => {
                return Err(format!("destinationArn for vendor {vendor} cannot be used without roleArn"));
            }
            _ if !is_named => return Err(wrong().to_owned()),
            _ => {}
        }
        let role = role.map(Arn::parse).transpose().map_err(|_| "roleArn is not the ARN of a role.")?;
        Ok(Self { arn, kind, role })
    }

    /// Bytes of a message before it is compressed.
    pub(super) fn bytes_max(&self) -> usize {
        if self.kind == Kind::Lambda { FUNCTION_MESSAGE_BYTES_MAX } else { MESSAGE_BYTES_MAX }
    }

    /// Whether it is a function whose own log is the group of this name, so that each message would make another.
    pub(crate) fn logs_to(&self, group: &str) -> bool {
        let function = self.arn.resource().strip_prefix("function:").and_then(|rest| rest.split(':').next());
        function.is_some_and(|function| group.strip_prefix("/aws/lambda/") == Some(function))
    }

    fn place(&self, here: &Place) -> Place {
        Place {
            account: AccountId::parse(self.arn.account()).unwrap_or_else(|| here.account.clone()),
            region: Region::parse(self.arn.region()).unwrap_or_else(|| here.region.clone()),
        }
    }
}

impl Logs {
    /// Sends a message of a group; `key` says where, to a stream that has shards. One that is too large for its
    /// destination, which only a single event can be, is dropped.
    pub(super) async fn send(
        &self,
        here: &Place,
        group: &StoredGroup,
        destination: &Destination,
        message: Bytes,
        key: Option<&str>,
    ) -> Result<(), Fault> {
        let (arn, call) = (&destination.arn, self.call_to(here, group, destination));
        match destination.kind {
            _ if message.len() > RECORD_BYTES_MAX => Ok(()),
            Kind::Kinesis => {
                let random = self.dispatch.request_id().0;
                let key = key.unwrap_or(&random).chars().take(PARTITION_KEY_MAX).collect();
                let input = kinesis::PutRecordInput {
                    stream_name: None,
                    data: message,
                    partition_key: key,
                    explicit_hash_key: None,
                    sequence_number_for_ordering: None,
                    stream_arn: Some(arn.to_string()),
                    stream_id: None,
                };
                self.dispatch.call::<kinesis::PutRecord>(&call, input).await.map(drop)
            }
            Kind::Firehose => {
                let input = firehose::PutRecordInput {
                    delivery_stream_name: arn.name_of("deliverystream").unwrap_or_default().to_owned(),
                    record: firehose::Record { data: message },
                };
                self.dispatch.call::<firehose::PutRecord>(&call, input).await.map(drop)
            }
            Kind::Lambda => {
                let event = format!(r#"{{"awslogs":{{"data":"{}"}}}}"#, STANDARD.encode(&message));
                if event.len() > 1 << 20 {
                    return Ok(());
                }
                self.invoke(&call, arn, InvocationType::Event, Some(event.into())).await
            }
        }
    }

    /// Sees whether the destination takes anything, as AWS does before it keeps a subscription.
    pub(crate) async fn check_destination(
        &self,
        call: &Call,
        group: &StoredGroup,
        destination: &Destination,
    ) -> Result<(), Fault> {
        let here = &call.place;
        if let (Some(role), Some(authorize)) = (&destination.role, self.dispatch.authorize()) {
            self.dispatch
                .permit_action(call, &logs_api::SERVICE, "iam:PassRole", &[role.to_string()])
                .await?;
            let service = Principal::Service(PRINCIPAL);
            let asking = Call::inside("logs", service, here.clone(), call.request_id.clone())
                .on_account_of(source(here, group));
            authorize.assume(&asking, role, &[]).await?.map_err(|_| {
                invalid("Make sure you have given CloudWatch Logs permission to assume the provided role.")
            })?;
        }
        let now_ms = self.engine.now().0;
        let (tried, refusal) = match destination.kind {
            Kind::Kinesis => (
                self.send(here, group, destination, envelope::control("Kinesis stream", now_ms), None).await,
                "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream \
                 is in ACTIVE state.",
            ),
            Kind::Firehose => (
                self.send(here, group, destination, envelope::control("Firehose", now_ms), None).await,
                "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream \
                 is in ACTIVE state.",
            ),
            Kind::Lambda => (
                self.invoke(
                    &self.call_to(here, group, destination),
                    &destination.arn,
                    InvocationType::DryRun,
                    None,
                )
                .await,
                "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to \
                 execute your function.",
            ),
        };
        match tried {
            Err(fault) if fault.is_sender() => Err(invalid(refusal)),
            other => other,
        }
    }

    fn call_to(&self, here: &Place, group: &StoredGroup, destination: &Destination) -> Call {
        let principal = match &destination.role {
            Some(role) => Principal::Session {
                account: AccountId::parse(role.account()).unwrap_or_else(|| here.account.clone()),
                role: role.resource().rsplit('/').next().unwrap_or_default().to_owned(),
                session: "CloudWatchLogs".to_owned(),
            },
            None => Principal::Service(PRINCIPAL),
        };
        Call::inside("logs", principal, destination.place(here), self.dispatch.request_id())
            .on_account_of(source(here, group))
    }

    async fn invoke(
        &self,
        call: &Call,
        arn: &Arn,
        invocation: InvocationType,
        payload: Option<Bytes>,
    ) -> Result<(), Fault> {
        let input = InvokeInput {
            function_name: arn.to_string(),
            invocation_type: Some(invocation),
            log_type: None,
            client_context: None,
            durable_execution_name: None,
            payload,
            qualifier: None,
            tenant_id: None,
        };
        self.dispatch.call::<Invoke>(call, input).await.map(drop)
    }
}

/// The ARN on whose account is sent, as policies know it.
fn source(here: &Place, group: &StoredGroup) -> String {
    format!("{}:*", group.arn(here))
}
