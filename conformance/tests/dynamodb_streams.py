"""DynamoDB Streams through boto3."""

from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, body, refused, same, text, until

TABLE = "changes"
TABLE_ARN = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{TABLE}"
LABEL = text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}")
SEQUENCE_NUMBER = text(r"\d{21,40}")
SHARD = text(r"shardId-\d{20}-[0-9a-f]{8}")
NOBODY = f"{TABLE_ARN}/stream/2015-05-20T20:51:10.252"


def run(report, server, options):
    dynamodb, streams = client(server, "dynamodb"), client(server, "dynamodbstreams")
    arn = life(report, dynamodb, streams)
    reading(report, dynamodb, streams, arn)
    ending(report, dynamodb, streams, arn)


def put(dynamodb, key, value):
    dynamodb.put_item(TableName=TABLE, Item={"k": {"S": key}, "v": {"N": str(value)}})


def life(report, dynamodb, streams):
    with report.case("create-table with a stream tells of it; so does describe-stream"):
        specification = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        table = dynamodb.create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST", StreamSpecification=specification,
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        )["TableDescription"]  # fmt: skip
        dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        same(table["StreamSpecification"], specification)
        same(table["LatestStreamLabel"], LABEL)
        arn = table["LatestStreamArn"]
        assert arn == f"{TABLE_ARN}/stream/{table['LatestStreamLabel']}", arn
        expected = {
            "StreamArn": arn, "StreamLabel": table["LatestStreamLabel"], "StreamStatus": "ENABLED",
            "StreamViewType": "NEW_AND_OLD_IMAGES", "CreationRequestDateTime": ANY, "TableName": TABLE,
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            "Shards": [{"ShardId": SHARD, "SequenceNumberRange": {"StartingSequenceNumber": SEQUENCE_NUMBER}}],
        }  # fmt: skip
        seen = until(
            lambda: streams.describe_stream(StreamArn=arn)["StreamDescription"],
            lambda seen: seen["StreamStatus"] == "ENABLED",
        )
        same(seen, expected)
        assert body(streams.list_streams(TableName=TABLE)) == {
            "Streams": [{"StreamArn": arn, "TableName": TABLE, "StreamLabel": table["LatestStreamLabel"]}]
        }
    with report.case("a second stream, a stream without a view, one that is not there: refused"):
        for specification, message in [
            ({"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
             f"Table already has an enabled stream: TableName: {TABLE}"),
            ({"StreamEnabled": True},
             "One or more parameter values were invalid: If stream is being enabled then UpdateViewType is required"),
            ({"StreamEnabled": False, "StreamViewType": "KEYS_ONLY"},
             "One or more parameter values were invalid: If stream is being disabled, then UpdateViewType must not be "
             "specified"),
        ]:  # fmt: skip
            call = lambda: dynamodb.update_table(TableName=TABLE, StreamSpecification=specification)
            refused(call, "ValidationException", message)
        message = f"Requested resource not found: Stream: {NOBODY} not found"
        refused(lambda: streams.describe_stream(StreamArn=NOBODY), "ResourceNotFoundException", message)
    return arn


def iterator(streams, arn, kind, **more):
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    return streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType=kind, **more)["ShardIterator"]


def reading(report, dynamodb, streams, arn):
    with report.case("insert, modify, remove; what changes nothing is not there"):
        put(dynamodb, "a", 1)
        put(dynamodb, "a", 1)
        dynamodb.update_item(
            TableName=TABLE, Key={"k": {"S": "a"}}, UpdateExpression="SET v = v + :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )  # fmt: skip
        dynamodb.delete_item(TableName=TABLE, Key={"k": {"S": "a"}})
        answer = streams.get_records(ShardIterator=iterator(streams, arn, "TRIM_HORIZON"))
        item = lambda value: {"k": {"S": "a"}, "v": {"N": str(value)}}
        images = [{"NewImage": item(1)}, {"NewImage": item(2), "OldImage": item(1)}, {"OldImage": item(2)}]
        for record, name, image, size in zip(
            answer["Records"], ["INSERT", "MODIFY", "REMOVE"], images, [7, 12, 7], strict=True
        ):
            expected = {
                "eventID": text(r"[0-9a-f]{32}"), "eventName": name, "eventVersion": "1.1",
                "eventSource": "aws:dynamodb", "awsRegion": REGION,
                "dynamodb": {
                    "ApproximateCreationDateTime": ANY, "Keys": {"k": {"S": "a"}}, "SequenceNumber": SEQUENCE_NUMBER,
                    "SizeBytes": size, "StreamViewType": "NEW_AND_OLD_IMAGES", **image,
                },
            }  # fmt: skip
            same(record, expected)
        numbers = [record["dynamodb"]["SequenceNumber"] for record in answer["Records"]]
        assert numbers == sorted(set(numbers), key=int), numbers
    with report.case("iterators of each kind, and pages"):
        second = {"SequenceNumber": numbers[1]}
        for kind, more, expected in [
            ("TRIM_HORIZON", {}, numbers), ("AT_SEQUENCE_NUMBER", second, numbers[1:]),
            ("AFTER_SEQUENCE_NUMBER", second, numbers[2:]), ("LATEST", {}, []),
        ]:  # fmt: skip
            answer = streams.get_records(ShardIterator=iterator(streams, arn, kind, **more))
            assert [record["dynamodb"]["SequenceNumber"] for record in answer["Records"]] == expected, (kind, answer)
        page = streams.get_records(ShardIterator=iterator(streams, arn, "TRIM_HORIZON"), Limit=2)
        rest = streams.get_records(ShardIterator=page["NextShardIterator"])
        assert (len(page["Records"]), len(rest["Records"])) == (2, 1), (page, rest)
    with report.case("refused: iterators and shards that are none"):
        refused(lambda: streams.get_records(ShardIterator="nonsense"), "ValidationException")
        shard = "shardId-00000000000000000000-00000000"
        call = lambda: streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="LATEST")
        refused(call, "ResourceNotFoundException")
        refused(lambda: iterator(streams, arn, "AT_SEQUENCE_NUMBER"), "ValidationException")
        refused(lambda: iterator(streams, arn, "LATEST", SequenceNumber=numbers[0]), "ValidationException")


def ending(report, dynamodb, streams, arn):
    with report.case("a stream that is disabled is read to its end; the next has another ARN"):
        dynamodb.update_table(TableName=TABLE, StreamSpecification={"StreamEnabled": False})
        until(
            lambda: streams.describe_stream(StreamArn=arn)["StreamDescription"],
            lambda seen: seen["StreamStatus"] == "DISABLED",
        )
        table = dynamodb.describe_table(TableName=TABLE)["Table"]
        assert "StreamSpecification" not in table and table["LatestStreamArn"] == arn, table
        answer = streams.get_records(ShardIterator=iterator(streams, arn, "TRIM_HORIZON"))
        assert len(answer["Records"]) == 3 and "NextShardIterator" not in answer, answer
        call = lambda: dynamodb.update_table(TableName=TABLE, StreamSpecification={"StreamEnabled": False})
        refused(call, "ValidationException", f"Table has no stream to disable: TableName: {TABLE}")
        specification = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
        dynamodb.update_table(TableName=TABLE, StreamSpecification=specification)
        table = dynamodb.describe_table(TableName=TABLE)["Table"]
        assert table["LatestStreamArn"] != arn and table["StreamSpecification"] == specification, table
