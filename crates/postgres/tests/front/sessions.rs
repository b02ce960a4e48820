//! How sessions begin and end, and how what they run is stopped.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Client, frame, refusal};
use crate::house::House;

/// What never ends by itself within a test's patience.
const ENDLESS: &str =
    "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x), UNNEST(sequence(1, 10000)) AS b(y)
                       WHERE sin(x) * cos(y) + sqrt(x * y) + ln(x + y) + exp(sin(x + y)) < -5";

async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), work).await.expect("done in time")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_stopped_by_whoever_has_the_key() {
    let house = House::new().await;
    let mut client = house.client().await;
    let mut other = house.client().await;
    let (process, secret) = client.key;
    assert_ne!(client.key, other.key);
    client.send(&frame(b'Q', format!("{ENDLESS}\0").as_bytes())).await;
    // A wrong secret stops nothing.
    Client::cancel(house.address, (process, secret.wrapping_add(1))).await;
    assert_eq!(other.rows("SELECT 'still here'").await, ["still here"]);
    // What has not begun cannot be stopped, so it is asked until it is.
    let answer = soon(async {
        let answer = client.answer();
        tokio::pin!(answer);
        loop {
            Client::cancel(house.address, (process, secret)).await;
            tokio::select! {
                answer = &mut answer => break answer,
                () = tokio::task::yield_now() => {}
            }
        }
    })
    .await;
    assert_eq!(answer.refusal.unwrap().state(), "57014");
    assert_eq!(client.rows("SELECT 1").await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_frees_what_it_ran() {
    let house = House::new().await;
    // More than may run at a time: each has to end for the next.
    for _ in 0..8 {
        let mut client = house.client().await;
        client.send(&frame(b'Q', format!("{ENDLESS}\0").as_bytes())).await;
    }
    let mut client = house.client().await;
    assert_eq!(soon(client.rows("SELECT 1")).await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_with_the_house() {
    let house = House::new().await;
    let mut idle = house.client().await;
    let mut busy = house.client().await;
    busy.send(&frame(b'Q', format!("{ENDLESS}\0").as_bytes())).await;
    let _silent = TcpStream::connect(house.address).await.unwrap();
    house.closing.send_replace(true);
    let (kind, body) = idle.read().await.unwrap();
    assert_eq!((kind, refusal(&body).state()), (b'E', "57P01"));
    assert!(idle.read().await.is_none());
    soon(house.serving).await.unwrap();
    while let Some((kind, _)) = busy.read().await {
        assert_ne!(kind, b'C', "it was not done");
    }
}

#[tokio::test]
async fn tls_is_refused_in_one_byte() {
    let house = House::new().await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    stream.write_all(&[0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'N');
    // And the session begins on the same connection.
    let body = b"\0\x03\0\0user\0me\0database\0awsdatacatalog\0\0";
    stream.write_all(&[&(body.len() as u32 + 4).to_be_bytes(), body.as_slice()].concat()).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'R');
}

#[tokio::test]
async fn newer_protocols_are_told_which_one_is_spoken() {
    let house = House::new().await;
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let body = b"\0\x03\0\x02user\0me\0_pq_.x\0yes\0\0";
    stream.write_all(&[&(body.len() as u32 + 4).to_be_bytes(), body.as_slice()].concat()).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'v');
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_bounded() {
    let house = House::new().await;
    let mut clients = Vec::new();
    for _ in 0..postgres::limits::SESSIONS_MAX - 1 {
        clients.push(house.client().await);
    }
    // The client that furnished the house may not have left yet.
    let wishes = [("user", "me"), ("database", "awsdatacatalog")];
    clients.extend(Client::start(house.address, &wishes).await);
    let refusal = Client::start(house.address, &wishes).await.err().unwrap();
    assert_eq!(refusal.state(), "53300");
    drop(clients);
    soon(async {
        while Client::start(house.address, &wishes).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_read_waits_alone() {
    let house = House::new().await;
    let mut client = house.client().await;
    // A hundred megabytes, which no socket holds.
    let many = "SELECT x, rpad('', 10000, 'y') FROM UNNEST(sequence(1, 10000)) AS a(x)";
    client.send(&frame(b'Q', format!("{many}\0").as_bytes())).await;
    let mut other = house.client().await;
    for _ in 0..20 {
        assert_eq!(other.rows("SELECT 1").await, ["1"]);
    }
    let answer = client.answer().await;
    assert_eq!((answer.rows.len(), answer.tags.as_slice()), (10_000, ["SELECT 10000".to_owned()].as_slice()));
}
