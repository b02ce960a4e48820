"""Many records, once each, in order: through a Python and a Rust function, calmly and under SIGKILL.

boto3 puts `--records` readings in batches of 500 over four shards and retries what is throttled, as a real
client must. Every fifth reading has a key that an earlier one had, far apart, so a record worked out of turn
leaves the wrong value behind. Afterwards the stream itself is read back: its order is the truth.

- every reading that was acknowledged is in the stream, and nothing is in the stream that was not sent;
- the table has exactly the stream's keys, each with the value that came last in its shard;
- the Python function's log says that batches followed each other without gap. Calmly there is also no
  repeat; after a kill a batch may come again (from the last checkpoint), but never one ahead of its turn.

Under fire the server is killed with SIGKILL every `--kill-every` seconds while records are put and worked,
and started again on the same data.
"""

import collections
import json
import pathlib
import random
import threading
import time
import uuid
import zipfile

from botocore.exceptions import BotoCoreError, ClientError

from harness.clients import ACCOUNT, REGION, client
from harness.expect import same
from harness.functions import PYTHON, source, zipped
from harness.report import Skip
from harness.server import Server

SHARDS = 4
BATCH = 500
SENSORS = 400
RETRYABLE = {"ProvisionedThroughputExceededException", "LimitExceededException", "ThrottlingException", "InternalFailure"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def run(report, server, options):
    for flavour in ("Python", "Rust"):
        for fire in (False, True):
            name = f"{flavour}, {'killed every %g s' % options.kill_every if fire else 'calmly'}"
            code = None
            with report.case(f"{name}: a function to test with"):
                code = python_code() if flavour == "Python" else rust_code(options)
                if fire and not server.ours:
                    raise Skip("the server is not ours to kill")
            if code and (server.ours or not fire):
                one_run(report, server, options, name, code, fire)


def python_code():
    """(runtime, handler, zip, whether it logs its batches)"""
    return PYTHON, "landing.handler", zipped({"landing.py": source("landing.py")}), True


def rust_code(options):
    """The function of pipelines/sensors: a zip, or the executable that becomes its bootstrap."""
    if not options.rust_function:
        raise Skip("name the function with --rust-function")
    path = pathlib.Path(options.rust_function)
    archive = path.read_bytes() if zipfile.is_zipfile(path) else zipped({"bootstrap": path.read_bytes()})
    return "provided.al2023", "bootstrap", archive, False


def one_run(report, server, options, name, code, fire):
    """A stream, tables and a function of its own server (or of a fresh one, if it is ours), filled and checked."""
    if server.ours:  # the one that was started for this file stays idle
        folder = server.folder / uuid.uuid4().hex[:8]
        folder.mkdir()
        server = Server(server.binary, folder)
        server.start(*(["--unlimited-shards"] if options.unlimited_shards else []))
    try:
        sent = readings(options.records)
        with report.case(f"{name}: stream, tables, function and mapping"):
            setup(server, code)
        attacker = Attacker(server, options.kill_every) if fire else None
        with report.case(f"{name}: {len(sent)} records put"):
            begun = time.monotonic()
            acknowledged, throttled = put_all(server, sent, attacker)
            took = time.monotonic() - begun
            print(f"       {len(sent) / took:.0f} records/s, {throttled} throttled", flush=True)
        with report.case(f"{name}: they land"):
            landed = settle(server, sent, attacker)
            kills = attacker.end() if attacker else 0
            print(f"       {landed:.1f} s after the last put, {kills} kills", flush=True)
            assert not fire or kills >= 2, f"only {kills} kills: use more --records or a smaller --kill-every"
        check(report, server, name, sent, acknowledged, code[3], fire)
        with report.case(f"{name}: the server ends cleanly"):
            server.stop()
    finally:
        server.kill()


def readings(count):
    """The records to send: (partition key, data). A fifth repeats an earlier key with a higher temperature."""
    dice = random.Random(7)
    sent, used = [], []
    for index in range(count):
        if index > count // 4 and index % 5 == 0:
            sensor, when = used[dice.randrange(len(used))]
        else:
            sensor, when = f"sensor-{dice.randrange(SENSORS)}", index
            used.append((sensor, when))
        sent.append((sensor, json.dumps({"sensor_id": sensor, "current_time": when, "temperature": index}).encode()))
    return sent


def setup(server, code):
    runtime, handler, archive, _ = code
    dynamodb, kinesis = client(server, "dynamodb"), client(server, "kinesis")
    for table, hash_key, range_key in (("SensorData", "SensorId", "CurrentTime"), ("Batches", "Shard", "Number")):
        dynamodb.create_table(
            TableName=table, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": hash_key, "AttributeType": "S"}, {"AttributeName": range_key, "AttributeType": "N"}],
            KeySchema=[{"AttributeName": hash_key, "KeyType": "HASH"}, {"AttributeName": range_key, "KeyType": "RANGE"}],
        )  # fmt: skip
        dynamodb.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    kinesis.create_stream(StreamName="readings", ShardCount=SHARDS)
    kinesis.get_waiter("stream_exists").wait(StreamName="readings", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    iam = client(server, "iam")
    iam.create_role(RoleName="landing", AssumeRolePolicyDocument=json.dumps(TRUST))
    for policy in ("service-role/AWSLambdaKinesisExecutionRole", "AmazonDynamoDBFullAccess"):
        iam.attach_role_policy(RoleName="landing", PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    functions = client(server, "lambda")
    functions.create_function(
        FunctionName="landing", Runtime=runtime, Handler=handler, Code={"ZipFile": archive}, Timeout=60, MemorySize=256,
        Role=f"arn:aws:iam::{ACCOUNT}:role/landing", Environment={"Variables": {"TABLE_NAME": "SensorData"}},
    )  # fmt: skip
    functions.get_waiter("function_active_v2").wait(FunctionName="landing")
    functions.create_event_source_mapping(
        FunctionName="landing", EventSourceArn=f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/readings",
        StartingPosition="TRIM_HORIZON", BatchSize=BATCH,
    )  # fmt: skip


class Attacker:
    """Kills the server again and again, and starts it again at once, until it is told to end."""

    def __init__(self, server, every):
        self.server, self.every, self.kills, self.ended = server, every, 0, threading.Event()
        self.failure = None
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        dice = random.Random(11)
        while not self.ended.wait(self.every * dice.uniform(0.5, 1.5)):
            try:
                self.server.kill()
                self.server.start()
                self.kills += 1
            except AssertionError as failure:
                self.failure = failure
                return

    def end(self):
        """Ends the attack with the server up, and answers how often it was killed."""
        self.ended.set()
        self.thread.join()
        if self.failure:
            raise self.failure
        return self.kills


def patient(server, service, operation, attacker=None, seconds=60, **arguments):
    """Calls until it works: connections break and throttles come, and a real client tries again."""
    limit = time.monotonic() + seconds
    while True:
        if attacker and attacker.failure:
            raise attacker.failure
        try:
            return getattr(connection(server, service), operation)(**arguments)
        except ClientError as error:
            if error.response["Error"]["Code"] not in RETRYABLE or time.monotonic() > limit:
                raise
        except BotoCoreError:
            if time.monotonic() > limit:
                raise
        time.sleep(0.05)


CONNECTIONS = {}


def connection(server, service):
    """One boto3 client per server and service: making one is slow."""
    at = (server.url, service)
    if at not in CONNECTIONS:
        CONNECTIONS[at] = client(server, service, connect_timeout=5, read_timeout=30)
    return CONNECTIONS[at]


def put_all(server, sent, attacker):
    """Puts everything, whatever it takes; answers ({(shard, sequence number): data}, how many were throttled)."""
    acknowledged, throttled = {}, 0
    for start in range(0, len(sent), BATCH):
        waiting = sent[start : start + BATCH]
        while waiting:
            records = [{"PartitionKey": key, "Data": data} for key, data in waiting]
            answer = patient(server, "kinesis", "put_records", attacker, StreamName="readings", Records=records)
            again = []
            for record, result in zip(waiting, answer["Records"]):
                if "ErrorCode" in result:
                    again.append(record)
                else:
                    at = (result["ShardId"], int(result["SequenceNumber"]))
                    assert at not in acknowledged, f"{at} was given twice"
                    acknowledged[at] = record[1]
            failed = answer.get("FailedRecordCount", 0)
            assert len(again) == failed, f"{len(again)} errors, FailedRecordCount {failed}"
            throttled += failed
            waiting = again
            if again:
                time.sleep(0.1)
    return acknowledged, throttled


def table(server, name, attacker=None):
    """Every item of a table, page by page."""
    items, start = [], {}
    while True:
        page = patient(server, "dynamodb", "scan", attacker, TableName=name, ConsistentRead=True, **start)
        items += page["Items"]
        if "LastEvaluatedKey" not in page:
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def keys(item):
    return item["SensorId"]["S"], int(item["CurrentTime"]["N"])


def expected_keys(datas):
    parsed = [json.loads(data) for data in datas]
    return {(reading["sensor_id"], reading["current_time"]) for reading in parsed}


def settle(server, sent, attacker):
    """Waits until the table has every key that was sent and no longer changes; answers seconds."""
    wanted, begun = expected_keys(data for _, data in sent), time.monotonic()
    limit, last, since = begun + 120 + len(sent) / 100, None, begun
    while True:
        items = table(server, "SensorData", attacker)
        now = time.monotonic()
        state = {keys(item): item["Temperature"]["N"] for item in items}
        if state != last:
            last, since = state, now
        if wanted <= state.keys() and now - since > 3:
            return since - begun
        assert now < limit, f"{len(wanted - state.keys())} of {len(wanted)} keys still missing after {now - begun:.0f} s"
        time.sleep(0.5)


def read_back(server):
    """{shard: [(sequence number, data)]} in the stream's own order, which must ascend."""
    stream = collections.OrderedDict()
    for shard in patient(server, "kinesis", "list_shards", StreamName="readings")["Shards"]:
        at = patient(
            server, "kinesis", "get_shard_iterator", StreamName="readings", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        read, answer = [], {"MillisBehindLatest": 1, "Records": ()}
        while answer["MillisBehindLatest"] or answer["Records"]:
            answer = patient(server, "kinesis", "get_records", ShardIterator=at, Limit=10_000)
            read += [(int(record["SequenceNumber"]), record["Data"]) for record in answer["Records"]]
            at = answer["NextShardIterator"]
        assert all(left < right for (left, _), (right, _) in zip(read, read[1:])), f"{shard['ShardId']} does not ascend"
        stream[shard["ShardId"]] = read
    return stream


def check(report, server, name, sent, acknowledged, logged, fire):
    stream = {}
    with report.case(f"{name}: everything acknowledged is in the stream, as it was sent"):
        stream = read_back(server)
        there = {(shard, number): data for shard, read in stream.items() for number, data in read}
        missing = [at for at in acknowledged if at not in there]
        assert not missing, f"{len(missing)} acknowledged records are missing, the first {missing[0]}"
        changed = [at for at, data in acknowledged.items() if there[at] != data]
        assert not changed, f"{len(changed)} records are not what was sent, the first {changed[0]}"
        unknown = set(there.values()) - {data for _, data in sent}
        assert not unknown, f"{len(unknown)} records that nobody sent"
        if not fire:
            same(len(there), len(sent), at="records in the stream")
    with report.case(f"{name}: every record landed once by its key, the last in its shard winning"):
        wanted = {}
        for read in stream.values():
            for _, data in read:
                reading = json.loads(data)
                wanted[(reading["sensor_id"], reading["current_time"])] = reading["temperature"]
        items = table(server, "SensorData")
        same(len(items), len({keys(item) for item in items}), at="distinct keys")
        got = {keys(item): float(item["Temperature"]["N"]) for item in items}
        same(len(got), len(wanted), at="items")
        wrong = [(key, got.get(key), value) for key, value in wanted.items() if got.get(key) != value]
        assert not wrong, f"{len(wrong)} keys have not the last value, the first {wrong[0]}"
    if logged:
        with report.case(f"{name}: batches followed each other without gap{'' if fire else ' or repeat'}"):
            order(stream, table(server, "Batches"), fire)


def order(stream, log, fire):
    """Checks the function's log of batches against the stream's own order."""
    for shard, read in stream.items():
        place = {number: index for index, (number, _) in enumerate(read)}
        entries = sorted((item for item in log if item["Shard"]["S"] == shard and "First" in item), key=lambda item: int(item["Number"]["N"]))
        reached = 0
        for item in entries:
            first, last, count = place[int(item["First"]["S"])], place[int(item["Last"]["S"])], int(item["Count"]["N"])
            assert item["Ascending"]["BOOL"], f"{shard}: a batch is not in order"
            assert last - first + 1 == count, f"{shard}: a batch of {count} spans {last - first + 1} records"
            assert first <= reached, f"{shard}: a batch began at record {first} when {reached} was next"
            assert fire or first == reached, f"{shard}: a batch began again at record {first} when {reached} was next"
            reached = last + 1
        same(reached, len(read), at=f"{shard}: records worked")
