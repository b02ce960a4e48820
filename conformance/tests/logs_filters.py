"""Metric filters, counted once across SIGKILL, and subscriptions to a stream, a delivery stream and a function."""

import base64
import gzip
import json
import tempfile
import time
import datetime

from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import refused, same, until
from harness.functions import zipped

FUNCTION = """
import base64, gzip, json
def handler(event, context):
    told = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    for one in told["logEvents"]:
        print("GOT " + told["logStream"] + " " + one["message"] + " " + json.dumps(one.get("extractedFields")))
"""


def now():
    return int(time.time() * 1000)


def run(report, server, options):
    logs = client(server, "logs")
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    tested(report, logs)
    metrics(report, server, logs)
    subscriptions(report, server, logs)
    delivery_errors(report, server, logs)
    command_line(report, server)
    killed(report, server, logs)


def put(logs, *messages, group="g", at=None):
    events = [{"timestamp": at or now(), "message": text} for text in messages]
    return logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=events)


def tested(report, logs):
    with report.case("TestMetricFilter tells what a pattern takes out"):
        line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'
        pattern = "[..., request=*.html*, status_code=4*,]"
        answer = logs.test_metric_filter(filterPattern=pattern, logEventMessages=["no", line])
        same(answer["matches"], [{
            "eventNumber": 2, "eventMessage": line,
            "extractedValues": {
                "$1": "127.0.0.1", "$2": "-", "$3": "frank", "$4": "10/Oct/2000:13:25:15 -0700",
                "$request": "GET /index.html HTTP/1.0", "$status_code": "404", "$7": "1534",
            },
        }])  # fmt: skip
        answer = logs.test_metric_filter(filterPattern="{ $.a.b = 7 }", logEventMessages=['{"a":{"b":7}}'])
        assert answer["matches"][0]["extractedValues"] == {"$.a.b": "7"}


def sums(server, name, dimensions=()):
    start = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0) - datetime.timedelta(hours=1)
    answer = client(server, "cloudwatch").get_metric_statistics(
        Namespace="App", MetricName=name, Dimensions=list(dimensions), StartTime=start,
        EndTime=start + datetime.timedelta(hours=2), Period=86_400, Statistics=["Sum", "SampleCount", "Maximum"],
    )  # fmt: skip
    points = answer["Datapoints"]
    return (sum(p["Sum"] for p in points), sum(p["SampleCount"] for p in points))


def metric(logs, name, pattern, value="1", **more):
    transformation = {"metricName": name, "metricNamespace": "App", "metricValue": value, **more}
    logs.put_metric_filter(logGroupName="g", filterName=name, filterPattern=pattern, metricTransformations=[transformation])


def metrics(report, server, logs):
    with report.case("metric filters count, take values and dimensions out, and add to clients' own data"):
        metric(logs, "errors", "ERROR", unit="Count")
        metric(logs, "latency", "{ $.ms = * }", "$.ms", dimensions={"Route": "$.route"})
        metric(logs, "seen", "NOTHING", defaultValue=0)
        client(server, "cloudwatch").put_metric_data(
            Namespace="App", MetricData=[{"MetricName": "errors", "Value": 5.0, "Unit": "Count"}]
        )
        put(logs, "ERROR 1", '{"ms": 12.5, "route": "/a"}', '{"ms": 7.5, "route": "/a"}', "INFO", "ERROR 2")
        until(lambda: sums(server, "errors"), lambda found: found == (7.0, 3.0), what="the metric `errors`")
        until(lambda: sums(server, "latency", [{"Name": "Route", "Value": "/a"}]), lambda found: found == (20.0, 2.0))
        until(lambda: sums(server, "seen"), lambda found: found == (0.0, 5.0), what="the default value")
    with report.case("metric filters are listed by group and by metric, changed and deleted"):
        found = logs.describe_metric_filters(logGroupName="g", filterNamePrefix="l")["metricFilters"]
        same(found[0]["metricTransformations"], [{
            "metricName": "latency", "metricNamespace": "App", "metricValue": "$.ms", "dimensions": {"Route": "$.route"},
        }])  # fmt: skip
        found = logs.describe_metric_filters(metricName="seen", metricNamespace="App")["metricFilters"]
        assert [one["filterName"] for one in found] == ["seen"]
        assert logs.describe_log_groups(logGroupNamePrefix="g")["logGroups"][0]["metricFilterCount"] == 3
        logs.delete_metric_filter(logGroupName="g", filterName="seen")
        refused(lambda: logs.delete_metric_filter(logGroupName="g", filterName="seen"), "ResourceNotFoundException")
        refused(lambda: metric(logs, "x", "[a", "1"), "InvalidParameterException")
        refused(lambda: metric(logs, "x", "ERROR", "$.ms"), "InvalidParameterException")
        both = {"dimensions": {"a": "$.a"}, "defaultValue": 1}
        refused(lambda: metric(logs, "x", "{ $.a = * }", "1", **both), "InvalidParameterException")


def role(server, name, action, resource):
    iam = client(server, "iam")
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "logs.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    found = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", **trust}))["Role"]
    allowed = {"Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", **allowed}))
    return found["Arn"]


def records(kinesis, stream):
    """The messages on a stream of one shard."""
    iterator = kinesis.get_shard_iterator(
        StreamName=stream, ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    found = kinesis.get_records(ShardIterator=iterator)["Records"]
    return [json.loads(gzip.decompress(record["Data"])) for record in found]


def said(messages):
    return [event["message"] for one in messages if one["messageType"] == "DATA_MESSAGE" for event in one["logEvents"]]


def subscriptions(report, server, logs):
    kinesis = client(server, "kinesis")
    kinesis.create_stream(StreamName="st", ShardCount=1)
    arn = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/st"
    until(lambda: kinesis.describe_stream_summary(StreamName="st")["StreamDescriptionSummary"]["StreamStatus"],
          lambda status: status == "ACTIVE")  # fmt: skip
    writer = role(server, "to-kinesis", "kinesis:PutRecord", arn)
    subscribe = lambda name, pattern, **more: logs.put_subscription_filter(
        logGroupName="g", filterName=name, filterPattern=pattern, **more
    )
    with report.case("a Kinesis stream gets a control message, then what matches"):
        subscribe("k", "ERROR", destinationArn=arn, roleArn=writer)
        control = records(kinesis, "st")
        assert [one["messageType"] for one in control] == ["CONTROL_MESSAGE"], control
        put(logs, "ERROR a", "INFO b", "ERROR c")
        found = until(lambda: records(kinesis, "st"), lambda all: len(said(all)) == 2, what="the events")
        assert said(found) == ["ERROR a", "ERROR c"]
        last = found[-1]
        assert (last["owner"], last["logGroup"], last["logStream"]) == (ACCOUNT, "g", "s"), last
        assert last["subscriptionFilters"] == ["k"]
    with report.case("a role that may not, or does not trust, is refused"):
        reader = role(server, "reads", "kinesis:GetRecords", arn)
        refused(lambda: subscribe("x", "", destinationArn=arn, roleArn=reader), "InvalidParameterException")
        none = f"arn:aws:iam::{ACCOUNT}:role/none"
        text = "Make sure you have given CloudWatch Logs permission to assume the provided role."
        refused(lambda: subscribe("x", "", destinationArn=arn, roleArn=none), "InvalidParameterException", text)
    with report.case("a function is told, where its policy lets CloudWatch Logs in"):
        awslambda = client(server, "lambda")
        runner = client(server, "iam").create_role(RoleName="runs", AssumeRolePolicyDocument=json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
        }))["Role"]["Arn"]  # fmt: skip
        function = awslambda.create_function(
            FunctionName="told", Runtime="python3.12", Handler="f.handler", Role=runner,
            Code={"ZipFile": zipped({"f.py": FUNCTION})},
        )["FunctionArn"]  # fmt: skip
        text = ("Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute "
                "your function.")  # fmt: skip
        refused(lambda: subscribe("l", "[level, ms > 5]", destinationArn=function), "InvalidParameterException", text)
        awslambda.add_permission(
            FunctionName="told", StatementId="logs", Action="lambda:InvokeFunction",
            Principal=f"logs.{REGION}.amazonaws.com", SourceArn=f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:g:*",
        )  # fmt: skip
        subscribe("l", "[level, ms > 5]", destinationArn=function)
        put(logs, "slow 7", "fast 3")
        look = lambda: logs.filter_log_events(logGroupName="/aws/lambda/told", filterPattern="GOT")["events"]

        def printed():
            try:
                return [event["message"].strip() for event in look()]
            except logs.exceptions.ResourceNotFoundException:
                return []

        until(printed, lambda lines: lines == ['GOT s slow 7 {"level": "slow", "ms": "7"}'], what="what was printed")
        refused(lambda: subscribe("third", "", destinationArn=function), "LimitExceededException")
        logs.delete_subscription_filter(logGroupName="g", filterName="l")
        found = logs.describe_subscription_filters(logGroupName="g")["subscriptionFilters"]
        assert [one["filterName"] for one in found] == ["k"] and found[0]["distribution"] == "ByLogStream", found
    with report.case("a delivery stream puts what it gets into its bucket"):
        s3 = client(server, "s3")
        s3.create_bucket(Bucket="lake")
        firehose = client(server, "firehose")
        trust = {"Effect": "Allow", "Principal": {"Service": "firehose.amazonaws.com"}, "Action": "sts:AssumeRole"}
        iam = client(server, "iam")
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        delivers = iam.create_role(RoleName="delivers", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        allowed = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        iam.put_role_policy(RoleName="delivers", PolicyName="p", PolicyDocument=document)
        delivery = firehose.create_delivery_stream(DeliveryStreamName="de", ExtendedS3DestinationConfiguration={
            "RoleARN": delivers, "BucketARN": "arn:aws:s3:::lake", "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1},
        })["DeliveryStreamARN"]  # fmt: skip
        until(lambda: firehose.describe_delivery_stream(DeliveryStreamName="de")["DeliveryStreamDescription"],
              lambda found: found["DeliveryStreamStatus"] == "ACTIVE")  # fmt: skip
        writer = role(server, "to-firehose", "firehose:PutRecord", delivery)
        subscribe("f", "", destinationArn=delivery, roleArn=writer)
        put(logs, "to the lake")

        def delivered():
            objects = s3.list_objects_v2(Bucket="lake").get("Contents", [])
            bodies = [s3.get_object(Bucket="lake", Key=one["Key"])["Body"].read() for one in objects]
            return b"".join(gzip.decompress(one) for one in bodies).decode()

        until(delivered, lambda text: "to the lake" in text and "CONTROL_MESSAGE" in text, seconds=30)


def delivery_errors(report, server, logs):
    with report.case("a delivery stream tells its errors to the group and stream that it names"):
        logs.create_log_group(logGroupName="/aws/kinesisfirehose/lost")
        logs.create_log_stream(logGroupName="/aws/kinesisfirehose/lost", logStreamName="DestinationDelivery")
        firehose, iam = client(server, "firehose"), client(server, "iam")
        arn = iam.get_role(RoleName="delivers")["Role"]["Arn"]
        destination = {
            "RoleARN": arn, "BucketARN": "arn:aws:s3:::nowhere",
            "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1},
            "CloudWatchLoggingOptions": {
                "Enabled": True, "LogGroupName": "/aws/kinesisfirehose/lost", "LogStreamName": "DestinationDelivery",
            },
        }  # fmt: skip
        stream = firehose.create_delivery_stream(
            DeliveryStreamName="lost", ExtendedS3DestinationConfiguration=destination
        )["DeliveryStreamARN"]
        until(lambda: firehose.describe_delivery_stream(DeliveryStreamName="lost")["DeliveryStreamDescription"],
              lambda found: found["DeliveryStreamStatus"] == "ACTIVE")  # fmt: skip
        firehose.put_record(DeliveryStreamName="lost", Record={"Data": b"x"})
        look = lambda: logs.filter_log_events(logGroupName="/aws/kinesisfirehose/lost")["events"]
        time.sleep(2)
        assert not look(), "the role may not write logs yet"
        allowed = {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        iam.put_role_policy(RoleName="delivers", PolicyName="logs", PolicyDocument=document)
        found = json.loads(until(look, bool, seconds=60, what="the error")[0]["message"])
        same(found, {
            "deliveryStreamARN": stream, "destination": "arn:aws:s3:::nowhere", "deliveryStreamVersionId": 1,
            "message": "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
            "errorCode": "S3.NoSuchBucket",
        })  # fmt: skip
        firehose.delete_delivery_stream(DeliveryStreamName="lost")


def command_line(report, server):
    with tempfile.TemporaryDirectory() as folder, report.case("aws logs: filters"):
        aws = Cli(server, folder)
        aws("logs", "put-metric-filter", "--log-group-name", "g", "--filter-name", "cli", "--filter-pattern", "[a, b]",
            "--metric-transformations", "metricName=m,metricNamespace=App,metricValue=$b")  # fmt: skip
        found = aws("logs", "describe-metric-filters", "--log-group-name", "g", "--filter-name-prefix", "cli")
        assert found["metricFilters"][0]["metricTransformations"][0]["metricValue"] == "$b", found
        aws("logs", "delete-metric-filter", "--log-group-name", "g", "--filter-name", "cli")
        found = aws("logs", "describe-subscription-filters", "--log-group-name", "g")
        assert len(found["subscriptionFilters"]) == 2, found


def killed(report, server, logs):
    if not server.ours:
        return
    with report.case("each event counts once and is sent at least once, across SIGKILL"):
        kinesis = client(server, "kinesis")
        before = sums(server, "errors")[0]
        told, sent = set(said(records(kinesis, "st"))), 0
        for _ in range(4):
            ends = time.monotonic() + 1.2
            while time.monotonic() < ends:
                put(logs, f"ERROR {sent}")
                sent += 1
            server.kill()
            server.start()
        until(lambda: sums(server, "errors")[0], lambda total: total >= before + sent, what="the sum")
        # Were anything to be counted again, it would be by now.
        put(logs, "ERROR last")
        until(lambda: sums(server, "errors")[0], lambda total: total == before + sent + 1, what="the sum")
        wanted = {f"ERROR {number}" for number in range(sent)} | {"ERROR last"}
        until(lambda: set(said(records(kinesis, "st"))) - told, lambda got: wanted <= got, seconds=40, what="the events")
        assert sent > 20, sent
