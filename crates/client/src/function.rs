//! A Lambda custom runtime: asks the Runtime API for invocations, one at a time, and answers them.
//!
//! Speaks version 2018-06-01 over one kept connection. Ends with an error when the API is gone, which on
//! Lambda means that the environment is being shut down.

use std::process::ExitCode;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{Aws, ClientError};

/// A function's whole program: the client that the environment describes, and `handler` for every
/// invocation until Lambda ends the program.
pub fn run<H, F>(handler: H) -> ExitCode
where
    H: Fn(Arc<Aws>, Bytes) -> F,
    F: Future<Output = Result<String, ClientError>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.map_err(|error| ClientError::Environment(error.to_string())).and_then(|runtime| {
        let aws = Arc::new(Aws::from_environment()?);
        runtime.block_on(serve(|event| handler(Arc::clone(&aws), event)))
    });
    if let Err(reason) = served {
        eprintln!("{reason}");
    }
    ExitCode::FAILURE
}

/// Serves invocations with `handler` for as long as there are any. An error of the handler is answered as
/// a function error and serving goes on.
pub async fn serve<H, F>(handler: H) -> Result<(), ClientError>
where
    H: Fn(Bytes) -> F,
    F: Future<Output = Result<String, ClientError>>,
{
    let address = std::env::var("AWS_LAMBDA_RUNTIME_API").map_err(|_| {
        ClientError::Environment("`AWS_LAMBDA_RUNTIME_API` is not set; Lambda starts this".into())
    })?;
    let mut api = Api::connect(&address).await?;
    loop {
        let (id, event) = api.next().await?;
        match handler(event).await {
            Ok(answer) => api.post(&format!("{id}/response"), answer).await?,
            Err(error) => {
                // Lambda logs what a function prints, not what it answers.
                eprintln!("{error}");
                let mut body = String::from("{\"errorType\":\"HandlerError\",\"errorMessage\":");
                wire::write_json_string(&mut body, &error.to_string());
                body.push('}');
                api.post(&format!("{id}/error"), body).await?;
            }
        }
    }
}

struct Api {
    host: String,
    connection: SendRequest<Full<Bytes>>,
}

impl Api {
    async fn connect(address: &str) -> Result<Self, ClientError> {
        let stream = TcpStream::connect(address).await.map_err(broken)?;
        stream.set_nodelay(true).map_err(broken)?;
        let (connection, driver) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
        tokio::spawn(driver);
        Ok(Self { host: address.to_owned(), connection })
    }

    /// The next invocation: its id and its event.
    async fn next(&mut self) -> Result<(String, Bytes), ClientError> {
        let (headers, event) = self.send(Method::GET, "next", Bytes::new()).await?;
        let id = headers.get("lambda-runtime-aws-request-id").and_then(|id| id.to_str().ok());
        let id = id.ok_or_else(|| ClientError::Runtime("an invocation without an id".to_owned()))?;
        Ok((id.to_owned(), event))
    }

    async fn post(&mut self, path: &str, body: String) -> Result<(), ClientError> {
        self.send(Method::POST, path, Bytes::from(body)).await.map(drop)
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<(http::HeaderMap, Bytes), ClientError> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/2018-06-01/runtime/invocation/{path}"))
            .header(http::header::HOST, &self.host)
            .body(Full::new(body))
            .map_err(broken)?;
        self.connection.ready().await.map_err(broken)?;
        let response = self.connection.send_request(request).await.map_err(broken)?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(broken)?.to_bytes();
        match parts.status.is_success() {
            true => Ok((parts.headers, body)),
            false => Err(ClientError::Runtime(format!("{path} was answered {}", parts.status))),
        }
    }
}

fn broken(error: impl std::fmt::Display) -> ClientError {
    ClientError::Runtime(error.to_string())
}
