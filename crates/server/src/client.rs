//! The command line's own AWS client: typed operations against a running server.

use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use dispatch::{Call, Principal, Remote};
use http::{HeaderMap, HeaderValue, Method};
use kernel::{AccountId, Clock, Place, Region, RequestId, SystemClock};
use serde_json::Value;
use wire::signature::Credentials;
use wire::{Fault, Operation, Question};

use crate::cli::Target;

/// A client of the server that a command names.
pub struct Client {
    remote: Remote,
    call: Call,
    endpoint: String,
}

impl Client {
    /// A client of `target`. Nothing is connected yet.
    pub fn new(target: &Target) -> anyhow::Result<Self> {
        let account = AccountId::parse(&target.account)
            .with_context(|| format!("`--account {}` is not twelve digits", target.account))?;
        let region = Region::parse(&target.region)
            .with_context(|| format!("`--region {}` is not the name of a region", target.region))?;
        let credentials = Credentials {
            access_key: account.to_string(),
            secret_key: "pumphouse".to_owned(),
            session_token: None,
        };
        let remote = Remote::new(&target.endpoint, credentials).map_err(|reason| anyhow!(reason))?;
        let principal = Principal::Account(account.clone());
        let place = Place { account, region };
        let call = Call::inside("cli", principal, place, RequestId("cli".to_owned()));
        Ok(Self { remote, call, endpoint: target.endpoint.clone() })
    }

    /// Carries out `O`.
    pub async fn call<O: Operation>(&self, input: O::Input) -> anyhow::Result<O::Output> {
        self.try_call::<O>(input).await.map_err(|fault| self.refused::<O>(&fault))
    }

    /// What to tell people of a fault.
    pub fn refused<O: Operation>(&self, fault: &Fault) -> anyhow::Error {
        match fault.status {
            503 => {
                anyhow!("no server at {}: start one with `pumphouse up` ({})", self.endpoint, fault.message)
            }
            _ => anyhow!("{}.{} was refused: {fault}", O::SERVICE.title, O::NAME),
        }
    }

    /// Brings a code package, and answers the key it is kept under.
    pub async fn bring_code(&self, zip: Vec<u8>) -> anyhow::Result<String> {
        let key = kernel::to_hex(ring::digest::digest(&ring::digest::SHA256, &zip).as_ref());
        self.put(&format!("/_pumphouse/artifacts/{key}"), zip).await.context("the code was not taken")?;
        Ok(key)
    }

    /// Brings the dashboard `name`.
    pub async fn bring_dashboard(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = format!("/_pumphouse/dashboards/{name}");
        self.put(&path, text.as_bytes().to_vec())
            .await
            .with_context(|| format!("dashboard `{name}` was not taken"))
    }

    /// Puts `body` to one of the house's own paths.
    async fn put(&self, path: &str, body: Vec<u8>) -> anyhow::Result<()> {
        let place = &self.call.place;
        let mut headers = HeaderMap::new();
        if let Ok(place) = HeaderValue::try_from(format!("{}.{}", place.account, place.region)) {
            headers.insert(console::PLACE_HEADER, place);
        }
        let uri = path.parse().with_context(|| format!("`{path}` is no path"))?;
        let question = Question { method: Method::PUT, uri, headers, body: Bytes::from(body) };
        let now = SystemClock::default().now();
        let answer = self.remote.forward(&lambda_api::SERVICE, &self.call, question, None, now).await;
        let answer = answer.map_err(|fault| anyhow!("no server at {}: {}", self.endpoint, fault.message))?;
        if !answer.status.is_success() {
            bail!("the server refused it: {}", String::from_utf8_lossy(&answer.body));
        }
        Ok(())
    }

    /// Asks the house's own API for `path`, below `/_pumphouse/api/`; what it refuses is an error in its words.
    pub async fn own(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let uri = format!("/_pumphouse/api/{path}").parse().context("a name that makes no path")?;
        let body = body.map(|body| Bytes::from(body.to_string())).unwrap_or_default();
        let question = Question { method, uri, headers: HeaderMap::new(), body };
        let now = SystemClock::default().now();
        let answer = self.remote.forward(&lambda_api::SERVICE, &self.call, question, None, now).await;
        let answer = answer.map_err(|fault| anyhow!("no server at {}: {}", self.endpoint, fault.message))?;
        let value: Value = serde_json::from_slice(&answer.body).with_context(|| {
            format!("{} answers what no Pumphouse does (HTTP {})", self.endpoint, answer.status.as_u16())
        })?;
        match answer.status.is_success() {
            true => Ok(value),
            false => bail!("{}", value["message"].as_str().unwrap_or("the server refused")),
        }
    }

    /// Carries out `O`, keeping the fault as it is.
    pub async fn try_call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.remote.call::<O>(&self.call, &input, SystemClock::default().now()).await
    }
}
