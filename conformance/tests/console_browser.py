"""The console in a real browser: every room, wide and light as well as on a phone in the dark; what fails is seen.

No page may say anything on the browser's console, ask for anything elsewhere, scroll sideways or fail axe-core's serious
rules. Needs Node.js and a Chromium; where no Chromium can be installed the file is left out, and says so.
"""

import json
import pathlib
import shutil
import subprocess
import urllib.request

from harness.clients import client
from harness.expect import refused, same
from harness.report import Skip

PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "clients" / "console.mjs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NAMES = {"stream": "orders", "table": "Orders", "queue": "late", "topic": "alerts", "bucket": "lake-of-orders"}
DASHBOARD = {
    "title": "Orders",
    "panels": [
        {
            "title": "By kind",
            "sql": "SELECT kind, n FROM (VALUES ('a', 1), ('b', 2)) AS t (kind, n)",
            "figure": {"data": [{"type": "bar", "x": "$kind", "y": "$n"}]},
        },
        {"title": "Rows", "sql": "SELECT 1 AS one", "show": "table"},
        {"title": "In", "metrics": [["AWS/Kinesis", "IncomingRecords", "StreamName", NAMES["stream"]]]},
    ],
}


def run(report, server, options):
    if not server.ours:
        print("  left out: only Pumphouse has a console", flush=True)
        return
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        print("  left out: there is no Chromium, and none could be installed", flush=True)
        return
    if not shutil.which("node"):
        raise Skip("there is no node")
    furnish(server)
    base = f"{server.url}/_pumphouse/"
    rooms = [
        "", "dashboards", "dashboards/orders", "dashboards/orders/edit", "sql",
        "streams", f"streams/{NAMES['stream']}", "tables", f"tables/{NAMES['table']}", "functions", "delivery",
        "buckets", f"buckets/{NAMES['bucket']}", f"buckets/{NAMES['bucket']}?key=a/b.json", "catalog",
        "queues", f"queues/{NAMES['queue']}", "topics", f"topics/{NAMES['topic']}", "alarms", "alarms/many", "graphs",
        "logs", "faults", "cost",
    ]  # fmt: skip
    told = opened(browser, base, rooms)
    for page in told:
        with report.case(f"{page['path'] or 'map'}, {page['screen']}"):
            same(page["wrong"], [])
    with report.case("the map says who writes where, and that nothing fails"):
        text = told[0]["text"]
        assert "Nothing fails" in text and NAMES["stream"] in text, text
    with report.case("the map says what fails, and why"):
        throttle(server, "kinesis:PutRecord")
        put = lambda: client(server, "kinesis").put_record(StreamName=NAMES["stream"], PartitionKey="p", Data=b"x")
        for _ in range(4):
            refused(put, "ProvisionedThroughputExceededException")
        [page, _] = opened(browser, base, [""])
        same(page["wrong"], [])
        assert "ProvisionedThroughputExceededException" in page["text"] and "failed in the last minute" in page["text"], page
    with report.case("a page that is not there is a page"):
        same([page["wrong"][-1:] for page in opened(browser, base, ["nowhere"])], [["status 404"]] * 2)


def furnish(server):
    kinesis, dynamodb, s3 = client(server, "kinesis"), client(server, "dynamodb"), client(server, "s3")
    kinesis.create_stream(StreamName=NAMES["stream"], ShardCount=2)
    kinesis.get_waiter("stream_exists").wait(StreamName=NAMES["stream"])
    for number in range(20):
        kinesis.put_record(StreamName=NAMES["stream"], PartitionKey=str(number), Data=json.dumps({"n": number}).encode())
    dynamodb.create_table(
        TableName=NAMES["table"],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName=NAMES["table"], Item={"id": {"S": "<script>alert(1)</script>"}, "n": {"N": "1"}})
    s3.create_bucket(Bucket=NAMES["bucket"])
    s3.put_object(Bucket=NAMES["bucket"], Key="a/b.json", Body=b'{"html": "<script>alert(1)</script>"}\n')
    client(server, "sqs").create_queue(QueueName=NAMES["queue"])
    topic = client(server, "sns").create_topic(Name=NAMES["topic"])["TopicArn"]
    client(server, "logs").create_log_group(logGroupName="/orders/app")
    client(server, "cloudwatch").put_metric_alarm(
        AlarmName="many", Namespace="AWS/Kinesis", MetricName="IncomingRecords", Statistic="Sum", Period=60, EvaluationPeriods=1,
        Threshold=1e6, ComparisonOperator="GreaterThanThreshold", AlarmActions=[topic],
        Dimensions=[{"Name": "StreamName", "Value": NAMES["stream"]}],
    )  # fmt: skip
    url = f"{server.url}/_pumphouse/dashboards/orders"
    request = urllib.request.Request(url, json.dumps(DASHBOARD).encode(), method="PUT")
    same(urllib.request.urlopen(request, timeout=10).status, 204)


def throttle(server, operation):
    command = [server.binary, "fault", "add", operation, "--throttle", "100%", "--endpoint", server.url]
    subprocess.run(command, check=True, capture_output=True, timeout=30)


def opened(browser, base, paths):
    """What the browser says of each page, on each screen."""
    command = ["node", str(PROGRAM), browser, base, *paths]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]
