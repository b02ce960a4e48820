//! Where the engine and one runtime process meet: the engine lays down an event, the process fetches it and
//! brings an answer. One invocation at a time, each answered exactly once.

use std::process::ExitStatus;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::{Mutex as TurnMutex, mpsc, oneshot};

/// One invocation as the Runtime API hands it out.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) request_id: String,
    /// When the invocation times out, milliseconds since the epoch by the machine's clock: the process has
    /// no other, so a shifted one would mislead it.
    pub(super) deadline_ms: u64,
    pub(super) invoked_arn: String,
    pub(super) trace: Option<String>,
    pub(super) client_context: Option<String>,
    pub(super) payload: Bytes,
}

/// What came of a start or an invocation.
#[derive(Debug)]
pub(super) enum Answer {
    /// The runtime asked for its first event.
    Ready,
    /// The function's result.
    Response(Bytes),
    /// The error that the runtime reported.
    Failed(Bytes),
    /// A result of this many bytes, which is too many.
    TooLarge(u64),
    /// The process ended first.
    Exited {
        /// How.
        status: ExitStatus,
        /// Whether it had seen the event; if not, another environment may get it.
        fetched: bool,
    },
}

/// See the module.
#[derive(Debug)]
pub(super) struct Exchange {
    phase: Mutex<Phase>,
    events: mpsc::Sender<Event>,
    waiting: TurnMutex<mpsc::Receiver<Event>>,
}

#[derive(Debug)]
enum Phase {
    Starting(oneshot::Sender<Answer>),
    Idle,
    Busy { request_id: String, fetched: bool, reply: oneshot::Sender<Answer> },
    Over,
}

impl Exchange {
    /// An exchange for a process about to start; the receiver tells how the start went.
    pub(super) fn new() -> (Self, oneshot::Receiver<Answer>) {
        let (reply, started) = oneshot::channel();
        let (events, waiting) = mpsc::channel(1);
        let phase = Mutex::new(Phase::Starting(reply));
        (Self { phase, events, waiting: TurnMutex::new(waiting) }, started)
    }

    /// Lays down `event`. `None` if the process is over, or not free.
    pub(super) fn deliver(&self, event: Event) -> Option<oneshot::Receiver<Answer>> {
        self.change(|phase| {
            let Phase::Idle = phase else { return None };
            let (reply, answer) = oneshot::channel();
            let request_id = event.request_id.clone();
            self.events.try_send(event).ok()?;
            *phase = Phase::Busy { request_id, fetched: false, reply };
            Some(answer)
        })
    }

    /// The next event, for the runtime. The first call says that it is ready.
    pub(super) async fn next(&self) -> Option<Event> {
        self.change(|phase| {
            if let Phase::Starting(_) = phase
                && let Phase::Starting(reply) = std::mem::replace(phase, Phase::Idle)
            {
                // Whoever started it may have given up; the environment is then killed.
                let _ = reply.send(Answer::Ready);
            }
        });
        let event = self.waiting.lock().await.recv().await?;
        self.change(|phase| {
            if let Phase::Busy { fetched, .. } = phase {
                *fetched = true;
            }
        });
        Some(event)
    }

    /// The runtime's answer to invocation `request_id`. False if that is not the one it has.
    pub(super) fn answer(&self, request_id: &str, answer: Answer) -> bool {
        self.change(|phase| match phase {
            Phase::Busy { request_id: current, fetched: true, .. } if current == request_id => {
                if let Phase::Busy { reply, .. } = std::mem::replace(phase, Phase::Idle) {
                    // A timed-out invocation no longer listens.
                    let _ = reply.send(answer);
                }
                true
            }
            _ => false,
        })
    }

    /// The runtime could not start. False if it already had.
    pub(super) fn init_failed(&self, error: Bytes) -> bool {
        self.change(|phase| match std::mem::replace(phase, Phase::Over) {
            Phase::Starting(reply) => {
                let _ = reply.send(Answer::Failed(error));
                true
            }
            other => {
                *phase = other;
                false
            }
        })
    }

    /// The process has ended.
    pub(super) fn over(&self, status: ExitStatus) {
        let _ = self.change(|phase| match std::mem::replace(phase, Phase::Over) {
            Phase::Starting(reply) => reply.send(Answer::Exited { status, fetched: true }),
            Phase::Busy { reply, fetched, .. } => reply.send(Answer::Exited { status, fetched }),
            Phase::Idle | Phase::Over => Ok(()),
        });
    }

    /// Whether the process waits for an event.
    pub(super) fn is_idle(&self) -> bool {
        self.change(|phase| matches!(phase, Phase::Idle))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Phase) -> T) -> T {
        change(&mut self.phase.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
