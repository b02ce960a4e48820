"""Kinesis through boto3: streams, records, iterators, retention, tags, and every refusal with its words."""

import datetime
import hashlib

from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, TIME, body, near, refused, same, text, until, violation, violations
from harness.rubbish import json_rubbish

STREAM = "core"
ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{STREAM}"
SEQUENCE_NUMBER = text(r"49\d{54}")
LAST_HASH = 2**128 - 1
SHARDS = ["shardId-000000000000", "shardId-000000000001", "shardId-000000000002", "shardId-000000000003"]


def run(report, server, options):
    kinesis = client(server, "kinesis")
    streams(report, kinesis)
    records(report, kinesis)
    reading(report, kinesis)
    retention_and_tags(report, kinesis)
    for name, call, code, message in refusals(kinesis):
        with report.case(f"refused: {name}"):
            refused(call, code, message)
    json_rubbish(report, server, "kinesis", "Kinesis_20131202", "1.1", "ListStreams")
    deletion(report, kinesis)


def streams(report, kinesis):
    with report.case("create-stream, ACTIVE soon, shards that tile the hash key range"):
        assert body(kinesis.create_stream(StreamName=STREAM, ShardCount=4)) == {}
        kinesis.get_waiter("stream_exists").wait(StreamName=STREAM, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        seen = kinesis.describe_stream(StreamName=STREAM)["StreamDescription"]
        assert [shard["ShardId"] for shard in seen["Shards"]] == SHARDS, seen
        ranges = [shard["HashKeyRange"] for shard in seen["Shards"]]
        assert ranges[0]["StartingHashKey"] == "0" and ranges[-1]["EndingHashKey"] == str(LAST_HASH), ranges
        for left, right in zip(ranges, ranges[1:]):
            assert int(right["StartingHashKey"]) == int(left["EndingHashKey"]) + 1, ranges
        assert ranges[1]["StartingHashKey"] == str(2**126), ranges
        assert seen["HasMoreShards"] is False and seen["StreamARN"] == ARN, seen
    with report.case("describe-stream pages by Limit and ExclusiveStartShardId"):
        page = kinesis.describe_stream(StreamName=STREAM, Limit=1)["StreamDescription"]
        assert [s["ShardId"] for s in page["Shards"]] == SHARDS[:1] and page["HasMoreShards"] is True, page
        page = kinesis.describe_stream(StreamName=STREAM, ExclusiveStartShardId=SHARDS[0])["StreamDescription"]
        assert [s["ShardId"] for s in page["Shards"]] == SHARDS[1:] and page["HasMoreShards"] is False, page
    with report.case("describe-stream-summary, by name and by ARN"):
        expected = {
            "StreamName": STREAM, "StreamARN": ARN, "StreamStatus": "ACTIVE", "RetentionPeriodHours": 24,
            "StreamCreationTimestamp": ANY, "EnhancedMonitoring": [{"ShardLevelMetrics": []}],
            "EncryptionType": "NONE", "OpenShardCount": 4, "ConsumerCount": 0,
            "StreamModeDetails": {"StreamMode": "PROVISIONED"},
        }  # fmt: skip
        also = ["StreamId", "MaxRecordSizeInKiB", "WarmThroughput"]
        for named in ({"StreamName": STREAM}, {"StreamARN": ARN}):
            same(kinesis.describe_stream_summary(**named)["StreamDescriptionSummary"], expected, also)
    with report.case("list-shards, whole and in pages"):
        whole = kinesis.list_shards(StreamName=STREAM)
        assert [s["ShardId"] for s in whole["Shards"]] == SHARDS and "NextToken" not in whole, whole
        page = kinesis.list_shards(StreamName=STREAM, MaxResults=3)
        rest = kinesis.list_shards(NextToken=page["NextToken"])
        assert [s["ShardId"] for s in page["Shards"] + rest["Shards"]] == SHARDS, (page, rest)
    with report.case("an on-demand stream has four shards and says so"):
        kinesis.create_stream(StreamName="on-demand", StreamModeDetails={"StreamMode": "ON_DEMAND"})
        kinesis.get_waiter("stream_exists").wait(StreamName="on-demand", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        seen = kinesis.describe_stream_summary(StreamName="on-demand")["StreamDescriptionSummary"]
        assert (seen["StreamModeDetails"], seen["OpenShardCount"]) == ({"StreamMode": "ON_DEMAND"}, 4), seen
    with report.case("list-streams is in order, pages, and summarises"):
        whole = kinesis.list_streams()
        assert whole["StreamNames"] == [STREAM, "on-demand"] and whole["HasMoreStreams"] is False, whole
        page = kinesis.list_streams(Limit=1)
        assert page["StreamNames"] == [STREAM] and page["HasMoreStreams"] is True, page
        page = kinesis.list_streams(ExclusiveStartStreamName=STREAM)
        assert page["StreamNames"] == ["on-demand"] and page["HasMoreStreams"] is False, page
        assert whole["StreamSummaries"][0]["StreamARN"] == ARN, whole


def shard_of(partition_key):
    """The shard that MD5 of the key falls in, of four even ones."""
    return SHARDS[int(hashlib.md5(partition_key.encode()).hexdigest(), 16) // 2**126]


def records(report, kinesis):
    with report.case("put-record chooses the shard by MD5 of the partition key"):
        for key in ("a", "sensor-17", "ключ", "x" * 256):
            put = kinesis.put_record(StreamName=STREAM, Data=b"by key", PartitionKey=key)
            same(body(put), {"ShardId": shard_of(key), "SequenceNumber": SEQUENCE_NUMBER}, ["EncryptionType"])
    with report.case("ExplicitHashKey overrides it, at both ends of a range"):
        for hash_key, shard in ((0, 0), (2**126 - 1, 0), (2**126, 1), (LAST_HASH, 3)):
            put = kinesis.put_record(StreamName=STREAM, Data=b"x", PartitionKey="a", ExplicitHashKey=str(hash_key))
            assert put["ShardId"] == SHARDS[shard], (hash_key, put)
    with report.case("sequence numbers of a shard ascend, SequenceNumberForOrdering or not"):
        last, numbers = "0", []
        for _ in range(5):
            put = kinesis.put_record(StreamName=STREAM, Data=b"x", PartitionKey="a", SequenceNumberForOrdering=last)
            last = put["SequenceNumber"]
            numbers.append(int(last))
        assert numbers == sorted(set(numbers)), numbers
    with report.case("put-records answers every record in its place, 500 at once"):
        entries = [{"Data": b"%d" % i, "PartitionKey": f"batch-{i}"} for i in range(500)]
        put = kinesis.put_records(StreamName=STREAM, Records=entries)
        assert put["FailedRecordCount"] == 0 and len(put["Records"]) == 500, put["FailedRecordCount"]
        for entry, answer in zip(entries, put["Records"]):
            same(answer, {"ShardId": shard_of(entry["PartitionKey"]), "SequenceNumber": SEQUENCE_NUMBER})
    with report.case("empty data and all 256 byte values come back as they went"):
        for data in (b"", bytes(range(256))):
            put = kinesis.put_record(StreamName=STREAM, Data=data, PartitionKey="bytes")
            at = kinesis.get_shard_iterator(
                StreamName=STREAM, ShardId=put["ShardId"], ShardIteratorType="AT_SEQUENCE_NUMBER",
                StartingSequenceNumber=put["SequenceNumber"],
            )  # fmt: skip
            got = kinesis.get_records(ShardIterator=at["ShardIterator"], Limit=1)["Records"][0]
            assert got["Data"] == data, got
    with report.case("one MiB with its partition key is taken"):
        kinesis.put_record(StreamName=STREAM, Data=b"m" * (2**20 - 1), PartitionKey="m", ExplicitHashKey=str(2**127))


def reading(report, kinesis):
    stream = "read"
    kinesis.create_stream(StreamName=stream, ShardCount=1)
    kinesis.get_waiter("stream_exists").wait(StreamName=stream, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    started = datetime.datetime.now(datetime.timezone.utc)
    put = [kinesis.put_record(StreamName=stream, Data=b"%d" % i, PartitionKey="k") for i in range(10)]
    numbers = [answer["SequenceNumber"] for answer in put]

    def read(kind, limit=None, **more):
        at = kinesis.get_shard_iterator(StreamName=stream, ShardId=SHARDS[0], ShardIteratorType=kind, **more)
        limits = {"Limit": limit} if limit else {}
        got = until(
            lambda: patient(lambda: kinesis.get_records(ShardIterator=at["ShardIterator"], **limits)), lambda seen: seen
        )
        return [int(record["Data"]) for record in got["Records"]], got

    for name, kind, more, expected in (
        ("TRIM_HORIZON", "TRIM_HORIZON", {}, list(range(10))),
        ("AT_SEQUENCE_NUMBER", "AT_SEQUENCE_NUMBER", {"StartingSequenceNumber": numbers[4]}, list(range(4, 10))),
        ("AFTER_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", {"StartingSequenceNumber": numbers[4]}, list(range(5, 10))),
        ("AFTER_SEQUENCE_NUMBER of the last", "AFTER_SEQUENCE_NUMBER", {"StartingSequenceNumber": numbers[9]}, []),
        ("AT_TIMESTAMP before all", "AT_TIMESTAMP", {"Timestamp": started - datetime.timedelta(hours=1)}, list(range(10))),
        ("LATEST", "LATEST", {}, []),
    ):
        with report.case(f"get-records from {name}"):
            got, answer = read(kind, **more)
            assert got == expected, got
            assert answer["MillisBehindLatest"] == 0 and answer["NextShardIterator"], body(answer)
    with report.case("a record has its key, number, arrival time and data"):
        _, answer = read("TRIM_HORIZON", 1)
        record = answer["Records"][0]
        same(
            record,
            {"SequenceNumber": numbers[0], "ApproximateArrivalTimestamp": ANY, "Data": b"0", "PartitionKey": "k"},
            ["EncryptionType"],
        )
        same(record["ApproximateArrivalTimestamp"].timestamp(), near(started.timestamp(), 30))
    with report.case("Limit pages, MillisBehindLatest is above zero until the tip"):
        walked, iterator = [], None
        got, answer = read("TRIM_HORIZON", 4)
        assert got == [0, 1, 2, 3] and answer["MillisBehindLatest"] > 0, body(answer)
        walked += got
        for count in (4, 2, 0):
            iterator = answer["NextShardIterator"]
            answer = patient(lambda: kinesis.get_records(ShardIterator=iterator, Limit=4))
            assert len(answer["Records"]) == count, body(answer)
            walked += [int(record["Data"]) for record in answer["Records"]]
        assert walked == list(range(10)) and answer["MillisBehindLatest"] == 0, walked
    with report.case("an iterator at LATEST sees what is put after it was made"):
        at = kinesis.get_shard_iterator(StreamName=stream, ShardId=SHARDS[0], ShardIteratorType="LATEST")["ShardIterator"]
        kinesis.put_record(StreamName=stream, Data=b"10", PartitionKey="k")
        got = patient(lambda: kinesis.get_records(ShardIterator=at))
        assert [record["Data"] for record in got["Records"]] == [b"10"], body(got)


def patient(call):
    """Calls until the shard's five reads a second allow it, as every Kinesis consumer has to."""

    def attempt():
        try:
            return call()
        except Exception as error:
            if "ProvisionedThroughputExceeded" not in repr(error):
                raise
            return None

    return until(attempt, lambda answer: answer is not None, what="a read within the shard's limit")


def retention_and_tags(report, kinesis):
    def hours():
        return kinesis.describe_stream_summary(StreamName=STREAM)["StreamDescriptionSummary"]["RetentionPeriodHours"]

    with report.case("retention grows to 8760 hours and shrinks to 24"):
        for change, value in (("increase", 25), ("increase", 8760), ("decrease", 24)):
            getattr(kinesis, f"{change}_stream_retention_period")(StreamName=STREAM, RetentionPeriodHours=value)
            until(hours, lambda seen: seen == value, what=f"{value} hours")
            kinesis.get_waiter("stream_exists").wait(StreamName=STREAM, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    with report.case("tags: add, change, list in order, page, remove"):
        kinesis.add_tags_to_stream(StreamName=STREAM, Tags={"b": "1", "a": "2", "c": ""})
        kinesis.add_tags_to_stream(StreamName=STREAM, Tags={"b": "3"})
        tags = kinesis.list_tags_for_stream(StreamName=STREAM)
        same(body(tags), {
            "Tags": [{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}, {"Key": "c", "Value": ""}],
            "HasMoreTags": False,
        })  # fmt: skip
        page = kinesis.list_tags_for_stream(StreamName=STREAM, Limit=1, ExclusiveStartTagKey="a")
        assert (page["Tags"], page["HasMoreTags"]) == ([{"Key": "b", "Value": "3"}], True), page
        kinesis.remove_tags_from_stream(StreamName=STREAM, TagKeys=["a", "c", "nosuch"])
        assert kinesis.list_tags_for_stream(StreamName=STREAM)["Tags"] == [{"Key": "b", "Value": "3"}]


def refusals(kinesis):
    """(name, call, code, message) of everything that must be turned down, HTTP 400 all of them."""
    nosuch = f"Stream nosuch under account {ACCOUNT} not found."
    at_shard = {"StreamName": STREAM, "ShardId": SHARDS[0]}
    one = [{"Data": b"a", "PartitionKey": "a"}]
    pattern = "satisfy regular expression pattern: "
    must = "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified "
    table = [
        ("a stream that exists", "create_stream", {"StreamName": STREAM, "ShardCount": 1},
         "ResourceInUseException", f"Stream {STREAM} under account {ACCOUNT} already exists."),
        ("a stream name with a blank and no shard", "create_stream", {"StreamName": "a b", "ShardCount": 0}, "ValidationException",
         violations(violation("a b", "streamName", pattern + "[a-zA-Z0-9_.-]+"), violation("0", "shardCount", "have value greater than or equal to 1"))),
        ("a stream name of 129 characters", "create_stream", {"StreamName": "n" * 129, "ShardCount": 1}, "ValidationException",
         violations(violation("n" * 129, "streamName", "have length less than or equal to 128"))),
        ("a stream name of none", "create_stream", {"StreamName": "", "ShardCount": 1}, "ValidationException",
         violations(violation("", "streamName", pattern + "[a-zA-Z0-9_.-]+"), violation("", "streamName", "have length greater than or equal to 1"))),
        ("no stream name", "create_stream", {"ShardCount": 1}, "ValidationException", violations(violation(None, "streamName", "not be null"))),
        ("a shard count in quotes", "create_stream", {"StreamName": "q", "ShardCount": "1"}, "SerializationException", ANY),
        ("a number for a name", "create_stream", {"StreamName": 7, "ShardCount": 1}, "SerializationException", ANY),
        ("more shards than the account has", "create_stream", {"StreamName": "q", "ShardCount": 100_000}, "LimitExceededException", ANY),
        ("describe-stream of no stream", "describe_stream", {"StreamName": "nosuch"}, "ResourceNotFoundException", nosuch),
        ("describe-stream, Limit 0", "describe_stream", {"StreamName": STREAM, "Limit": 0}, "ValidationException",
         violations(violation("0", "limit", "have value greater than or equal to 1"))),
        ("describe-stream, Limit 10001", "describe_stream", {"StreamName": STREAM, "Limit": 10001}, "ValidationException",
         violations(violation("10001", "limit", "have value less than or equal to 10000"))),
        ("describe-stream-summary of no stream", "describe_stream_summary", {"StreamName": "nosuch"}, "ResourceNotFoundException", nosuch),
        ("list-shards of no stream", "list_shards", {"StreamName": "nosuch"}, "ResourceNotFoundException", nosuch),
        ("list-shards of nothing", "list_shards", {}, "InvalidArgumentException", ANY),
        ("list-streams, Limit 0", "list_streams", {"Limit": 0}, "ValidationException",
         violations(violation("0", "limit", "have value greater than or equal to 1"))),
        ("delete-stream of no stream", "delete_stream", {"StreamName": "nosuch"}, "ResourceNotFoundException", nosuch),
        ("put-record to no stream", "put_record", {"StreamName": "nosuch", "Data": b"", "PartitionKey": "a"}, "ResourceNotFoundException", nosuch),
        ("put-record of nothing", "put_record", {"StreamName": STREAM}, "ValidationException",
         violations(violation(None, "partitionKey", "not be null"), violation(None, "data", "not be null"))),
        ("put-record, empty key", "put_record", {"StreamName": STREAM, "Data": b"", "PartitionKey": ""}, "ValidationException",
         violations(violation("", "partitionKey", "have length greater than or equal to 1"))),
        ("put-record, key of 257", "put_record", {"StreamName": STREAM, "Data": b"", "PartitionKey": "k" * 257}, "ValidationException",
         violations(violation("k" * 257, "partitionKey", "have length less than or equal to 256"))),
        ("put-record, hash key of letters", "put_record", {"StreamName": STREAM, "Data": b"", "PartitionKey": "a", "ExplicitHashKey": "x"}, "ValidationException",
         violations(violation("x", "explicitHashKey", pattern + r"0|([1-9]\d{0,38})"))),
        ("put-record, hash key past the end", "put_record", {"StreamName": STREAM, "Data": b"", "PartitionKey": "a", "ExplicitHashKey": str(2**128)}, "InvalidArgumentException",
         f"Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was {2**128}"),
        ("put-record, ordering by letters", "put_record", {"StreamName": STREAM, "Data": b"", "PartitionKey": "a", "SequenceNumberForOrdering": "x"}, "ValidationException",
         violations(violation("x", "sequenceNumberForOrdering", pattern + r"0|([1-9]\d{0,128})"))),
        ("put-records to no stream", "put_records", {"StreamName": "nosuch", "Records": one}, "ResourceNotFoundException", nosuch),
        ("put-records of none", "put_records", {"StreamName": STREAM, "Records": []}, "ValidationException",
         violations(violation("[]", "records", "have length greater than or equal to 1"))),
        ("put-records of 501", "put_records", {"StreamName": STREAM, "Records": one * 501}, "ValidationException",
         text(r"1 validation error detected: Value .* at 'records' failed to satisfy constraint: Member must have length less than or equal to 500")),
        ("put-records, second without a key", "put_records", {"StreamName": STREAM, "Records": one + [{"Data": b"a"}]}, "ValidationException",
         violations(violation(None, "records.2.member.partitionKey", "not be null"))),
        ("get-shard-iterator of no stream", "get_shard_iterator", {"StreamName": "nosuch", "ShardId": SHARDS[0], "ShardIteratorType": "LATEST"},
         "ResourceNotFoundException", text(r"(Stream nosuch under account \d+ not found\.|Shard \S+ in stream nosuch under account \d+ does not exist)")),
        ("get-shard-iterator of no shard", "get_shard_iterator", {"StreamName": STREAM, "ShardId": "shardId-000000000009", "ShardIteratorType": "LATEST"},
         "ResourceNotFoundException", f"Shard shardId-000000000009 in stream {STREAM} under account {ACCOUNT} does not exist"),
        ("get-shard-iterator of no type", "get_shard_iterator", {**at_shard, "ShardIteratorType": "WRONG"}, "ValidationException",
         text(r"1 validation error detected: Value 'WRONG' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: \[.*\]")),
        ("get-shard-iterator AT without a number", "get_shard_iterator", {**at_shard, "ShardIteratorType": "AT_SEQUENCE_NUMBER"}, "InvalidArgumentException",
         must + "AT_SEQUENCE_NUMBER and no StartingSequenceNumber."),
        ("get-shard-iterator LATEST with a number", "get_shard_iterator", {**at_shard, "ShardIteratorType": "LATEST", "StartingSequenceNumber": "49"}, "InvalidArgumentException",
         must + "LATEST and also a StartingSequenceNumber."),
        ("get-shard-iterator AT_TIMESTAMP without one", "get_shard_iterator", {**at_shard, "ShardIteratorType": "AT_TIMESTAMP"}, "InvalidArgumentException",
         "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter."),
        ("get-records of nothing", "get_records", {}, "ValidationException", violations(violation(None, "shardIterator", "not be null"))),
        ("get-records of rubbish", "get_records", {"ShardIterator": "bogus"}, "InvalidArgumentException", "Invalid ShardIterator."),
        ("get-records, Limit 10001", "get_records", {"ShardIterator": "A" * 100, "Limit": 10001}, "ValidationException",
         violations(violation("10001", "limit", "have value less than or equal to 10000"))),
        ("retention past a year", "increase_stream_retention_period", {"StreamName": STREAM, "RetentionPeriodHours": 8761}, "InvalidArgumentException", ANY),
        ("retention under a day", "decrease_stream_retention_period", {"StreamName": STREAM, "RetentionPeriodHours": 23}, "InvalidArgumentException",
         "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short."),
        ("retention decreased upwards", "decrease_stream_retention_period", {"StreamName": STREAM, "RetentionPeriodHours": 48}, "InvalidArgumentException",
         f"Requested retention period (48 hours) for stream {STREAM} can not be longer than existing retention period (24 hours). Use IncreaseRetentionPeriod API."),
        ("retention of no stream", "increase_stream_retention_period", {"StreamName": "nosuch", "RetentionPeriodHours": 25}, "ResourceNotFoundException", nosuch),
        ("tags of no stream", "list_tags_for_stream", {"StreamName": "nosuch"}, "ResourceNotFoundException", nosuch),
        ("no tags", "add_tags_to_stream", {"StreamName": STREAM, "Tags": {}}, "ValidationException",
         violations(violation("{}", "tags", "have length greater than or equal to 1"))),
        ("no tag keys", "remove_tags_from_stream", {"StreamName": STREAM, "TagKeys": []}, "ValidationException",
         violations(violation("[]", "tagKeys", "have length greater than or equal to 1"))),
    ]  # fmt: skip
    for name, operation, arguments, code, message in table:
        yield name, lambda o=operation, a=arguments: getattr(kinesis, o)(**a), code, message


def deletion(report, kinesis):
    with report.case("delete-stream: DELETING or gone at once, then gone, and its name is free"):
        kinesis.delete_stream(StreamName=STREAM)
        kinesis.get_waiter("stream_not_exists").wait(StreamName=STREAM, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        put = {"StreamName": STREAM, "Data": b"", "PartitionKey": "a"}
        refused(lambda: kinesis.put_record(**put), "ResourceNotFoundException")
        kinesis.create_stream(StreamName=STREAM, ShardCount=1)
        kinesis.get_waiter("stream_exists").wait(StreamName=STREAM, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        at = kinesis.get_shard_iterator(StreamName=STREAM, ShardId=SHARDS[0], ShardIteratorType="TRIM_HORIZON")
        assert kinesis.get_records(ShardIterator=at["ShardIterator"])["Records"] == [], "old records are back"
