//! Connections kept, filled ahead, left half open, and opened by who speaks no HTTP.

use serde_json::json;

use crate::aws::{create_stream, json_request, kinesis, records};
use crate::http1::{Connection, request, tcp};
use crate::process::Server;

#[test]
fn one_connection_serves_many_requests() {
    let server = Server::ephemeral();
    let mut connection = Connection::open(server.address());
    for _ in 0..3 {
        connection.exchange(&json_request("Kinesis_20131202.ListStreams", &json!({}))).success();
        // A refusal does not end it.
        assert_eq!(connection.exchange(&json_request("Kinesis_20131202.Nonsense", &json!({}))).status, 400);
    }
    let last = [("connection", "close"), ("x-amz-target", "Kinesis_20131202.ListStreams")];
    connection.exchange(&request("POST /", &last, b"{}")).success();
    assert!(connection.is_over());
}

#[test]
fn requests_sent_ahead_are_answered_in_order() {
    let server = Server::ephemeral();
    create_stream(server.address(), "s", 1);
    let put = |data: &str| json!({"StreamName": "s", "PartitionKey": "p", "Data": data});
    let all: Vec<_> = ["AAAA", "BBBB", "CCCC", "DDDD"]
        .map(put)
        .iter()
        .flat_map(|input| json_request("Kinesis_20131202.PutRecord", input))
        .collect();
    let mut connection = Connection::open(server.address());
    connection.send(&all).unwrap();
    let answered: Vec<_> =
        (0..4).map(|_| connection.receive().unwrap().success()["SequenceNumber"].clone()).collect();
    let stored = records(server.address(), "s");
    let (numbers, data): (Vec<_>, Vec<_>) =
        stored.into_iter().map(|(_, number, data)| (json!(number), data)).unzip();
    assert_eq!(data, ["AAAA", "BBBB", "CCCC", "DDDD"]);
    assert_eq!(numbers, answered);
}

#[test]
fn who_speaks_no_http_harms_nobody() {
    let server = Server::ephemeral();
    let address = server.address();
    let ordinary = json_request("Kinesis_20131202.ListStreams", &json!({}));
    let huge = request("GET /", &[("x-filler", &"x".repeat(1 << 20))], b"");
    let many = request("GET /", &vec![("x-filler", "x"); 200], b"");
    let long = request(&format!("GET /{}", "x".repeat(100_000)), &[], b"");
    let rubbish: [&[u8]; 12] = [
        b"\x00\x01\x02\x03\xff\xfe\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x00\x05hello",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish that is no frame",
        &huge,
        &many,
        &long,
    ];
    for bytes in rubbish {
        let mut connection = Connection::open(address);
        // The server may hang up while it is being spoken to; if it answers at all, it refuses.
        let _ = connection.send(bytes);
        connection.end_sending();
        if let Some(status) = connection.status() {
            assert!((400..600).contains(&status), "{status} for {:?}", &bytes[..bytes.len().min(60)]);
        }
        Connection::open(address).exchange(&ordinary).success();
    }
}

#[test]
fn half_a_request_holds_nobody_up() {
    let server = Server::ephemeral();
    let ordinary = json_request("Kinesis_20131202.ListStreams", &json!({}));
    let silent: Vec<_> = (0..50).map(|_| tcp(server.address())).collect();
    let halves: Vec<_> = [1, 10, ordinary.len() - 1]
        .into_iter()
        .cycle()
        .take(60)
        .map(|sent| {
            let mut connection = Connection::open(server.address());
            connection.send(&ordinary[..sent]).unwrap();
            (connection, sent)
        })
        .collect();
    for _ in 0..3 {
        kinesis(server.address(), "ListStreams", json!({})).success();
    }
    for (index, (mut connection, sent)) in halves.into_iter().enumerate() {
        match index % 2 {
            // What was half is made whole, and answered.
            0 => {
                connection.exchange(&ordinary[sent..]).success();
            }
            // Or given up: an answer, if any, is a refusal.
            _ => {
                connection.end_sending();
                assert!(connection.status().is_none_or(|status| status == 400));
            }
        }
    }
    drop(silent);
    kinesis(server.address(), "ListStreams", json!({})).success();
}
