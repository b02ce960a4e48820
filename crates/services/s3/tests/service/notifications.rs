//! Functions that are told of changes.

use std::sync::atomic::Ordering;
use std::time::Duration;

use s3_api::*;
use serde_json::Value;
use storage::Volume;

use crate::house::*;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

fn configuration(function: &str, prefix: &str) -> PutBucketNotificationConfigurationInput {
    let rule = FilterRule { name: Some("prefix".into()), value: Some(prefix.into()) };
    let key = Some(S3KeyFilter { filter_rules: Some(vec![rule]) });
    let function = LambdaFunctionConfiguration {
        id: Some("mine".into()),
        lambda_function_arn: function.into(),
        events: vec!["s3:ObjectCreated:*".into()],
        filter: Some(NotificationConfigurationFilter { key }),
    };
    PutBucketNotificationConfigurationInput {
        bucket: BUCKET.into(),
        notification_configuration: NotificationConfiguration {
            lambda_function_configurations: Some(vec![function]),
            ..Default::default()
        },
        ..Default::default()
    }
}

const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";

fn to_queue(arn: &str) -> PutBucketNotificationConfigurationInput {
    let queue = QueueConfiguration {
        id: None,
        queue_arn: arn.into(),
        events: vec!["s3:ObjectCreated:*".into()],
        filter: None,
    };
    PutBucketNotificationConfigurationInput {
        bucket: BUCKET.into(),
        notification_configuration: NotificationConfiguration {
            queue_configurations: Some(vec![queue]),
            ..Default::default()
        },
        ..Default::default()
    }
}

#[tokio::test]
async fn a_queue_is_tested_and_told() {
    let house = House::new();
    house.create(BUCKET).await.unwrap();
    house.lambda.open.lock().unwrap().insert("/000000000000/q".into());
    house.call::<PutBucketNotificationConfiguration>(to_queue(QUEUE)).await.unwrap();
    let test = told(&house).await;
    assert_eq!((&test["Event"], &test["Bucket"]), (&"s3:TestEvent".into(), &BUCKET.into()));
    assert_eq!(house.lambda.asked_for.lock().unwrap().as_deref(), Some("arn:aws:s3:::lake"));
    house.put("x", "hello").await.unwrap();
    assert_eq!(told(&house).await["Records"][0]["s3"]["object"]["key"], "x");
    let get = GetBucketNotificationConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let kept = house.call::<GetBucketNotificationConfiguration>(get).await.unwrap();
    assert_eq!(kept.lambda_function_configurations, None);
    assert_eq!(kept.queue_configurations.unwrap()[0].queue_arn, QUEUE);
}

const TOPIC: &str = "arn:aws:sns:us-east-1:000000000000:t";

fn to_topic(arn: &str) -> PutBucketNotificationConfigurationInput {
    let mut input = to_queue(arn);
    let told = &mut input.notification_configuration;
    let queue = told.queue_configurations.take().unwrap().remove(0);
    let topic = TopicConfiguration {
        id: queue.id,
        topic_arn: queue.queue_arn,
        events: queue.events,
        filter: queue.filter,
    };
    told.topic_configurations = Some(vec![topic]);
    input
}

#[tokio::test]
async fn a_topic_is_tested_and_told() {
    let house = House::new();
    house.create(BUCKET).await.unwrap();
    let put = |arn: &str| house.call::<PutBucketNotificationConfiguration>(to_topic(arn));
    let closed = put(TOPIC).await.unwrap_err();
    assert_eq!(closed.message, "Unable to validate the following destination configurations");
    assert_eq!(put(QUEUE).await.unwrap_err().code, "InvalidArgument");
    assert_eq!(put(&format!("{TOPIC}.fifo")).await.unwrap_err().code, "InvalidArgument");
    house.lambda.open.lock().unwrap().insert(TOPIC.into());
    put(TOPIC).await.unwrap();
    assert_eq!(told(&house).await["Event"], "s3:TestEvent");
    assert_eq!(house.lambda.asked_for.lock().unwrap().as_deref(), Some("arn:aws:s3:::lake"));
    house.put("x", "hello").await.unwrap();
    assert_eq!(told(&house).await["Records"][0]["s3"]["object"]["key"], "x");
    let get = GetBucketNotificationConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let kept = house.call::<GetBucketNotificationConfiguration>(get).await.unwrap();
    assert_eq!((kept.queue_configurations, kept.lambda_function_configurations), (None, None));
    assert_eq!(kept.topic_configurations.unwrap()[0].topic_arn, TOPIC);
}

async fn listening(volume: Volume) -> House {
    let house = House::on(volume);
    house.create(BUCKET).await.unwrap();
    house.lambda.open.lock().unwrap().insert(FUNCTION.into());
    house.call::<PutBucketNotificationConfiguration>(configuration(FUNCTION, "in/")).await.unwrap();
    house
}

async fn told(house: &House) -> Value {
    let mut told = house.told.lock().await;
    let text = tokio::time::timeout(Duration::from_secs(20), told.recv()).await.expect("an event in time");
    serde_json::from_str(&text.unwrap()).unwrap()
}

#[tokio::test]
async fn a_function_is_told_what_it_wants_to_know() {
    let house = listening(Volume::memory()).await;
    assert_eq!(house.lambda.asked_for.lock().unwrap().as_deref(), Some("arn:aws:s3:::lake"));
    house.put("out/x", "no").await.unwrap();
    house.put("in/a b.csv", "hello").await.unwrap();
    let document = told(&house).await;
    let record = &document["Records"][0];
    assert_eq!(record["eventName"], "ObjectCreated:Put");
    assert_eq!((&record["eventVersion"], &record["eventSource"]), (&"2.1".into(), &"aws:s3".into()));
    assert_eq!(record["eventTime"], "2027-01-15T08:00:00.000Z");
    assert_eq!(record["s3"]["configurationId"], "mine");
    assert_eq!(record["s3"]["bucket"]["arn"], "arn:aws:s3:::lake");
    let object = &record["s3"]["object"];
    assert_eq!((&object["key"], &object["size"]), (&"in/a+b.csv".into(), &5.into()));
    assert_eq!(object["eTag"], "5d41402abc4b2a76b9719d911017c592");
    assert!(object.get("versionId").is_none());
    let get = GetBucketNotificationConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let kept = house.call::<GetBucketNotificationConfiguration>(get).await.unwrap();
    let kept = kept.lambda_function_configurations.unwrap().remove(0);
    assert_eq!(kept.lambda_function_arn, FUNCTION);
    let rules = kept.filter.unwrap().key.unwrap().filter_rules.unwrap();
    assert_eq!(rules[0].name.as_deref(), Some("Prefix"), "AWS answers it with a capital");
}

#[tokio::test(start_paused = true)]
async fn a_function_that_is_busy_is_told_later() {
    let house = listening(Volume::memory()).await;
    house.lambda.busy.store(3, Ordering::SeqCst);
    house.put("in/x", "x").await.unwrap();
    assert_eq!(told(&house).await["Records"][0]["s3"]["object"]["key"], "in/x");
}

#[tokio::test]
async fn what_was_not_told_is_told_after_a_restart() {
    let volume = Volume::memory();
    let house = listening(volume.clone()).await;
    house.lambda.open.lock().unwrap().clear();
    house.put("in/x", "x").await.unwrap();
    drop(house);
    let house = House::on(volume);
    house.lambda.open.lock().unwrap().insert(FUNCTION.into());
    house.s3.resume().await.unwrap();
    assert_eq!(told(&house).await["Records"][0]["s3"]["object"]["key"], "in/x");
}

#[tokio::test]
async fn what_cannot_be_delivered_is_refused() {
    let house = listening(Volume::memory()).await;
    let put = |input| house.call::<PutBucketNotificationConfiguration>(input);
    let closed =
        put(configuration("arn:aws:lambda:us-east-1:000000000000:function:g", "")).await.unwrap_err();
    assert_eq!(closed.message, "Unable to validate the following destination configurations");
    let elsewhere = put(configuration("arn:aws:lambda:eu-west-1:000000000000:function:f", "")).await;
    assert_eq!(code(elsewhere).0, "InvalidArgument");
    let mut twice = configuration(FUNCTION, "a/");
    let functions = twice.notification_configuration.lambda_function_configurations.as_mut().unwrap();
    functions.extend(
        configuration(FUNCTION, "a/b").notification_configuration.lambda_function_configurations.unwrap(),
    );
    assert!(put(twice).await.unwrap_err().message.starts_with("Configurations overlap."));
    for (event, expected) in [("s3:TeaMade:*", "InvalidArgument"), ("s3:ObjectRestore:*", "NotImplemented")] {
        let mut input = configuration(FUNCTION, "");
        let functions = input.notification_configuration.lambda_function_configurations.as_mut().unwrap();
        functions[0].events = vec![event.into()];
        assert_eq!(code(put(input).await).0, expected);
    }
    let mut bridge = configuration(FUNCTION, "");
    bridge.notification_configuration.event_bridge_configuration = Some(EventBridgeConfiguration {});
    assert_eq!(code(put(bridge).await), ("NotImplemented".into(), 501));
    assert_eq!(code(put(configuration(QUEUE, "")).await).0, "InvalidArgument");
    assert_eq!(code(put(to_queue(FUNCTION)).await).0, "InvalidArgument");
    let closed = put(to_queue(QUEUE)).await.unwrap_err();
    assert_eq!(closed.message, "Unable to validate the following destination configurations");
    let mut none = configuration(FUNCTION, "");
    none.notification_configuration = NotificationConfiguration::default();
    put(none).await.unwrap();
    let get = GetBucketNotificationConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let kept = house.call::<GetBucketNotificationConfiguration>(get).await.unwrap();
    assert_eq!(kept.lambda_function_configurations, None);
}
