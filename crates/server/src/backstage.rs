//! What the console asks beside AWS's operations, answered by the services of this house.

use std::sync::Arc;

use console::{Buffered, Invocation, Part};
use firehose_service::Firehose;
use kernel::Place;
use lambda_service::engine::FunctionError;
use lambda_service::{Lambda, Past};

/// See the module.
pub struct Backstage {
    /// Delivery streams and their buffers.
    pub firehose: Arc<Firehose>,
    /// Functions and their past.
    pub lambda: Arc<Lambda>,
}

impl console::Backstage for Backstage {
    fn invocations(&self, place: &Place, function: &str) -> Vec<Invocation> {
        self.lambda.past(place, function).iter().map(|past| invocation(past)).collect()
    }

    fn last_invocation(&self, place: &Place, function: &str) -> Option<Invocation> {
        self.lambda.last(place, function).map(|past| invocation(&past))
    }

    fn buffered(&self, place: &Place, delivery_stream: &str) -> Option<Buffered> {
        let held = self.firehose.held(place, delivery_stream)?;
        Some(Buffered { records_waiting: held.records_waiting, bytes: held.bytes, due: held.due })
    }
}

fn invocation(past: &Past) -> Invocation {
    let part = |part: &lambda_service::Part| Part { bytes: part.bytes.clone(), whole: part.whole };
    Invocation {
        id: past.id.clone(),
        ended: past.ended,
        duration: past.duration,
        init: past.init,
        event: part(&past.event),
        answer: part(&past.answer),
        error: past.error.map(words),
        log: past.log.clone(),
        memory_mb: past.memory_mb,
    }
}

fn words(error: FunctionError) -> &'static str {
    match error {
        FunctionError::Reported => "error",
        FunctionError::Init => "could not start",
        FunctionError::TimedOut => "timed out",
        FunctionError::Exited => "process ended",
        FunctionError::OutOfMemory => "out of memory",
        FunctionError::ResponseTooLarge => "answer too large",
    }
}
