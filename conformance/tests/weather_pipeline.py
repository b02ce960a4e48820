"""The weather pipeline: NOAA's stand-in, its source, the template, the function and the two tables.

The stand-in is asked by itself first, as any client would, and what it answers is the truth: a record for each station and
day, rain and snow in one table, temperatures in the other. At first nothing is killed; then the server is killed with
SIGKILL every `--kill-every` seconds while the source reads the whole month, and at the end each station and day that
measured something is in its table once, with its values. The role of the function reaches those two tables and nothing
else; the functions in Python and Node.js do what the program does.
CloudWatch has the stream's reads and the function's invocations.
"""

import base64
import datetime
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request

from harness import ground
from harness.clients import ACCOUNT, Cli, client
from harness.expect import same, text, until
from harness.functions import PYTHON, node_runtime, sdk_for_node
from harness.report import Skip
from tests.hundred_thousand import Attacker, patient, table
from tests.lake_under_fire import PIPELINES, deploy

STREAM, FUNCTION, ROLE, POLICY = "input-stream", "KinesisLambdaConsumer", "KinesisLambdaConsumerRole", "LambdaFunctionPolicy"
TABLES = {"Precipitation": ("PRCP", "SNOW"), "Temperature": ("TMIN", "TMAX")}
PROOF = "BELTSVILLE, MD US"
TOKEN = "a-token-of-the-test"
DAYS = [f"2021-10-{day:02}" for day in range(1, 32)]
CALM = DAYS[:3]
LANDED_SECONDS_MAX, AWAY_SECONDS = 240, 1


def run(report, server, options):
    standin = Standin(options.bin)
    try:
        interface(report, standin)
        with report.case("the whole month of the stand-in, by hand"):
            truth = Truth(standin)
            same(len(truth.names), 938)
        with report.case("the pipeline by its template"):
            if not server.ours:
                raise Skip("the server's program deploys it, and the server is not ours")
            deploy(server, "weather")
        if not server.ours:
            return
        made(report, server)
        begun = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=1)
        calmly(report, server, standin, truth)
        metrics(report, server, begun)
        on_stream(report, server, truth)
        refusals(report, server, standin)
        proofs(report, server, truth)
        reach(report, server)
        twins(report, server)
        under_fire(report, server, options, standin, truth)
    finally:
        standin.end()


class Standin:
    """`pumphouse noaa` on a free port."""

    def __init__(self, binary):
        self.process = subprocess.Popen(
            [binary, "noaa", "--port", "0", "--token", TOKEN, "--seed", "7"], stdout=subprocess.PIPE, text=True
        )
        first = self.process.stdout.readline()
        found = re.search(r" at (http://127\.0\.0\.1:\d+)(/cdo-web/api/v2)$", first.strip())
        assert found, f"the stand-in said {first!r}"
        self.host, self.base = found[1], found[1] + found[2]

    def end(self):
        self.process.terminate()
        code = self.process.wait(10)
        assert code == 0, f"the stand-in ended with {code}"

    def get(self, path, token=TOKEN, accept="application/json"):
        """(status, body as text)."""
        headers = {"Accept": accept, **({"token": token} if token else {})}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, headers=headers), timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def told(self, path):
        """(status, JSON); what is too much a second waits, as a client should."""
        while True:
            status, body = self.get(path)
            if status != 429:
                return status, json.loads(body)
            time.sleep(0.2)

    def good(self, path):
        """The JSON of a good answer."""
        status, body = self.told(path)
        assert status == 200, f"{path}: HTTP {status}: {body}"
        return body

    def all(self, path):
        """Every result, page by page."""
        results = []
        while True:
            page = self.good(f"{path}&limit=1000&offset={len(results) + 1}")
            results += page.get("results", [])
            if not page or len(results) >= page["metadata"]["resultset"]["count"]:
                return results


class Truth:
    """What the stand-in knows: {day: {station: {measurement: value}}} and {station: name}."""

    def __init__(self, standin):
        self.names = {station["id"]: station["name"] for station in standin.all("/stations?locationid=FIPS:24")}
        self.days = {}
        for day in DAYS:
            self.days[day] = {}
            for one in standin.all(f"/data?datasetid=GHCND&locationid=FIPS:24&startdate={day}&enddate={day}"):
                self.days[day].setdefault(one["station"], {})[one["datatype"]] = one["value"]

    def items(self, table, days):
        """{(station's name, day): {measurement: value}} of a table."""
        return {
            (self.names[station], day): {name: measured[name] for name in TABLES[table] if name in measured}
            for day in days
            for station, measured in self.days[day].items()
            if measured.keys() & set(TABLES[table])
        }

    def station_days(self, days):
        return sum(len(self.days[day]) for day in days)


def interface(report, standin):
    day = "/data?datasetid=GHCND&locationid=FIPS:24&startdate=2021-10-01&enddate=2021-10-01"
    with report.case("the stand-in asks for a token, in NOAA's words"):
        same(standin.get(day, token=None), (400, '{"status" : "400", "message" : "Token parameter is required."}'))
        same(standin.get(day, token="x"), (400, '{"status" : "400", "message" : "The token parameter provided is not valid."}'))
    with report.case("five requests a second, and then 429"):
        answers = [standin.get("/datasets") for _ in range(12)]
        refused = {body for status, body in answers if status == 429}
        same(refused, {'{"status" : "429", "message" : "This token has reached its temporary request limit of 5 per second."}'})
        assert sum(status == 200 for status, _ in answers) >= 5, answers
    with report.case("pages are counted from one, of 25 unless more are asked for, and 1,000 at most"):
        first = standin.good(day)
        count = first["metadata"]["resultset"]["count"]
        same(first["metadata"]["resultset"], {"offset": 1, "count": count, "limit": 25})
        second = standin.good(f"{day}&offset=24&limit=3")["results"]
        same(second[:2], first["results"][23:])
        assert len(standin.all(day)) == count > 1000
        same("metadata" in standin.good(f"{day}&includemetadata=false"), False)
        same(standin.told(f"{day}&limit=1001")[0], 400)
    with report.case("what is wrong is told as NOAA tells it; what is not there is nothing found"):
        told = standin.told("/data?datasetid=GHCND&startdate=2020-03-10&enddate=2021-04-01")
        wanted = {"statusCode": "400", "userMessage": "There was an error with the request.", "developerMessage": "The date range must be less than 1 year."}
        same(told, (400, wanted))
        same(standin.good(day.replace("GHCND", "NOTHING")), {})
        same(standin.good("/stations/GHCND:NOTHING"), {})


def made(report, server):
    with report.case("the stream is on demand, and keeps a day"):
        stream = client(server, "kinesis").describe_stream_summary(StreamName=STREAM)["StreamDescriptionSummary"]
        same((stream["StreamModeDetails"], stream["RetentionPeriodHours"], stream["StreamStatus"]), ({"StreamMode": "ON_DEMAND"}, 24, "ACTIVE"))
    with report.case("the tables are keyed by station name and date"):
        for name in TABLES:
            got = client(server, "dynamodb").describe_table(TableName=name)["Table"]
            same([(key["AttributeName"], key["KeyType"]) for key in got["KeySchema"]], [("station_name", "HASH"), ("date", "RANGE")])
    with report.case("the function has a minute, and the stream as its trigger"):
        functions = client(server, "lambda")
        same(functions.get_function_configuration(FunctionName=FUNCTION)["Timeout"], 60)
        mapping = functions.list_event_source_mappings(FunctionName=FUNCTION)["EventSourceMappings"]
        same([(one["EventSourceArn"], one["State"]) for one in mapping], [(ground.arn("kinesis", f"stream/{STREAM}"), "Enabled")])
    with report.case("the role has the customer-managed policy for the two tables, and the managed one"):
        iam = client(server, "iam")
        attached = {one["PolicyName"]: one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]}
        own = f"arn:aws:iam::{ACCOUNT}:policy/{POLICY}"
        same(attached, {POLICY: own, "AWSLambdaKinesisExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"})
        same([one["PolicyName"] for one in iam.list_policies(Scope="Local")["Policies"]], [POLICY])
        version = iam.get_policy(PolicyArn=own)["Policy"]["DefaultVersionId"]
        (statement,) = iam.get_policy_version(PolicyArn=own, VersionId=version)["PolicyVersion"]["Document"]["Statement"]
        same(sorted(statement["Resource"]), [ground.arn("dynamodb", f"table/{name}") for name in sorted(TABLES)])


def source(server, standin, *words, token=TOKEN):
    """`pumphouse weather` from the stand-in to the server's stream, as a process that was started."""
    command = [server.binary, "weather", "--noaa-url", standin.host, "--token", token, "--endpoint", server.url, *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NOAA_"))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def finished(process):
    """What the source printed, which must have ended well."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, f"the source ended with {process.returncode}: {err}{out}"
    return out


def landed(server, name, attacker=None):
    """{(station's name, day): {measurement: value}} of a table's items."""
    items = table(server, name, attacker)
    return {
        (item["station_name"]["S"], item["date"]["S"]): {key: int(value["N"]) for key, value in item.items() if "N" in value}
        for item in items
    }


def settle(server, truth, days, attacker=None):
    for name in TABLES:
        wanted = truth.items(name, days)
        looked = until(lambda: landed(server, name, attacker) == wanted, bool, LANDED_SECONDS_MAX, f"{len(wanted)} items of {name}")
        same(looked, True)


def calmly(report, server, standin, truth):
    with report.case("the source prints what it read and put, and the HTTP status"):
        lines = finished(source(server, standin, "--start", CALM[0], "--end", CALM[-1])).splitlines()
        for line, day in zip(lines, CALM, strict=False):
            count = len(truth.days[day])
            observations = sum(map(len, truth.days[day].values()))
            same(line, f"{day}  {count} records of {observations} observations read (HTTP 200), {count} put (HTTP 200)")
        total = truth.station_days(CALM)
        same(lines[-1], text(rf"{total} records of 3 days and 938 stations read, .* {total} put on stream {STREAM}; \d+ tries were repeated\."))
    with report.case("each station and day is in the tables once, and nothing else is"):
        settle(server, truth, CALM)


def metrics(report, server, begun):
    aws = Cli(server, server.folder)

    def statistics(namespace, name, dimension, value, *wanted):
        times = [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (begun, datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1))]
        points = aws(
            "cloudwatch", "get-metric-statistics", "--namespace", namespace, "--metric-name", name, "--dimensions", f"Name={dimension},Value={value}",
            "--start-time", times[0], "--end-time", times[1], "--period", "60", "--statistics", *wanted,
        )["Datapoints"]  # fmt: skip
        return sorted(points, key=lambda point: point["Timestamp"])

    with report.case("CloudWatch: GetRecords.Success of the stream is 100 %"):
        points = until(
            lambda: statistics("AWS/Kinesis", "GetRecords.Success", "StreamName", STREAM, "Average", "Sum", "SampleCount"), bool, 90, "a data point"
        )
        for point in points:
            same((point["Average"], point["Unit"]), (1.0, "Count"))
            assert point["Sum"] == point["SampleCount"] >= 1, point
    with report.case("CloudWatch: the function's invocations over time, none of them failed"):
        points = until(lambda: statistics("AWS/Lambda", "Invocations", "FunctionName", FUNCTION, "Sum"), bool, 90, "a data point")
        assert sum(point["Sum"] for point in points) >= 1 and {point["Unit"] for point in points} == {"Count"}, points
        failed = statistics("AWS/Lambda", "Errors", "FunctionName", FUNCTION, "Sum")
        same(sum(point["Sum"] for point in failed), 0)


def on_stream(report, server, truth):
    with report.case("the stream has a record of each station and day, without what was not measured"):
        kinesis, seen = client(server, "kinesis"), []
        for shard in kinesis.list_shards(StreamName=STREAM)["Shards"]:
            at = kinesis.get_shard_iterator(StreamName=STREAM, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
            while True:
                answer = patient(server, "kinesis", "get_records", ShardIterator=at)
                seen += [json.loads(record["Data"]) for record in answer["Records"]]
                at = answer["NextShardIterator"]
                if not answer["Records"] and not answer["MillisBehindLatest"]:
                    break
                time.sleep(0.2)
        keep = {name for names in TABLES.values() for name in names}
        wanted = {
            (station, day): {"date": day, "station": station, "station_name": truth.names[station],
                             **{name: value for name, value in measured.items() if name in keep}}
            for day in CALM for station, measured in truth.days[day].items()
        }  # fmt: skip
        same(len(seen), len(wanted), at="records")
        assert {(one["station"], one["date"]): one for one in seen} == wanted, "records are not those of the API"


def refusals(report, server, standin):
    with report.case("a wrong token, a stream that is not there: told at once"):
        process = source(server, standin, "--start", DAYS[0], "--end", DAYS[0], token="wrong")
        process.wait(60)
        assert process.returncode == 1 and "The token parameter provided is not valid." in process.stderr.read()
        process = source(server, standin, "--stream", "nosuch", "--start", DAYS[0], "--end", DAYS[0])
        process.wait(60)
        said = process.stderr.read()
        assert process.returncode == 1 and "nosuch" in said, said


def proofs(report, server, truth):
    aws = Cli(server, server.folder)
    for name in TABLES:
        values = {key: value for key, value in truth.items(name, CALM).items() if key[0] == PROOF}
        wanted = sorted(day for _, day in values)
        with report.case(f"a query of {name} for {PROOF}: its days, in order"):
            assert wanted, "the station measured nothing"
            ask = lambda station: client(server, "dynamodb").query(  # noqa: E731
                TableName=name, KeyConditionExpression="station_name = :s", ExpressionAttributeValues={":s": {"S": station}}
            )
            same([item["date"]["S"] for item in ask(PROOF)["Items"]], wanted)
            spoken = lambda station: aws(  # noqa: E731
                "dynamodb", "query", "--table-name", name, "--key-condition-expression", "station_name = :s",
                "--expression-attribute-values", json.dumps({":s": {"S": station}}),
            )  # fmt: skip
            answer = spoken(PROOF)
            same([item["date"]["S"] for item in answer["Items"]], wanted)
            same({(PROOF, item["date"]["S"]): {key: int(value["N"]) for key, value in item.items() if "N" in value} for item in answer["Items"]}, values)
        with report.case(f"{name}: the name in other letters is another name"):
            for station in ("Beltsville, MD US", "beltsville, md us", "BELTSVILLE, MD US "):
                same((ask(station)["Count"], spoken(station)["Count"]), (0, 0))


def reach(report, server):
    code = """
import boto3

def handler(event, context):
    try:
        getattr(boto3.client(event["service"]), event["operation"])(**event["arguments"])
        return "allowed"
    except Exception as error:
        return str(error)
"""
    with report.case("another function with the same role"):
        ground.table(server, "Elsewhere")
        client(server, "s3").create_bucket(Bucket="elsewhere")
        ground.function(server, "reaches", f"arn:aws:iam::{ACCOUNT}:role/{ROLE}", "index.handler", {"index.py": code})

    def reached(service, operation, **arguments):
        event = json.dumps({"service": service, "operation": operation, "arguments": arguments})
        return json.loads(client(server, "lambda").invoke(FunctionName="reaches", Payload=event.encode())["Payload"].read())

    key = {"station_name": {"S": "nowhere"}, "date": {"S": "1900-01-01"}}
    with report.case("the role reads and writes the two tables"):
        for name in TABLES:
            same(reached("dynamodb", "put_item", TableName=name, Item=key), "allowed")
            same(reached("dynamodb", "get_item", TableName=name, Key=key), "allowed")
            same(reached("dynamodb", "query", TableName=name, KeyConditionExpression="station_name = :s", ExpressionAttributeValues={":s": {"S": "nowhere"}}), "allowed")
            same(reached("dynamodb", "delete_item", TableName=name, Key=key), "allowed")
    with report.case("and nothing else: no other table, not to delete one, no stream to put on, no bucket"):
        denied = lambda action, resource: text(  # noqa: E731
            rf"An error occurred \(AccessDenied(Exception)?\) when calling .*User: arn:aws:sts::{ACCOUNT}:assumed-role/{ROLE}/reaches is not authorized "
            rf"to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action"
        )
        elsewhere = ground.arn("dynamodb", "table/Elsewhere")
        same(reached("dynamodb", "put_item", TableName="Elsewhere", Item={"id": {"S": "1"}}), denied("dynamodb:PutItem", elsewhere))
        same(reached("dynamodb", "get_item", TableName="Elsewhere", Key={"id": {"S": "1"}}), denied("dynamodb:GetItem", elsewhere))
        same(reached("dynamodb", "scan", TableName="Elsewhere"), denied("dynamodb:Scan", elsewhere))
        same(reached("dynamodb", "batch_write_item", RequestItems={
            "Precipitation": [{"PutRequest": {"Item": key}}], "Elsewhere": [{"PutRequest": {"Item": {"id": {"S": "1"}}}}],
        }), denied("dynamodb:BatchWriteItem", elsewhere))  # fmt: skip
        same(reached("dynamodb", "delete_table", TableName="Precipitation"), denied("dynamodb:DeleteTable", ground.arn("dynamodb", "table/Precipitation")))
        same(reached("kinesis", "put_record", StreamName=STREAM, Data="x", PartitionKey="x"), denied("kinesis:PutRecord", ground.arn("kinesis", f"stream/{STREAM}")))
        same(reached("s3", "list_objects_v2", Bucket="elsewhere"), denied("s3:ListBucket", '"arn:aws:s3:::elsewhere"'))
        same(ground.items(server, "Elsewhere"), [])
    with report.case("a batch that was refused for one of its tables wrote to none"):
        same([item for item in ground.items(server, "Precipitation") if item["station_name"]["S"] == "nowhere"], [])


def twins(report, server):
    """The same event to the program and to its twins; each time the items are the same."""
    days = [
        {"date": "1999-12-31", "station": "s:1", "station_name": "TWIN, MD US", "PRCP": 12.5, "TMIN": -3, "TMAX": 40},
        {"date": "2000-01-01", "station": "s:1", "station_name": "TWIN, MD US", "SNOW": 0},
        {"date": "2000-01-02", "station": "s:1", "station_name": "TWIN, MD US"},
    ]
    event = {"Records": [{"kinesis": {"data": base64.b64encode(json.dumps(day).encode()).decode()}} for day in days]}
    wanted = {
        "Precipitation": [{"date": "1999-12-31", "PRCP": 12.5}, {"date": "2000-01-01", "SNOW": 0}],
        "Temperature": [{"date": "1999-12-31", "TMIN": -3, "TMAX": 40}],
    }
    role = f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"
    handlers = PIPELINES / "weather/handlers"
    dynamodb = client(server, "dynamodb")

    def check(function):
        answer = client(server, "lambda").invoke(FunctionName=function, Payload=json.dumps(event).encode())
        said = answer["Payload"].read()
        assert "FunctionError" not in answer, said
        same(json.loads(said), {"records": 3})
        for name, items in wanted.items():
            got = [item for item in ground.items(server, name) if item["station_name"]["S"] == "TWIN, MD US"]
            plain = [{"date": item["date"]["S"], **{key: float(value["N"]) for key, value in item.items() if "N" in value}} for item in got]
            assert plain == items, f"{name}: {plain}"
            assert {item["station"]["S"] for item in got} == {"s:1"}, got
            for item in got:
                dynamodb.delete_item(TableName=name, Key={key: item[key] for key in ("station_name", "date")})

    with report.case("the program"):
        check(FUNCTION)
    with report.case("its twin in Python"):
        ground.function(server, "twin-python", role, "to_tables.lambda_handler", {"to_tables.py": (handlers / "to_tables.py").read_text()}, PYTHON)
        check("twin-python")
    with report.case("its twin in Node.js"):
        runtime = node_runtime()
        if not runtime:
            raise Skip("no Node.js or no SDK; conformance/setup installs the latter")
        files = {"to_tables.mjs": (handlers / "to_tables.mjs").read_text(), **sdk_for_node()}
        ground.function(server, "twin-node", role, "to_tables.handler", files, runtime)
        check("twin-node")


class Outage:
    """The server, which stays away for a while whenever it was killed, so that the source meets nobody."""

    def __init__(self, server):
        self.server, self.kill = server, server.kill

    def start(self):
        time.sleep(AWAY_SECONDS)
        self.server.start()


def under_fire(report, server, options, standin, truth):
    attacker = Attacker(Outage(server), options.kill_every)
    with report.case(f"killed every {options.kill_every:g} s, the source goes on to the end, and its counts are exact"):
        begun = time.monotonic()
        process = source(server, standin, "--json")
        said = json.loads(finished(process))
        total = truth.station_days(DAYS)
        same((said["stations"], said["days"], said["recordsRead"], said["recordsPut"]), (938, 31, total, total))
        print(f"       {total} records in {time.monotonic() - begun:.1f} s, {said['retries']} retries, {attacker.kills} kills", flush=True)
    with report.case("each station and day is in the tables once, with its values"):
        kills = attacker.end()
        assert kills >= 2, f"only {kills} kills: use a smaller --kill-every"
        assert said["retries"] > 0, "the source never met a dead server"
        settle(server, truth, DAYS)
    with report.case(f"the whole month of {PROOF}, in order"):
        for name in TABLES:
            wanted = sorted(day for station, day in truth.items(name, DAYS) if station == PROOF)
            got = client(server, "dynamodb").query(
                TableName=name, KeyConditionExpression="station_name = :s", ExpressionAttributeValues={":s": {"S": PROOF}}
            )["Items"]
            same([item["date"]["S"] for item in got], wanted)
            assert len(wanted) > 25, wanted
