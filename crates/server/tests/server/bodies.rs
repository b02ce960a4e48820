//! How bodies travel: compressed, in chunks, broken, and larger than is taken.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::aws::{KINESIS, Signer, create_stream, json_headers, kinesis, records};
use crate::http1::{Connection, ask, request};
use crate::process::Server;

/// The largest body that the door takes.
const BYTES_MAX: usize = 72 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_bodies_are_opened_and_signed_as_they_came() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "s", 1);
    let body =
        gzip(json!({"StreamName": "s", "PartitionKey": "p", "Data": "Z3ppcA=="}).to_string().as_bytes());
    let target = format!("{KINESIS}.PutRecord");
    let headers = [json_headers(&target).to_vec(), vec![("content-encoding", "gzip")]].concat();
    ask(address, "POST /", &headers, &body).success();
    Signer::new("000000000000", "any", "kinesis").ask(address, "POST /", &headers, &body).success();
    let data: Vec<_> = records(address, "s").into_iter().map(|(_, _, data)| data).collect();
    assert_eq!(data, ["Z3ppcA==", "Z3ppcA=="]);
    for broken in [&body[..body.len() - 9], b"{}".as_slice(), b""] {
        let (status, code, message) = ask(address, "POST /", &headers, broken).refusal();
        assert_eq!((status, code.as_str()), (400, "SerializationException"));
        assert!(message.contains("gzip"), "{message}");
    }
    assert_eq!(records(address, "s").len(), 2, "what was broken did nothing");
}

#[test]
fn what_unpacks_to_more_than_is_taken_is_refused() {
    let server = Server::ephemeral();
    let headers =
        [json_headers("Kinesis_20131202.PutRecord").to_vec(), vec![("content-encoding", "gzip")]].concat();
    let bomb = gzip(&vec![0; BYTES_MAX + 1]);
    let (status, code, _) = ask(server.address(), "POST /", &headers, &bomb).refusal();
    assert_eq!((status, code.as_str()), (413, "RequestEntityTooLargeException"));
    kinesis(server.address(), "ListStreams", json!({})).success();
}

#[test]
fn a_length_over_the_limit_is_refused_unread() {
    let server = Server::ephemeral();
    for length in [(BYTES_MAX + 1).to_string(), (u64::MAX / 2).to_string()] {
        let mut connection = Connection::open(server.address());
        // Nothing of the body is ever sent: whoever waited for it would wait for ever.
        let head = request(
            "POST /",
            &[("content-length", &length), ("x-amz-target", "Kinesis_20131202.PutRecord")],
            b"",
        );
        let reply = connection.exchange(&head);
        assert_eq!(reply.status, 413, "{reply:?}");
        assert!(reply.refusal().2.contains(&BYTES_MAX.to_string()));
        assert!(connection.is_over(), "what follows would be taken for a request");
    }
    kinesis(server.address(), "ListStreams", json!({})).success();
}

#[test]
fn chunks_over_the_limit_are_refused() {
    let server = Server::ephemeral();
    let mut connection = Connection::open(server.address());
    let chunked = [("transfer-encoding", "chunked"), ("x-amz-target", "Kinesis_20131202.PutRecord")];
    connection.send(&request("POST /", &chunked, b"")).unwrap();
    let chunk = vec![b' '; 1 << 20];
    let mut sent = 0;
    // The last chunk is over; the server may hang up while it is still on its way.
    while sent <= BYTES_MAX {
        let framed = [format!("{:x}\r\n", chunk.len()).as_bytes(), &chunk, b"\r\n"].concat();
        if connection.send(&framed).is_err() {
            break;
        }
        sent += chunk.len();
    }
    assert!(sent >= BYTES_MAX, "refused early, after {sent} bytes");
    assert_eq!(connection.receive().unwrap().status, 413);
    kinesis(server.address(), "ListStreams", json!({})).success();
}

#[test]
fn bodies_in_chunks_are_bodies() {
    let server = Server::ephemeral();
    create_stream(server.address(), "s", 1);
    let target = format!("{KINESIS}.PutRecord");
    let headers = [json_headers(&target).to_vec(), vec![("transfer-encoding", "chunked")]].concat();
    let body = json!({"StreamName": "s", "PartitionKey": "p", "Data": "AA=="}).to_string();
    let (left, right) = body.split_at(10);
    let framed = format!(
        "{:x}\r\n{left}\r\n{:x};note=x\r\n{right}\r\n0\r\ntrailer: x\r\n\r\n",
        left.len(),
        right.len()
    );
    ask(server.address(), "POST /", &headers, framed.as_bytes()).success();
    assert_eq!(records(server.address(), "s").len(), 1);
}

#[test]
fn whoever_expects_to_be_asked_is_asked() {
    let server = Server::ephemeral();
    let mut connection = Connection::open(server.address());
    let target = format!("{KINESIS}.ListStreams");
    let headers =
        [json_headers(&target).to_vec(), vec![("expect", "100-continue"), ("content-length", "2")]].concat();
    assert_eq!(connection.exchange(&request("POST /", &headers, b"")).status, 100);
    connection.exchange(b"{}").success();
}
