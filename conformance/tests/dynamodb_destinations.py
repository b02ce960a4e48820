"""Kinesis streaming destinations of DynamoDB through boto3: their states, and what arrives, across a SIGKILL too."""

import json

from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, UUID, body, refused, same, until

TABLE = "changes"
SINK = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/sink"


def run(report, server, options):
    dynamodb, kinesis = client(server, "dynamodb"), client(server, "kinesis")
    dynamodb.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    destination(report, server, dynamodb, kinesis)


def put(dynamodb, key, value):
    dynamodb.put_item(TableName=TABLE, Item={"k": {"S": key}, "v": {"N": str(value)}})


def destination(report, server, dynamodb, kinesis):
    status = lambda wanted: until(
        lambda: dynamodb.describe_kinesis_streaming_destination(TableName=TABLE)["KinesisDataStreamDestinations"],
        lambda all: all and all[0]["DestinationStatus"] == wanted,
        what=wanted,
    )
    named = {"TableName": TABLE, "StreamArn": SINK}
    with report.case("a destination that is not there becomes ENABLE_FAILED"):
        dynamodb.enable_kinesis_streaming_destination(**named)
        expected = {
            "StreamArn": SINK, "DestinationStatus": "ENABLE_FAILED",
            "DestinationStatusDescription": "User does not have a permission to use kinesis stream",
        }  # fmt: skip
        assert status("ENABLE_FAILED") == [expected]
    with report.case("enabling answers ENABLING, and ACTIVE follows"):
        kinesis.create_stream(StreamName="sink", ShardCount=2)
        kinesis.get_waiter("stream_exists").wait(StreamName="sink", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        answer = body(dynamodb.enable_kinesis_streaming_destination(**named))
        expected = {**named, "DestinationStatus": "ENABLING", "EnableKinesisStreamingConfiguration": {}}
        assert answer == expected, answer
        assert status("ACTIVE") == [{"StreamArn": SINK, "DestinationStatus": "ACTIVE"}]
        message = (
            "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination "
            "must be DISABLED or ENABLE_FAILED to perform ENABLE operation."
        )
        refused(lambda: dynamodb.enable_kinesis_streaming_destination(**named), "ValidationException", message)
    with report.case("changes are on the stream, in order per item, across a SIGKILL too"):
        for number in range(1, 6):
            for key in "abc":
                put(dynamodb, key, number)
        if server.ours:
            server.kill()
            server.start()
        # Some may be there twice after a kill, but each of an item's for the first time in order.
        whole = lambda all: len({record["eventID"] for record in all}) == 15
        records = until(lambda: everything(kinesis), whole, what="15 records")
        records = list({record["eventID"]: record for record in records}.values())
        for key in "abc":
            values = [r["dynamodb"]["NewImage"]["v"]["N"] for r in records if r["dynamodb"]["Keys"]["k"]["S"] == key]
            assert values == sorted(values) and set(values) == set("12345"), (key, values)
        first = next(r for r in records if r["dynamodb"]["Keys"]["k"]["S"] == "a")
        expected = {
            "awsRegion": REGION, "eventID": UUID, "eventName": "INSERT", "userIdentity": None,
            "recordFormat": "application/json", "tableName": TABLE,
            "dynamodb": {
                "ApproximateCreationDateTime": ANY, "Keys": {"k": {"S": "a"}},
                "NewImage": {"k": {"S": "a"}, "v": {"N": "1"}}, "SizeBytes": 7,
            },
            "eventSource": "aws:dynamodb",
        }  # fmt: skip
        same(first, expected)
    with report.case("the precision can be changed; disabling ends in DISABLED"):
        configuration = {"ApproximateCreationDateTimePrecision": "MICROSECOND"}
        answer = dynamodb.update_kinesis_streaming_destination(
            **named, UpdateKinesisStreamingConfiguration=configuration
        )
        assert answer["DestinationStatus"] == "UPDATING", answer
        assert status("ACTIVE")[0]["ApproximateCreationDateTimePrecision"] == "MICROSECOND"
        assert dynamodb.disable_kinesis_streaming_destination(**named)["DestinationStatus"] == "DISABLING"
        status("DISABLED")
        message = (
            "Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must "
            "be ACTIVE to perform DISABLE operation."
        )
        refused(lambda: dynamodb.disable_kinesis_streaming_destination(**named), "ValidationException", message)


def everything(kinesis):
    """What is on the stream, shard after shard."""
    records = []
    for shard in kinesis.list_shards(StreamName="sink")["Shards"]:
        at = kinesis.get_shard_iterator(
            StreamName="sink", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        try:
            records += [json.loads(record["Data"]) for record in kinesis.get_records(ShardIterator=at)["Records"]]
        except kinesis.exceptions.ProvisionedThroughputExceededException:
            pass  # Five reads a second; the next look finds them.
    return records
