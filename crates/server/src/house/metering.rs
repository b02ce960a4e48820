//! Metrics of the house: each service says once a second what it did, and once more at the end.
//!
//! A task per service, so that none waits for another. What could not be kept is said again by the service itself.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dispatch::{Metered, Stop, Stopped};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

/// How often services report.
const REPORT_EVERY: Duration = Duration::from_secs(1);

/// The tasks that have services report.
pub struct Metering {
    services: Vec<(&'static str, Arc<dyn Metered>)>,
    stop: Stop,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Metering {
    /// Reports of `services`; nothing runs yet.
    pub fn of(services: Vec<(&'static str, Arc<dyn Metered>)>) -> Self {
        Self { services, stop: Stop::default(), tasks: Mutex::default() }
    }

    /// Starts the tasks.
    pub fn start(&self) {
        let tasks = self.services.iter().map(|(name, service)| {
            let (name, service, stopped) = (*name, Arc::clone(service), self.stop.watch());
            tokio::spawn(async move { report(name, &*service, stopped).await })
        });
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).extend(tasks);
    }

    /// Ends the tasks; each reports for the last time.
    pub async fn end(&self) {
        self.stop.set();
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for task in tasks {
            // One that panicked has ended as well.
            let _ = task.await;
        }
    }
}

async fn report(name: &str, service: &dyn Metered, stopped: Stopped) {
    let mut ticks = tokio::time::interval(REPORT_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut fails = false;
    loop {
        let ends = tokio::select! {
            _ = ticks.tick() => false,
            () = stopped.set() => true,
        };
        match service.report_metrics().await {
            Ok(()) => fails = false,
            // Said once: as long as it lasts it is the same.
            Err(fault) if !fails => {
                fails = true;
                eprintln!("pumphouse: metrics of {name} could not be kept: {fault}");
            }
            Err(_) => {}
        }
        if ends {
            return;
        }
    }
}
