//! TLS on the same port as plain HTTP: the first byte of a connection tells which it is.
//!
//! A certificate is made when the first TLS client comes, so that who never uses TLS pays nothing. It is
//! signed by a small authority of our own, `pumphouse local CA`, which clients can be told to trust
//! (`AWS_CA_BUNDLE`) and which can vouch for names of this machine only.
//!
//! Invariants: [`Tls::accept`] ends within [`PATIENCE`], whatever the peer does; nothing is read from a
//! plain connection. Certificates follow the machine's time, never the clock that users can move, because
//! clients judge them by theirs. It lacks client certificates and changing certificates while running.

mod certificate;
mod connection;

#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kernel::Timestamp;
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use certificate::Certificate;
pub use connection::Connection;

/// How long a fresh connection may take to send its first byte and to finish its handshake.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The first byte of every TLS handshake record (RFC 8446, section 5.1); no HTTP request starts with it.
const HANDSHAKE: u8 = 0x16;

/// Where the certificate comes from.
#[derive(Clone, Debug)]
pub enum TlsSource {
    /// Made on demand and kept in this directory: `ca.pem`, `ca.key`, `cert.pem` and `key.pem`.
    Directory(PathBuf),
    /// Made on demand, gone with the process.
    Memory,
    /// Supplied by the user, as PEM.
    Files {
        /// The certificate, followed by those between it and its authority.
        cert: PathBuf,
        /// Its private key: PKCS #8, PKCS #1 or SEC 1.
        key: PathBuf,
    },
}

/// Tells TLS from plain HTTP and shakes hands.
pub struct Tls {
    source: TlsSource,
    say: Box<dyn Fn(&str) + Send + Sync>,
    identity: OnceCell<Identity>,
}

/// A certificate, ready for use.
struct Identity {
    acceptor: TlsAcceptor,
    authority_pem: Option<String>,
}

impl Tls {
    /// TLS with the certificate of `source`. `say` is told once, when the first TLS client comes, what to do
    /// so that clients trust this server.
    ///
    /// Only files of the user are read right away, so that a mistake in them shows at the start.
    pub fn new(source: TlsSource, say: impl Fn(&str) + Send + Sync + 'static) -> io::Result<Self> {
        let identity = match &source {
            TlsSource::Files { cert, key } => Some(Identity::new(certificate::of_files(cert, key)?)?),
            TlsSource::Directory(_) | TlsSource::Memory => None,
        };
        Ok(Self { source, say: Box::new(say), identity: OnceCell::new_with(identity) })
    }

    /// The connection behind `stream`: plain, or TLS with its handshake done. An error means that the
    /// connection is of no use and has been dropped: silent or slow for [`PATIENCE`], closed, or refused.
    pub async fn accept(&self, stream: TcpStream) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        let patience = "the peer did not speak or finish its TLS handshake in time";
        timeout(PATIENCE, self.greet(stream))
            .await
            .unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, patience)))
    }

    /// The authority's certificate as PEM, made if need be; `None` where the user supplied the certificate.
    pub async fn authority_pem(&self) -> io::Result<Option<String>> {
        Ok(self.identity().await?.authority_pem.clone())
    }

    async fn greet(&self, stream: TcpStream) -> io::Result<Connection> {
        let mut first = [0];
        match stream.peek(&mut first).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ if first[0] == HANDSHAKE => {
                let acceptor = &self.identity().await?.acceptor;
                Ok(Connection::Tls(Box::new(acceptor.accept(stream).await?)))
            }
            _ => Ok(Connection::Plain(stream)),
        }
    }

    async fn identity(&self) -> io::Result<&Identity> {
        self.identity.get_or_try_init(|| self.make_identity()).await
    }

    async fn make_identity(&self) -> io::Result<Identity> {
        let (source, now) = (self.source.clone(), machine_time());
        let make = move || match source {
            TlsSource::Directory(directory) => Identity::new(certificate::kept_in(&directory, now)?),
            TlsSource::Memory => Identity::new(certificate::make(now)?.certificate()?),
            TlsSource::Files { cert, key } => Identity::new(certificate::of_files(&cert, &key)?),
        };
        let identity = tokio::task::spawn_blocking(make).await??;
        match &self.source {
            TlsSource::Directory(directory) => {
                let authority = certificate::authority_file(directory);
                let path = std::path::absolute(&authority).unwrap_or(authority);
                (self.say)(&format!(
                    "TLS clients trust this server once they trust `{0}`: AWS_CA_BUNDLE={0}",
                    path.display()
                ));
            }
            TlsSource::Memory => (self.say)(
                "TLS uses a certificate that nobody trusts and that ends with this process: run with a data \
                 directory, or tell clients not to verify it",
            ),
            TlsSource::Files { .. } => {}
        }
        Ok(identity)
    }
}

impl Identity {
    fn new(certificate: Certificate) -> io::Result<Self> {
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(certificate.chain, certificate.key)
            })
            .map_err(io::Error::other)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { acceptor, authority_pem: certificate.authority_pem })
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn machine_time() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX))
}
