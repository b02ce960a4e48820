//! Dropping what has outlived its time, in all services: every minute, and when the clock was moved.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use super::Services;

/// How often what has outlived its time is dropped.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// What drops it; one sweep at a time.
pub struct Sweep {
    services: Services,
    turn: Mutex<()>,
}

impl Sweep {
    /// Sweeps of these services.
    pub fn new(services: Services) -> Self {
        Self { services, turn: Mutex::default() }
    }

    /// Sweeps every minute, for good.
    pub async fn keep(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(SWEEP_EVERY);
        // The first tick comes at once, and there is nothing to sweep at start-up.
        ticks.tick().await;
        loop {
            ticks.tick().await;
            self.run().await;
        }
    }

    /// Drops what has expired by now.
    pub async fn run(&self) {
        let _turn = self.turn.lock().await;
        let Services { athena, cloudwatch, dynamodb, glue, kinesis, logs, s3, sns, sqs, sts, .. } =
            &self.services;
        kinesis.sweep();
        for (name, swept) in [
            ("athena", athena.sweep().await),
            ("cloudwatch", cloudwatch.sweep().await),
            ("dynamodb", dynamodb.sweep().await),
            ("glue", glue.sweep().await),
            ("logs", logs.sweep().await),
            ("s3", s3.sweep().await),
            ("sns", sns.sweep().await),
            ("sqs", sqs.sweep().await),
            ("sts", sts.sweep().await),
        ] {
            if let Err(fault) = swept {
                eprintln!("pumphouse: what has expired in {name} could not be dropped: {fault}");
            }
        }
    }
}
