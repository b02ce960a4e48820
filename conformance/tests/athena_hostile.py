"""Queries that want everything, while a stream flows on; objects of the lake that are damaged.

Each query ends as it should: by a cancellation, by the bound of memory, or by its workgroup's bytes. While they run,
records are put and read back on a stream: all arrive, once each.
"""

import gzip
import io
import threading
import time

import pyarrow
import pyarrow.parquet
from harness.clients import client
from harness.ground import stream
from tests.athena_core import House

BUCKET = "athena-hostile"
OUTPUT = {"ResultConfiguration": {"OutputLocation": f"s3://{BUCKET}/out/"}}
# Two of three are held in memory, some 400 MB: one more of them would meet that bound first.
ENDLESS = """WITH t AS (SELECT n FROM UNNEST(sequence(1, 5000)) AS u (n))
SELECT count(*) FROM t a, t b, t c WHERE a.n + b.n + c.n < 0"""
RECURSION = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT count(*) FROM t"
GREEDY = """WITH t AS (SELECT n FROM UNNEST(sequence(1, 10000)) AS u (n))
SELECT array_agg(a.n * 10000 + b.n) FROM t a, t b, t c"""
# How long a call of the stream may take while queries have all threads to themselves.
CALL_SECONDS_MAX = 5
CANCEL_SECONDS_MAX = 10


def run(report, server, options):
    house = House(server)
    house.s3.create_bucket(Bucket=BUCKET)
    flow = Flow(server)
    hostile(report, house, flow)
    damaged(report, house)


class Flow:
    """A producer that goes on until it is told to end, and knows how long its calls took."""

    def __init__(self, server):
        stream(server, "flow")
        self.kinesis, self.put, self.slowest, self.errors = client(server, "kinesis"), 0, 0.0, []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        while not self.over.is_set():
            records = [{"Data": f"{self.put + n}".encode(), "PartitionKey": "k"} for n in range(10)]
            began = time.monotonic()
            try:
                failed = self.kinesis.put_records(StreamName="flow", Records=records)["FailedRecordCount"]
            except Exception as error:  # told by the case that ends it
                self.errors.append(error)
                return
            assert failed == 0
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.put += len(records)
            self.over.wait(0.02)

    def end(self):
        """Ends it and answers what is on the stream."""
        self.over.set()
        self.thread.join()
        shard = self.kinesis.list_shards(StreamName="flow")["Shards"][0]["ShardId"]
        asked = self.kinesis.get_shard_iterator(StreamName="flow", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        iterator, numbers = asked["ShardIterator"], []
        while True:
            answer = self.kinesis.get_records(ShardIterator=iterator)
            numbers += [int(record["Data"]) for record in answer["Records"]]
            iterator = answer["NextShardIterator"]
            if not answer["Records"] and answer["MillisBehindLatest"] == 0:
                return numbers
            time.sleep(0.2)


def hostile(report, house, flow):
    for name, text in [("a cross join of everything", ENDLESS), ("a recursion without an end", RECURSION)]:
        with report.case(f"{name} runs until it is cancelled"):
            query = house.start(text, **OUTPUT)
            before, deadline = flow.put, time.monotonic() + 60
            while flow.put < before + 300:  # the stream flows while it runs
                assert not flow.errors and time.monotonic() < deadline, flow.errors
                state = house.look(query)["Status"]
                assert state["State"] in ("QUEUED", "RUNNING"), state
                time.sleep(0.1)
            began = time.monotonic()
            house.athena.stop_query_execution(QueryExecutionId=query)
            assert house.ended(query)["Status"]["State"] == "CANCELLED"
            assert time.monotonic() - began < CANCEL_SECONDS_MAX
            # Its place is free again.
            house.succeed("SELECT 1", **OUTPUT)
    with report.case("a query that gathers everything meets the bound of memory"):
        status = house.ended(house.start(GREEDY, **OUTPUT))["Status"]
        assert status["State"] == "FAILED" and "exhausted resources" in status["StateChangeReason"], status
    with report.case("the stream has flowed on: every record, once, in order, and no call waited long"):
        numbers = flow.end()
        assert not flow.errors, flow.errors
        assert numbers == list(range(flow.put)), f"{len(numbers)} of {flow.put}"
        assert flow.slowest < CALL_SECONDS_MAX, f"a call took {flow.slowest:.1f} s"


def damaged(report, house):
    whole = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"a": list(range(50_000))}), whole)
    whole = whole.getvalue()
    middle = len(whole) // 2
    overwritten = whole[:middle] + bytes(64) + whole[middle + 64 :]
    json = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"
    packed = gzip.compress(b'{"a": 1}\n' * 1000)
    objects = {
        "parquet_short": ("STORED AS PARQUET", whole[: len(whole) - 100]),
        "parquet_zeroes": ("STORED AS PARQUET", overwritten),
        "parquet_empty": ("STORED AS PARQUET", b"PAR1"),
        "json_broken": (json, b'{"a": 1}\n{"a": \n'),
        "gzip_short": (json, packed[: len(packed) // 2]),
    }
    house.succeed("CREATE DATABASE damaged", **OUTPUT)
    for name, (form, content) in objects.items():
        key = f"{name}/x.json.gz" if name.startswith("gzip") else f"{name}/x"
        with report.case(f"a damaged object is named: {name}"):
            house.s3.put_object(Bucket=BUCKET, Key=key, Body=content)
            table = f"CREATE EXTERNAL TABLE damaged.{name} (a bigint) {form} LOCATION 's3://{BUCKET}/{name}/'"
            house.succeed(table, **OUTPUT)
            status = house.ended(house.start(f"SELECT sum(a) FROM damaged.{name}", **OUTPUT))["Status"]
            assert status["State"] == "FAILED", status
            reason = status["StateChangeReason"]
            assert reason.startswith(("HIVE_BAD_DATA", "HIVE_CANNOT_OPEN_SPLIT")) and f"s3://{BUCKET}/{key}" in reason, reason
    with report.case("the server answers as before"):
        house.succeed("SELECT 1", **OUTPUT)
