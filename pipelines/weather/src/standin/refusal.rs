//! What the API refuses, and in which words.

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no header `token`.
    NoToken,
    /// The token is not known.
    WrongToken,
    /// The token has asked so often within a second.
    TooManyAtOnce(usize),
    /// The token has asked so often today.
    TooManyToday(u64),
    /// A parameter is missing or wrong; what is told.
    Parameter(String),
    /// There is nothing at this path.
    Nowhere,
    /// Only GET is allowed.
    Method,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::NoToken | Self::WrongToken | Self::Parameter(_) => 400,
            Self::TooManyAtOnce(_) | Self::TooManyToday(_) => 429,
            Self::Nowhere => 404,
            Self::Method => 405,
        }
    }

    /// Content type and body. What comes before a request is understood is JSON whatever is wanted; the rest is XML
    /// unless JSON is.
    pub fn body(&self, wants_json: bool) -> (&'static str, String) {
        let (message, is_parameter) = match self {
            Self::NoToken => ("Token parameter is required.".to_owned(), false),
            Self::WrongToken => ("The token parameter provided is not valid.".to_owned(), false),
            Self::TooManyAtOnce(limit) => (limited(limit, "second"), false),
            Self::TooManyToday(limit) => (limited(limit, "day"), false),
            Self::Parameter(message) => (message.clone(), true),
            Self::Nowhere => ("There is nothing at this path.".to_owned(), true),
            Self::Method => ("Only GET is allowed.".to_owned(), true),
        };
        let (status, told) = (self.status(), "There was an error with the request.");
        // No message has anything of the request in it, so nothing is escaped.
        match (is_parameter, wants_json) {
            (false, _) => (
                "application/json;charset=utf-8",
                format!(r#"{{"status" : "{status}", "message" : "{message}"}}"#),
            ),
            (true, true) => (
                "application/json;charset=UTF-8",
                format!(
                    r#"{{"statusCode":"{status}","userMessage":"{told}","developerMessage":"{message}"}}"#
                ),
            ),
            (true, false) => (
                "application/xml",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><response><statusCode>{status}\
                     </statusCode><userMessage>{told}</userMessage><developerMessage>{message}</developerMessage></response>"
                ),
            ),
        }
    }
}

fn limited(limit: impl std::fmt::Display, time: &str) -> String {
    format!("This token has reached its temporary request limit of {limit} per {time}.")
}
