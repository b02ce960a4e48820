//! Which stream an input means, as an ARN.

use kernel::Place;

/// The ARN of the stream that an input names by name or ARN; none of either is `*`.
pub(crate) fn stream_arns(place: &Place, name: Option<&String>, arn: Option<&String>) -> Vec<String> {
    let named = name.map(|name| place.arn("kinesis", &format!("stream/{name}")).to_string());
    vec![arn.cloned().or(named).unwrap_or_else(|| "*".to_owned())]
}
