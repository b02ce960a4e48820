//! How long to wait before what a service did not take at once is offered again.

use std::time::Duration;

use client::ClientError;

/// The first wait; each is twice the one before.
const FIRST: Duration = Duration::from_millis(25);
/// How many there are: 6.4 s in all, after which Lambda should know.
const COUNT: u32 = 8;

/// The waits of one request.
pub struct Waits {
    left: u32,
    next: Duration,
}

impl Waits {
    /// None waited yet.
    pub fn new() -> Self {
        Self { left: COUNT, next: FIRST }
    }

    /// Waits, or answers what `said` says where there has been enough of it.
    pub async fn wait(&mut self, said: impl FnOnce() -> ClientError) -> Result<(), ClientError> {
        if self.left == 0 {
            return Err(said());
        }
        tokio::time::sleep(self.next).await;
        self.left -= 1;
        self.next *= 2;
        Ok(())
    }
}

/// Whether the same request may well be taken a little later: throttled, or the service is in trouble.
pub fn passes(error: &ClientError) -> bool {
    match error {
        ClientError::Refused(fault) => {
            fault.status >= 500 || fault.code.contains("Throttl") || fault.code.contains("ThroughputExceeded")
        }
        _ => false,
    }
}
