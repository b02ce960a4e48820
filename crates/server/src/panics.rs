//! What a panic does: it ends the process, which is safe at any moment, for what was acknowledged is on the disk.
//!
//! Invariant: no service goes on after a panic on a thread of its own. The one exception is a thread of the SQL engine,
//! which keeps nothing between queries: there a panic ends the query that it met, and nothing else. What the query was
//! calling on that thread (S3, Glue) changes its store in transactions, which unwinding takes back.

use std::panic;

/// From now on a panic ends the process, but on threads that run SQL.
pub fn end_the_process() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        tell(panicked);
        if !is_of_sql(std::thread::current().name()) {
            std::process::abort();
        }
    }));
}

fn is_of_sql(thread: Option<&str>) -> bool {
    thread.is_some_and(|name| name.starts_with(sql::THREAD_NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_threads_of_sql_may_panic() {
        assert!(is_of_sql(Some(sql::THREAD_NAME)));
        assert!(!is_of_sql(Some("main")));
        assert!(!is_of_sql(Some("tokio-rt-worker")));
        assert!(!is_of_sql(None));
    }
}
