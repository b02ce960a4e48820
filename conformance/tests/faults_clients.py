"""Injected faults and real clients: boto3 gets through throttling by its own retries, doubles what it is not told of."""

import json
import time

from botocore.exceptions import ConnectionClosedError

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import refused, same, text, until
from harness.functions import PYTHON, zipped
from harness.house import calm, fault, faults

STUBBORN = {"retries": {"max_attempts": 10, "mode": "standard"}}
ONCE = {"retries": {"total_max_attempts": 1, "mode": "standard"}}
WORDS = {
    ("dynamodb", "PutItem"): ("ProvisionedThroughputExceededException", 400),
    ("dynamodb", "ListTables"): ("ThrottlingException", 400),
    ("kinesis", "PutRecord"): ("ProvisionedThroughputExceededException", 400),
    ("kinesis", "ListStreams"): ("LimitExceededException", 400),
    ("s3", "ListBuckets"): ("SlowDown", 503),
    ("lambda", "ListFunctions"): ("TooManyRequestsException", 429),
    ("sqs", "ListQueues"): ("RequestThrottled", 403),
    ("iam", "ListRoles"): ("Throttling", 400),
    ("sts", "GetCallerIdentity"): ("Throttling", 400),
    ("cloudformation", "ListStacks"): ("Throttling", 400),
    ("logs", "DescribeLogGroups"): ("ThrottlingException", 400),
    ("athena", "ListWorkGroups"): ("TooManyRequestsException", 400),
    ("glue", "GetDatabases"): ("ThrottlingException", 400),
    ("cloudwatch", "ListDashboards"): ("Throttling", 400),
}
COPY = """
import base64, boto3, json
table = boto3.resource("dynamodb").Table("copied")
def handler(event, context):
    for record in event["Records"]:
        data = base64.b64decode(record["kinesis"]["data"]).decode()
        table.put_item(Item={"Id": data})
"""


def run(report, server, options):
    table(client(server, "dynamodb"), "orders")
    words(report, server)
    retries(report, server)
    cuts(report, server)
    narrow(report, server)
    inside(report, server)


def table(dynamodb, name):
    dynamodb.create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20})


def put(dynamodb, number, name="orders"):
    return dynamodb.put_item(TableName=name, Item={"Id": {"S": str(number)}})


def count(dynamodb, name="orders"):
    return dynamodb.scan(TableName=name, Select="COUNT")["Count"]


def words(report, server):
    asked = {"PutItem": {"TableName": "orders", "Item": {"Id": {"S": "0"}}},
             "PutRecord": {"StreamName": "none", "Data": b"x", "PartitionKey": "a"}}  # fmt: skip
    for (service, operation), (code, status) in WORDS.items():
        with report.case(f"throttled {service}:{operation} is {code} to boto3"):
            named = "monitoring" if service == "cloudwatch" else service
            fault(server, f"{named}:{operation}", "throttle")
            method = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation).lstrip("_")
            refused(lambda: getattr(client(server, service), method)(**asked.get(operation, {})), code, text(), status)
            calm(server)


def retries(report, server):
    with report.case("boto3 puts 60 items through 30 % of throttling, by its own retries"):
        dynamodb = client(server, "dynamodb", **STUBBORN)
        number = fault(server, "dynamodb:PutItem", "throttle", percent=30)
        answers = [put(dynamodb, number) for number in range(60)]
        same(count(dynamodb), 60)
        again = sum(answer["ResponseMetadata"]["RetryAttempts"] for answer in answers)
        row = faults(server)[number]
        same((row["hits"], row["calls"]), (again, 60 + again))
        assert 5 < again < 80, f"{again} retries"
        calm(server)
    with report.case("without retries the fault is the client's to bear"):
        fault(server, "dynamodb:PutItem", "throttle", count=1)
        refused(lambda: put(client(server, "dynamodb", **ONCE), 1), "ProvisionedThroughputExceededException", text("The level of .*"))
        same(faults(server), {})
    with report.case("a failure of AWS's is tried again too, and a delay waited for"):
        fault(server, "dynamodb:GetItem", "internal", count=2)
        dynamodb = client(server, "dynamodb", **STUBBORN)
        got = dynamodb.get_item(TableName="orders", Key={"Id": {"S": "1"}})
        same(got["ResponseMetadata"]["RetryAttempts"], 2)
        fault(server, "dynamodb:GetItem", "delay", delayMs=400, count=1)
        begun = time.monotonic()
        dynamodb.get_item(TableName="orders", Key={"Id": {"S": "1"}})
        assert time.monotonic() - begun >= 0.4, time.monotonic() - begun
    with report.case("an error of one's own making, with its status and text"):
        fault(server, "dynamodb:Query", "error", code="OddException", status=418, message="odd")
        refused(
            lambda: client(server, "dynamodb").query(TableName="orders"), "OddException", "odd", 418
        )
        calm(server)


def cuts(report, server):
    kinesis = client(server, "kinesis")
    kinesis.create_stream(StreamName="clicks", ShardCount=1)
    kinesis.get_waiter("stream_exists").wait(StreamName="clicks", WaiterConfig={"Delay": 1, "MaxAttempts": 20})

    def records():
        shard = kinesis.list_shards(StreamName="clicks")["Shards"][0]["ShardId"]
        begin = kinesis.get_shard_iterator(StreamName="clicks", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        return [record["Data"] for record in kinesis.get_records(ShardIterator=begin["ShardIterator"])["Records"]]

    def send(which, data):
        return which.put_record(StreamName="clicks", Data=data, PartitionKey="a")

    with report.case("a dropped call did nothing; a client that tries again puts it once"):
        fault(server, "kinesis:PutRecord", "drop", count=1)
        try:
            send(client(server, "kinesis", **ONCE), b"lost")
            raise AssertionError("it was answered")
        except ConnectionClosedError:
            pass
        same(records(), [])
        fault(server, "kinesis:PutRecord", "drop", count=1)
        send(client(server, "kinesis", **STUBBORN), b"once")
        same(records(), [b"once"])
    with report.case("a lost answer: the record is there, and a client that tries again puts it twice"):
        fault(server, "kinesis:PutRecord", "lose-answer", count=1)
        send(client(server, "kinesis", **STUBBORN), b"twice")
        same(records(), [b"once", b"twice", b"twice"])


def narrow(report, server):
    dynamodb = client(server, "dynamodb")
    table(dynamodb, "others")
    with report.case("a fault means one table, by name and by ARN, and one role"):
        for pattern in ("others", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/oth*"):
            fault(server, "dynamodb:*Item", "throttle", resource=pattern)
            refused(lambda: put(dynamodb, 1, "others"), "ProvisionedThroughputExceededException")
            put(dynamodb, 1, "orders")
            calm(server)
        fault(server, "dynamodb:*", "throttle", principal="somebody")
        put(dynamodb, 1)
        calm(server)


def inside(report, server):
    dynamodb, functions, kinesis = (client(server, name) for name in ("dynamodb", "lambda", "kinesis"))
    table(dynamodb, "copied")
    role = ground.role(server, "copies", "lambda", "kinesis:*", "dynamodb:*", "logs:*")
    functions.create_function(
        FunctionName="copy", Runtime=PYTHON, Role=role, Handler="copy_it.handler", Timeout=20,
        Code={"ZipFile": zipped({"copy_it.py": COPY})},
    )  # fmt: skip
    functions.get_waiter("function_active_v2").wait(FunctionName="copy")
    with report.case("a function that is lost at every second event, a table that throttles, reads that fail: all arrives"):
        fault(server, "lambda:Invoke", "lose-function", percent=50, count=4, resource="copy")
        slow = fault(server, "dynamodb:PutItem", "throttle", percent=20, principal="copies")
        reads = fault(server, "kinesis:GetRecords", "internal", count=3, principal="copies")
        kinesis.create_stream(StreamName="source", ShardCount=1)
        kinesis.get_waiter("stream_exists").wait(StreamName="source", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        source = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/source"
        functions.create_event_source_mapping(
            FunctionName="copy", EventSourceArn=source, StartingPosition="TRIM_HORIZON", BatchSize=10
        )
        for start in range(0, 100, 20):
            rows = [{"Data": str(number).encode(), "PartitionKey": str(number)} for number in range(start, start + 20)]
            kinesis.put_records(StreamName="source", Records=rows)
        until(lambda: count(dynamodb, "copied"), lambda found: found == 100, seconds=60, what="the last item")
        left = faults(server)
        assert left[slow]["hits"] > 0, left
        assert reads not in left, f"reads of the mapping were not struck: {left}"
        calm(server)
    with report.case("a lost function tells its caller so"):
        fault(server, "lambda:Invoke", "lose-function", count=1)
        answer = functions.invoke(FunctionName="copy", Payload=json.dumps({"Records": []}))
        same((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        told = json.loads(answer["Payload"].read())
        same(told["errorType"], "Runtime.ExitError")
        assert "signal: killed" in told["errorMessage"], told
        answer = functions.invoke(FunctionName="copy", Payload=json.dumps({"Records": []}))
        assert "FunctionError" not in answer, answer
    with report.case("Firehose delivers although its bucket fails for a while"):
        s3, firehose = client(server, "s3"), client(server, "firehose")
        s3.create_bucket(Bucket="delivered")
        role = ground.role(server, "delivers", "firehose", "s3:*")
        firehose.create_delivery_stream(
            DeliveryStreamName="to-bucket",
            ExtendedS3DestinationConfiguration={
                "RoleARN": role, "BucketARN": "arn:aws:s3:::delivered", "BufferingHints": {"IntervalInSeconds": 0, "SizeInMBs": 1},
            },
        )  # fmt: skip
        until(
            lambda: firehose.describe_delivery_stream(DeliveryStreamName="to-bucket"),
            lambda seen: seen["DeliveryStreamDescription"]["DeliveryStreamStatus"] == "ACTIVE",
        )
        number = fault(server, "s3:PutObject", "throttle", count=2, principal="delivers")
        firehose.put_record(DeliveryStreamName="to-bucket", Record={"Data": b"kept\n"})
        found = until(lambda: s3.list_objects_v2(Bucket="delivered").get("Contents", []), len, seconds=60, what="the object")
        same(s3.get_object(Bucket="delivered", Key=found[0]["Key"])["Body"].read(), b"kept\n")
        assert number not in faults(server), "the bucket was not asked so often"
    with report.case("a fault that the house cannot make is refused in words"):
        for rule, words in (
            ({"operation": "PutItem", "effect": "throttle"}, "SERVICE:OPERATION"),
            ({"operation": "s3:*", "effect": "melt"}, "is not an `effect`"),
        ):
            try:
                fault(server, **rule)
                raise AssertionError(f"accepted: {rule}")
            except RuntimeError as error:
                assert words in str(error), error

