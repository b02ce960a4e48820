//! Real sockets and a real TLS client; time stands still where a peer is silent.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use kernel::Timestamp;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{Connection, Tls, TlsSource, certificate, machine_time, provider};

/// A directory of its own, removed in the end.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("pumphouse-tls-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn source(&self) -> TlsSource {
        TlsSource::Directory(self.0.clone())
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn quiet(source: TlsSource) -> Tls {
    Tls::new(source, |_| {}).unwrap()
}

/// Both ends of a fresh connection: the client's, and the server's before it is accepted.
async fn pair() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    (client, listener.accept().await.unwrap().0)
}

/// A client that trusts `authority_pem` alone shakes hands with `tls`, calling it `name`.
async fn connect(
    tls: &Tls,
    authority_pem: &str,
    name: &str,
    alpn: &[&str],
) -> io::Result<(TlsStream<TcpStream>, Connection)> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority_pem.as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    let (client, server) = pair().await;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    tokio::try_join!(connector.connect(name, client), tls.accept(server))
}

async fn exchange(mut client: impl AsyncExchange, mut server: Connection) {
    let mut bytes = [0; 4];
    client.write_all(b"ping").await.unwrap();
    client.flush().await.unwrap();
    server.read_exact(&mut bytes).await.unwrap();
    assert_eq!(&bytes, b"ping");
    server.write_all(b"pong").await.unwrap();
    server.shutdown().await.unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"pong");
}

trait AsyncExchange: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin {}
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin> AsyncExchange for T {}

#[tokio::test]
async fn plain_and_tls_on_one_port() {
    let tls = quiet(TlsSource::Memory);
    let (mut client, server) = pair().await;
    client.write_all(b"GET ").await.unwrap();
    let mut plain = tls.accept(server).await.unwrap();
    assert!(!plain.is_tls() && plain.alpn().is_none());
    assert_eq!(plain.peer_addr().unwrap(), client.local_addr().unwrap());
    let mut first = [0; 4];
    plain.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"GET ", "nothing of a plain connection is consumed");
    exchange(client, plain).await;

    let authority = tls.authority_pem().await.unwrap().unwrap();
    let (client, server) = connect(&tls, &authority, "localhost", &[]).await.unwrap();
    assert!(server.is_tls() && server.alpn().is_none());
    exchange(client, server).await;
}

#[tokio::test]
async fn names_and_protocols() {
    let tls = quiet(TlsSource::Memory);
    let authority = tls.authority_pem().await.unwrap().unwrap();
    for (alpn, agreed) in
        [(&["h2", "http/1.1"][..], "h2"), (&["http/1.1", "h2"], "h2"), (&["http/1.1"], "http/1.1")]
    {
        let (client, server) = connect(&tls, &authority, "localhost", alpn).await.unwrap();
        assert_eq!(server.alpn(), Some(agreed.as_bytes()));
        assert_eq!(client.get_ref().1.alpn_protocol(), Some(agreed.as_bytes()));
    }
    for name in
        ["127.0.0.1", "::1", "host.docker.internal", "bucket.s3.localhost", "id.execute-api.localhost"]
    {
        connect(&tls, &authority, name, &[]).await.unwrap();
    }
    assert!(connect(&tls, &authority, "example.com", &[]).await.is_err());
    let stranger = quiet(TlsSource::Memory).authority_pem().await.unwrap().unwrap();
    assert!(connect(&tls, &stranger, "localhost", &[]).await.is_err());
}

#[tokio::test]
async fn a_certificate_is_kept_and_the_way_to_trust_it_is_told_once() {
    let directory = Directory::new();
    let said = Arc::new(Mutex::new(Vec::new()));
    let mut authorities = Vec::new();
    for _ in 0..2 {
        let said = Arc::clone(&said);
        let say = move |text: &str| said.lock().unwrap().push(text.to_owned());
        let tls = Tls::new(directory.source(), say).unwrap();
        authorities.push(tls.authority_pem().await.unwrap().unwrap());
        connect(&tls, &authorities[0], "localhost", &[]).await.unwrap();
    }
    assert_eq!(authorities[0], authorities[1]);
    assert_eq!(authorities[0], directory.file("ca.pem"));
    let path = directory.0.join("ca.pem").display().to_string();
    let said = said.lock().unwrap();
    assert_eq!(said.len(), 2, "once a process");
    assert!(said[0].contains(&format!("AWS_CA_BUNDLE={path}")), "{}", said[0]);
}

#[tokio::test]
async fn nothing_is_made_for_plain_clients() {
    let directory = Directory::new();
    let tls = quiet(directory.source());
    let (mut client, server) = pair().await;
    client.write_all(b"G").await.unwrap();
    tls.accept(server).await.unwrap();
    assert!(!directory.0.exists());
}

#[test]
fn what_is_expired_damaged_or_half_written_is_made_anew() {
    const YEAR_MS: u64 = 365 * 86_400_000;
    let directory = Directory::new();
    let now = machine_time();
    let keep = |now: Timestamp| {
        certificate::kept_in(&directory.0, now).unwrap();
        directory.file("ca.pem")
    };
    let first = keep(now);
    assert_eq!(keep(Timestamp(now.0 + 2 * YEAR_MS)), first);
    let second = keep(Timestamp(now.0 + 3 * YEAR_MS));
    assert_ne!(second, first);
    let third = keep(now);
    assert_ne!(third, second, "not good yet");
    for name in ["ca.pem", "cert.pem", "key.pem"] {
        let before = directory.file("ca.pem");
        std::fs::write(directory.0.join(name), "rubbish").unwrap();
        assert_ne!(keep(now), before, "{name}");
        let before = directory.file("ca.pem");
        std::fs::remove_file(directory.0.join(name)).unwrap();
        assert_ne!(keep(now), before, "{name}");
    }
    let other = certificate::make(now).unwrap();
    std::fs::write(directory.0.join("key.pem"), other.key_pem).unwrap();
    let before = directory.file("ca.pem");
    assert_ne!(keep(now), before, "key of another certificate");
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = Directory::new();
    certificate::kept_in(&directory.0, machine_time()).unwrap();
    for (name, mode) in [("ca.key", 0o600), ("key.pem", 0o600)] {
        let permissions = std::fs::metadata(directory.0.join(name)).unwrap().permissions();
        assert_eq!(permissions.mode() & 0o777, mode, "{name}");
    }
    assert_eq!(std::fs::read_dir(&directory.0).unwrap().count(), 4);
}

#[tokio::test]
async fn files_of_the_user() {
    let directory = Directory::new();
    certificate::kept_in(&directory.0, machine_time()).unwrap();
    let source =
        |cert: &str, key: &str| TlsSource::Files { cert: directory.0.join(cert), key: directory.0.join(key) };
    let tls = quiet(source("cert.pem", "key.pem"));
    assert_eq!(tls.authority_pem().await.unwrap(), None);
    connect(&tls, &directory.file("ca.pem"), "localhost", &["h2"]).await.unwrap();
    for (cert, key) in
        [("missing", "key.pem"), ("key.pem", "key.pem"), ("cert.pem", "ca.pem"), ("cert.pem", "ca.key")]
    {
        let error = Tls::new(source(cert, key), |_| {}).err().unwrap().to_string();
        let path = directory.0.join(cert);
        assert!(error.contains(&*path.to_string_lossy()), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn silent_and_slow_peers_are_dropped() {
    let tls = quiet(TlsSource::Memory);
    tls.authority_pem().await.unwrap();
    for said in [&b""[..], &[0x16], &[0x16, 3, 1, 0, 200, 1]] {
        let (mut client, server) = pair().await;
        client.write_all(said).await.unwrap();
        let before = tokio::time::Instant::now();
        let error = tls.accept(server).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(before.elapsed() >= super::PATIENCE);
        let mut rest = Vec::new();
        let _ = client.read_to_end(&mut rest).await;
        assert!(rest.is_empty(), "closed without a word");
    }
}

#[tokio::test]
async fn rubbish_and_farewells_end_the_connection() {
    let tls = quiet(TlsSource::Memory);
    let (client, server) = pair().await;
    drop(client);
    assert_eq!(tls.accept(server).await.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    let (mut client, server) = pair().await;
    client.write_all(&[0x16; 600]).await.unwrap();
    assert_eq!(tls.accept(server).await.unwrap_err().kind(), io::ErrorKind::InvalidData);
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let directory = Directory::new();
    std::fs::write(&directory.0, "a file").unwrap();
    let below = Path::new(&directory.0).join("tls");
    let error = certificate::kept_in(&below, machine_time()).err().unwrap();
    assert!(error.to_string().contains(&*below.to_string_lossy()), "{error}");
    std::fs::remove_file(&directory.0).unwrap();
}
