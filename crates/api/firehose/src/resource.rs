//! Which delivery stream an input means, as an ARN.

use kernel::Place;

/// The ARN of the delivery stream `name`.
pub(crate) fn delivery_stream_arns(place: &Place, name: &str) -> Vec<String> {
    vec![place.arn("firehose", &format!("deliverystream/{name}")).to_string()]
}
