//! An error as it crosses the wire: code, status, message.

use std::borrow::Cow;
use std::fmt;

/// An error of an operation, in AWS's terms. Each service makes its own in `errors.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// AWS's error code, e.g. `ResourceNotFoundException`.
    pub code: Cow<'static, str>,
    /// The HTTP status.
    pub status: u16,
    /// AWS's text.
    pub message: String,
    /// Further members of the error structure: name and JSON text.
    pub members: Vec<(&'static str, String)>,
    /// Headers of the answer, beside those of the protocol: name in lower case and value.
    pub headers: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of the caller's making (status 400).
    pub fn sender(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        let (members, headers) = (Vec::new(), Vec::new());
        Self { code: code.into(), status: 400, message: message.into(), members, headers }
    }

    /// A fault with a status of its own.
    pub fn with_status(code: impl Into<Cow<'static, str>>, status: u16, message: impl Into<String>) -> Self {
        Self { status, ..Self::sender(code, message) }
    }

    /// Something of ours failed; `message` says what, for the log of whoever runs the server.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::with_status("InternalFailure", 500, message)
    }

    /// This fault with a further member, given as JSON text.
    pub fn member(mut self, name: &'static str, json: String) -> Self {
        self.members.push((name, json));
        self
    }

    /// This fault with a further header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Whether the caller, not we, must change something.
    pub fn is_sender(&self) -> bool {
        self.status < 500
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Fault {}
