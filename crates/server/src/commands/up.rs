//! `pumphouse up`: opens the house and serves it until it is told to end.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, bail};
use console::Console;
use dispatch::Stop;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::cli::{PostgresPort, Serve, Up};
use crate::door::{Artifacts, Door};
use crate::house::House;
use crate::state::States;
use crate::tls::{Tls, TlsSource};

/// Serves until Ctrl-C or SIGTERM.
pub async fn run(options: Up) -> anyhow::Result<()> {
    let open = Open::start(&options.serve).await?;
    println!("Pumphouse serves {} at {}", open.state, open.endpoint);
    if let Some(address) = &open.postgres {
        println!("PostgreSQL clients ask the lake at postgresql://{address}/awsdatacatalog");
    }
    println!("Console   {}{}", open.endpoint, console::PREFIX);
    println!("Point clients here with:  eval \"$(pumphouse env --endpoint {})\"", open.endpoint);
    open.until_ended(true).await
}

/// A house that is being served.
pub struct Open {
    /// The house.
    pub house: House,
    /// Where clients reach it.
    pub endpoint: String,
    /// Where its state is, for people.
    pub state: String,
    /// Where PostgreSQL clients reach it, if they do.
    pub postgres: Option<SocketAddr>,
    console: Arc<Console>,
    endings: Endings,
    /// How it was opened, which is how it is opened again.
    options: Serve,
    restart: Arc<Stop>,
    closing: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<()>,
    asking: Option<tokio::task::JoinHandle<()>>,
}

impl Open {
    /// Opens the house and its door.
    pub async fn start(options: &Serve) -> anyhow::Result<Self> {
        if !options.host.is_loopback() {
            bail!(
                "`--host {}` would let others in, and access is not controlled yet; listen on a loopback address \
                 such as 127.0.0.1",
                options.host
            );
        }
        // Whoever finds the port open may tell us to end.
        let endings = Endings::listen()?;
        raise_file_limit();
        let address = SocketAddr::new(options.host, options.port);
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; `--port 0` takes a free port"))?;
        let address = listener.local_addr()?;
        let endpoint = format!("http://{address}");
        let second = second_port(options, address).await?;
        let house = House::build(options, &endpoint)?;
        let source = match (&options.tls_cert, &options.tls_key) {
            (Some(cert), Some(key)) => TlsSource::Files { cert: cert.clone(), key: key.clone() },
            _ if options.ephemeral => TlsSource::Memory,
            _ => TlsSource::Directory(options.data.join("tls")),
        };
        let tls = Tls::new(source, |message| eprintln!("{message}"))?;
        let artifacts = Artifacts::new(house.volume.clone());
        let backstage = Arc::new(house.backstage(&endpoint));
        let console =
            Console::new(house.dispatch.clone(), house.queries.clone(), backstage, house.volume.clone());
        let console = Arc::new(console);
        let restart = Arc::new(Stop::default());
        let door = Door {
            dispatch: house.dispatch.clone(),
            tls,
            endpoint: endpoint.clone(),
            console: console.clone(),
            artifacts,
            sns: house.sns(),
            metrics: house.metrics(),
            time: Arc::clone(&house.time),
            volume: house.volume.clone(),
            states: (!options.ephemeral).then(|| Arc::new(States::new(&options.data))),
            opened: house.dispatch.clock().now(),
            instance: house.dispatch.random().uuid(),
            restart: Arc::clone(&restart),
        };
        let (closing, closed) = watch::channel(false);
        let serving = tokio::spawn(Arc::new(door).serve(listener, closed.clone()));
        let postgres = second.as_ref().and_then(|second| second.local_addr().ok());
        let asking = second.map(|second| tokio::spawn(house.postgres.clone().serve(second, closed)));
        house.start();
        let state = match options.ephemeral {
            true => "state in memory".to_owned(),
            false => format!("state in {}", options.data.display()),
        };
        let postgres_port = postgres.map_or(PostgresPort::Off, |second| PostgresPort::At(second.port()));
        let options = Serve { port: address.port(), postgres_port: Some(postgres_port), ..options.clone() };
        Ok(Self {
            house,
            endpoint,
            state,
            postgres,
            console,
            endings,
            options,
            restart,
            closing,
            serving,
            asking,
        })
    }

    /// Serves until Ctrl-C or SIGTERM, then closes. Where other state was loaded it begins anew instead, as the same
    /// process at the same ports.
    pub async fn until_ended(mut self, tells: bool) -> anyhow::Result<()> {
        let restart = self.restart.watch();
        let is_over = tokio::select! {
            () = self.endings.come() => true,
            () = restart.set() => false,
        };
        if tells {
            println!("{}", if is_over { "Closing." } else { "Starting again." });
        }
        let options = self.options.clone();
        self.close().await;
        if is_over { Ok(()) } else { start_again(&options) }
    }

    /// Closes the door, then the house.
    pub async fn close(self) {
        self.console.close();
        self.closing.send_replace(true);
        let _ = self.serving.await;
        if let Some(asking) = self.asking {
            let _ = asking.await;
        }
        self.house.close().await;
    }
}

/// Becomes this program anew: whatever still runs ends with that. Returns only where it fails.
fn start_again(options: &Serve) -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt;
    let program = std::env::current_exe().context("the path of this program is not known")?;
    let error = std::process::Command::new(program).arg("up").args(options.arguments()).exec();
    Err(error).context("the server could not start again; start it with `pumphouse up`")
}

/// The port of PostgreSQL's protocol. One that nobody asked for and somebody else has is done without.
async fn second_port(options: &Serve, first: SocketAddr) -> anyhow::Result<Option<TcpListener>> {
    let (port, is_asked) = match (options.postgres_port, options.port) {
        (Some(PostgresPort::Off), _) => return Ok(None),
        (Some(PostgresPort::At(port)), _) => (port, true),
        (None, 0) => (0, false),
        (None, port) => match port.checked_add(1) {
            Some(above) => (above, false),
            None => return Ok(None),
        },
    };
    let address = SocketAddr::new(first.ip(), port);
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if is_asked => Err(error).with_context(|| {
            format!("cannot listen on {address} for PostgreSQL clients; `--postgres-port off` does without")
        }),
        Err(error) => {
            eprintln!(
                "pumphouse: no PostgreSQL clients are served, as {address} cannot be listened on: {error}"
            );
            Ok(None)
        }
    }
}

/// Every stream in use holds files open, and every client a connection: takes what the system lets us have.
fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    // Where this is refused the limit stays as it is, which serves all but large set-ups.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// Returns when somebody wants the end: Ctrl-C or SIGTERM.
pub async fn ended() -> anyhow::Result<()> {
    Endings::listen()?.come().await;
    Ok(())
}

/// The signals that end a server, heard from when this is made.
struct Endings {
    interrupted: Signal,
    terminated: Signal,
}

impl Endings {
    fn listen() -> anyhow::Result<Self> {
        let interrupted = signal(SignalKind::interrupt())?;
        Ok(Self { interrupted, terminated: signal(SignalKind::terminate())? })
    }

    async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(port: u16, postgres_port: Option<PostgresPort>) -> Serve {
        Serve {
            data: "nowhere".into(),
            ephemeral: true,
            host: std::net::Ipv4Addr::LOCALHOST.into(),
            port,
            postgres_port,
            tls_cert: None,
            tls_key: None,
            smtp: None,
            smtp_from: "no-reply@sns.localhost".to_owned(),
            unlimited_shards: false,
            remote: Vec::new(),
        }
    }

    #[tokio::test]
    async fn a_second_port_that_is_taken_is_done_without_unless_it_was_asked_for() {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let _held = TcpListener::bind(taken).await.unwrap();
        let asked = options(0, Some(PostgresPort::At(taken.port())));
        let refused = second_port(&asked, taken).await.unwrap_err().to_string();
        assert!(refused.contains("--postgres-port off"), "{refused}");
        let below = options(taken.port() - 1, None);
        assert!(second_port(&below, taken).await.unwrap().is_none());
        assert!(second_port(&options(0, Some(PostgresPort::Off)), taken).await.unwrap().is_none());
        let free = second_port(&options(0, None), taken).await.unwrap().unwrap();
        assert!(free.local_addr().unwrap().ip().is_loopback());
        assert_eq!("off".parse(), Ok(PostgresPort::Off));
        assert!("5x".parse::<PostgresPort>().is_err());
    }
}
