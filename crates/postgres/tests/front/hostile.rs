//! What no client of good will sends.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Client, Messages, frame};
use crate::house::House;

/// Sends bytes to a fresh connection and reads whatever comes until it ends.
async fn throw(house: &House, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_ends_its_own_connection_only() {
    let house = House::new().await;
    let mut client = house.client().await;
    for bytes in [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n".as_slice(),
        b"\xff\xff\xff\xff\0\0\0\0",
        b"\0\0\0\0",
        b"\0\0\0\x08\0\x02\0\0",
        b"\0\0\0\x09\0\x03\0\0x",
        b"\0\0\0\x10\x04\xd2\x16\x2e\0\0\0\0\0\0\0\0",
        b"",
    ] {
        throw(&house, bytes).await;
    }
    for bytes in [
        frame(b'Q', b"no end"),
        frame(b'Q', b"\xff\xfe\0"),
        frame(b'?', b""),
        vec![b'Q', 0xff, 0xff, 0xff, 0xff],
        vec![b'Q', 0, 0, 0, 0],
        frame(b'B', b"\0\0\0\x01"),
    ] {
        let mut own = house.client().await;
        own.send(&bytes).await;
        let (kind, _) = own.read().await.unwrap();
        assert_eq!(kind, b'E', "{bytes:?}");
        assert!(own.read().await.is_none(), "{bytes:?}");
    }
    assert_eq!(client.rows("SELECT 1").await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn noise_of_valid_frames_hurts_nobody() {
    let house = House::new().await;
    // A generator that repeats itself: what it finds can be found again.
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let words = [
        "",
        "s",
        "SELECT $1",
        "FETCH 1 FROM s",
        "BEGIN",
        "COPY (SELECT 1) TO STDOUT",
        "SELECT 1 FROM pg_class",
        "SHOW ALL",
        "'",
    ];
    for _ in 0..30 {
        let mut client = house.client().await;
        let mut messages = Messages::default();
        for _ in 0..20 {
            let (a, b) = (words[random(words.len())], words[random(words.len())]);
            messages = match random(6) {
                0 => messages.parse(a, b, &[23][..random(2)]),
                1 => messages.bind(
                    a,
                    b,
                    random(3) as u16,
                    &[Some(a.as_bytes()), None][..random(3)],
                    random(3) as u16,
                ),
                2 => messages.describe(if random(2) == 0 { b'S' } else { b'P' }, a),
                3 => messages.execute(a, random(3) as i32 - 1),
                4 => messages.close(b'S', a),
                _ => Messages(messages.sync()),
            };
        }
        client.send(&messages.sync()).await;
        let answer = client.answer().await;
        assert!(answer.kinds_of_frames.ends_with('Z'));
    }
    assert_eq!(house.client().await.rows("SELECT 1").await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused() {
    let house = House::new().await;
    let mut client = house.client().await;
    let deep = format!("SELECT {}1{} FROM pg_class", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(client.refused(&deep).await.state(), "42601");
    let long = format!("SELECT {} FROM pg_class", vec!["1"; 20_000].join("+"));
    assert_eq!(client.refused(&long).await.state(), "42601");
    let longer = format!("SELECT '{}' FROM pg_class", "x".repeat(100_000));
    assert_eq!(client.refused(&longer).await.state(), "54001");
    let lake = format!("SELECT {}1{}", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(client.refused(&lake).await.state(), "42601");
    let rows = "SELECT a.oid FROM pg_type a, pg_type b, pg_type c";
    assert_eq!(client.refused(rows).await.state(), "54000");
    let mut messages = Messages::default();
    for number in 0..100 {
        messages = messages.parse(&format!("s{number}"), &format!("SELECT '{}'", "x".repeat(200_000)), &[]);
    }
    client.send(&messages.sync()).await;
    assert_eq!(client.answer().await.refusal.unwrap().state(), "54000");
    client.run("DEALLOCATE ALL").await;
    let product = "SELECT count(*) FROM pg_type a, pg_type b, pg_type c, pg_type d, pg_type e ORDER BY 1";
    client.send(&frame(b'Q', format!("{product}\0").as_bytes())).await;
    let key = client.key;
    let answer = async {
        loop {
            Client::cancel(house.address, key).await;
            tokio::task::yield_now().await;
        }
    };
    let answer = tokio::select! {
        answer = client.answer() => answer,
        () = answer => unreachable!("it never ends"),
    };
    assert_eq!(answer.refusal.unwrap().state(), "57014");
}
