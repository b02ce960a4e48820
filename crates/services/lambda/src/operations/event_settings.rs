//! What the operations on asynchronous invocation share: which function, which destinations, what is said.

use dispatch::Call;
use kernel::Place;
use lambda_api::{DeadLetterConfig, DestinationConfig, FunctionEventInvokeConfig, OnFailure, OnSuccess};
use wire::Fault;

use crate::Lambda;
use crate::errors::{fault, invalid, not_built};
use crate::events::is_topic;
use crate::functions::{FunctionName, StoredAsynchronous, StoredFunction};
use crate::mappings::QueueSource;

/// The function that is meant, always as `$LATEST`, the only version there is.
pub fn function_name(text: &str, qualifier: Option<&str>, place: &Place) -> Result<FunctionName, Fault> {
    let name = FunctionName::parse(text, qualifier, place)?;
    let qualifier = name.qualifier.or_else(|| Some("$LATEST".to_owned()));
    Ok(FunctionName { qualifier, ..name })
}

/// That a function has no settings of its own.
pub fn none_of(name: &FunctionName) -> Fault {
    let text = format!("The function {} doesn't have an EventInvokeConfig", name.arn());
    fault("ResourceNotFoundException", 404, text)
}

/// The settings as AWS describes them.
pub fn describe(name: &FunctionName, settings: &StoredAsynchronous) -> FunctionEventInvokeConfig {
    FunctionEventInvokeConfig {
        last_modified: Some(settings.modified),
        function_arn: Some(name.arn().to_string()),
        maximum_retry_attempts: settings.retries_max,
        maximum_event_age_in_seconds: settings.age_seconds_max,
        destination_config: Some(DestinationConfig {
            on_success: Some(OnSuccess { destination: settings.on_success.clone() }),
            on_failure: Some(OnFailure { destination: settings.on_failure.clone() }),
        }),
    }
}

/// What a request sets, as it came.
pub struct Asked {
    /// `MaximumRetryAttempts`.
    pub retries_max: Option<i32>,
    /// `MaximumEventAgeInSeconds`.
    pub age_seconds_max: Option<i32>,
    /// `DestinationConfig`.
    pub destinations: Option<DestinationConfig>,
}

impl Lambda {
    /// Sets what `asked` says of the function `name`: over what is set, or over nothing (`anew`).
    pub(crate) async fn set_asynchronous(
        &self,
        name: &FunctionName,
        asked: Asked,
        anew: bool,
    ) -> Result<FunctionEventInvokeConfig, Fault> {
        if asked.retries_max.is_none() && asked.age_seconds_max.is_none() && asked.destinations.is_none() {
            return Err(invalid("You must specify at least one of error handling or destination setting."));
        }
        let changing = self.changing_functions().await;
        let missing = || fault("ResourceNotFoundException", 404, "The function doesn't exist.");
        let function =
            self.function(name).map_err(|fault| if fault.status == 404 { missing() } else { fault })?;
        let stored = function.stored.clone();
        let before = match anew {
            true => StoredAsynchronous::default(),
            false => stored.asynchronous.clone().ok_or_else(|| none_of(name))?,
        };
        let mut settings = StoredAsynchronous {
            retries_max: asked.retries_max.or(before.retries_max),
            age_seconds_max: asked.age_seconds_max.or(before.age_seconds_max),
            modified: self.dispatch.clock().now(),
            ..before
        };
        if let Some(config) = asked.destinations {
            let success = config.on_success.and_then(|target| target.destination);
            let failure = config.on_failure.and_then(|target| target.destination);
            settings.on_success = self.check_destination(&stored, success).await?;
            settings.on_failure = self.check_destination(&stored, failure).await?;
        }
        let described = describe(name, &settings);
        self.keep_function(changing, StoredFunction { asynchronous: Some(settings), ..stored }).await?;
        Ok(described)
    }

    /// The destination, if it is a function that the role of `stored` may invoke, a queue that it may send to, or a
    /// topic that it may publish to; an empty one is none.
    async fn check_destination(
        &self,
        stored: &StoredFunction,
        arn: Option<String>,
    ) -> Result<Option<String>, Fault> {
        let Some(arn) = arn.filter(|arn| !arn.is_empty()) else { return Ok(None) };
        let wrong = || invalid(format!("The destination ARN {arn} is invalid."));
        let target = match kernel::Arn::parse(&arn) {
            Ok(parsed) if parsed.service() == "lambda" => FunctionName::of_arn(&arn).ok_or_else(wrong)?,
            Ok(parsed) if parsed.service() == "sqs" => {
                let queue = QueueSource::of(&parsed).filter(|queue| !queue.is_fifo()).ok_or_else(wrong)?;
                return self.check_may_send(stored, &queue).await.map(|()| Some(arn));
            }
            Ok(_) if is_topic(&arn) => {
                return self.check_may_publish(stored, &arn).await.map(|()| Some(arn));
            }
            Ok(parsed) if ["events", "s3"].contains(&parsed.service()) => {
                return Err(not_built(&format!("the destination {arn}")));
            }
            _ => return Err(wrong()),
        };
        if target.place == stored.place() && target.name == stored.name {
            return Err(invalid("You can't specify the function as a destination for itself."));
        }
        if target.place != stored.place() || self.function(&target).is_err() {
            return Err(wrong());
        }
        if let Some(authorize) = self.dispatch.authorize() {
            let id = self.dispatch.request_id();
            let call = Call::inside("lambda", stored.principal(), stored.place(), id);
            let resources = [arn.clone()];
            if authorize.authorize(&call, "lambda:InvokeFunction", &resources).await?.is_err() {
                return Err(wrong());
            }
        }
        Ok(Some(arn))
    }

    /// The queue or topic of a function's dead letters, if its role may send there.
    pub(super) async fn check_dead_letters(
        &self,
        stored: &StoredFunction,
        config: Option<DeadLetterConfig>,
    ) -> Result<Option<String>, Fault> {
        let Some(arn) = config.and_then(|config| config.target_arn).filter(|arn| !arn.is_empty()) else {
            return Ok(None);
        };
        let parsed = kernel::Arn::parse(&arn).ok();
        if is_topic(&arn) {
            return self.check_may_publish(stored, &arn).await.map(|()| Some(arn));
        }
        let queue = parsed.as_ref().and_then(QueueSource::of).filter(|queue| !queue.is_fifo());
        let queue = queue.ok_or_else(|| invalid(format!("The dead letter target ARN {arn} is invalid.")))?;
        self.check_may_send(stored, &queue).await?;
        Ok(Some(arn))
    }

    /// The queue or topic that is told of batches of a stream which are given up, if the function's role may send there.
    pub(super) async fn check_failure_queue(
        &self,
        stored: &StoredFunction,
        arn: Option<String>,
    ) -> Result<Option<String>, Fault> {
        let Some(arn) = arn.filter(|arn| !arn.is_empty()) else { return Ok(None) };
        if is_topic(&arn) {
            return self.check_may_publish(stored, &arn).await.map(|()| Some(arn));
        }
        let parsed = kernel::Arn::parse(&arn).ok();
        let queue = parsed.as_ref().and_then(QueueSource::of).filter(|queue| !queue.is_fifo());
        let queue = queue.ok_or_else(|| not_built(&format!("the destination {arn} of failed batches")))?;
        self.check_may_send(stored, &queue).await?;
        Ok(Some(arn))
    }

    async fn check_may_send(&self, stored: &StoredFunction, queue: &QueueSource) -> Result<(), Fault> {
        self.check_may(stored, "sqs:SendMessage", queue.arn.as_str(), "SendMessage on SQS").await
    }

    async fn check_may_publish(&self, stored: &StoredFunction, topic: &str) -> Result<(), Fault> {
        self.check_may(stored, "sns:Publish", topic, "Publish on SNS").await
    }

    async fn check_may(
        &self,
        stored: &StoredFunction,
        action: &str,
        arn: &str,
        words: &str,
    ) -> Result<(), Fault> {
        let Some(authorize) = self.dispatch.authorize() else { return Ok(()) };
        let id = self.dispatch.request_id();
        let call = Call::inside("lambda", stored.principal(), stored.place(), id);
        match authorize.authorize(&call, action, &[arn.to_owned()]).await? {
            Ok(()) => Ok(()),
            Err(_) => {
                Err(invalid(format!("The provided execution role does not have permissions to call {words}")))
            }
        }
    }
}
