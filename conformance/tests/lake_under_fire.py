"""The lake's pipelines by their templates, `motors` and `bank` on one server, while it is killed with SIGKILL, and
processes of their functions beside it.

Batches of CSV are put into the bucket of `motors` and records on the stream of `bank`. At first nothing is killed, and
each thing is everywhere exactly once. Then the server is killed every `--kill-every` seconds and started
again on the same data, and a function every `--kill-functions-every` seconds, more often where rows are few, all the way from the first put
until everything has landed. Whatever was acknowledged must be there at every station at the end: as items, on the
stream of changes, in Parquet with its values, as lines of JSON. A thing may be there twice, for every station promises
at least once, but the table has each row once, and so has the lake by the rows' ids: the columns' sums are those of
what was put. The functions are the pipelines' own programs.

There are `--records` rows, made up, and half as many records; with `--rows-file` the rows are those of a recording,
`--rows-times` over.
"""

import collections
import csv
import gzip
import io
import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import time

from harness.expect import same
from harness.fire import Sniper
from harness.report import Skip
from tests.hundred_thousand import Attacker, connection, patient, table

PIPELINES = pathlib.Path(__file__).resolve().parent.parent.parent / "pipelines"
COLUMNS = "u_q coolant stator_winding u_d stator_tooth motor_speed i_d i_q pm stator_yoke ambient torque profile_id".split()
BATCH_ROWS = 1_000
RECORDS = 500
CALM_ROWS = 1_000
LANDED_SECONDS_MAX = 240
# Few rows have landed after some seconds on a quiet machine.
FEW_ROWS, KILL_EVERY_SECONDS_MAX, SHOOT_EVERY_SECONDS_MAX = 50_000, 0.7, 0.1
BATCHES, LAKE, BANK_LAKE = "pmsm-batches", "big-data-project-spring2021", "bank-marketing-lake"
# An asynchronous event is tried three times, after one minute and two more, and then dropped, as on AWS. In each of two
# windows shorter than a minute it fails once at most, so the third try is left alone.
WINDOWS = {"bigdataprojectcsvtodynamodb": [(0, 50), (115, 165)]}
# Firehose invokes a transform four times within some seconds before it gives records up.
GAPS = {"mykinesisinput": 10}


def run(report, server, options):
    rows = recorded(options.rows_file, options.rows_times) if options.rows_file else made_up(options.records)
    calm = set(list(rows)[: min(CALM_ROWS, len(rows) // 2)])
    bank = [f"{number}|admin.|married|secondary|no|{-number}|yes|no|unknown|5|may|1042|1|-1|0|unknown|yes" for number in range(options.records // 2)]
    with report.case("both pipelines by their templates"):
        if not server.ours:
            raise Skip("the server is not ours to kill")
        if options.unlimited_shards:
            server.stop()
            server.start("--unlimited-shards")
        deploy(server, "motors", BufferSeconds=2, BatchSize=200, ShardCount=8)
        deploy(server, "bank", BufferSeconds=1, TransformSeconds=1)
    if not server.ours:
        return
    with report.case("calmly everything is everywhere exactly once"):
        put_batches(server, None, {number: rows[number] for number in calm})
        put_records(server, None, bank[: len(calm)])
        settle(server, None, len(calm), len(calm))
        same(sorted(parquet(server)[1].elements()), sorted(calm), at="rows in Parquet")
        same(sorted(changes(server).elements()), sorted(calm), at="ids on the stream")
        same(sorted(line["Age"] for line in lake(server)), sorted(map(str, range(len(calm)))), at="records in the lake")
    every, shoot = options.kill_every, options.kill_functions_every
    if len(rows) < FEW_ROWS:
        every, shoot = min(every, KILL_EVERY_SECONDS_MAX), min(shoot, SHOOT_EVERY_SECONDS_MAX)
    attacker, sniper = Attacker(server, every), Sniper(server, shoot, WINDOWS, GAPS)
    with report.case(f"{len(rows)} rows in batches and {len(bank)} records are put"):
        put_batches(server, attacker, {number: row for number, row in rows.items() if number not in calm})
        put_records(server, attacker, bank[len(calm) :])
    with report.case("all of it lands, under fire"):
        try:
            settle(server, attacker, len(rows), len(bank))
        finally:
            shots, kills = sniper.end(), attacker.end()
        print(f"       {kills} kills of the server, of functions: {shots}", flush=True)
        assert kills >= 2, f"only {kills} kills: use more --records"
        assert len(shots) >= 2, f"functions that were killed: {shots}"
    with report.case("every row is one item, with its values"):
        items = {int(item["id"]["N"]): [float(item[name]["N"]) for name in COLUMNS] for item in table(server, "pmsm_temperature")}
        same(len(items), len(rows), at="items")
        assert items == rows, "an item is not its row"
    with report.case("every row is in Parquet, with its values, and the columns' sums are those of what was put"):
        read, times = parquet(server)
        print(f"       {times.total()} rows in Parquet, {len(read)} by id", flush=True)
        same(len(read), len(rows), at="ids in Parquet")
        assert read == rows, "a row in Parquet is not the row that was put"
        same(sums(read), sums(rows), at="sums of columns")
    with report.case("every change is on the stream"):
        assert changes(server).keys() == rows.keys(), "ids on the stream are not those of the rows"
    with report.case("every record of the bank is in the lake, and nothing else"):
        lines = lake(server)
        wanted = {(str(number), -number) for number in range(len(bank))}
        assert {(line["Age"], line["Balance"]) for line in lines} == wanted, "records are not those that were put"
        same(objects(server, BANK_LAKE, "processing-failed/"), [], at="failed records")


def made_up(count):
    """{id: values} of so many rows."""
    value = lambda dice: round(dice.uniform(-200, 200), 4)  # noqa: E731
    return {number: [value(dice) for _ in COLUMNS[:-1]] + [number % 16] for number in range(1, count + 1) for dice in [random.Random(number)]}


def recorded(path, times):
    """The same of a recording, gzipped CSV: again and again, each time with profiles of its own."""
    with gzip.open(path, "rt") as text:
        once = [[float(row[name]) for name in COLUMNS] for row in csv.DictReader(text)]
    profiles = int(max(row[-1] for row in once)) + 1
    copies = ([*row[:-1], row[-1] + copy * profiles] for copy in range(times) for row in once)
    return dict(enumerate(copies, start=1))


def sums(rows):
    return {name: math.fsum(row[at] for row in rows.values()) for at, name in enumerate(COLUMNS)}


def deploy(server, name, **parameters):
    """`pumphouse deploy`s a pipeline. Its functions are its own program, where that was built beside the server's, else
    the server's, which is as much and unpacks slowly."""
    folder = server.folder / name
    folder.mkdir()
    own = pathlib.Path(server.binary).with_name(name)
    shutil.copy2(own if own.exists() else server.binary, folder / "bootstrap")
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


def settle(server, attacker, rows, records):
    """Waits until both lakes have everything, reading each object once."""
    limit, seen, ids, ages = time.monotonic() + LANDED_SECONDS_MAX + (rows + records) / 200, set(), set(), set()
    while True:
        for bucket in (LAKE, BANK_LAKE):
            for key in objects(server, bucket, attacker=attacker):
                if (bucket, key) not in seen:
                    body = content(server, bucket, key, attacker)
                    if bucket == LAKE:
                        ids.update(parquet_rows(body)[0])
                    else:
                        ages.update(json.loads(line)["Age"] for line in body.splitlines())
                    seen.add((bucket, key))
        if len(ids) == rows and len(ages) == records:
            return
        assert time.monotonic() < limit, f"{len(ids)} rows of {rows} in Parquet and {len(ages)} records of {records} in the lake"
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
    """The ids of a Parquet file, and {id: values}."""
    import pyarrow.parquet

    columns = pyarrow.parquet.read_table(io.BytesIO(body)).to_pydict()
    values = zip(*(columns[name] for name in COLUMNS))
    return columns["id"], {number: [*map(float, row)] for number, row in zip(columns["id"], values)}


def parquet(server):
    """{id: values} of all of the lake, and how often each id is there."""
    rows, times = {}, collections.Counter()
    for key in objects(server, LAKE):
        ids, read = parquet_rows(content(server, LAKE, key))
        rows.update(read)
        times.update(ids)
    return rows, times


def changes(server):
    """How often each id is among the insertions on the stream of changes."""
    kinesis, ids = connection(server, "kinesis"), collections.Counter()
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
