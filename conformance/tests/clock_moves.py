"""The clock, moved under real clients: TTL, retention, visibility, delays, Firehose's interval, sessions, signatures."""

import datetime
import json
import time
import urllib.request

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import refused, same, text, until
from harness.functions import PYTHON, zipped
from harness.house import advance, own

ECHO = """
import boto3, os
def handler(event, context):
    boto3.client("dynamodb").put_item(TableName="orders", Item={"Id": {"S": "from-function"}})
    return "done"
"""


def run(report, server, options):
    retention(report, server)
    messages(report, server)
    interval(report, server)
    events(report, server)
    clients(report, server)
    standing(report, server)
    if server.ours:
        killed(report, server)


def now(server):
    return datetime.datetime.fromisoformat(own(server, "GET", "clock")["now"])


def retention(report, server):
    dynamodb, kinesis, logs = (client(server, name) for name in ("dynamodb", "kinesis", "logs"))
    dynamodb.create_table(
        TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName="orders", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    with report.case("an item outlives an hour less than its time to live, and no more"):
        dynamodb.update_time_to_live(
            TableName="orders", TimeToLiveSpecification={"Enabled": True, "AttributeName": "Ends"}
        )
        ends = int(now(server).timestamp()) + 7200
        dynamodb.put_item(TableName="orders", Item={"Id": {"S": "1"}, "Ends": {"N": str(ends)}})
        dynamodb.put_item(TableName="orders", Item={"Id": {"S": "2"}})
        advance(server, hours=1)
        same(dynamodb.scan(TableName="orders")["Count"], 2)
        advance(server, hours=1, seconds=5)
        same([item["Id"]["S"] for item in dynamodb.scan(TableName="orders")["Items"]], ["2"])
    with report.case("records are kept for a day of the moved clock"):
        kinesis.create_stream(StreamName="clicks", ShardCount=1)
        kinesis.get_waiter("stream_exists").wait(StreamName="clicks", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        kinesis.put_record(StreamName="clicks", Data=b"old", PartitionKey="a")

        def records():
            shard = kinesis.list_shards(StreamName="clicks")["Shards"][0]["ShardId"]
            begin = kinesis.get_shard_iterator(StreamName="clicks", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
            return kinesis.get_records(ShardIterator=begin["ShardIterator"])["Records"]

        advance(server, hours=23)
        same([record["Data"] for record in records()], [b"old"])
        advance(server, hours=2)
        same(records(), [])
        kinesis.put_record(StreamName="clicks", Data=b"new", PartitionKey="a")
        arrived = records()[0]["ApproximateArrivalTimestamp"]
        assert abs((arrived - now(server)).total_seconds()) < 60, arrived
    with report.case("log events are kept for the days that their group says"):
        logs.create_log_group(logGroupName="kept")
        logs.put_retention_policy(logGroupName="kept", retentionInDays=1)
        logs.create_log_stream(logGroupName="kept", logStreamName="s")
        stamp = int(now(server).timestamp() * 1000)
        logs.put_log_events(logGroupName="kept", logStreamName="s", logEvents=[{"timestamp": stamp, "message": "old"}])
        shown = lambda: [event["message"] for event in logs.filter_log_events(logGroupName="kept")["events"]]
        until(shown, lambda seen: seen == ["old"])
        advance(server, hours=25)
        same(shown(), [])


def messages(report, server):
    sqs = client(server, "sqs")
    with report.case("a hidden message is seen again, and a delayed one comes, when the clock says so"):
        url = sqs.create_queue(QueueName="plain", Attributes={"VisibilityTimeout": "3600"})["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="hidden")
        receive = lambda: [m["Body"] for m in sqs.receive_message(QueueUrl=url).get("Messages", [])]
        same(receive(), ["hidden"])
        same(receive(), [])
        advance(server, hours=1, seconds=1)
        same(receive(), ["hidden"])
        sqs.send_message(QueueUrl=url, MessageBody="delayed", DelaySeconds=900)
        same(receive(), [])
        advance(server, minutes=15, seconds=1)
        same(receive(), ["delayed"])
    with report.case("a long poll that waits is answered when the clock makes a message due"):
        url = sqs.create_queue(QueueName="polled")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="due", DelaySeconds=600)
        advance(server, minutes=9, seconds=58)
        begun = time.monotonic()
        same([m["Body"] for m in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"]], ["due"])
        assert time.monotonic() - begun < 10, time.monotonic() - begun
    with report.case("messages are kept for as long as their queue says"):
        url = sqs.create_queue(QueueName="brief", Attributes={"MessageRetentionPeriod": "3600"})["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="old")
        advance(server, hours=1, seconds=5)
        assert "Messages" not in sqs.receive_message(QueueUrl=url)


def interval(report, server):
    s3, firehose = client(server, "s3"), client(server, "firehose")
    with report.case("a buffer of 900 seconds is delivered when the clock has passed them"):
        s3.create_bucket(Bucket="delivered")
        role = ground.role(server, "delivers", "firehose", "s3:*")
        firehose.create_delivery_stream(
            DeliveryStreamName="slow",
            ExtendedS3DestinationConfiguration={
                "RoleARN": role, "BucketARN": "arn:aws:s3:::delivered", "BufferingHints": {"IntervalInSeconds": 900, "SizeInMBs": 64},
            },
        )  # fmt: skip
        until(
            lambda: firehose.describe_delivery_stream(DeliveryStreamName="slow"),
            lambda seen: seen["DeliveryStreamDescription"]["DeliveryStreamStatus"] == "ACTIVE",
        )
        firehose.put_record(DeliveryStreamName="slow", Record={"Data": b"waits\n"})
        found = lambda: s3.list_objects_v2(Bucket="delivered").get("Contents", [])
        advance(server, minutes=14)
        same(found(), [])
        advance(server, minutes=1, seconds=5)
        key = until(found, len, what="the object")[0]["Key"]
        same(s3.get_object(Bucket="delivered", Key=key)["Body"].read(), b"waits\n")
        when = now(server)
        assert abs((datetime.datetime.strptime(key[:13], "%Y/%m/%d/%H").replace(tzinfo=datetime.UTC) - when).total_seconds()) < 7200


def events(report, server):
    functions = client(server, "lambda")
    role = ground.role(server, "runs", "lambda", "dynamodb:*", "logs:*", "sqs:*")
    sqs = client(server, "sqs")
    url = sqs.create_queue(QueueName="failed")["QueueUrl"]
    with report.case("an asynchronous event is tried three times within seconds, minutes apart by the clock"):
        functions.create_function(
            FunctionName="fails", Runtime=PYTHON, Role=role, Handler="it.handler",
            Code={"ZipFile": zipped({"it.py": "def handler(event, context):\n    raise ValueError('no')\n"})},
        )  # fmt: skip
        functions.get_waiter("function_active_v2").wait(FunctionName="fails")
        functions.put_function_event_invoke_config(
            FunctionName="fails", DestinationConfig={"OnFailure": {"Destination": f"arn:aws:sqs:{REGION}:{ACCOUNT}:failed"}}
        )
        functions.invoke(FunctionName="fails", InvocationType="Event", Payload=b"{}")
        told = []
        for _ in range(30):
            advance(server, minutes=3)
            told = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", [])
            if told:
                break
        record = json.loads(told[0]["Body"])
        same((record["requestContext"]["condition"], record["requestContext"]["approximateInvokeCount"]), ("RetriesExhausted", 3))


def clients(report, server):
    role = f"arn:aws:iam::{ACCOUNT}:role/runs"
    functions, sts, s3 = (client(server, name) for name in ("lambda", "sts", "s3"))
    with report.case("far in the future a client that signs by its own clock gets in, and so does a function"):
        functions.create_function(
            FunctionName="writes", Runtime=PYTHON, Role=role, Handler="it.handler", Timeout=20,
            Code={"ZipFile": zipped({"it.py": ECHO})},
        )  # fmt: skip
        functions.get_waiter("function_active_v2").wait(FunctionName="writes")
        for _ in range(2):
            answer = functions.invoke(FunctionName="writes", Payload=b"{}")
            same((answer["Payload"].read(), answer.get("FunctionError")), (b'"done"', None))
            # The function's process is warm, and its keys are long expired.
            advance(server, hours=30)
    with report.case("links that are good by the machine's clock are good"):
        s3.put_object(Bucket="delivered", Key="linked", Body=b"linked")
        link = s3.generate_presigned_url("get_object", {"Bucket": "delivered", "Key": "linked"}, ExpiresIn=60)
        with urllib.request.urlopen(link) as answer:
            same(answer.read(), b"linked")
    with report.case("a session ends when the house's clock says so"):
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ACCOUNT}}
        iam = client(server, "iam")
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        role = iam.create_role(RoleName="taken", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        keys = sts.assume_role(RoleArn=role, RoleSessionName="session", DurationSeconds=3600)["Credentials"]
        from botocore.credentials import Credentials

        session = client(server, "sts", credentials=Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"]))
        assert session.get_caller_identity()["Arn"].endswith("assumed-role/taken/session")
        advance(server, hours=1, seconds=1)
        refused(session.get_caller_identity, "ExpiredToken", text(), 403)


def standing(report, server):
    with report.case("a clock that stands stands, and goes on from there; it never goes back"):
        frozen = own(server, "POST", "clock", {"frozen": True})
        time.sleep(0.05)
        same(own(server, "GET", "clock")["now"], frozen["now"])
        sqs = client(server, "sqs")
        url = sqs.create_queue(QueueName="stands")["QueueUrl"]
        stamps = []
        for _ in range(2):
            sqs.send_message(QueueUrl=url, MessageBody="x")
            got = sqs.receive_message(QueueUrl=url, MessageSystemAttributeNames=["SentTimestamp"])["Messages"][0]
            stamps.append(got["Attributes"]["SentTimestamp"])
        same(stamps[0], stamps[1])
        going = own(server, "POST", "clock", {"frozen": False})
        assert going["now"] >= frozen["now"] and not going["frozen"], going
        try:
            own(server, "POST", "clock", {"set": "2020-01-01T00:00:00Z"})
            raise AssertionError("it went back")
        except RuntimeError as error:
            assert "forwards only" in str(error), error


def killed(report, server):
    with report.case("after a SIGKILL it is where it was moved to"):
        before = now(server)
        server.kill()
        server.start()
        after = now(server)
        assert 0 <= (after - before).total_seconds() < 60, (before, after)
        kinesis = client(server, "kinesis")
        kinesis.put_record(StreamName="clicks", Data=b"later", PartitionKey="a")
