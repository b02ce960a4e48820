//! The closed loop: so many connections, each sending its next request when the last was answered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::http::{Answer, Connection};
use crate::outcome::Latencies;

/// What a load took.
pub struct Taken {
    /// Latency of every call that was answered between the end of the warm-up and the end.
    pub latencies: Latencies,
    /// Seconds between those two.
    pub seconds: f64,
    /// Calls answered, those of the warm-up too.
    pub calls: usize,
}

impl Taken {
    /// Calls per second.
    pub fn rate(&self) -> f64 {
        self.latencies.0.len() as f64 / self.seconds
    }
}

/// Which requests, over how many connections, how long.
pub struct Load<'a> {
    /// `host:port` of the server.
    pub address: &'a str,
    /// Requests to take turns with; as long as there are as many as connections, none is under way twice.
    pub requests: Vec<Vec<u8>>,
    /// Connections at once.
    pub connections: usize,
    /// How long to measure, after a tenth of it (at least half a second) to warm up.
    pub measured: Duration,
    /// Name for errors.
    pub operation: &'static str,
}

impl Load<'_> {
    /// Runs it. A call that `succeeded` does not hold for ends the measurement with its answer.
    pub async fn run(self, succeeded: fn(&Answer<'_>) -> bool) -> Result<Taken, Error> {
        let warm_up = (self.measured / 10).max(Duration::from_millis(500));
        let begin = Instant::now() + warm_up;
        let end = begin + self.measured;
        let requests = Rc::new(self.requests);
        let latencies = Rc::new(RefCell::new(Latencies::default()));
        let calls = Rc::new(Cell::new(0));
        let loops = tokio::task::LocalSet::new();
        let mut handles = Vec::with_capacity(self.connections);
        for index in 0..self.connections {
            let (requests, latencies, calls) =
                (Rc::clone(&requests), Rc::clone(&latencies), Rc::clone(&calls));
            let (mut connection, operation) = (Connection::new(self.address), self.operation);
            handles.push(loops.spawn_local(async move {
                let mut turn = index;
                loop {
                    let started = Instant::now();
                    if started >= end {
                        return Ok::<_, Error>(());
                    }
                    let answer = connection.call(&requests[turn % requests.len()]).await?;
                    if !succeeded(&answer) {
                        return Err(refused(operation, &answer));
                    }
                    if (begin..end).contains(&Instant::now()) {
                        latencies.borrow_mut().add(started.elapsed());
                    }
                    calls.set(calls.get() + 1);
                    turn += self.connections;
                }
            }));
        }
        loops.await;
        for handle in handles {
            handle.await.expect("invariant: a loop neither panics nor is cancelled")?;
        }
        let latencies = latencies.take();
        Ok(Taken { latencies, seconds: self.measured.as_secs_f64(), calls: calls.get() })
    }
}

/// The error of an answer that had to be a success.
pub fn refused(operation: &str, answer: &Answer<'_>) -> Error {
    let start = &answer.body[..answer.body.len().min(300)];
    let body = String::from_utf8_lossy(start).into_owned();
    Error::Refused { operation: operation.to_owned(), status: answer.status, body }
}
