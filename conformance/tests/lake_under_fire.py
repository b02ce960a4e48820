"""The lake's pipelines by their templates, `motors` and `bank` on one server, while it is killed with SIGKILL.

Batches of CSV are put into the bucket of `motors` and records on the stream of `bank`; the server is killed every
`--kill-every` seconds, or more often, and started again on the same data, all the way from the first put until everything has
landed. Whatever was acknowledged must be there at every station at the end: as items, on the stream of changes, in
Parquet with its values, as lines of JSON. A thing may be there twice, for every station promises at least once, but
the table has each row once. The functions are the server's own program, as `pumphouse demo` deploys it.
"""

import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import time

from harness.expect import same
from harness.report import Skip
from tests.hundred_thousand import Attacker, connection, patient, table

PIPELINES = pathlib.Path(__file__).resolve().parent.parent.parent / "pipelines"
COLUMNS = "u_q coolant stator_winding u_d stator_tooth motor_speed i_d i_q pm stator_yoke ambient torque profile_id".split()
BATCH_ROWS = 1_000
RECORDS = 500
LANDED_SECONDS_MAX = 240
# On a quiet machine everything has landed after some seconds.
KILL_EVERY_SECONDS_MAX = 0.7
BATCHES, LAKE, BANK_LAKE = "pmsm-batches", "big-data-project-spring2021", "bank-marketing-lake"


def run(report, server, options):
    count = options.records // 2
    rows = {number: [round(random.Random(number).uniform(-200, 200), 4) for _ in COLUMNS[:-1]] + [number % 16] for number in range(1, count + 1)}
    bank = [f"{number}|admin.|married|secondary|no|{-number}|yes|no|unknown|5|may|1042|1|-1|0|unknown|yes" for number in range(count)]
    with report.case("both pipelines by their templates"):
        if not server.ours:
            raise Skip("the server is not ours to kill")
        deploy(server, "motors", BufferSeconds=2, BatchSize=200, ShardCount=8)
        deploy(server, "bank", BufferSeconds=1, TransformSeconds=1)
    if not server.ours:
        return
    attacker = Attacker(server, min(options.kill_every, KILL_EVERY_SECONDS_MAX))
    with report.case(f"{count} rows in batches and {count} records are put"):
        put_batches(server, attacker, rows)
        put_records(server, attacker, bank)
    with report.case("all of it lands, under fire"):
        settle(server, attacker, count)
        kills = attacker.end()
        print(f"       {kills} kills", flush=True)
        assert kills >= 2, f"only {kills} kills: use more --records"
    with report.case("every row is one item, with its values"):
        items = {int(item["id"]["N"]): [float(item[name]["N"]) for name in COLUMNS] for item in table(server, "pmsm_temperature")}
        same(len(items), count, at="items")
        assert items == rows, "an item is not its row"
    with report.case("every row is in Parquet, with its values"):
        read = parquet(server)
        same(set(read), set(rows), at="ids in Parquet")
        assert read == rows, "a row in Parquet is not the row that was put"
    with report.case("every change is on the stream"):
        same(changes(server), set(rows), at="ids on the stream")
    with report.case("every record of the bank is in the lake, and nothing else"):
        lines = lake(server)
        same({(line["Age"], line["Balance"]) for line in lines}, {(str(number), -number) for number in range(count)}, at="records")
        same(objects(server, BANK_LAKE, "processing-failed/"), [], at="failed records")


def deploy(server, name, **parameters):
    """`pumphouse deploy`s a pipeline, its functions being the server's program under the name `bootstrap`."""
    folder = server.folder / name
    folder.mkdir()
    shutil.copy2(server.binary, folder / "bootstrap")
    text = (PIPELINES / name / "template.yaml").read_text()
    (folder / "template.yaml").write_text(text.replace(f"Code: ../../target/lambda/{name}", "Code: ./bootstrap"))
    settings = [word for key, value in parameters.items() for word in ("--parameter", f"{key}={value}")]
    command = [server.binary, "deploy", str(folder / "template.yaml"), "--stack", name, "--endpoint", server.url, *settings]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, f"deploying {name} ended with {done.returncode}: {done.stdout}{done.stderr}"
    (folder / "bootstrap").unlink()


def put_batches(server, attacker, rows):
    numbers = sorted(rows)
    for start in range(0, len(numbers), BATCH_ROWS):
        lines = [",".join(map(str, [number, *rows[number]])) for number in numbers[start : start + BATCH_ROWS]]
        text = "\n".join([",".join(["id", *COLUMNS]), *lines, ""])
        patient(server, "s3", "put_object", attacker, Bucket=BATCHES, Key=f"batch {start}.csv", Body=text.encode())


def put_records(server, attacker, records):
    for start in range(0, len(records), RECORDS):
        waiting = [{"PartitionKey": str(index), "Data": record.encode()} for index, record in enumerate(records[start : start + RECORDS])]
        while waiting:
            answer = patient(server, "kinesis", "put_records", attacker, StreamName="data-stream", Records=waiting)
            waiting = [record for record, result in zip(waiting, answer["Records"]) if "ErrorCode" in result]


def settle(server, attacker, count):
    """Waits until both lakes have everything, reading each object once."""
    limit, seen, ids, ages = time.monotonic() + LANDED_SECONDS_MAX, set(), set(), set()
    while True:
        for bucket in (LAKE, BANK_LAKE):
            for key in objects(server, bucket, attacker=attacker):
                if (bucket, key) not in seen:
                    body = content(server, bucket, key, attacker)
                    if bucket == LAKE:
                        ids.update(parquet_rows(body))
                    else:
                        ages.update(json.loads(line)["Age"] for line in body.splitlines())
                    seen.add((bucket, key))
        if len(ids) == len(ages) == count:
            return
        assert time.monotonic() < limit, f"{len(ids)} rows in Parquet and {len(ages)} records in the lake, of {count} each"
        time.sleep(0.5)


def objects(server, bucket, prefix="", attacker=None):
    """Every key of a bucket, page by page."""
    keys, more = [], {}
    while True:
        page = patient(server, "s3", "list_objects_v2", attacker, Bucket=bucket, Prefix=prefix, **more)
        keys += [entry["Key"] for entry in page.get("Contents", [])]
        if not page["IsTruncated"]:
            return keys
        more = {"ContinuationToken": page["NextContinuationToken"]}


def content(server, bucket, key, attacker=None):
    """An object's bytes; a connection that breaks in the middle is one more reason to try again."""
    limit = time.monotonic() + 60
    while True:
        try:
            return patient(server, "s3", "get_object", attacker, Bucket=bucket, Key=key)["Body"].read()
        except Exception:  # whatever breaks while the body comes
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)


def parquet_rows(body):
    """{id: values} of a Parquet file."""
    import pyarrow.parquet

    columns = pyarrow.parquet.read_table(io.BytesIO(body)).to_pydict()
    return {number: [float(columns[name][at]) for name in COLUMNS] for at, number in enumerate(columns["id"])}


def parquet(server):
    rows = {}
    for key in objects(server, LAKE):
        rows.update(parquet_rows(content(server, LAKE, key)))
    return rows


def changes(server):
    """The ids of all insertions on the stream of changes."""
    kinesis, ids = connection(server, "kinesis"), set()
    for shard in kinesis.list_shards(StreamName="pmsmstreamtos3")["Shards"]:
        at = kinesis.get_shard_iterator(StreamName="pmsmstreamtos3", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        answer = {"MillisBehindLatest": 1, "Records": ()}
        while answer["MillisBehindLatest"] or answer["Records"]:
            answer = patient(server, "kinesis", "get_records", ShardIterator=at)
            ids.update(int(json.loads(record["Data"])["dynamodb"]["Keys"]["id"]["N"]) for record in answer["Records"])
            at = answer["NextShardIterator"]
    return ids


def lake(server):
    keys = [key for key in objects(server, BANK_LAKE) if not key.startswith("processing-failed/")]
    return [json.loads(line) for key in keys for line in content(server, BANK_LAKE, key).splitlines()]
