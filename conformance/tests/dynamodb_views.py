"""DynamoDB Streams by boto3: every view type, every kind of write, the order of many, listing, refusals."""

import datetime

from harness import ground
from harness.clients import client
from harness.expect import ANY, refused, same, text, until

NUMBER = text(r"\d{21,40}")
VIEWS = {
    "KEYS_ONLY": (), "NEW_IMAGE": ("NewImage",), "OLD_IMAGE": ("OldImage",), "NEW_AND_OLD_IMAGES": ("NewImage", "OldImage"),
}  # fmt: skip


def run(report, server, options):
    dynamodb, streams = client(server, "dynamodb"), client(server, "dynamodbstreams")
    for view in VIEWS:
        one_view(report, server, dynamodb, streams, view)
    writes(report, server, dynamodb, streams)
    reading(report, server, dynamodb, streams)
    life(report, server, dynamodb, streams)
    refusals(report, dynamodb, streams)


def made(server, name, view="NEW_AND_OLD_IMAGES"):
    return ground.table(server, name, StreamSpecification={"StreamEnabled": True, "StreamViewType": view})["LatestStreamArn"]


def shards(streams, arn):
    return streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]


def read(streams, arn, count, kind="TRIM_HORIZON", **more):
    """The first `count` records of a stream's shards."""
    found = []

    def look():
        found.clear()
        for shard in shards(streams, arn):
            at = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType=kind, **more)["ShardIterator"]
            while at:
                answer = streams.get_records(ShardIterator=at)
                found.extend(answer["Records"])
                at = answer.get("NextShardIterator") if answer["Records"] else None
        return found

    return until(look, lambda seen: len(seen) >= count, what=f"{count} records")


def one_view(report, server, dynamodb, streams, view):
    with report.case(f"{view}: insert, modify, remove, each with its images and no others"):
        name = f"view-{view}"
        arn = made(server, name, view)
        same(arn, text(rf"{ground.arn('dynamodb', f'table/{name}')}/stream/\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}"))
        first, second = {"id": {"S": "a"}, "n": {"N": "1"}}, {"id": {"S": "a"}, "n": {"N": "2"}, "l": {"L": [{"BOOL": True}, {"NULL": True}]}}
        dynamodb.put_item(TableName=name, Item=first)
        dynamodb.put_item(TableName=name, Item=second)
        dynamodb.delete_item(TableName=name, Key={"id": {"S": "a"}})
        records = read(streams, arn, 3)
        changes = (("INSERT", None, first), ("MODIFY", first, second), ("REMOVE", second, None))
        same(len(records), 3)
        for record, (kind, old, new) in zip(records, changes):
            images = {name: image for name, image in (("OldImage", old), ("NewImage", new)) if image and name in VIEWS[view]}
            same(record, {
                "eventID": text(r"[0-9a-f]{32}"), "eventName": kind, "eventVersion": "1.1", "eventSource": "aws:dynamodb",
                "awsRegion": "us-east-1", "dynamodb": {
                    "ApproximateCreationDateTime": ANY, "Keys": {"id": {"S": "a"}}, **images, "SequenceNumber": NUMBER,
                    "SizeBytes": ANY, "StreamViewType": view,
                },
            })  # fmt: skip
        numbers = [int(record["dynamodb"]["SequenceNumber"]) for record in records]
        assert numbers == sorted(set(numbers)), numbers


def writes(report, server, dynamodb, streams):
    arn = made(server, "writes")
    put = lambda key, value: dynamodb.put_item(TableName="writes", Item={"id": {"S": key}, "v": {"N": str(value)}})  # noqa: E731
    update = lambda key, value, **more: dynamodb.update_item(  # noqa: E731
        TableName="writes", Key={"id": {"S": key}}, UpdateExpression="SET v = :v", ExpressionAttributeValues={":v": {"N": str(value)}}, **more
    )
    with report.case("a write that changes nothing leaves no record; an update that makes an item is an insert"):
        put("same", 1)
        put("same", 1)
        update("same", 1)
        update("made", 1)
        dynamodb.delete_item(TableName="writes", Key={"id": {"S": "nosuch"}})
        refused(lambda: update("same", 2, ConditionExpression="attribute_not_exists(id)"), "ConditionalCheckFailedException")
        put("end", 1)
        seen = [(r["eventName"], r["dynamodb"]["Keys"]["id"]["S"]) for r in read(streams, arn, 3)]
        same(seen, [("INSERT", "same"), ("INSERT", "made"), ("INSERT", "end")])
    with report.case("batch-write-item: a record for each item"):
        wanted = [{"PutRequest": {"Item": {"id": {"S": f"batch-{i}"}}}} for i in range(24)] + [{"DeleteRequest": {"Key": {"id": {"S": "end"}}}}]
        dynamodb.batch_write_item(RequestItems={"writes": wanted})
        seen = read(streams, arn, 28)[3:]
        same(sorted((r["eventName"], r["dynamodb"]["Keys"]["id"]["S"]) for r in seen),
             sorted([("INSERT", f"batch-{i}") for i in range(24)] + [("REMOVE", "end")]))  # fmt: skip
    with report.case("two hundred changes of one item are in their order, each old image the new one before"):
        for value in range(200):
            put("counter", value)
        seen = [r["dynamodb"] for r in read(streams, arn, 228) if r["dynamodb"]["Keys"]["id"]["S"] == "counter"]
        same([int(change["NewImage"]["v"]["N"]) for change in seen], list(range(200)))
        same([change.get("OldImage") for change in seen[1:]], [change["NewImage"] for change in seen[:-1]])


def reading(report, server, dynamodb, streams):
    arn = made(server, "read")
    for index in range(6):
        dynamodb.put_item(TableName="read", Item={"id": {"S": f"k{index}"}})
    records = read(streams, arn, 6)
    place = {r["dynamodb"]["Keys"]["id"]["S"]: r["dynamodb"]["SequenceNumber"] for r in records}
    # All that one shard has; where a stream has several, the first with enough.
    shard = shards(streams, arn)[0]["ShardId"]
    with report.case("describe-stream: keys, view, shards with where they begin"):
        seen = streams.describe_stream(StreamArn=arn)["StreamDescription"]
        same({k: v for k, v in seen.items() if k != "Shards"}, {
            "StreamArn": arn, "StreamLabel": arn.split("/")[-1], "StreamStatus": "ENABLED", "StreamViewType": "NEW_AND_OLD_IMAGES",
            "CreationRequestDateTime": ANY, "TableName": "read", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        })  # fmt: skip
        same(seen["Shards"][0]["ShardId"], text(r"shardId-\d{20}-[0-9a-f]{8}"))
        assert int(seen["Shards"][0]["SequenceNumberRange"]["StartingSequenceNumber"]) <= int(min(place.values(), key=int))
    iterator = lambda kind, **more: streams.get_shard_iterator(  # noqa: E731
        StreamArn=arn, ShardId=shard, ShardIteratorType=kind, **more)["ShardIterator"]  # fmt: skip
    keys = lambda answer: [r["dynamodb"]["Keys"]["id"]["S"] for r in answer["Records"]]  # noqa: E731
    with report.case("every kind of iterator, and Limit"):
        same(keys(streams.get_records(ShardIterator=iterator("AT_SEQUENCE_NUMBER", SequenceNumber=place["k2"]))), ["k2", "k3", "k4", "k5"])
        same(keys(streams.get_records(ShardIterator=iterator("AFTER_SEQUENCE_NUMBER", SequenceNumber=place["k2"]))), ["k3", "k4", "k5"])
        page = streams.get_records(ShardIterator=iterator("TRIM_HORIZON"), Limit=4)
        rest = streams.get_records(ShardIterator=page["NextShardIterator"])
        same((keys(page), keys(rest)), (["k0", "k1", "k2", "k3"], ["k4", "k5"]))
        same(keys(streams.get_records(ShardIterator=rest["NextShardIterator"])), [])
    with report.case("LATEST sees what comes after it"):
        at = iterator("LATEST")
        dynamodb.put_item(TableName="read", Item={"id": {"S": "later"}})
        same(keys(until(lambda: streams.get_records(ShardIterator=at), lambda seen: seen["Records"])), ["later"])
    with report.case("a record says when, and how large its keys and images are"):
        change = records[0]["dynamodb"]
        same(change["SizeBytes"], 4 + 4)  # `id` and `k0`, as key and in the new image
        age = datetime.datetime.now(datetime.timezone.utc) - change["ApproximateCreationDateTime"]
        assert abs(age) < datetime.timedelta(seconds=60), change["ApproximateCreationDateTime"]
        same(change["ApproximateCreationDateTime"].microsecond, 0)


def life(report, server, dynamodb, streams):
    arn = made(server, "life", "KEYS_ONLY")
    with report.case("list-streams by table and in pages"):
        same(streams.list_streams(TableName="life")["Streams"], [{"StreamArn": arn, "TableName": "life", "StreamLabel": arn.split("/")[-1]}])
        pages, start = [], {}
        while True:
            page = streams.list_streams(Limit=2, **start)
            pages.append(page["Streams"])
            if "LastEvaluatedStreamArn" not in page:
                break
            start = {"ExclusiveStartStreamArn": page["LastEvaluatedStreamArn"]}
        listed = [entry["TableName"] for page in pages for entry in page]
        same(sorted(listed), sorted(["life", "read", "writes", *(f"view-{view}" for view in VIEWS)]))
    with report.case("a stream that is turned off can be read to its end; the next is another"):
        dynamodb.put_item(TableName="life", Item={"id": {"S": "before"}})
        read(streams, arn, 1)
        dynamodb.update_table(TableName="life", StreamSpecification={"StreamEnabled": False})
        dynamodb.get_waiter("table_exists").wait(TableName="life", WaiterConfig=ground.QUICKLY)
        until(lambda: streams.describe_stream(StreamArn=arn)["StreamDescription"]["StreamStatus"], lambda seen: seen == "DISABLED")
        dynamodb.put_item(TableName="life", Item={"id": {"S": "between"}})
        dynamodb.update_table(TableName="life", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
        dynamodb.get_waiter("table_exists").wait(TableName="life", WaiterConfig=ground.QUICKLY)
        again = dynamodb.describe_table(TableName="life")["Table"]["LatestStreamArn"]
        dynamodb.put_item(TableName="life", Item={"id": {"S": "after"}})
        same([r["dynamodb"]["Keys"]["id"]["S"] for r in read(streams, again, 1)], ["after"])
        same([r["dynamodb"]["Keys"]["id"]["S"] for r in read(streams, arn, 1)], ["before"])
        last = shards(streams, arn)[-1]["SequenceNumberRange"]
        assert "EndingSequenceNumber" in last, last
        assert again != arn, again


def refusals(report, dynamodb, streams):
    arn = dynamodb.describe_table(TableName="read")["Table"]["LatestStreamArn"]
    shard = shards(streams, arn)[0]["ShardId"]
    at = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    enabled = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    rows = [
        ("a stream that is none", streams.describe_stream, {"StreamArn": arn[:-1] + "9"}, "ResourceNotFoundException",
         text(r"Requested resource not found: Stream: \S+ not found")),
        ("an ARN that is none", streams.describe_stream, {"StreamArn": "x" * 40}, "ValidationException", ANY),
        ("a shard that is none", streams.get_shard_iterator, {**at, "ShardId": "shardId-00000000000000000000-00000000"}, "ResourceNotFoundException",
         text(r"Requested resource not found: Shard.*")),
        ("an iterator type that is none", streams.get_shard_iterator, {**at, "ShardIteratorType": "MIDDLE"}, "ValidationException", ANY),
        ("no number for AT_SEQUENCE_NUMBER", streams.get_shard_iterator, {**at, "ShardIteratorType": "AT_SEQUENCE_NUMBER"}, "ValidationException", ANY),
        ("an iterator that is none", streams.get_records, {"ShardIterator": "rubbish"}, "ValidationException", ANY),
        ("a Limit of 1001", streams.get_records, {"ShardIterator": streams.get_shard_iterator(**at)["ShardIterator"], "Limit": 1001},
         "ValidationException", ANY),
        ("a stream on a table that has one", dynamodb.update_table, {"TableName": "read", "StreamSpecification": enabled}, "ValidationException",
         text(r"Table already has an enabled stream.*")),
        ("a view for a stream that is turned off", dynamodb.update_table,
         {"TableName": "view-KEYS_ONLY", "StreamSpecification": {"StreamEnabled": False, "StreamViewType": "KEYS_ONLY"}}, "ValidationException", ANY),
        ("a stream without view", dynamodb.update_table, {"TableName": "read", "StreamSpecification": {"StreamEnabled": True}}, "ValidationException", ANY),
    ]  # fmt: skip
    for name, call, arguments, code, message in rows:
        with report.case(f"refused: {name}"):
            refused(lambda: call(**arguments), code, message)
