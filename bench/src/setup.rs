//! Making what a measure needs: streams, tables, functions, mappings, delivery streams; and waiting until they can be used.

mod lake;

use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::archive;
use crate::bootstrap::ENDPOINT;
use crate::error::Error;
use crate::http::Connection;
use crate::load::refused;
use crate::request::{DYNAMODB, KINESIS, iam, lambda};

const READY_SECONDS_MAX: u64 = 60;
const ROLE: &str = "arn:aws:iam::000000000000:role/bench";

/// A connection for set-up calls, which are JSON in and JSON out.
pub struct Setup {
    address: String,
    connection: Connection,
}

impl Setup {
    /// Set-up calls to `host:port`.
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), connection: Connection::new(address) }
    }

    /// Makes an ACTIVE stream.
    pub async fn stream(&mut self, name: &str, shards: u32) -> Result<(), Error> {
        let body = json!({"StreamName": name, "ShardCount": shards}).to_string();
        let request = KINESIS.request(&self.address, "CreateStream", &body);
        self.call("CreateStream", &request).await?;
        let body = json!({"StreamName": name}).to_string();
        let request = KINESIS.request(&self.address, "DescribeStreamSummary", &body);
        self.until("DescribeStreamSummary", &request, "the stream did not become ACTIVE", |answer| {
            answer["StreamDescriptionSummary"]["StreamStatus"] == "ACTIVE"
        })
        .await
    }

    /// Makes an ACTIVE table on demand, with the hash key `id`.
    pub async fn table(&mut self, name: &str) -> Result<(), Error> {
        let body = json!({
            "TableName": name, "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        });
        let request = DYNAMODB.request(&self.address, "CreateTable", &body.to_string());
        self.call("CreateTable", &request).await?;
        let body = json!({"TableName": name}).to_string();
        let request = DYNAMODB.request(&self.address, "DescribeTable", &body);
        self.until("DescribeTable", &request, "the table did not become ACTIVE", |answer| {
            answer["Table"]["TableStatus"] == "ACTIVE"
        })
        .await
    }

    /// Makes the role that functions and delivery streams run under, unless it is there.
    async fn role(&mut self) -> Result<(), Error> {
        let trust = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C\
                     %22Principal%22%3A%7B%22Service%22%3A%5B%22lambda.amazonaws.com%22%2C%22firehose.amazonaws.com\
                     %22%5D%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
        let form =
            format!("Action=CreateRole&Version=2010-05-08&RoleName=bench&AssumeRolePolicyDocument={trust}");
        let request = iam(&self.address, &form);
        let made = self.connection.call(&request).await?;
        if !made.is_success() && made.status != 409 {
            return Err(refused("CreateRole", &made));
        }
        for policy in [
            "service-role%2FAWSLambdaKinesisExecutionRole",
            "service-role%2FAWSGlueServiceRole",
            "AmazonDynamoDBFullAccess",
            "AmazonS3FullAccess",
        ] {
            let arn = format!("arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2F{policy}");
            let form = format!("Action=AttachRolePolicy&Version=2010-05-08&RoleName=bench&PolicyArn={arn}");
            let request = iam(&self.address, &form);
            self.connection.call(&request).await?;
        }
        Ok(())
    }

    /// Makes an Active function whose `bootstrap` is this program, and the role it runs under.
    pub async fn function(&mut self, name: &str, handler: &str) -> Result<(), Error> {
        self.role().await?;
        let program = std::fs::read(std::env::current_exe()?)?;
        let body = json!({
            "FunctionName": name, "Runtime": "provided.al2023", "Role": ROLE, "Handler": handler, "Timeout": 30,
            "MemorySize": 256,
            "Environment": {"Variables": {ENDPOINT: format!("http://{}", self.address)}},
            "Code": {"ZipFile": BASE64_STANDARD.encode(archive::zip("bootstrap", &program))},
        });
        let request = lambda(&self.address, "POST", "/2015-03-31/functions", &body.to_string());
        self.call("CreateFunction", &request).await?;
        let path = format!("/2015-03-31/functions/{name}/configuration");
        let request = lambda(&self.address, "GET", &path, "");
        self.until("GetFunctionConfiguration", &request, "the function did not become Active", |answer| {
            answer["State"] == "Active"
        })
        .await
    }

    /// Maps a stream to a function, one record a batch at most so that none waits for others.
    pub async fn mapping(&mut self, stream: &str, function: &str) -> Result<(), Error> {
        let body = json!({
            "FunctionName": function, "EventSourceArn": format!("arn:aws:kinesis:us-east-1:000000000000:stream/{stream}"),
            "StartingPosition": "TRIM_HORIZON", "BatchSize": 100,
        });
        let request = lambda(&self.address, "POST", "/2015-03-31/event-source-mappings/", &body.to_string());
        let made = self.call("CreateEventSourceMapping", &request).await?;
        let path = format!("/2015-03-31/event-source-mappings/{}", made["UUID"].as_str().unwrap_or_default());
        let request = lambda(&self.address, "GET", &path, "");
        self.until("GetEventSourceMapping", &request, "the mapping did not become Enabled", |answer| {
            answer["State"] == "Enabled"
        })
        .await
    }

    async fn call(&mut self, operation: &'static str, request: &[u8]) -> Result<Value, Error> {
        let answer = self.connection.call(request).await?;
        if !answer.is_success() {
            return Err(refused(operation, &answer));
        }
        Ok(serde_json::from_slice(answer.body).unwrap_or(Value::Null))
    }

    async fn until(
        &mut self,
        operation: &'static str,
        request: &[u8],
        late: &'static str,
        ready: fn(&Value) -> bool,
    ) -> Result<(), Error> {
        let limit = Instant::now() + Duration::from_secs(READY_SECONDS_MAX);
        while !ready(&self.call(operation, request).await?) {
            if Instant::now() > limit {
                return Err(Error::Late(late, READY_SECONDS_MAX));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}
