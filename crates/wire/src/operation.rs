//! Operations and the services they belong to, as data.

use http::HeaderMap;
use kernel::Place;

use crate::{Protocol, Shape};

/// A service's card: what its protocol needs to know of it.
#[derive(Debug)]
pub struct Service {
    /// The name in endpoints, and in ARNs, signatures and IAM actions unless it signs as another, e.g. `kinesis`.
    pub name: &'static str,
    /// The service in signatures and IAM actions where that is another than `name`, as DynamoDB is for its streams;
    /// empty elsewhere.
    pub signs_as: &'static str,
    /// What people call it, e.g. `Kinesis`.
    pub title: &'static str,
    /// The version of its API, e.g. `2013-12-02`.
    pub version: &'static str,
    /// The protocol it speaks; to others, where it is remote, the only one.
    pub protocol: Protocol,
    /// What else it understands, where older clients speak that: JSON, aws-query.
    pub also: &'static [Protocol],
    /// The code that aws-query has for an error of JSON, where the service had that protocol first.
    pub query_code: Option<fn(code: &str) -> &str>,
    /// For aws-query: the parameter that the request's path stands for; empty elsewhere.
    pub path_parameter: &'static str,
    /// The part of `X-Amz-Target` before the dot, for JSON protocols, and the service in the path of rpc-v2-cbor;
    /// empty elsewhere.
    pub target_prefix: &'static str,
    /// The XML namespace of its answers, for query and rest-xml; empty elsewhere.
    pub xml_namespace: &'static str,
    /// The code that says that an input violates constraints.
    pub validation_code: &'static str,
    /// The code that says that a signed principal may not do this.
    pub denied_code: &'static str,
    /// Whether request ids are 52 capitals and digits, as DynamoDB's are, rather than UUIDs.
    pub long_request_ids: bool,
    /// Whether answers carry `x-amz-crc32`, as DynamoDB's do.
    pub crc32: bool,
    /// For rest-xml: query parameters that name a part of a resource, as `?acl` does. A request with one that its
    /// operation's path does not name is for an operation that is not built.
    pub subresources: &'static [&'static str],
    /// What stands before `#` in the `__type` of an error of the code given; empty for none.
    pub error_namespace: fn(code: &str) -> &'static str,
}

impl Service {
    /// A card with what most services share; the rest is set with struct update syntax.
    pub const PLAIN: Self = Self {
        name: "",
        signs_as: "",
        title: "",
        version: "",
        protocol: Protocol::AwsJson11,
        also: &[],
        query_code: None,
        path_parameter: "",
        target_prefix: "",
        xml_namespace: "",
        validation_code: "ValidationException",
        denied_code: "AccessDeniedException",
        long_request_ids: false,
        crc32: false,
        subresources: &[],
        error_namespace: |_| "",
    };

    /// The protocol that a request with `headers` is in.
    pub fn protocol_of(&self, headers: &HeaderMap) -> Protocol {
        // Headers need not be looked at for the one that there is: this is asked for every request.
        if self.also.is_empty() {
            return self.protocol;
        }
        self.protocols().find(|protocol| protocol.is_said_by(headers)).unwrap_or(self.protocol)
    }

    /// All protocols it understands, its own first.
    pub fn protocols(&self) -> impl Iterator<Item = Protocol> {
        std::iter::once(self.protocol).chain(self.also.iter().copied())
    }

    /// Whether it understands `protocol`.
    pub fn speaks(&self, protocol: Protocol) -> bool {
        self.protocols().any(|spoken| spoken == protocol)
    }

    /// The service in signatures and IAM actions.
    pub const fn signing_name(&self) -> &'static str {
        if self.signs_as.is_empty() { self.name } else { self.signs_as }
    }
}

/// How an operation looks in REST protocols.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The path, with labels: `/2015-03-31/functions/{FunctionName}/invocations`. Parameters that tell operations
    /// of one path apart follow, with or without their values: `/{Bucket}?list-type=2`.
    pub path: &'static str,
    /// The status of a success.
    pub status: u16,
}

/// How an operation went that answered no fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// How many records, items or messages were read, where it reads.
    pub read: Option<u64>,
    /// What failed nevertheless, in a word: a function's error, records of a batch that were refused.
    pub failure: Option<&'a str>,
    /// How far behind the end of what there is the reader is, in milliseconds, where the answer says so.
    pub late_ms: Option<u64>,
}

/// One AWS operation: a name and two shapes. Where it is carried out is not its business.
pub trait Operation: Send + Sync + 'static {
    /// The service it belongs to.
    const SERVICE: &'static Service;
    /// Its name, e.g. `PutRecord`; also the IAM action, after the service's name.
    const NAME: &'static str;
    /// How it looks in REST protocols; the others post to `/`.
    const HTTP: Http = Http { method: "POST", path: "/", status: 200 };
    /// The header that tells it from another operation of the same path, where one does.
    const MARK: Option<&'static str> = None;
    /// The element that its answer is, in rest-xml, where members travel in the body.
    const ELEMENT: &'static str = "";
    /// Whether its input's payload is a [`crate::Stream`]: such a body is not read before the handler asks.
    const STREAMS: bool = false;
    /// Whether its output's payload is a [`crate::Stream`].
    const ANSWERS_STREAM: bool = false;
    /// What it takes.
    type Input: Shape + Send + Sync + 'static;
    /// What it answers.
    type Output: Shape + Send + Sync + 'static;

    /// The ARNs of what `input` touches, for access control; `*` where AWS knows no resource; none where
    /// AWS asks for no permission (`GetCallerIdentity`) or the handler decides by itself (`AssumeRole`).
    fn resources(_input: &Self::Input, _place: &Place) -> Vec<String> {
        vec!["*".to_owned()]
    }

    /// How many records, items or messages `input` carries to `resource`: 1 where it is not a batch.
    fn carried(_input: &Self::Input, _resource: &str) -> u64 {
        1
    }

    /// What an answer that is no fault tells of how it went.
    fn outcome(_output: &Self::Output) -> Outcome<'_> {
        Outcome::default()
    }

    /// How this operation words what reading refused ([`crate::Faults::refuse`]): as it is, where AWS puts nothing
    /// round it.
    fn refusal(text: String) -> String {
        text
    }

    /// The IAM action, where it is not `service:Name`.
    fn action() -> String {
        format!("{}:{}", Self::SERVICE.signing_name(), Self::NAME)
    }

    /// The IAM action that `input` needs, where it depends on the input.
    fn action_on(_input: &Self::Input) -> String {
        Self::action()
    }
}
