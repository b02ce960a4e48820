//! The work of one delivery stream, for as long as nothing of it changes.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use dispatch::Watch;
use kernel::Timestamp;
use tokio::task::{JoinError, JoinSet};

use super::batch::{Batch, Outcome, Target};
use super::buffers::Buffers;
use super::destination::deliver;
use super::failure::{Failure, Trouble};
use super::ledger::Ledger;
use super::pieces::{Keys, Origin, PROCESSING, Piece, prepare};
use super::scope::Scope;
use super::source::{Chunk, Source};
use crate::engine::{EngineError, Held};
use crate::limits;
use crate::metering::{Share, Shares};

/// Why the work ended.
pub enum End {
    /// It was stopped.
    Stopped,
    /// Something is wrong here; it may be tried again.
    Failed,
}

/// See the module.
pub struct Worker {
    scope: Arc<Scope>,
    source: Source,
    ledger: Ledger,
    buffers: Buffers,
    /// What is under way: of which kind it is, and what comes of it.
    under_way: JoinSet<(Kind, Option<Outcome>)>,
    invocations: usize,
    deliveries: usize,
    /// Bytes read since delivered segments of the log were dropped.
    since_trim: u64,
    /// Whether there was more to read at once after the newest read.
    is_behind: bool,
    watch: Watch,
}

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Invocation,
    Delivery,
    Backup,
    Failures,
}

impl Kind {
    fn of(target: &Target) -> Self {
        match target {
            Target::Transform => Self::Invocation,
            Target::Destination(_) => Self::Delivery,
            Target::Backup => Self::Backup,
            Target::Failures(_) => Self::Failures,
        }
    }
}

/// What happened.
enum Event {
    Read(Result<Chunk, EngineError>),
    Ended(Result<(Kind, Option<Outcome>), JoinError>),
    Due,
    Stop,
}

impl Worker {
    /// Begins after what is delivered.
    pub fn new(scope: Arc<Scope>) -> Result<Self, EngineError> {
        Ok(Self {
            source: Source::open(&scope)?,
            ledger: Ledger::default(),
            buffers: Buffers::default(),
            under_way: JoinSet::new(),
            invocations: 0,
            deliveries: 0,
            since_trim: 0,
            is_behind: false,
            watch: scope.watch(),
            scope,
        })
    }

    /// Works until it is stopped. What is under way then comes to its end.
    pub async fn run(mut self) -> End {
        let end = loop {
            self.buffers.close_due(self.scope.now(), self.is_behind);
            self.hand_over();
            self.scope.stream.hold(self.buffers.held(self.is_behind));
            match self.event().await {
                Event::Read(Ok(chunk)) => self.take(chunk),
                Event::Read(Err(error)) => {
                    self.scope.report("Firehose.InternalError", &error.to_string()).await;
                    break End::Failed;
                }
                Event::Ended(Ok((kind, outcome))) => {
                    if !self.ended(kind, outcome).await {
                        // What could not be carried out is read again.
                        break End::Failed;
                    }
                }
                // It panicked, and what it had is read again.
                Event::Ended(Err(_)) => break End::Failed,
                Event::Due => {}
                Event::Stop => break End::Stopped,
            }
        };
        self.scope.stream.hold(Held::default());
        while let Some(ended) = self.under_way.join_next().await {
            if let Ok((kind, outcome)) = ended {
                self.ended(kind, outcome).await;
            }
        }
        end
    }

    async fn event(&mut self) -> Event {
        let due = self.buffers.next_due(self.is_behind);
        let scope = &self.scope;
        let reads = self.buffers.has_room() && self.buffers.is_keeping_up();
        tokio::select! {
            () = scope.stopped.set() => Event::Stop,
            Some(ended) = self.under_way.join_next() => Event::Ended(ended),
            read = self.source.next(), if reads => Event::Read(read),
            () = scope.wait_until(due.unwrap_or_default(), &mut self.watch), if due.is_some() => Event::Due,
        }
    }

    /// Starts what is ready, as far as there is room for it.
    fn hand_over(&mut self) {
        loop {
            let (invocations, deliveries) = (self.invocations, self.deliveries);
            let fits = |batch: &Batch| match batch.target {
                Target::Transform => invocations < limits::INVOCATIONS_AT_ONCE,
                _ => deliveries < limits::DELIVERIES_AT_ONCE,
            };
            let Some(batch) = self.buffers.take_ready(fits) else { return };
            let kind = Kind::of(&batch.target);
            match kind {
                Kind::Invocation => self.invocations += 1,
                Kind::Delivery | Kind::Backup | Kind::Failures => self.deliveries += 1,
            }
            let scope = Arc::clone(&self.scope);
            self.under_way.spawn(async move { (kind, deliver(scope, batch).await) });
        }
    }

    /// Puts what was read on its way.
    fn take(&mut self, chunk: Chunk) {
        let scope = Arc::clone(&self.scope);
        let (plan, now) = (&scope.plan, scope.now());
        self.is_behind = chunk.is_behind;
        if scope.stored.source.is_some() {
            let bytes = chunk.records.iter().map(|record| record.data.len()).sum();
            scope.count(|calls| calls.read(chunk.records.len(), bytes));
        }
        let number = self.ledger.begin(&chunk.lane, chunk.end);
        let mut failed = Vec::new();
        for record in chunk.records {
            self.since_trim += record.data.len() as u64;
            let piece = Piece {
                data: record.data,
                arrived: record.arrived,
                chunk: number,
                origin: record.origin,
                part: 0,
            };
            if plan.backup.is_some() {
                self.push(Target::Backup, piece.clone(), now);
            }
            if plan.steps.prepare_nothing() {
                self.go_on(piece, now, &mut failed);
                continue;
            }
            for piece in prepare(&plan.steps, piece, now, &mut failed) {
                self.go_on(piece, now, &mut failed);
            }
        }
        self.fail(failed, now);
        self.ledger.done(number, 1);
    }

    /// Puts a record on its way to the function, or to the destination where there is none.
    fn go_on(&mut self, piece: Piece, now: Timestamp, failed: &mut Vec<Failure>) {
        match self.scope.plan.steps.transform {
            Some(_) => self.push(Target::Transform, piece, now),
            None => self.destine(piece, Keys::default(), now, failed),
        }
    }

    fn push(&mut self, target: Target, piece: Piece, now: Timestamp) {
        self.ledger.open(piece.chunk, 1);
        self.buffers.push(&self.scope.plan, target, piece, now);
    }

    /// Puts a record into the buffer of its partition.
    fn destine(&mut self, piece: Piece, keys: Keys, now: Timestamp, failed: &mut Vec<Failure>) {
        let scope = Arc::clone(&self.scope);
        let steps = &scope.plan.steps;
        let mut fail = |piece: &Piece, code: &str, message: &str| {
            let trouble = Trouble { kind: PROCESSING, code, message, attempts: 1, ended: now };
            failed.push(Failure::of_processing(piece, &trouble, None));
        };
        let mut keys = if scope.plan.partitions { keys } else { Keys::default() };
        if let Some(query) = steps.query.as_ref().filter(|_| scope.plan.partitions) {
            match query.evaluate(&piece.data) {
                Ok(found) => keys.from_query = found,
                Err(error) => {
                    return fail(&piece, "DynamicPartitioning.MetadataExtractionFailed", &error.to_string());
                }
            }
        }
        if self.buffers.check_partition(&keys).is_err() {
            let message = format!("There are {} active partitions already.", limits::PARTITIONS_MAX);
            return fail(&piece, "DynamicPartitioning.ActivePartitionLimitExceeded", &message);
        }
        let data = match &steps.delimiter {
            Some(delimiter) => Bytes::from([piece.data.as_ref(), delimiter.as_ref()].concat()),
            None => piece.data,
        };
        self.push(Target::Destination(keys), Piece { data, ..piece }, now);
    }

    /// Puts lines into the buffers of failures.
    fn fail(&mut self, failed: Vec<Failure>, now: Timestamp) {
        for Failure { kind, line, arrived, chunk, .. } in failed {
            let piece = Piece { data: line, arrived, chunk, origin: Origin::Put(0), part: 0 };
            self.push(Target::Failures(kind), piece, now);
        }
    }

    /// Notes what came of a batch; answers whether it was carried out.
    async fn ended(&mut self, kind: Kind, outcome: Option<Outcome>) -> bool {
        match kind {
            Kind::Invocation => self.invocations -= 1,
            Kind::Delivery | Kind::Backup | Kind::Failures => self.deliveries -= 1,
        }
        let Some(outcome) = outcome else { return self.scope.stopped.is_set() };
        let now = self.scope.now();
        self.buffers.release(outcome.bytes);
        let mut failed = outcome.failed;
        self.note_delivered(kind, &outcome.done, &failed);
        for (piece, keys) in outcome.changed {
            self.destine(piece, keys, now, &mut failed);
        }
        self.fail(failed, now);
        for (chunk, share) in outcome.done {
            self.ledger.done(chunk, share.records);
        }
        self.keep_progress().await;
        true
    }

    /// Notes what of a batch was delivered: all that is done with and did not fail.
    fn note_delivered(&mut self, kind: Kind, done: &HashMap<u64, Share>, failed: &[Failure]) {
        if !matches!(kind, Kind::Delivery | Kind::Backup) {
            return;
        }
        let mut delivered = done.clone();
        for failure in failed {
            if let Some(share) = delivered.get_mut(&failure.chunk) {
                share.remove(failure.bytes);
            }
        }
        for (chunk, share) in delivered {
            let shares = match kind {
                Kind::Delivery => Shares { destination: share, backup: Share::default() },
                _ => Shares { destination: Share::default(), backup: share },
            };
            self.ledger.deliver(chunk, shares);
        }
    }

    async fn keep_progress(&mut self) {
        let came = self.ledger.advance();
        let Some(arrived_ms) = came.iter().map(|(_, end)| end.arrived_ms).max() else { return };
        let lanes = came.into_iter().map(|(lane, end)| (lane, end.place)).collect();
        let delivered = self.ledger.take_delivered();
        let counted = self.scope.dispatch.measure().map(|_| &delivered);
        if let Err(error) = self.scope.engine.keep_progress(&self.scope.stream, lanes, counted).await {
            self.ledger.give_back(&delivered);
            // What is delivered is delivered again after a restart; the next progress covers this one.
            self.scope.report("Firehose.InternalError", &error.to_string()).await;
            return;
        }
        let trims = self.since_trim >= limits::SEGMENT_BYTES;
        if let Some(log) = self.scope.stream.log.clone().filter(|_| trims) {
            self.since_trim = 0;
            // All that arrived before the last delivered record is delivered too. What cannot be dropped now is
            // dropped with what comes next.
            tokio::task::spawn_blocking(move || log.trim_before(arrived_ms));
        }
    }
}
