//! TLS on the port of plain HTTP, with the certificate that the server makes for itself.

use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::json;

use crate::aws::{json_request, kinesis};
use crate::directory::Directory;
use crate::http1::{Connection, ask, tcp};
use crate::process::Server;

/// A client that trusts the certificate authority in `pem`.
fn connect(
    server: &Server,
    pem: &[u8],
    protocols: &[&[u8]],
) -> Connection<StreamOwned<ClientConnection, TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    Connection::over(StreamOwned::new(client, tcp(server.address())))
}

#[test]
fn one_port_speaks_both() {
    let directory = Directory::new();
    let server = Server::on(directory.path());
    let told = ask(server.address(), "GET /_pumphouse/ca.pem", &[], b"");
    assert_eq!(told.status, 200);
    assert_eq!(told.body, std::fs::read(directory.join("tls/ca.pem")).unwrap());
    let mut secret = connect(&server, &told.body, &[]);
    let mut plain = Connection::open(server.address());
    let list = json_request("Kinesis_20131202.ListStreams", &json!({}));
    for _ in 0..3 {
        secret.exchange(&list).success();
        plain.exchange(&list).success();
    }
    assert!(connect(&server, &told.body, &[b"http/1.1"]).exchange(&list).status == 200);
}

#[test]
fn the_certificate_outlives_the_server() {
    let directory = Directory::new();
    let mut server = Server::on(directory.path());
    let pem = ask(server.address(), "GET /_pumphouse/ca.pem", &[], b"").body;
    server.kill();
    let server = Server::on(directory.path());
    let list = json_request("Kinesis_20131202.ListStreams", &json!({}));
    connect(&server, &pem, &[]).exchange(&list).success();
}

#[test]
fn whoever_does_not_trust_it_harms_nobody() {
    let (server, other) = (Server::ephemeral(), Server::ephemeral());
    let pem = ask(other.address(), "GET /_pumphouse/ca.pem", &[], b"").body;
    let list = json_request("Kinesis_20131202.ListStreams", &json!({}));
    assert!(connect(&server, &pem, &[]).send(&list).is_err());
    kinesis(server.address(), "ListStreams", json!({})).success();
}
