//! The SNS operations: names and shapes, as AWS's model of 2010-03-31 states them, in aws-query.
//!
//! What is not in [`operations`] is not built; the door answers so: text messages (SMS), platform applications and
//! their endpoints (mobile push), data protection policies.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "sns",
    title: "SNS",
    version: "2010-03-31",
    protocol: Protocol::Query,
    xml_namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    validation_code: "ValidationError",
    denied_code: "AuthorizationError",
    ..Service::PLAIN
};

/// The ARN of the topic that a subscription's ARN begins with.
pub fn topic_of(subscription_arn: &str) -> &str {
    match subscription_arn.match_indices(':').nth(4) {
        Some((colon, _)) if subscription_arn[colon + 1..].contains(':') => {
            subscription_arn.rsplit_once(':').map_or(subscription_arn, |(topic, _)| topic)
        }
        _ => subscription_arn,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use wire::{Operation, Question};

    use super::*;

    #[test]
    fn a_subscription_stands_under_its_topic() {
        assert_eq!(
            topic_of("arn:aws:sns:us-east-1:000000000000:t:u-u"),
            "arn:aws:sns:us-east-1:000000000000:t"
        );
        for other in ["", "arn:aws:sns:us-east-1:000000000000:t", "PendingConfirmation"] {
            assert_eq!(topic_of(other), other);
        }
    }

    /// The names that AWS's clients give the entries of message attributes, which are not those of other maps.
    #[test]
    fn attributes_travel_under_the_names_of_the_model() {
        let value = MessageAttributeValue {
            data_type: "String".to_owned(),
            string_value: Some("v".to_owned()),
            binary_value: None,
        };
        let input = PublishInput {
            topic_arn: Some("t".to_owned()),
            message: "m".to_owned(),
            message_attributes: Some(BTreeMap::from([("a".to_owned(), value)])),
            ..PublishInput::default()
        };
        let question: Question = Protocol::Query.write_input::<Publish>(&input);
        let form = String::from_utf8(question.body.to_vec()).unwrap();
        assert!(
            form.contains("MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String"),
            "{form}"
        );
        assert_eq!(Protocol::Query.read_input::<Publish>(&question).unwrap(), input);
        let create = CreateTopicInput {
            name: "n".to_owned(),
            attributes: Some(BTreeMap::from([("FifoTopic".to_owned(), "true".to_owned())])),
            ..CreateTopicInput::default()
        };
        let question = Protocol::Query.write_input::<CreateTopic>(&create);
        assert!(question.body.windows(26).any(|part| part == b"Attributes.entry.1.key=Fif"));
        assert_eq!(Protocol::Query.read_input::<CreateTopic>(&question).unwrap(), create);
        assert_eq!(PublishBatch::action(), "sns:Publish");
    }
}
