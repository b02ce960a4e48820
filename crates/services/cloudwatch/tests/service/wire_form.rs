//! The form on the wire: CBOR, JSON and aws-query, answers and errors.

use cloudwatch_api as api;
use http::{HeaderMap, HeaderValue, Method};
use wire::{Answer, CborReader, Document, Protocol, Question, Shape};

use crate::house::{House, NOW_S, datum, input, statistics};

async fn ask(house: &House, operation: &str, question: Question) -> Answer {
    let carrier = house.dispatch.carrier("monitoring").unwrap();
    house.dispatch.serve_named(carrier, operation, house.call.clone(), question).await
}

async fn text(house: &House, operation: &str, body: &str) -> (Answer, String) {
    let mut headers = HeaderMap::new();
    if body.starts_with('{') {
        let target = format!("GraniteServiceVersion20100801.{operation}");
        headers.insert("x-amz-target", HeaderValue::from_str(&target).unwrap());
    }
    let question =
        Question { method: Method::POST, uri: "/".parse().unwrap(), headers, body: body.to_owned().into() };
    let answer = ask(house, operation, question).await;
    let body = String::from_utf8(answer.body.to_vec()).unwrap();
    (answer, body)
}

#[tokio::test]
async fn cbor() {
    let house = House::new();
    let question =
        Protocol::RpcV2Cbor.write_input::<api::PutMetricData>(&input(vec![datum("m", NOW_S - 60, 2.5)]));
    assert_eq!(question.uri.path(), "/service/GraniteServiceVersion20100801/operation/PutMetricData");
    let answer = ask(&house, "PutMetricData", question).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
    assert_eq!(answer.headers["smithy-protocol"], "rpc-v2-cbor");
    let question = Protocol::RpcV2Cbor.write_input::<api::GetMetricStatistics>(&statistics());
    let answer = ask(&house, "GetMetricStatistics", question).await;
    assert_eq!(answer.headers["content-type"], "application/cbor");
    let json = Document::read(&mut CborReader::new(&answer.body)).unwrap().0;
    assert_eq!(
        json,
        r#"{"Label":"m","Datapoints":[{"Timestamp":1799999940,"SampleCount":1.0,"Average":2.5,"Sum":2.5,"Minimum":2.5,"Maximum":2.5,"Unit":"None"}]}"#
    );
    let question = Protocol::RpcV2Cbor.write_input::<api::PutMetricData>(&input(vec![]));
    let answer = ask(&house, "PutMetricData", question).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.headers["x-amzn-query-error"], "MissingParameter;Sender");
    let json = Document::read(&mut CborReader::new(&answer.body)).unwrap().0;
    assert_eq!(
        json,
        r#"{"__type":"com.amazonaws.cloudwatch.v2010_08_01#MissingRequiredParameterException","message":"The parameter MetricData is required."}"#
    );
}

#[tokio::test]
async fn json() {
    let house = House::new();
    let put = r#"{"Namespace":"N","MetricData":[{"MetricName":"m","Timestamp":1799999940,"Value":2,"Unit":"Bytes/Second"}]}"#;
    let (answer, body) = text(&house, "PutMetricData", put).await;
    assert_eq!((answer.status.as_u16(), body.as_str()), (200, ""));
    let get = r#"{"Namespace":"N","MetricName":"m","StartTime":1799999400,"EndTime":1800000000,"Period":300,"Statistics":["Sum"],"ExtendedStatistics":["p99"]}"#;
    let (answer, body) = text(&house, "GetMetricStatistics", get).await;
    assert_eq!(answer.headers["content-type"], "application/x-amz-json-1.0");
    assert_eq!(
        body,
        r#"{"Label":"m","Datapoints":[{"Timestamp":1799999700.0,"Sum":2.0,"Unit":"Bytes/Second","ExtendedStatistics":{"p99":2.0}}]}"#
    );
    let (_, body) = text(
        &house,
        "PutMetricData",
        r#"{"Namespace":"N","MetricData":[{"MetricName":"m","Value":2,"Unit":"x"}]}"#,
    )
    .await;
    assert!(
        body.contains("ValidationError")
            && body.contains("at 'metricData.1.member.unit' failed to satisfy constraint"),
        "{body}"
    );
    let (_, body) = text(&house, "PutAnomalyDetector", "{}").await;
    assert!(
        body.contains("UnknownOperationException")
            && body.contains("PutAnomalyDetector is not an operation that Pumphouse has"),
        "{body}"
    );
}

#[tokio::test]
async fn alarms() {
    let house = House::new();
    let put = "Action=PutMetricAlarm&AlarmName=a&Namespace=N&MetricName=m&Statistic=Sum&Period=60&EvaluationPeriods=1&Threshold=3&ComparisonOperator=LessThanThreshold&OKActions.member.1=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At&Dimensions.member.1.Name=a&Dimensions.member.1.Value=1";
    let (_, body) = text(&house, "PutMetricAlarm", put).await;
    assert_eq!(
        body,
        "<PutMetricAlarmResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PutMetricAlarmResponse>"
    );
    let (_, body) = text(&house, "DescribeAlarms", "Action=DescribeAlarms&AlarmNames.member.1=a").await;
    assert!(body.contains("<MetricAlarms><member><AlarmName>a</AlarmName><AlarmArn>arn:aws:cloudwatch:us-east-1:000000000000:alarm:a</AlarmArn>"), "{body}");
    assert!(
        body.contains("<OKActions><member>arn:aws:sns:us-east-1:000000000000:t</member></OKActions>"),
        "{body}"
    );
    assert!(body.contains("<StateValue>INSUFFICIENT_DATA</StateValue>"), "{body}");
    let (_, body) = text(&house, "DescribeAlarms", "{}").await;
    assert!(body.contains(r#""OKActions":["arn:aws:sns:us-east-1:000000000000:t"]"#), "{body}");
    let (answer, body) =
        text(&house, "SetAlarmState", "Action=SetAlarmState&AlarmName=b&StateValue=OK&StateReason=r").await;
    assert_eq!(answer.status, 404);
    assert!(body.contains("<Code>ResourceNotFound</Code><Message>Unknown</Message>"), "{body}");
    let (answer, body) =
        text(&house, "SetAlarmState", "Action=SetAlarmState&AlarmName=a&StateValue=LOUD&StateReason=r").await;
    assert_eq!(answer.status, 400);
    assert!(body.contains("<Code>ValidationError</Code>"), "{body}");
    assert!(body.contains("1 validation error detected: Value &apos;LOUD&apos; at &apos;stateValue&apos; failed to satisfy constraint: Member must satisfy enum value set: [") || body.contains("1 validation error detected: Value 'LOUD' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: ["), "{body}");
    let input = api::DescribeAlarmHistoryInput { alarm_name: Some("a".into()), ..Default::default() };
    let question = Protocol::RpcV2Cbor.write_input::<api::DescribeAlarmHistory>(&input);
    let answer = ask(&house, "DescribeAlarmHistory", question).await;
    let json = Document::read(&mut CborReader::new(&answer.body)).unwrap().0;
    assert!(json.starts_with(r#"{"AlarmHistoryItems":[{"AlarmName":"a","AlarmType":"MetricAlarm","Timestamp":1800000000,"HistoryItemType":"ConfigurationUpdate","HistorySummary":"Alarm \"a\" created""#), "{json}");
}

#[tokio::test]
async fn query() {
    let house = House::new();
    let form = "Action=PutMetricData&Version=2010-08-01&Namespace=N&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1.5&MetricData.member.1.Timestamp=2027-01-15T07%3A59%3A00Z&MetricData.member.1.Dimensions.member.1.Name=a&MetricData.member.1.Dimensions.member.1.Value=1&MetricData.member.2.MetricName=m&MetricData.member.2.StatisticValues.SampleCount=2&MetricData.member.2.StatisticValues.Sum=4&MetricData.member.2.StatisticValues.Minimum=2&MetricData.member.2.StatisticValues.Maximum=2&MetricData.member.2.Timestamp=2027-01-15T07%3A59%3A00Z";
    let (_, body) = text(&house, "PutMetricData", form).await;
    assert_eq!(
        body,
        "<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PutMetricDataResponse>"
    );
    let form = "Action=GetMetricStatistics&Namespace=N&MetricName=m&StartTime=2027-01-15T07%3A00%3A00Z&EndTime=2027-01-15T08%3A00%3A00Z&Period=3600&Statistics.member.1=Sum&Statistics.member.2=SampleCount&ExtendedStatistics.member.1=p50";
    let (_, body) = text(&house, "GetMetricStatistics", form).await;
    assert!(
        body.contains("<GetMetricStatisticsResult><Label>m</Label><Datapoints><member><Timestamp>2027-01-15T07:00:00Z</Timestamp><SampleCount>2.0</SampleCount><Sum>4.0</Sum><Unit>None</Unit><ExtendedStatistics><entry><key>p50</key><value>2.0</value></entry></ExtendedStatistics></member></Datapoints></GetMetricStatisticsResult>"),
        "{body}"
    );
    let (_, body) = text(&house, "ListMetrics", "Action=ListMetrics&Dimensions.member.1.Name=a").await;
    assert!(body.contains("<Metrics><member><Namespace>N</Namespace><MetricName>m</MetricName><Dimensions><member><Name>a</Name><Value>1</Value></member></Dimensions></member></Metrics>"), "{body}");
    let (answer, body) = text(&house, "GetMetricStatistics", "Action=GetMetricStatistics&Namespace=N").await;
    assert_eq!(answer.status, 400);
    assert!(body.contains("<Error><Type>Sender</Type><Code>MissingParameter</Code><Message>The parameter MetricName is required.</Message></Error>"), "{body}");
    let (_, body) = text(&house, "DescribeInsightRules", "Action=DescribeInsightRules").await;
    assert!(body.contains("<Code>InvalidAction</Code>"), "{body}");
}
