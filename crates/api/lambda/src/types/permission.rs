//! Shapes of resource policies and of asynchronous invocation.

use kernel::Timestamp;
use wire::Shape;

use crate::DestinationConfig;

/// AWS's `FunctionUrlAuthType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionUrlAuthType {
    None,
    AwsIam,
}

/// AWS's `FunctionEventInvokeConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionEventInvokeConfig {
    pub last_modified: Option<Timestamp>,
    #[shape(length(0..=10000), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_arn: Option<String>,
    #[shape(range(0..=2))]
    pub maximum_retry_attempts: Option<i32>,
    #[shape(range(60..=21600))]
    pub maximum_event_age_in_seconds: Option<i32>,
    pub destination_config: Option<DestinationConfig>,
}
