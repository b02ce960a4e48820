//! Invoking a function, from outside or inside.

use std::sync::Arc;

use bytes::Bytes;
use kernel::RequestId;
use wire::{Fault, JsonReader, Reader};

use crate::Lambda;
use crate::engine::{Invocation, Outcome};
use crate::errors::fault;
use crate::functions::Function;
use crate::past::Past;

/// What an invocation brings.
pub struct Request {
    /// The event.
    pub payload: Bytes,
    /// The id of the invocation.
    pub request_id: RequestId,
    /// The function as it was named, an ARN.
    pub invoked_arn: String,
    /// The client context, as JSON text.
    pub client_context: Option<String>,
}

impl Lambda {
    /// Invokes `function` and waits for its outcome.
    pub(crate) async fn run(&self, function: &Arc<Function>, request: Request) -> Result<Outcome, Fault> {
        let mut function = Arc::clone(function);
        let version = loop {
            let fault = match self.ready(&function).await {
                Ok(version) => break version,
                Err(fault) => fault,
            };
            // It may have been changed since it was looked up, and its old code dropped.
            let current = self.function(&function.stored.name())?;
            if Arc::ptr_eq(&current, &function) {
                return Err(fault);
            }
            function = current;
        };
        let invocation = Invocation {
            function: version,
            payload: request.payload,
            request_id: request.request_id,
            invoked_arn: request.invoked_arn,
            client_context: request.client_context,
            trace: None,
            reserved_concurrency: function.stored.concurrency.map(|limit| limit.max(0) as usize),
        };
        let (version, event) = (Arc::clone(&invocation.function), invocation.payload.clone());
        let id = invocation.request_id.0.clone();
        let engine = self.engine().await?;
        let running = self.begin(function.stored.place(), &function.stored.name);
        let result = engine.invoke(invocation).await;
        if let Some(running) = running {
            running.end(&result);
        }
        let outcome = result?;
        self.memory.keep(&version.arn, Past::of(id, self.dispatch.clock().now(), &event, &outcome));
        Ok(outcome)
    }
}

/// The payload, if it is one JSON value; an empty one stands for `{}`.
pub fn payload(bytes: Option<Bytes>) -> Result<Bytes, Fault> {
    let bytes = bytes.filter(|bytes| !bytes.is_empty()).unwrap_or(Bytes::from_static(b"{}"));
    let is_json = || {
        let mut reader = JsonReader::new(&bytes)?;
        reader.document()?;
        reader.finish()
    };
    match is_json() {
        Ok(_) => Ok(bytes),
        Err(reason) => Err(fault(
            "InvalidRequestContentException",
            400,
            format!("Could not parse request body into json: Could not parse payload into json: {reason}"),
        )),
    }
}
