//! `Invoke`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dispatch::{Call, Handle, Principal};
use lambda_api::{InvocationType, Invoke, InvokeInput, InvokeOutput, LogType};
use wire::Fault;

use crate::Lambda;
use crate::errors::{fault, invalid, not_built};
use crate::functions::{FunctionName, PolicyRequest, StoredFunction};
use crate::invocation::{Request, payload};

impl Handle<Invoke> for Lambda {
    async fn handle(&self, call: &Call, input: InvokeInput) -> Result<InvokeOutput, Fault> {
        if input.durable_execution_name.is_some() || input.tenant_id.is_some() {
            return Err(not_built("durable execution or tenancy"));
        }
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let function = self.function(&name)?;
        check_service(call, &function.stored, &name)?;
        let payload = payload(input.payload)?;
        // Calls from inside may share the id of what made them; invocations may not.
        let request_id = match call.is_inside() {
            true => self.dispatch.request_id(),
            false => call.request_id.clone(),
        };
        let accepted = |status| InvokeOutput { status_code: Some(status), ..InvokeOutput::default() };
        match input.invocation_type.unwrap_or(InvocationType::RequestResponse) {
            InvocationType::DryRun => Ok(accepted(204)),
            InvocationType::Event => {
                self.queue_event(&function, &name, payload, request_id).await?;
                Ok(accepted(202))
            }
            InvocationType::RequestResponse => {
                let request = Request {
                    payload,
                    request_id,
                    invoked_arn: name.arn().to_string(),
                    client_context: input.client_context.as_deref().map(client_context).transpose()?,
                };
                let outcome = self.run(&function, request).await?;
                let wants_log = input.log_type == Some(LogType::Tail);
                Ok(InvokeOutput {
                    function_error: outcome.function_error.map(|_| "Unhandled".to_owned()),
                    log_result: wants_log.then(|| STANDARD.encode(&outcome.log_tail)),
                    payload: Some(outcome.payload),
                    executed_version: Some("$LATEST".to_owned()),
                    ..accepted(200)
                })
            }
        }
    }
}

/// That a service which calls for itself is let in by the function's policy.
fn check_service(call: &Call, stored: &StoredFunction, name: &FunctionName) -> Result<(), Fault> {
    let Principal::Service(service) = call.principal else { return Ok(()) };
    let request = PolicyRequest {
        service,
        action: "lambda:InvokeFunction",
        source_arn: call.source_arn(),
        source_account: call.place.account.as_str(),
    };
    if stored.policy.as_ref().is_some_and(|policy| policy.allows(&request)) {
        return Ok(());
    }
    let text = format!(
        "User: {service} is not authorized to perform: lambda:InvokeFunction on resource: {} because no \
         resource-based policy allows the lambda:InvokeFunction action",
        name.arn()
    );
    Err(fault("AccessDeniedException", 403, text))
}

fn client_context(encoded: &str) -> Result<String, Fault> {
    let decoded = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.ok_or_else(|| invalid("Client context must be a valid Base64-encoded JSON object."))
}
