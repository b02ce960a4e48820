"""Kinesis streaming destinations of DynamoDB by boto3: enable, change items, read the stream, disable."""

import datetime
import json

from harness import ground
from harness.clients import client
from harness.expect import near, refused, same, text, until

TABLE, STREAM = "changes", "changes-of-items"


def run(report, server, options):
    dynamodb, kinesis = client(server, "dynamodb"), client(server, "kinesis")
    ground.table(server, TABLE)
    stream = ground.stream(server, STREAM, shards=2)
    life(report, dynamodb, stream)
    layout(report, dynamodb, kinesis)
    order(report, dynamodb, kinesis)
    refusals(report, server, dynamodb, stream)
    ending(report, dynamodb, kinesis, stream)


def destinations(dynamodb):
    seen = dynamodb.describe_kinesis_streaming_destination(TableName=TABLE)["KinesisDataStreamDestinations"]
    return {entry["StreamArn"]: entry for entry in seen}


def life(report, dynamodb, stream):
    with report.case("enable: ENABLING, then ACTIVE, with its precision"):
        made = dynamodb.enable_kinesis_streaming_destination(
            TableName=TABLE, StreamArn=stream, EnableKinesisStreamingConfiguration={"ApproximateCreationDateTimePrecision": "MICROSECOND"}
        )
        same((made["TableName"], made["StreamArn"], made["DestinationStatus"]), (TABLE, stream, "ENABLING"))
        seen = until(lambda: destinations(dynamodb)[stream], lambda seen: seen["DestinationStatus"] == "ACTIVE", what="ACTIVE")
        same(seen["ApproximateCreationDateTimePrecision"], "MICROSECOND")
    with report.case("update changes the precision"):
        update = lambda precision: dynamodb.update_kinesis_streaming_destination(  # noqa: E731
            TableName=TABLE, StreamArn=stream, UpdateKinesisStreamingConfiguration={"ApproximateCreationDateTimePrecision": precision}
        )
        same(update("MILLISECOND")["DestinationStatus"], "UPDATING")
        until(lambda: destinations(dynamodb)[stream], lambda seen: seen["DestinationStatus"] == "ACTIVE", what="ACTIVE again")
        same(destinations(dynamodb)[stream]["ApproximateCreationDateTimePrecision"], "MILLISECOND")


def status(dynamodb, table):
    seen = dynamodb.describe_kinesis_streaming_destination(TableName=table)["KinesisDataStreamDestinations"]
    return [entry["DestinationStatus"] for entry in seen]


def records(kinesis, count):
    """The first `count` records of the stream, each with its shard's order kept."""
    found = []

    def look():
        found.clear()
        for shard in kinesis.list_shards(StreamName=STREAM)["Shards"]:
            at = kinesis.get_shard_iterator(StreamName=STREAM, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
            try:
                found.extend(kinesis.get_records(ShardIterator=at)["Records"])
            except kinesis.exceptions.ProvisionedThroughputExceededException:
                return []
        return found

    return until(look, lambda seen: len(seen) >= count, 30, f"{count} records")


def layout(report, dynamodb, kinesis):
    first, second = {"id": {"S": "a"}, "n": {"N": "1"}, "b": {"B": b"\x00\xff"}}, {"id": {"S": "a"}, "n": {"N": "2"}}
    with report.case("insert, modify and remove arrive, as JSON with both images"):
        dynamodb.put_item(TableName=TABLE, Item=first)
        dynamodb.put_item(TableName=TABLE, Item=second)
        dynamodb.delete_item(TableName=TABLE, Key={"id": {"S": "a"}})
        got = records(kinesis, 3)
        as_json = {**first, "b": {"B": "AP8="}}
        now = datetime.datetime.now(datetime.timezone.utc).timestamp() * 1000
        for record, (kind, old, new) in zip(got, (("INSERT", None, as_json), ("MODIFY", as_json, second), ("REMOVE", second, None))):
            images = {name: image for name, image in (("OldImage", old), ("NewImage", new)) if image}
            same(json.loads(record["Data"]), {
                "awsRegion": "us-east-1", "eventID": text(r"[0-9a-f-]{36}"), "eventName": kind, "userIdentity": None,
                "recordFormat": "application/json", "tableName": TABLE, "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "ApproximateCreationDateTime": near(now, 60_000), "ApproximateCreationDateTimePrecision": "MILLISECOND",
                    "Keys": {"id": {"S": "a"}}, **images, "SizeBytes": near(30, 30),
                },
            })  # fmt: skip
    with report.case("records of one item have one partition key, so they are in one shard"):
        same(len({record["PartitionKey"] for record in got}), 1)


def order(report, dynamodb, kinesis):
    with report.case("a thousand changes of twenty items: none lost, each item's in order"):
        for value in range(50):
            wanted = [{"PutRequest": {"Item": {"id": {"S": f"k{key}"}, "v": {"N": str(value)}}}} for key in range(20)]
            dynamodb.batch_write_item(RequestItems={TABLE: wanted})
        seen = {}
        for record in records(kinesis, 1003)[-1003:]:
            change = json.loads(record["Data"])["dynamodb"]
            if change["Keys"]["id"]["S"] != "a":
                seen.setdefault(change["Keys"]["id"]["S"], []).append(int(change["NewImage"]["v"]["N"]))
        same(seen, {f"k{key}": list(range(50)) for key in range(20)})


def refusals(report, server, dynamodb, stream):
    enable = lambda **more: dynamodb.enable_kinesis_streaming_destination(**{"TableName": TABLE, "StreamArn": stream, **more})  # noqa: E731
    taken = (
        "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination must be DISABLED or "
        "ENABLE_FAILED to perform ENABLE operation."
    )
    with report.case("refused: the same stream twice, and a second one"):
        refused(enable, "ValidationException", taken)
        refused(lambda: enable(StreamArn=ground.stream(server, "second")), "ValidationException", taken)
    with report.case("refused: a table that is not there; a stream that is not there is ENABLE_FAILED soon"):
        refused(lambda: enable(TableName="nosuch"), "ResourceNotFoundException", text(r"Requested resource not found.*"))
        ground.table(server, "other")
        enable(TableName="other", StreamArn=stream + "-nosuch")
        until(lambda: status(dynamodb, "other"), lambda seen: seen == ["ENABLE_FAILED"], what="ENABLE_FAILED")


def ending(report, dynamodb, kinesis, stream):
    with report.case("disable: what was changed before still comes, what is changed after does not"):
        dynamodb.put_item(TableName=TABLE, Item={"id": {"S": "last"}})
        gone = dynamodb.disable_kinesis_streaming_destination(TableName=TABLE, StreamArn=stream)
        same(gone["DestinationStatus"], "DISABLING")
        until(lambda: destinations(dynamodb)[stream]["DestinationStatus"], lambda seen: seen == "DISABLED", what="DISABLED")
        dynamodb.put_item(TableName=TABLE, Item={"id": {"S": "after"}})
        keys = {json.loads(record["Data"])["dynamodb"]["Keys"]["id"]["S"] for record in records(kinesis, 1004)}
        same(("last" in keys, "after" in keys), (True, False))
    with report.case("refused: disabling what is not enabled"):
        refused(
            lambda: dynamodb.disable_kinesis_streaming_destination(TableName=TABLE, StreamArn=stream), "ValidationException",
            "Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE to perform "
            "DISABLE operation.",
        )  # fmt: skip
