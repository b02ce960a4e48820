"""Objects, Firehose records and items put by boto3 while the server is killed about once a second.

Each writer goes on until the server was killed often enough, and remembers what was acknowledged. Afterwards:
every object is there, whole; what was deleted is gone; an object that is written again and again has the value
that was acknowledged last, or one that was tried after it; every Firehose record is in the bucket, and every
change of an item is in the table's stream and on its Kinesis stream, in order. What was tried and not
acknowledged may be there or not; what nobody sent may not.
"""

import hashlib
import json
import random
import threading

from harness import ground
from harness.expect import same, until
from harness.report import Skip
from tests.hundred_thousand import Attacker, connection, patient

KILLS, KILL_EVERY_SECONDS = 6, 1.0
SECONDS_MAX = 60
BUCKET, LINES, TABLE, STREAM = "objects", "lines", "counted", "changes-of-counted"
SIZES = (0, 10, 5_000, 40_000, 300_000)
PART = 5 * 2**20


def run(report, server, options):
    with report.case("buckets, a delivery stream, a table with a stream and a Kinesis destination"):
        if not server.ours:
            raise Skip("the server is not ours to kill")
        changes = prepare(server)
    if not server.ours:
        return
    attacker = Attacker(server, KILL_EVERY_SECONDS)
    writers = [Objects(server, attacker), Parts(server, attacker), Records(server, attacker), Items(server, attacker)]
    with report.case(f"objects, parts, records and items are put, {KILLS} kills"):
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(SECONDS_MAX)
            assert not writer.is_alive(), f"{type(writer).__name__} hangs"
            if writer.failure:
                raise writer.failure
        print(f"       {attacker.end()} kills; " + ", ".join(f"{len(w.done)} {type(w).__name__.lower()}" for w in writers), flush=True)
        assert all(len(writer.done) >= 3 for writer in writers), "a writer got nothing done"
    for writer in writers:
        writer.check(report, changes)


def prepare(server):
    """Makes all of it; answers the ARN of the table's stream."""
    for bucket in (BUCKET, LINES):
        connection(server, "s3").create_bucket(Bucket=bucket)
    role = ground.role(server, "delivery", "firehose", "s3:*")
    to = {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{LINES}", "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1}}
    ground.delivery_stream(server, "lines", ExtendedS3DestinationConfiguration=to)
    changes = ground.table(server, TABLE, StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})["LatestStreamArn"]
    dynamodb = connection(server, "dynamodb")
    dynamodb.enable_kinesis_streaming_destination(TableName=TABLE, StreamArn=ground.stream(server, STREAM, shards=2))
    look = lambda: dynamodb.describe_kinesis_streaming_destination(TableName=TABLE)["KinesisDataStreamDestinations"][0]["DestinationStatus"]  # noqa: E731
    until(look, lambda seen: seen == "ACTIVE", what="ACTIVE")
    return changes


class Writer(threading.Thread):
    """Does `step(0)`, `step(1)`, … until the server was killed often enough; `done` is what was acknowledged."""

    def __init__(self, server, attacker):
        super().__init__(daemon=True)
        self.server, self.attacker = server, attacker
        self.done, self.tried, self.failure = [], 0, None

    def call(self, service, operation, **arguments):
        return patient(self.server, service, operation, self.attacker, **arguments)

    def run(self):
        try:
            while self.attacker.kills < KILLS and not self.attacker.failure:
                self.tried += 1
                self.step(self.tried - 1)
                self.done.append(self.tried - 1)
        except Exception as failure:  # told by whoever joins
            self.failure = failure


def content(number):
    """The bytes of the object of that number."""
    return random.Random(number).randbytes(SIZES[number % len(SIZES)])


class Objects(Writer):
    """Puts one object after another, deletes every third again, and writes one over and over."""

    def step(self, number):
        self.call("s3", "put_object", Bucket=BUCKET, Key=f"o/{number}", Body=content(number))
        if number % 3 == 0:
            self.call("s3", "delete_object", Bucket=BUCKET, Key=f"o/{number}")
        self.call("s3", "put_object", Bucket=BUCKET, Key="counter", Body=str(number).encode())

    def check(self, report, _):
        s3 = connection(self.server, "s3")
        there = ground.objects(self.server, BUCKET, "o/")
        with report.case(f"objects: {len(self.done)} steps: what was put is there, whole; what was deleted is gone"):
            for number in self.done:
                got = there.get(f"o/{number}")
                assert (got is None) == (number % 3 == 0), f"object {number} is {'there' if got is not None else 'missing'}"
                assert got is None or got == content(number), f"object {number} is not what was put"
            same([key for key in there if int(key.split("/")[1]) >= self.tried], [])
        with report.case("objects: the one that is written over has the last value"):
            answer = s3.get_object(Bucket=BUCKET, Key="counter")
            body = answer["Body"].read()
            assert self.done[-1] <= int(body) < self.tried, f"{body!r}, where {self.done[-1]} was acknowledged last"
            same(answer["ETag"], f'"{hashlib.md5(body).hexdigest()}"')


class Parts(Writer):
    """Uploads objects of two parts."""

    def step(self, number):
        at = {"Bucket": BUCKET, "Key": f"p/{number}"}
        upload = {**at, "UploadId": self.call("s3", "create_multipart_upload", **at)["UploadId"]}
        datas = [bytes([number % 256]) * PART, content(number)]
        tags = [self.call("s3", "upload_part", **upload, PartNumber=n, Body=data)["ETag"] for n, data in enumerate(datas, 1)]
        parts = [{"PartNumber": n, "ETag": tag} for n, tag in enumerate(tags, 1)]
        self.call("s3", "complete_multipart_upload", **upload, MultipartUpload={"Parts": parts})

    def check(self, report, _):
        with report.case(f"parts: {len(self.done)} objects that were completed are there, whole"):
            for number in self.done:
                got = connection(self.server, "s3").get_object(Bucket=BUCKET, Key=f"p/{number}")["Body"].read()
                assert got == bytes([number % 256]) * PART + content(number), f"upload {number} is not what was put"


class Records(Writer):
    """Puts batches of lines to Firehose."""

    def step(self, number):
        records = [{"Data": b"%d-%d\n" % (number, index)} for index in range(20)]
        same(self.call("firehose", "put_record_batch", DeliveryStreamName="lines", Records=records)["FailedPutCount"], 0)

    def check(self, report, _):
        with report.case(f"records: {len(self.done)} batches are in the bucket, and nothing that nobody sent"):
            wanted = {b"%d-%d" % (number, index) for number in self.done for index in range(20)}
            look = lambda: {line for data in ground.objects(self.server, LINES).values() for line in data.splitlines()}  # noqa: E731
            landed = until(look, lambda seen: wanted <= seen, 40, "every record")
            assert all(int(line.split(b"-")[0]) < self.tried for line in landed), "a record that nobody sent"


class Items(Writer):
    """Counts ten items up, one after the other."""

    def step(self, number):
        item = {"id": {"S": f"k{number % 10}"}, "n": {"N": str(number)}}
        self.call("dynamodb", "put_item", TableName=TABLE, Item=item)

    def check(self, report, arn):
        wanted = {}
        for number in self.done:
            wanted.setdefault(f"k{number % 10}", []).append(number)
        with report.case(f"items: {len(self.done)} puts: each item has its last value"):
            got = {item["id"]["S"]: int(item["n"]["N"]) for item in ground.items(self.server, TABLE)}
            for key, numbers in wanted.items():
                assert numbers[-1] <= got[key] < self.tried, f"{key} is {got[key]}, where {numbers[-1]} was acknowledged last"
        with report.case("items: every change is in the table's stream, once and in order"):
            self.compare(stream_records(self.server, arn), wanted)
        with report.case("items: every change is on the Kinesis stream, the first time in order"):
            look = lambda: once(kinesis_records(self.server))  # noqa: E731
            landed = until(look, lambda seen: sum(map(len, wanted.values())) <= len(seen), 40, "every change")
            self.compare(landed, wanted)

    def compare(self, changes, wanted):
        seen = {}
        for change in changes:
            seen.setdefault(change["Keys"]["id"]["S"], []).append(int(change["NewImage"]["n"]["N"]))
        for key, numbers in wanted.items():
            got = seen.get(key, [])
            missing = set(numbers) - set(got)
            assert not missing, f"{key}: {len(missing)} changes are missing, the first {min(missing)}"
            assert got == sorted(set(got)), f"{key}: not in order, or twice: {got}"
            assert got[-1] < self.tried, f"{key}: {got[-1]} was never sent"


def stream_records(server, arn):
    """Every change of a table's stream."""
    streams, changes = connection(server, "dynamodbstreams"), []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        at = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        while at:
            answer = streams.get_records(ShardIterator=at)
            changes += [record["dynamodb"] for record in answer["Records"]]
            at = answer.get("NextShardIterator") if answer["Records"] else None
    return changes


def kinesis_records(server):
    """Every event of the destination, shard by shard."""
    events = []
    for shard in connection(server, "kinesis").list_shards(StreamName=STREAM)["Shards"]:
        named = {"StreamName": STREAM, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        at, more = patient(server, "kinesis", "get_shard_iterator", **named)["ShardIterator"], True
        while more:
            answer = patient(server, "kinesis", "get_records", ShardIterator=at)
            events += [json.loads(record["Data"]) for record in answer["Records"]]
            at, more = answer["NextShardIterator"], answer["Records"] or answer["MillisBehindLatest"]
    return events


def once(events):
    """The changes of events, each the first time it came."""
    return [event["dynamodb"] for event in {event["eventID"]: event for event in events}.values()]
