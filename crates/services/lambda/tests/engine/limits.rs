//! Timeouts, deaths, memory and sizes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use lambda_service::engine::{FunctionError, InvokeError};

use crate::house::{House, ID, bootstrap, has, json, tail};

#[tokio::test(flavor = "multi_thread")]
async fn a_timeout_kills() {
    if !has("python3") {
        return;
    }
    let house = House::new("timeout");
    let body = "
for id, headers, event in events():
    print('pid', os.getpid())
    if event == b'1': time.sleep(60)
    request('POST', f'invocation/{id}/response', event)
";
    let mut function = house.function("f", "provided", &[("bootstrap", &bootstrap(body))]);
    function.timeout = Duration::from_secs(1);
    let function = Arc::new(function);
    let outcome = house.invoke(&function, "1").await;
    assert_eq!(outcome.function_error, Some(FunctionError::TimedOut));
    let text = format!(
        r#"{{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {ID} Error: Task timed out after 1.00 seconds"}}"#
    );
    assert_eq!(outcome.payload, text);
    let tail = tail(&outcome);
    assert!(tail.contains(&format!("Z {ID} Task timed out after 1.00 seconds\n")), "{tail}");
    assert!(tail.contains("\tStatus: timeout\n"), "{tail}");
    assert_eq!(outcome.duration, Duration::from_secs(1));
    let again = house.invoke(&function, "2").await;
    assert!(again.init_duration.is_some(), "a timed-out environment is not used again");
    let pids: Vec<_> = house.log().into_iter().filter(|line| line.starts_with("pid ")).collect();
    assert!(pids.len() == 2 && pids[0] != pids[1], "{pids:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_ends() {
    if !has("python3") {
        return;
    }
    let house = House::new("exit");
    let body = "
for id, headers, event in events():
    print('last words')
    if event == b'9': os.kill(os.getpid(), 9)
    os._exit(int(event))
";
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    for (event, text) in [
        ("1", "Runtime exited with error: exit status 1"),
        ("0", "Runtime exited without providing a reason"),
        ("9", "Runtime exited with error: signal: killed"),
    ] {
        let outcome = house.invoke(&function, event).await;
        assert_eq!(outcome.function_error, Some(FunctionError::Exited));
        assert_eq!(json(&outcome)["errorType"], "Runtime.ExitError");
        assert_eq!(json(&outcome)["errorMessage"], format!("RequestId: {ID} Error: {text}"));
        assert!(tail(&outcome).contains("last words\n"), "{}", tail(&outcome));
        assert!(tail(&outcome).ends_with("\tStatus: error\tError Type: Runtime.ExitError\n"));
    }
    let function = Arc::new(house.function("g", "provided", &[("bootstrap", &bootstrap("sys.exit(3)"))]));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(
        json(&outcome)["errorMessage"],
        format!("RequestId: {ID} Error: Runtime exited with error: exit status 3")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_before_the_end_counts() {
    if !has("python3") {
        return;
    }
    let house = House::new("lastanswer");
    let body = "
import socket
for id, headers, event in events():
    text = f'POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 4\\r\\n\\r\\nlast'
    server.sock.sendall(text.encode())
    os._exit(1)
";
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    for _ in 0..3 {
        let outcome = house.invoke(&function, "{}").await;
        assert_eq!(
            (outcome.function_error, &outcome.payload[..]),
            (None, &b"last"[..]),
            "{}",
            tail(&outcome)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_memory_kills() {
    if !has("python3") {
        return;
    }
    let house = House::new("memory");
    let body = "
for id, headers, event in events():
    held = b'x' * (int(event) << 20)
    if int(event) == 300: time.sleep(60)
    if int(event) == 301:
        if os.fork() == 0:
            more = b'y' * (200 << 20)
            time.sleep(60)
        del held
        time.sleep(60)
    request('POST', f'invocation/{id}/response', str(len(held)))
";
    let mut function = house.function("f", "provided", &[("bootstrap", &bootstrap(body))]);
    function.memory_mb = 128;
    let function = Arc::new(function);
    let small = house.invoke(&function, "50").await;
    assert!(small.function_error.is_none() && (50..128).contains(&small.max_memory_mb), "{small:?}");
    // Held while it waits; used and answered at once; used by a child.
    for event in ["300", "200", "301"] {
        let outcome = house.invoke(&function, event).await;
        assert_eq!(outcome.function_error, Some(FunctionError::OutOfMemory), "{event}");
        assert_eq!(
            json(&outcome)["errorMessage"],
            format!("RequestId: {ID} Error: Runtime exited with error: signal: killed")
        );
        assert!(tail(&outcome).ends_with("\tStatus: error\tError Type: Runtime.OutOfMemory\n"));
        assert_eq!(outcome.max_memory_mb, 128);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sizes_of_events_and_answers() {
    if !has("python3") {
        return;
    }
    let house = House::new("sizes");
    let body = "
for id, headers, event in events():
    status, headers, answer = request('POST', f'invocation/{id}/response', b'x' * int(event.split()[0]))
    print(status, answer.decode().strip())
";
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    let largest = house.invoke(&function, "6291556").await;
    assert_eq!((largest.function_error, largest.payload.len()), (None, 6_291_556));
    let outcome = house.invoke(&function, "6291557").await;
    assert_eq!(outcome.function_error, Some(FunctionError::ResponseTooLarge));
    assert_eq!(
        outcome.payload,
        r#"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes)."}"#
    );
    let mut event = b"2 ".to_vec();
    event.resize(6 << 20, b' ');
    let event = String::from_utf8(event).unwrap();
    assert_eq!(house.invoke(&function, &event).await.payload, "xx");
    let refused = house.refused(&function, Bytes::from(event + " ")).await;
    assert!(matches!(refused, InvokeError::PayloadTooLarge { bytes: 6_291_457, max: 6_291_456 }));
    let said = r#"413 {"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}"#;
    assert!(house.log().contains(&said.to_owned()), "{:?}", house.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tail_is_the_end() {
    if !has("python3") {
        return;
    }
    let house = House::new("tail");
    let body = "
for id, headers, event in events():
    os.write(1, b'a' * 300_000 + b'\\n')
    for n in range(1000): os.write(2, b'line %d\\n' % n)
    os.write(1, b'no newline')
    request('POST', f'invocation/{id}/response', '1')
";
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    let outcome = house.invoke(&function, "{}").await;
    assert_eq!(outcome.log_tail.len(), 4096);
    assert!(tail(&outcome).contains("line 998\nline 999\nno newline\nEND RequestId: "), "{}", tail(&outcome));
    let log = house.log();
    let lengths: Vec<_> = log.iter().filter(|line| line.starts_with('a')).map(String::len).collect();
    assert_eq!(lengths, [262_118, 300_000 - 262_118]);
    assert_eq!(log.iter().filter(|line| line.starts_with("line ")).count(), 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_start_is_tried_again_within_the_timeout() {
    if !has("python3") {
        return;
    }
    let house = House::with("slow", |config| config.init_max = Duration::from_millis(300));
    // Every start hangs until there is a mark, which is set once the first one was given up.
    let body = "
while not os.path.exists('mark'): time.sleep(0.005)
for id, headers, event in events():
    request('POST', f'invocation/{id}/response', '1')
";
    let function = Arc::new(house.function("f", "provided", &[("bootstrap", &bootstrap(body))]));
    let given_up = async {
        house.logged("INIT_REPORT ", 1).await;
        std::fs::write(function.task_root.join("mark"), "").unwrap();
    };
    let (outcome, ()) = tokio::join!(house.invoke(&function, "{}"), given_up);
    assert_eq!(outcome.payload, "1");
    let log = house.log();
    assert!(log[0].ends_with(" ms\tPhase: init\tStatus: timeout"), "{log:?}");

    let mut function = house.function("g", "provided", &[("bootstrap", &bootstrap("time.sleep(60)"))]);
    function.timeout = Duration::from_secs(1);
    let outcome = house.invoke(&Arc::new(function), "{}").await;
    assert_eq!(outcome.function_error, Some(FunctionError::TimedOut));
    assert_eq!(json(&outcome)["errorType"], "Sandbox.Timedout");
}
