//! Invoking a function, from outside or inside.

use std::sync::Arc;

use bytes::Bytes;
use kernel::RequestId;
use wire::{Fault, JsonReader, Reader};

use crate::Lambda;
use crate::engine::{Invocation, Outcome};
use crate::functions::Function;

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
        let version = self.ready(function).await?;
        let invocation = Invocation {
            function: version,
            payload: request.payload,
            request_id: request.request_id,
            invoked_arn: request.invoked_arn,
            client_context: request.client_context,
            trace: None,
            reserved_concurrency: function.stored.concurrency.map(|limit| limit.max(0) as usize),
        };
        Ok(self.engine()?.invoke(invocation).await?)
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
        Err(error) => Err(Fault::sender(
            "InvalidRequestContentException",
            format!("Could not parse request body into json: {error}"),
        )),
    }
}
