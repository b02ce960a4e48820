//! An AWS client out of the environment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dispatch::{Call, Principal, Remote};
use http::StatusCode;
use kernel::{AccountId, Clock, Place, Region, RequestId, SystemClock};
use wire::Operation;
use wire::signature::Credentials;

use crate::ClientError;

/// Calls operations where `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL` says, else at AWS, in
/// `AWS_REGION`, with `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; or where it is told.
pub struct Aws {
    call: Call,
    endpoint: Option<String>,
    credentials: Credentials,
    remotes: Mutex<HashMap<&'static str, Arc<Remote>>>,
}

impl Aws {
    /// The client that the environment describes.
    pub fn from_environment() -> Result<Self, ClientError> {
        let credentials = Credentials {
            access_key: required("AWS_ACCESS_KEY_ID")?,
            secret_key: required("AWS_SECRET_ACCESS_KEY")?,
            session_token: variable("AWS_SESSION_TOKEN"),
        };
        let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
        let region = region.as_deref().and_then(Region::parse).unwrap_or_default();
        Ok(Self::new(None, region, credentials))
    }

    /// A client of all services at `endpoint`, in `region`, with `credentials`, whatever the environment says.
    pub fn at(endpoint: &str, region: Region, credentials: Credentials) -> Self {
        Self::new(Some(endpoint.to_owned()), region, credentials)
    }

    fn new(endpoint: Option<String>, region: Region, credentials: Credentials) -> Self {
        let place = Place { account: AccountId::default(), region };
        let principal = Principal::Account(place.account.clone());
        let call = Call::inside("client", principal, place, RequestId("client".to_owned()));
        Self { call, endpoint, credentials, remotes: Mutex::default() }
    }

    /// Carries out `O`.
    pub async fn call<O: Operation>(&self, input: &O::Input) -> Result<O::Output, ClientError> {
        let remote = self.remote(O::SERVICE.name)?;
        Ok(remote.call::<O>(&self.call, input, SystemClock::default().now()).await?)
    }

    /// Carries out `O`, whose body is no stream, and tells the HTTP status of the answer too.
    pub async fn call_for_status<O: Operation>(
        &self,
        input: &O::Input,
    ) -> Result<(StatusCode, O::Output), ClientError> {
        let remote = self.remote(O::SERVICE.name)?;
        let (question, stream) = O::SERVICE.protocol.write_streamed::<O>(input);
        let now = SystemClock::default().now();
        let answer = remote.forward(O::SERVICE, &self.call, question, stream, now).await?;
        let output = O::SERVICE.protocol.read_output::<O>(&answer)?;
        Ok((answer.status, output))
    }

    fn remote(&self, service: &'static str) -> Result<Arc<Remote>, ClientError> {
        let mut remotes = self.remotes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(remote) = remotes.get(service) {
            return Ok(Arc::clone(remote));
        }
        let told = self.endpoint.clone();
        let endpoint = told
            .or_else(|| variable(&format!("AWS_ENDPOINT_URL_{}", service.to_uppercase())))
            .or_else(|| variable("AWS_ENDPOINT_URL"))
            .unwrap_or_else(|| format!("https://{service}.{}.amazonaws.com", self.call.place.region));
        let remote = Remote::new(&endpoint, self.credentials.clone()).map_err(ClientError::Environment)?;
        let remote = Arc::new(remote);
        remotes.insert(service, Arc::clone(&remote));
        Ok(remote)
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn required(name: &str) -> Result<String, ClientError> {
    variable(name).ok_or_else(|| ClientError::Environment(format!("`{name}` is not set")))
}
