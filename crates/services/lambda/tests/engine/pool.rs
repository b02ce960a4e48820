//! Warm environments, concurrency, isolation, and the end of all.

use std::sync::Arc;
use std::time::Duration;

use lambda_service::engine::{FunctionError, FunctionVersion, InvokeError, ThrottleScope};

use crate::house::{House, bootstrap, call, has};

/// Answers its process id and how often it was called; `meet` waits until as many files as the number
/// after it are there, so that only invocations running at once get past.
const COUNTER: &str = "
count = 0
for id, headers, event in events():
    count += 1
    words = event.decode().split()
    if words[0] == 'meet':
        open(f'met-{os.getpid()}', 'w').close()
        print('meeting')
        while sum(name.startswith('met-') for name in os.listdir()) < int(words[1]): time.sleep(0.005)
    request('POST', f'invocation/{id}/response', f'{os.getpid()} {count}')
";

fn counter(house: &House) -> Arc<FunctionVersion> {
    Arc::new(house.function("counter", "provided", &[("bootstrap", &bootstrap(COUNTER))]))
}

async fn ask(house: &House, function: &Arc<FunctionVersion>, event: &str) -> (u32, u32) {
    let outcome = house.invoke(function, event).await;
    let text = String::from_utf8(outcome.payload.to_vec()).unwrap();
    let (pid, count) = text.split_once(' ').unwrap_or_else(|| panic!("{text}"));
    (pid.parse().unwrap(), count.parse().unwrap())
}

fn lives(pid: u32) -> bool {
    // A zombie is dead.
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[tokio::test(flavor = "multi_thread")]
async fn four_at_once_are_four_processes() {
    if !has("python3") {
        return;
    }
    let house = House::new("four");
    let function = counter(&house);
    let (a, b, c, d) = tokio::join!(
        ask(&house, &function, "meet 4"),
        ask(&house, &function, "meet 4"),
        ask(&house, &function, "meet 4"),
        ask(&house, &function, "meet 4"),
    );
    let mut pids = vec![a.0, b.0, c.0, d.0];
    pids.sort_unstable();
    pids.dedup();
    assert_eq!(pids.len(), 4, "each environment has one event at a time");
    assert!([a, b, c, d].iter().all(|(_, count)| *count == 1), "no environment sees another's state");
    let (pid, count) = ask(&house, &function, "x").await;
    assert!(pids.contains(&pid) && count == 2);
    assert_eq!(ask(&house, &function, "x").await, (pid, 3), "the one used last is used first");
    house.engine.shutdown().await;
    assert!(!pids.into_iter().any(lives), "none outlives the engine");
    let refused = house.engine.invoke(call(&function, "x")).await.unwrap_err();
    assert!(matches!(refused, InvokeError::ShuttingDown));
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_and_age_end_environments() {
    if !has("python3") {
        return;
    }
    let house = House::new("changes");
    let function = counter(&house);
    let (first, _) = ask(&house, &function, "x").await;
    let changed = Arc::new(FunctionVersion { revision: "2".to_owned(), ..(*function).clone() });
    let (second, count) = ask(&house, &changed, "x").await;
    assert!(first != second && count == 1);
    let numbered = Arc::new(FunctionVersion { version: "1".to_owned(), ..(*changed).clone() });
    let (third, _) = ask(&house, &numbered, "x").await;
    assert_ne!(second, third, "versions share no environment");
    assert_eq!(ask(&house, &changed, "x").await, (second, 2), "and do not end each other's");
    house.engine.retire(&function.arn);
    assert_eq!(ask(&house, &changed, "x").await.1, 1);
    house.engine.end_idle(Duration::from_secs(60));
    assert_eq!(ask(&house, &changed, "x").await.1, 2);
    house.engine.end_idle(Duration::ZERO);
    assert_eq!(ask(&house, &changed, "x").await.1, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_throttle() {
    if !has("python3") {
        return;
    }
    let house = House::with("throttle", |config| config.concurrency_max = 1);
    let function = counter(&house);
    let mut reserved = call(&function, "x");
    reserved.reserved_concurrency = Some(0);
    let refused = house.engine.invoke(reserved).await.unwrap_err();
    assert!(matches!(refused, InvokeError::Throttled { scope: ThrottleScope::Function }));
    let running = tokio::spawn({
        let (engine, invocation) = (house.engine.clone(), call(&function, "meet 2"));
        async move { engine.invoke(invocation).await }
    });
    house.logged("meeting", 1).await;
    let refused = house.engine.invoke(call(&function, "x")).await.unwrap_err();
    assert!(matches!(refused, InvokeError::Throttled { scope: ThrottleScope::Account }));
    std::fs::write(function.task_root.join("met-us"), "").unwrap();
    running.await.unwrap().unwrap();
    house.invoke(&function, "x").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_machine_ends_what_is_idle() {
    if !has("python3") {
        return;
    }
    let house = House::with("machine", |config| config.environments_max = 1);
    let function = counter(&house);
    let (pid, _) = ask(&house, &function, "x").await;
    let other = Arc::new(house.function("other", "provided", &[("bootstrap", &bootstrap(COUNTER))]));
    assert_eq!(ask(&house, &other, "x").await.1, 1);
    assert!(!lives(pid));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_leaves_stops_nothing() {
    if !has("python3") {
        return;
    }
    let house = House::with("leaves", |config| config.concurrency_max = 1);
    let function = counter(&house);
    let (pid, _) = ask(&house, &function, "x").await;
    {
        let call = house.engine.invoke(call(&function, "meet 2"));
        tokio::pin!(call);
        // Begun, then dropped.
        assert!(futures_poll_once(call.as_mut()).await.is_none());
    }
    std::fs::write(function.task_root.join("met-us"), "").unwrap();
    // The abandoned invocation ends by itself and its environment serves on.
    house.logged("END ", 2).await;
    let outcome = loop {
        match house.engine.invoke(call(&function, "x")).await {
            // Its report is out; its place is free in a moment.
            Err(InvokeError::Throttled { .. }) => tokio::task::yield_now().await,
            other => break other.unwrap(),
        }
    };
    assert_eq!(outcome.payload, format!("{pid} 3"));
}

async fn futures_poll_once<F: Future + Unpin>(mut future: F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut future).poll(context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_died_idle_is_replaced() {
    if !has("python3") {
        return;
    }
    let house = House::new("died");
    let function = counter(&house);
    let (pid, _) = ask(&house, &function, "x").await;
    let raw = rustix::process::Pid::from_raw(pid as i32).unwrap();
    rustix::process::kill_process(raw, rustix::process::Signal::KILL).unwrap();
    // The event may reach the dead process's socket before its death is known; then it is lost with it.
    let next = house.invoke(&function, "x").await;
    let answer = match next.function_error {
        Some(error) => {
            assert_eq!(error, FunctionError::Exited);
            ask(&house, &function, "x").await
        }
        None => {
            let text = String::from_utf8(next.payload.to_vec()).unwrap();
            let (pid, count) = text.split_once(' ').unwrap();
            (pid.parse().unwrap(), count.parse().unwrap())
        }
    };
    assert!(answer.0 != pid && answer.1 == 1, "{answer:?}");
}
