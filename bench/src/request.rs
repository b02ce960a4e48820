//! Requests as bytes, built before any clock starts. The signature is well-formed but not worked out:
//! servers on loopback take any credentials, and no measure here is about checking them.

/// Names of the service's protocol: signing name, target prefix and content type.
pub struct Service {
    scope: &'static str,
    target: &'static str,
    content_type: &'static str,
}

/// Kinesis Data Streams.
pub const KINESIS: Service =
    Service { scope: "kinesis", target: "Kinesis_20131202", content_type: "application/x-amz-json-1.1" };
/// DynamoDB.
pub const DYNAMODB: Service =
    Service { scope: "dynamodb", target: "DynamoDB_20120810", content_type: "application/x-amz-json-1.0" };
/// Data Firehose.
pub const FIREHOSE: Service =
    Service { scope: "firehose", target: "Firehose_20150804", content_type: "application/x-amz-json-1.1" };

/// The Glue catalogue.
pub const GLUE: Service =
    Service { scope: "glue", target: "AWSGlue", content_type: "application/x-amz-json-1.1" };

/// The signature is of this time; servers on loopback do not compare it with their clock.
const SIGNED_AT: &str = "20261120T120000Z";

impl Service {
    /// A request of a JSON protocol.
    pub fn request(&self, address: &str, operation: &str, body: &str) -> Vec<u8> {
        let target = format!("X-Amz-Target: {}.{operation}\r\n", self.target);
        whole(address, "POST", "/", self.scope, self.content_type, &target, body)
    }
}

/// A request of Lambda's REST protocol.
pub fn lambda(address: &str, method: &str, path: &str, body: &str) -> Vec<u8> {
    whole(address, method, path, "lambda", "application/json", "", body)
}

/// A request of IAM's query protocol; `form` is escaped already.
pub fn iam(address: &str, form: &str) -> Vec<u8> {
    whole(address, "POST", "/", "iam", "application/x-www-form-urlencoded", "", form)
}

/// The head of a request to S3 whose body, `length` bytes, is not signed; `more` is further header lines.
pub fn s3(address: &str, method: &str, path: &str, more: &str, length: u64) -> Vec<u8> {
    let hash = "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n";
    head(address, method, path, "s3", "application/octet-stream", &format!("{hash}{more}"), length)
        .into_bytes()
}

fn whole(
    address: &str,
    method: &str,
    path: &str,
    scope: &str,
    content_type: &str,
    more: &str,
    body: &str,
) -> Vec<u8> {
    let length = body.len() as u64;
    (head(address, method, path, scope, content_type, more, length) + body).into_bytes()
}

fn head(
    address: &str,
    method: &str,
    path: &str,
    scope: &str,
    content_type: &str,
    more: &str,
    length: u64,
) -> String {
    let day = &SIGNED_AT[..8];
    let signature = "0".repeat(64);
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {content_type}\r\n{more}\
         X-Amz-Date: {SIGNED_AT}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/{day}/us-east-1/{scope}/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date, Signature={signature}\r\nContent-Length: {length}\r\n\r\n"
    )
}
