//! The console's rooms about alarms and topics, over HTTP against a house with some.

use serde_json::{Value, json};

use crate::http1::ask;
use crate::process::Server;
use crate::rooms_lake::{encoded, get, page, post, refused};

fn cloudwatch(server: &Server, operation: &str, input: &Value) {
    let target = format!("GraniteServiceVersion20100801.{operation}");
    let headers = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target.as_str())];
    let reply = ask(server.address(), "POST /", &headers, input.to_string().as_bytes());
    assert_eq!(reply.status, 200, "{operation}: {reply:?}");
}

#[test]
fn alarms_are_watched_and_tried() {
    let server = Server::ephemeral();
    let address = server.address();
    page(address, "alarms", &["There are no alarms yet", "aws cloudwatch put-metric-alarm"]);
    let hostile = "<script>alert(1)</script>/now";
    for name in ["hot", hostile] {
        let alarm = json!({
            "AlarmName": name, "AlarmDescription": "<script>alert(2)</script>", "Namespace": "Plant",
            "MetricName": "Temperature", "Dimensions": [{"Name": "Motor", "Value": "m1"}], "Statistic": "Maximum",
            "Period": 60, "EvaluationPeriods": 3, "DatapointsToAlarm": 2, "Threshold": 90.0,
            "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching",
            "AlarmActions": ["arn:aws:sns:us-east-1:000000000000:alerts"],
        });
        cloudwatch(&server, "PutMetricAlarm", &alarm);
    }
    let data = json!([{"MetricName": "Temperature", "Value": 71.5, "Dimensions": [{"Name": "Motor", "Value": "m1"}]}]);
    cloudwatch(&server, "PutMetricData", &json!({"Namespace": "Plant", "MetricData": data}));
    let both = json!({"AlarmName": "any", "AlarmRule": "ALARM(\"hot\")"});
    cloudwatch(&server, "PutCompositeAlarm", &both);
    let rule = "Maximum of Temperature m1 &gt; 90 in 2 of 3 periods of 60 s";
    page(
        address,
        "alarms",
        &["href=\"/_pumphouse/alarms/hot\"", rule, "&lt;script&gt;alert(1)", "ALARM(&quot;hot&quot;)"],
    );
    page(address, "alarms?only=list", &[rule]);
    let one = [
        "&lt;script&gt;alert(2)",
        rule,
        "count as: notBreaching",
        "/_pumphouse/topics/alerts",
        "data-figure=\"/_pumphouse/alarms/hot/data\"",
        "<td>71.5</td>",
    ];
    page(address, "alarms/hot", &one);
    page(address, "alarms/any", &["ALARM(&quot;hot&quot;)"]);
    page(address, &format!("alarms/{}", encoded(hostile)), &[rule]);
    let figure = get(address, "alarms/hot/data").success();
    assert_eq!((&figure["data"][0]["y"], &figure["data"][1]["y"]), (&json!([71.5]), &json!([90.0, 90.0])));
    // Its state is set, and stands in its history.
    let rung = post(address, "alarms/hot/state", "value=ALARM&reason=a+%3Cscript%3Ealert%283%29");
    assert!(rung.contains("a &lt;script&gt;alert(3)") && rung.contains("from"), "{rung}");
    let off = post(address, "alarms/hot/actions", "to=off");
    assert!(off.contains("They are switched off"), "{off}");
    assert!(!post(address, "alarms/hot/actions", "to=on").contains("They are switched off"));
    refused(address, "alarms/none", 404, "There is no alarm");
    refused(address, "alarms/none/data", 404, "There is no alarm");
    refused(address, "alarms/any/data", 400, "not on a metric");
    refused(address, "alarms?after=rubbish", 400, "InvalidNextToken");
    for (path, form) in [("state", "value=RED&reason=r"), ("actions", "to=nowhere")] {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let reply = ask(address, &format!("POST /_pumphouse/alarms/hot/{path}"), &kind, form.as_bytes());
        assert_eq!(reply.status, 400, "{reply:?}");
    }
}

fn query(server: &Server, host: &str, form: &str) {
    let headers = [("host", host), ("content-type", "application/x-www-form-urlencoded")];
    let reply = ask(server.address(), "POST /", &headers, form.as_bytes());
    assert_eq!(reply.status, 200, "{form}: {reply:?}");
}

#[test]
fn topics_are_heard_and_spoken_to() {
    let server = Server::ephemeral();
    let address = server.address();
    page(address, "topics", &["There are no topics yet", "aws sns create-topic"]);
    query(&server, "sns.localhost", "Action=CreateTopic&Version=2010-03-31&Name=alerts");
    query(&server, "sqs.localhost", "Action=CreateQueue&Version=2012-11-05&QueueName=pager");
    page(address, "topics", &["href=\"/_pumphouse/topics/alerts\""]);
    page(address, "topics/alerts", &["Nobody is subscribed yet", "--protocol sqs"]);
    let to = "protocol=sqs&endpoint=arn%3Aaws%3Asqs%3Aus-east-1%3A000000000000%3Apager";
    let heard = post(address, "topics/alerts/subscribe", to);
    assert!(heard.contains("/_pumphouse/queues/pager") && heard.contains("confirmed"), "{heard}");
    let told = post(address, "topics/alerts/subscribe", "protocol=%3Cscript%3Ealert(1)&endpoint=x");
    assert!(told.contains("InvalidParameter"), "{told}");
    let sent =
        post(address, "topics/alerts/publish", "subject=hot&message=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(sent.contains("Published as"), "{sent}");
    assert!(post(address, "topics/alerts/publish", "message=").contains("InvalidParameter"));
    page(address, "topics/alerts/now", &["pager"]);
    page(
        address,
        &format!("topics/alerts?told={}", encoded("<script>alert(1)")),
        &["&lt;script&gt;alert(1)"],
    );
    refused(address, "topics/none", 404, "NotFound");
    refused(address, "topics/%3Cscript%3Ealert(1)", 404, "NotFound");
}
