//! What the console asks beside AWS's operations, answered by the services of this house.

use std::sync::Arc;

use console::{Bill, BillLine, Buffered, ClockMove, ClockReading, Invocation, Part};
use dispatch::Future;
use firehose_service::Firehose;
use kernel::Place;
use lambda_service::engine::FunctionError;
use lambda_service::{Lambda, Past};

use crate::cli::Target;
use crate::client::Client;
use crate::time::HouseTime;
use crate::{bill, commands};

/// See the module.
pub struct Backstage {
    /// Delivery streams and their buffers.
    pub firehose: Arc<Firehose>,
    /// Functions and their past.
    pub lambda: Arc<Lambda>,
    /// The clock.
    pub time: Arc<HouseTime>,
    /// Where the house is reached, for the bill, which asks as any client does.
    pub endpoint: String,
}

impl Backstage {
    async fn reckon(&self, place: &Place) -> anyhow::Result<Bill> {
        let target = Target {
            endpoint: self.endpoint.clone(),
            account: place.account.to_string(),
            region: place.region.to_string(),
        };
        let bill = commands::cost::reckon(&Client::new(&target)?, None).await?;
        let line = |line: &bill::Line| BillLine {
            service: line.service.to_owned(),
            resource: line.resource.clone(),
            quantity: commands::cost::quantity(line),
            unit: line.unit.clone(),
            amount: bill::dollars(line.amount),
        };
        Ok(Bill {
            about: bill.about(),
            lines: bill.bill.lines.iter().map(line).collect(),
            total: bill::dollars(bill.bill.total),
            advice: bill.bill.advice,
        })
    }
}

impl console::Backstage for Backstage {
    fn clock(&self) -> ClockReading {
        let reading = self.time.read();
        ClockReading { now: reading.now, machine: reading.machine, is_frozen: reading.is_frozen }
    }

    fn move_clock(&self, step: ClockMove) -> Future<'_, Result<(), String>> {
        Box::pin(async move {
            let moved = match step {
                ClockMove::Advance { milliseconds } => self.time.advance(milliseconds).await,
                ClockMove::Freeze => self.time.freeze().await,
                ClockMove::Resume => self.time.resume().await,
            };
            moved.map(drop).map_err(|error| error.to_string())
        })
    }

    fn bill<'a>(&'a self, place: &'a Place) -> Future<'a, Result<Bill, String>> {
        Box::pin(async move { self.reckon(place).await.map_err(|error| format!("{error:#}")) })
    }

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
