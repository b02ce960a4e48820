"""Metrics of the house while the server is killed: sums equal what is on the stream, in the table, in the bucket.

Records are put in batches, items one by one, lines to Firehose, while the server is killed about once a second. A
call whose answer was lost may have been carried out or not, so sums are compared with what can be read back, and that
with what was acknowledged. Then `/metrics` says the same in Prometheus's words.
"""

import datetime
import re
import threading
import time
import urllib.request

from harness import ground
from harness.expect import same, until
from harness.report import Skip
from tests.hundred_thousand import Attacker, connection, patient

KILLS, KILL_EVERY_SECONDS = 5, 1.0
SECONDS_MAX = 90
STREAM, TABLE, LINES = "measured", "measured", "measured"
BATCH = 50


def run(report, server, options):
    with report.case("a stream, a table with an index, a delivery stream"):
        if not server.ours:
            raise Skip("the server is not ours to kill")
        prepare(server)
    if not server.ours:
        return
    attacker = Attacker(server, KILL_EVERY_SECONDS)
    writers = [Writer(server, attacker, step) for step in (put_records, put_item, put_lines)]
    with report.case(f"records, items and lines are put, {KILLS} kills"):
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(SECONDS_MAX)
            assert not writer.is_alive(), f"{writer.step.__name__} hangs"
            if writer.failure:
                raise writer.failure
        print(f"       {attacker.end()} kills; " + ", ".join(f"{w.done} times {w.step.__name__}" for w in writers), flush=True)
    records, items, lines = writers
    stream(report, server, records)
    table(report, server, items)
    delivered(report, server, lines)
    page(report, server)


def prepare(server):
    ground.stream(server, STREAM, shards=4)
    index = {
        "IndexName": "by-n", "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"},
    }  # fmt: skip
    dynamodb = connection(server, "dynamodb")
    dynamodb.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("id", "n")], GlobalSecondaryIndexes=[index],
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig=ground.QUICKLY)
    connection(server, "s3").create_bucket(Bucket=LINES)
    role = ground.role(server, "delivery", "firehose", "s3:*")
    to = {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{LINES}", "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1}}
    ground.delivery_stream(server, LINES, ExtendedS3DestinationConfiguration=to)


class Writer(threading.Thread):
    """Does a step again and again until the server was killed often enough; `tries` counts calls, `done` answers."""

    def __init__(self, server, attacker, step):
        super().__init__(daemon=True)
        self.server, self.attacker, self.step = server, attacker, step
        self.done, self.failure = 0, None

    def run(self):
        try:
            while self.attacker.kills < KILLS and not self.attacker.failure:
                service, operation, arguments = self.step(self.done)
                patient(self.server, service, operation, self.attacker, **arguments)
                self.done += 1
                time.sleep(0.02)
        except Exception as failure:  # told by whoever joins
            self.failure = failure


def put_records(number):
    records = [{"PartitionKey": f"{number}-{n}", "Data": b"x" * (n + 1)} for n in range(BATCH)]
    return "kinesis", "put_records", {"StreamName": STREAM, "Records": records}


def put_item(number):
    return "dynamodb", "put_item", {"TableName": TABLE, "Item": {"id": {"S": str(number)}, "n": {"S": "n"}, "v": {"S": "v" * 1500}}}


def put_lines(number):
    records = [{"Data": b"%d-%d\n" % (number, n)} for n in range(BATCH)]
    return "firehose", "put_record_batch", {"DeliveryStreamName": LINES, "Records": records}


def sums(server, namespace, names, **dimensions):
    """The sums of metrics over the last hour, by GetMetricStatistics."""
    cloudwatch, now = connection(server, "cloudwatch"), datetime.datetime.now(datetime.timezone.utc)
    found = {}
    for name in names:
        answer = cloudwatch.get_metric_statistics(
            Namespace=namespace, MetricName=name, Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
            StartTime=now - datetime.timedelta(hours=1), EndTime=now + datetime.timedelta(minutes=2), Period=60, Statistics=["Sum"],
        )  # fmt: skip
        found[name] = sum(point["Sum"] for point in answer["Datapoints"])
    return found


def stream(report, server, writer):
    kinesis, records, size = connection(server, "kinesis"), 0, 0
    for shard in kinesis.list_shards(StreamName=STREAM)["Shards"]:
        at = kinesis.get_shard_iterator(StreamName=STREAM, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        answer = {"MillisBehindLatest": 1, "Records": ()}
        while answer["MillisBehindLatest"] or answer["Records"]:
            answer = patient(server, "kinesis", "get_records", ShardIterator=at)
            records += len(answer["Records"])
            size += sum(len(record["Data"]) + len(record["PartitionKey"]) for record in answer["Records"])
            at = answer["NextShardIterator"]
    names = ("IncomingRecords", "IncomingBytes")
    with report.case(f"IncomingRecords and IncomingBytes are those of the {records} records on the stream"):
        assert records >= writer.done * BATCH, f"{records} records, where {writer.done * BATCH} were acknowledged"
        look = lambda: sums(server, "AWS/Kinesis", names, StreamName=STREAM)  # noqa: E731
        until(look, lambda seen: seen == {"IncomingRecords": records, "IncomingBytes": size}, 20, f"{records} records, {size} bytes")
    with report.case("reads count: GetRecords.Records is at least what was read since the last kill"):
        look = lambda: sums(server, "AWS/Kinesis", ("GetRecords.Records",), StreamName=STREAM)["GetRecords.Records"]  # noqa: E731
        until(look, lambda seen: seen == records, 20, f"{records} records read")


def table(report, server, writer):
    with report.case(f"ConsumedWriteCapacityUnits are two for each write of {writer.done} items, and of their index"):
        items = ground.items(server, TABLE)
        assert len(items) >= writer.done, f"{len(items)} items, where {writer.done} were acknowledged"
        name = "ConsumedWriteCapacityUnits"
        # An item whose answer was lost is put again, so there may be more writes than items: at most one a kill.
        look = lambda: sums(server, "AWS/DynamoDB", (name,), TableName=TABLE)[name]  # noqa: E731
        units = until(look, lambda seen: 2 * len(items) <= seen <= 2 * (len(items) + 3 * KILLS), 20, f"{2 * len(items)} units and a few")
        same(units % 2, 0)
    with report.case("calm writes are counted to the unit"):
        before = sums(server, "AWS/DynamoDB", (name,), TableName=TABLE)[name]
        consumed = 0
        for number in range(100):
            _, _, arguments = put_item(f"calm-{number}")
            answer = connection(server, "dynamodb").put_item(**arguments, ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
            consumed += answer["Table"]["CapacityUnits"]
        server.kill()
        server.start()
        until(lambda: sums(server, "AWS/DynamoDB", (name,), TableName=TABLE)[name], lambda seen: seen == before + consumed, 20, f"{consumed} more")
        of_index = sums(server, "AWS/DynamoDB", (name,), TableName=TABLE, GlobalSecondaryIndexName="by-n")[name]
        assert of_index >= consumed, f"{of_index} units of the index"


def delivered(report, server, writer):
    with report.case(f"{writer.done * BATCH} lines: IncomingRecords is what was put, DeliveryToS3.Records what was delivered, once"):
        names = ("IncomingRecords", "IncomingBytes", "DeliveryToS3.Records", "DeliveryToS3.Bytes")
        wanted = {b"%d-%d" % (number, n) for number in range(writer.done) for n in range(BATCH)}
        look = lambda: {line for data in ground.objects(server, LINES).values() for line in data.splitlines()}  # noqa: E731
        landed = until(look, lambda seen: wanted <= seen, 40, "every line")
        look = lambda: sums(server, "AWS/Firehose", names, DeliveryStreamName=LINES)  # noqa: E731
        agree = lambda seen: seen[names[0]] == seen[names[2]] >= len(landed) and seen[names[1]] == seen[names[3]]  # noqa: E731
        seen = until(look, agree, 40, "as many delivered as came in")
        # A batch whose answer was lost is put again.
        assert seen["IncomingRecords"] <= len(landed) + 3 * KILLS * BATCH and seen["IncomingRecords"] % BATCH == 0, seen


def page(report, server):
    with report.case("/metrics says them in Prometheus's words, and a bucket of that name is still a bucket"):
        connection(server, "kinesis").put_record(StreamName=STREAM, PartitionKey="k", Data=b"four")

        def scrape(path):
            with urllib.request.urlopen(server.url + path) as answer:
                same(answer.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
                return answer.read().decode()

        wanted = re.compile(r'^aws_kinesis_incoming_records_sum\{account_id="\d{12}",region="[a-z0-9-]+",stream_name="measured"\} \d+$', re.M)
        until(lambda: scrape("/metrics"), wanted.search, 20, "the records that came in")
        assert wanted.search(scrape("/_pumphouse/metrics"))
        s3 = connection(server, "s3")
        s3.create_bucket(Bucket="metrics")
        s3.put_object(Bucket="metrics", Key="k", Body=b"v")
        same([entry["Key"] for entry in s3.list_objects_v2(Bucket="metrics")["Contents"]], ["k"])
        same([entry["Key"] for entry in s3.list_objects(Bucket="metrics")["Contents"]], ["k"])
