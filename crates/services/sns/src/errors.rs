//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use wire::Fault;

use crate::engine::{EngineError, SettingError};

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoTopic => not_found("Topic does not exist"),
            EngineError::NoSubscription => not_found("Subscription does not exist"),
            EngineError::TopicDiffers => {
                invalid("Attributes Reason: Topic already exists with different attributes")
            }
            EngineError::TagsDiffer => invalid("Tags Reason: Topic already exists with different tags"),
            EngineError::SubscriptionDiffers => {
                invalid("Attributes Reason: Subscription already exists with different attributes")
            }
            EngineError::TooManyTopics => limit("TopicLimitExceeded", "topics"),
            EngineError::TooManySubscriptions => limit("SubscriptionLimitExceeded", "subscriptions"),
            EngineError::TooManyFilters => limit("FilterPolicyLimitExceeded", "filter policies"),
            EngineError::BadToken => invalid("Token"),
            EngineError::LabelExists => invalid("Statement already exists"),
            EngineError::NoLabel => not_found("The statement of that label does not exist"),
            EngineError::Setting(error) => of_setting(error, ""),
            EngineError::Corrupt(reason) => Fault::with_status("InternalError", 500, reason),
            EngineError::Ending => Fault::with_status("ServiceUnavailable", 503, error.to_string()),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Fault::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => Fault::with_status("InternalError", 500, error.to_string()),
            },
        }
    }
}

/// The fault of an attribute that is set with others, of which AWS says so.
pub(crate) fn among_attributes(error: EngineError) -> Fault {
    match error {
        EngineError::Setting(error) => of_setting(error, "Attributes Reason: "),
        error => error.into(),
    }
}

fn of_setting(error: SettingError, among: &str) -> Fault {
    invalid(match error {
        SettingError::Unknown(_) if among.is_empty() => "AttributeName".to_owned(),
        SettingError::Unknown(name) => format!("{among}Unknown attribute {name}"),
        SettingError::FifoOnly(name) if name == "ContentBasedDeduplication" => {
            format!("{among}Content-based deduplication can only be set for FIFO topics")
        }
        SettingError::FifoOnly(name) => format!("{among}{name} can only be set for FIFO topics"),
        SettingError::TypeChange => format!("{among}FifoTopic: a topic stays FIFO or standard"),
        SettingError::Invalid { name, reason } if reason.is_empty() => format!("{among}{name}"),
        // AWS names the scope itself.
        SettingError::Invalid { reason, .. } if reason.starts_with("Filter policy scope") => {
            format!("{among}{reason}")
        }
        SettingError::Invalid { name, reason } => format!("{among}{name}: {reason}"),
    })
}

/// That a parameter makes no sense.
pub(crate) fn invalid(text: impl AsRef<str>) -> Fault {
    Fault::sender("InvalidParameter", format!("Invalid parameter: {}", text.as_ref()))
}

/// That the value of a message attribute makes no sense.
pub(crate) fn bad_value(text: impl Into<String>) -> Fault {
    Fault::sender("ParameterValueInvalid", text)
}

/// That something is not there.
pub(crate) fn not_found(text: &str) -> Fault {
    Fault::with_status("NotFound", 404, text)
}

/// That something of AWS's is not built here.
pub(crate) fn not_built(what: &str) -> Fault {
    Fault::sender(
        "InvalidParameter",
        format!("Invalid parameter: {what} are not built; docs/guide/sns.md says what is"),
    )
}

fn limit(code: &'static str, what: &str) -> Fault {
    Fault::with_status(code, 403, format!("The limit of {what} was reached; delete some that nobody needs."))
}
