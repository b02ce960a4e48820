//! The form on the wire: JSON and aws-query, answers and errors.

use http::{HeaderMap, HeaderValue, Method};
use wire::{Answer, Question};

use crate::house::House;

async fn ask(house: &House, operation: &str, path: &str, body: &str) -> (Answer, String) {
    let mut headers = HeaderMap::new();
    if body.starts_with('{') {
        headers.insert("x-amz-target", HeaderValue::from_str(&format!("AmazonSQS.{operation}")).unwrap());
    }
    let question =
        Question { method: Method::POST, uri: path.parse().unwrap(), headers, body: body.to_owned().into() };
    let carrier = house.dispatch.carrier("sqs").unwrap();
    let answer = house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await;
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    (answer, text)
}

#[tokio::test]
async fn json() {
    let house = House::new();
    let (_, body) = ask(
        &house,
        "CreateQueue",
        "/",
        r#"{"QueueName":"q","Attributes":{"DelaySeconds":"0"},"tags":{"a":"b"}}"#,
    )
    .await;
    assert_eq!(body, r#"{"QueueUrl":"http://127.0.0.1:4566/000000000000/q"}"#);
    let (_, body) = ask(&house, "SendMessage", "/", r#"{"QueueUrl":"http://127.0.0.1:4566/000000000000/q","MessageBody":"hi","MessageAttributes":{"n":{"DataType":"Number","StringValue":"1"}}}"#).await;
    assert!(
        body.starts_with(
            r#"{"MD5OfMessageBody":"49f68a5c8493ec2c0bf489821c21fc3b","MD5OfMessageAttributes":""#
        ),
        "{body}"
    );
    let (_, body) = ask(&house, "ReceiveMessage", "/", r#"{"QueueUrl":"/000000000000/q","AttributeNames":["MessageGroupId","SenderId"],"MessageAttributeNames":["n"]}"#).await;
    assert!(
        body.contains(r#""Attributes":{"SenderId":"000000000000"}"#)
            && body.contains(r#""MessageAttributes":{"n":{"StringValue":"1","DataType":"Number"}}"#),
        "{body}"
    );
    let (_, body) = ask(&house, "ReceiveMessage", "/", r#"{"QueueUrl":"/000000000000/q"}"#).await;
    assert_eq!(body, "{}");
    let (answer, body) = ask(&house, "GetQueueUrl", "/", r#"{"QueueName":"none"}"#).await;
    assert_eq!(
        body,
        r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}"#
    );
    assert_eq!(answer.status, 400);
    assert_eq!(answer.headers["x-amzn-query-error"], "AWS.SimpleQueueService.NonExistentQueue;Sender");
    let (answer, body) = ask(&house, "SendMessage", "/", "{}").await;
    assert!(
        body.starts_with(r#"{"__type":"com.amazon.coral.service#MissingRequiredParameterException""#),
        "{body}"
    );
    assert_eq!(answer.headers["x-amzn-query-error"], "MissingParameter;Sender");
    let (_, body) = ask(
        &house,
        "DeleteMessageBatch",
        "/",
        r#"{"QueueUrl":"/000000000000/q","Entries":[{"Id":"a","ReceiptHandle":"x"}]}"#,
    )
    .await;
    assert!(
        body.starts_with(
            r#"{"Successful":[],"Failed":[{"Id":"a","SenderFault":true,"Code":"ReceiptHandleIsInvalid""#
        ),
        "{body}"
    );
}

#[tokio::test]
async fn query() {
    let house = House::new();
    let form = "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=0&Tag.1.Key=a&Tag.1.Value=b";
    let (answer, body) = ask(&house, "CreateQueue", "/", form).await;
    assert_eq!(answer.headers["content-type"], "text/xml");
    assert_eq!(
        body,
        "<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><CreateQueueResult><QueueUrl>http://127.0.0.1:4566/000000000000/q</QueueUrl></CreateQueueResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></CreateQueueResponse>"
    );
    // The path says which queue is meant.
    let form = "Action=SendMessage&MessageBody=a%20%26%20b&MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v";
    let (_, body) = ask(&house, "SendMessage", "/000000000000/q", form).await;
    assert!(body.contains("<MD5OfMessageAttributes>"), "{body}");
    let form = "Action=ReceiveMessage&AttributeName.1=SenderId&MessageAttributeName.1=All&QueueUrl=http%3A%2F%2Fx%2F000000000000%2Fq";
    let (_, body) = ask(&house, "ReceiveMessage", "/", form).await;
    assert!(body.contains("<ReceiveMessageResult><Message><MessageId>"), "{body}");
    assert!(
        body.contains(
            "<Body>a &amp; b</Body><Attribute><Name>SenderId</Name><Value>000000000000</Value></Attribute>"
        ),
        "{body}"
    );
    assert!(body.contains("<MessageAttribute><Name>k</Name><Value><StringValue>v</StringValue><DataType>String</DataType></Value></MessageAttribute></Message></ReceiveMessageResult>"), "{body}");
    let form = "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x&SendMessageBatchRequestEntry.2.Id=b";
    let (_, body) = ask(&house, "SendMessageBatch", "/000000000000/q", form).await;
    assert!(body.contains("<SendMessageBatchResultEntry><Id>a</Id>") && body.contains("<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault><Code>MissingParameter</Code>"), "{body}");
    let (_, body) = ask(
        &house,
        "GetQueueAttributes",
        "/000000000000/q",
        "Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout",
    )
    .await;
    assert!(body.contains("<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>0</Value></Attribute></GetQueueAttributesResult>"), "{body}");
    let (_, body) = ask(&house, "ListQueues", "/", "Action=ListQueues").await;
    assert!(
        body.contains(
            "<ListQueuesResult><QueueUrl>http://127.0.0.1:4566/000000000000/q</QueueUrl></ListQueuesResult>"
        ),
        "{body}"
    );
    let (_, body) = ask(&house, "ListQueueTags", "/000000000000/q", "Action=ListQueueTags").await;
    assert!(body.contains("<Tag><Key>a</Key><Value>b</Value></Tag>"), "{body}");
    let (_, body) = ask(&house, "PurgeQueue", "/000000000000/q", "Action=PurgeQueue").await;
    assert_eq!(
        body,
        "<PurgeQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PurgeQueueResponse>"
    );
    let (answer, body) = ask(&house, "PurgeQueue", "/000000000000/none", "Action=PurgeQueue").await;
    assert_eq!(answer.status, 400);
    assert!(
        body.contains("<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"),
        "{body}"
    );
    let (_, body) = ask(&house, "Odd", "/", "Action=Odd").await;
    assert!(body.contains("<Code>InvalidAction</Code>"), "{body}");
}
