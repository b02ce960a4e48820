//! Errors of delivery, told in CloudWatch Logs in Firehose's layout where that is switched on.

use logs_api::{InputLogEvent, PutLogEvents, PutLogEventsInput};
use wire::write_json_string;

use super::scope::Scope;
use crate::plan::{Bucket, Destination, Logging};

impl Scope {
    /// Tells of an error of delivering to the destination.
    pub async fn report(&self, code: &str, message: &str) {
        let destination = self.destination();
        self.tell(self.plan.logging.as_ref(), &destination, None, code, message).await;
    }

    /// Tells of an error of the function.
    pub async fn report_processing(&self, code: &str, message: &str, function: &str) {
        let destination = self.destination();
        self.tell(self.plan.logging.as_ref(), &destination, Some(function), code, message).await;
    }

    /// Tells of an error of putting into a bucket.
    pub async fn report_bucket(&self, bucket: &Bucket, code: &str, message: &str) {
        self.tell(bucket.logging.as_ref(), &bucket.arn, None, code, message).await;
    }

    fn destination(&self) -> String {
        match &self.plan.destination {
            Destination::Bucket(bucket, _) => bucket.arn.clone(),
            Destination::Http(config) => config.endpoint_configuration.url.clone(),
            Destination::Search(search) => search.config.cluster_endpoint.clone().unwrap_or_default(),
        }
    }

    async fn tell(
        &self,
        logging: Option<&Logging>,
        destination: &str,
        function: Option<&str>,
        code: &str,
        message: &str,
    ) {
        let Some(logging) = logging else { return };
        let mut text = "{\"deliveryStreamARN\":".to_owned();
        write_json_string(&mut text, self.stream.arn.as_str());
        text.push_str(",\"destination\":");
        write_json_string(&mut text, destination);
        text.push_str(&format!(",\"deliveryStreamVersionId\":{},\"message\":", self.stored.revision));
        write_json_string(&mut text, message);
        text.push_str(",\"errorCode\":");
        write_json_string(&mut text, code);
        if let Some(function) = function {
            text.push_str(",\"processor\":");
            write_json_string(&mut text, function);
        }
        text.push('}');
        let input = PutLogEventsInput {
            log_group_name: logging.group.clone(),
            log_stream_name: logging.stream.clone(),
            log_events: vec![InputLogEvent { timestamp: self.now().0 as i64, message: text }],
            sequence_token: None,
            entity: None,
        };
        // A log that is not there, or not allowed, must not keep records from being delivered.
        let _ = self.dispatch.call::<PutLogEvents>(&self.call(&logging.role), input).await;
    }
}
