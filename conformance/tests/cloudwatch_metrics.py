"""CloudWatch metrics and dashboards, in each of its protocols: CBOR as boto3 speaks, JSON 1.0, aws-query; the aws CLI."""

import copy
import datetime
import json
import pathlib
import tempfile
import time

import boto3
from botocore.config import Config

from harness.clients import ACCOUNT, CREDENTIALS, REGION, Cli, bare, client
from harness.expect import ANY, body, refused, same, until

NAMESPACE = "Conformance"
TARGET = "GraniteServiceVersion20100801"
DIMENSIONS = [{"Name": "Host", "Value": "a"}]
WIDGETS = [
    {"type": "metric", "x": 0, "y": 0, "width": 6, "height": 6,
     "properties": {"region": REGION, "metrics": [[NAMESPACE, "latency", "Host", "a"]]}},
    {"type": "text", "properties": {"markdown": "# pumps"}},
]  # fmt: skip


def run(report, server, options):
    with tempfile.TemporaryDirectory() as folder:
        for protocol, name in (("smithy-rpc-v2-cbor", "cbor"), ("json", "json"), ("query", "query")):
            metrics(report, speaking(server, protocol, pathlib.Path(folder) / name), protocol, name)
    cloudwatch = client(server, "cloudwatch")
    large(report, cloudwatch)
    math(report, cloudwatch)
    errors(report, server, cloudwatch)
    raw(report, server)
    command_line(report, server)
    dashboards(report, server, cloudwatch)
    killed(report, server, cloudwatch)


def speaking(server, protocol, folder):
    """A boto3 client whose model of CloudWatch knows one protocol alone."""
    session = boto3.Session(CREDENTIALS.access_key, CREDENTIALS.secret_key, region_name=REGION)
    loader = session._session.get_component("data_loader")
    model = copy.deepcopy(loader.load_service_model("cloudwatch", "service-2"))
    model["metadata"].update({"protocol": protocol, "protocols": [protocol]})
    place = folder / "cloudwatch" / model["metadata"]["apiVersion"]
    place.mkdir(parents=True)
    (place / "service-2.json").write_text(json.dumps(model))
    fresh = boto3.Session(CREDENTIALS.access_key, CREDENTIALS.secret_key, region_name=REGION)
    fresh._session.get_component("data_loader").search_paths.insert(0, str(folder))
    config = Config(retries={"max_attempts": 1}, parameter_validation=False)
    return fresh.client("cloudwatch", endpoint_url=server.url, config=config)


def minute(ago=2):
    """A full minute, so many minutes ago."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    return now - datetime.timedelta(minutes=ago)


def window(**changes):
    start = minute(30)
    return {"StartTime": start, "EndTime": start + datetime.timedelta(minutes=40), **changes}


def metrics(report, cloudwatch, protocol, name):
    at = minute()
    with report.case(f"{protocol}: values, counts and sets; statistics and percentiles"):
        seen = cloudwatch.meta.service_model.resolved_protocol
        assert seen == protocol, f"the client speaks {seen}"
        data = [
            {"MetricName": name, "Dimensions": DIMENSIONS, "Timestamp": at, "Unit": "Milliseconds",
             "Values": [1.0, 2.5, 10.0], "Counts": [2.0, 1.0, 1.0]},
            {"MetricName": name, "Dimensions": DIMENSIONS, "Timestamp": at, "Unit": "Milliseconds", "Value": 4.0},
            {"MetricName": name + "-set", "Timestamp": at, "Unit": "Bytes/Second",
             "StatisticValues": {"SampleCount": 4, "Sum": 10, "Minimum": 1, "Maximum": 4}},
        ]  # fmt: skip
        assert body(cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)) == {}
        asked = window(Namespace=NAMESPACE, MetricName=name, Dimensions=DIMENSIONS, Period=60)
        answer = cloudwatch.get_metric_statistics(
            **asked, Statistics=["SampleCount", "Sum", "Average", "Minimum", "Maximum"]
        )
        expected = {
            "Timestamp": at, "SampleCount": 5.0, "Sum": 18.5, "Average": 3.7, "Minimum": 1.0, "Maximum": 10.0,
            "Unit": "Milliseconds",
        }  # fmt: skip
        same(body(answer), {"Label": name, "Datapoints": [expected]})
        answer = cloudwatch.get_metric_statistics(**asked, ExtendedStatistics=["p50", "p100", "tm80"])
        extended = answer["Datapoints"][0]["ExtendedStatistics"]
        assert extended["p50"] == 2.5 and extended["p100"] == 10.0 and abs(extended["tm80"] - 2.125) < 1e-9, extended
        asked.update({"MetricName": name + "-set", "Dimensions": []})
        answer = cloudwatch.get_metric_statistics(**asked, Statistics=["Sum"], ExtendedStatistics=["p50"])
        same(answer["Datapoints"], [{"Timestamp": at, "Sum": 10.0, "Unit": "Bytes/Second"}])
    with report.case(f"{protocol}: list-metrics"):
        listed = cloudwatch.list_metrics(Namespace=NAMESPACE, MetricName=name, Dimensions=[{"Name": "Host"}])
        same(body(listed), {"Metrics": [{"Namespace": NAMESPACE, "MetricName": name, "Dimensions": DIMENSIONS}]})
    with report.case(f"{protocol}: get-metric-data"):
        metric = {"Namespace": NAMESPACE, "MetricName": name, "Dimensions": DIMENSIONS}
        queries = [
            {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}, "ReturnData": False},
            {"Id": "e", "Expression": "m / 2", "Label": "half"},
        ]
        result = cloudwatch.get_metric_data(**window(MetricDataQueries=queries))["MetricDataResults"]
        same(result, [{"Id": "e", "Label": "half", "Timestamps": [at], "Values": [9.25], "StatusCode": "Complete"}])
    with report.case(f"{protocol}: an error and what is not built"):
        answer = refused(
            lambda: cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=[{"MetricName": name}]),
            "MissingParameter",
            ANY,
        )
        assert answer["ResponseMetadata"]["RequestId"], answer
        code = "InvalidAction" if protocol == "query" else "UnknownOperationException"
        refused(lambda: cloudwatch.describe_insight_rules(), code, ANY)


def large(report, cloudwatch):
    with report.case("a thousand metrics in one call, compressed as boto3 does; pages of list-metrics"):
        at = minute()
        data = [
            {"MetricName": "many", "Dimensions": [{"Name": "Number", "Value": f"{number:04}"}], "Timestamp": at,
             "Value": float(number)}
            for number in range(1000)
        ]  # fmt: skip
        sent = []
        cloudwatch.meta.events.register("before-send.cloudwatch", lambda request, **_: sent.append(request.headers))
        cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)
        assert sent[0].get("Content-Encoding") in ("gzip", b"gzip"), dict(sent[0])
        pages = list(cloudwatch.get_paginator("list_metrics").paginate(Namespace=NAMESPACE, MetricName="many"))
        assert [len(page["Metrics"]) for page in pages] == [500, 500], [len(page["Metrics"]) for page in pages]
        total = {"Id": "t", "Expression": f"SUM(SEARCH('{{{NAMESPACE},Number}} many', 'Sum', 60))"}
        result = cloudwatch.get_metric_data(**window(MetricDataQueries=[total]))["MetricDataResults"][0]
        assert result["Values"] == [sum(range(500))], result


def math(report, cloudwatch):
    with report.case("get-metric-data: expressions over two metrics, pages, scan order"):
        at = minute(10)
        step = datetime.timedelta(minutes=1)
        data = [{"MetricName": "up", "Timestamp": at + number * step, "Value": float(number)} for number in range(1, 6)]
        data += [{"MetricName": "ten", "Timestamp": at + number * step, "Value": 10.0} for number in (1, 2, 4)]
        cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)

        def stat(name):
            metric = {"Namespace": NAMESPACE, "MetricName": name}
            return {"Id": name, "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}, "ReturnData": False}

        def values(expression, **more):
            queries = [stat("up"), stat("ten"), {"Id": "e", "Expression": expression}]
            asked = window(MetricDataQueries=queries, ScanBy="TimestampAscending", **more)
            return [value for result in cloudwatch.get_metric_data(**asked)["MetricDataResults"] for value in result["Values"]]

        for expression, wanted in [
            ("up + ten", [11, 12, 14]),
            ("SUM(METRICS())", [11, 12, 3, 14, 5]),
            ("IF(up > 2, up * 100, -1)", [-1, -1, 300, 400, 500]),
            ("RUNNING_SUM(up)", [1, 3, 6, 10, 15]),
            ("RATE(up) * PERIOD(up)", [1, 1, 1, 1]),
            ("(up - AVG(up)) ^ 2", [4, 1, 0, 1, 4]),
        ]:
            got = values(expression)
            assert len(got) == len(wanted) and all(abs(a - b) < 1e-9 for a, b in zip(got, wanted)), (expression, got)
        queries = [{**stat("up"), "ReturnData": True}, {**stat("ten"), "ReturnData": True}]
        seen = []
        pages = cloudwatch.get_paginator("get_metric_data").paginate(**window(MetricDataQueries=queries, MaxDatapoints=2))
        for page in pages:
            assert sum(len(result["Values"]) for result in page["MetricDataResults"]) <= 2, page
            seen += [(result["Id"], value) for result in page["MetricDataResults"] for value in result["Values"]]
        assert seen == [("up", 5.0), ("up", 4.0), ("up", 3.0), ("up", 2.0), ("up", 1.0)] + [("ten", 10.0)] * 3, seen


def errors(report, server, cloudwatch):
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=15)
    point = {"MetricName": "m", "Value": 1.0}
    asked = window(Namespace=NAMESPACE, MetricName="m", Period=60, Statistics=["Sum"])
    table = [
        ("two kinds of values", "put_metric_data", {"Namespace": NAMESPACE, "MetricData": [{**point, "Values": [1.0]}]},
         "InvalidParameterCombination",
         "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both."),
        ("counts that do not fit", "put_metric_data",
         {"Namespace": NAMESPACE, "MetricData": [{"MetricName": "m", "Values": [1.0, 2.0], "Counts": [1.0]}]},
         "InvalidParameterValue",
         "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size."),
        ("too many metrics", "put_metric_data", {"Namespace": NAMESPACE, "MetricData": [point] * 1001},
         "InvalidParameterValue", "The collection MetricData must not have a size greater than 1000."),
        ("too old", "put_metric_data", {"Namespace": NAMESPACE, "MetricData": [{**point, "Timestamp": past}]},
         "InvalidParameterValue", ANY),
        ("AWS's own namespace", "put_metric_data", {"Namespace": "AWS/EC2", "MetricData": [point]},
         "InvalidParameterValue", "The value AWS/EC2 for parameter Namespace is invalid."),
        ("start after end", "get_metric_statistics", {**asked, "EndTime": asked["StartTime"]},
         "InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime."),
        ("too many data points", "get_metric_statistics", {**asked, "StartTime": asked["EndTime"] - datetime.timedelta(minutes=43260)},
         "InvalidParameterCombination",
         "You have requested up to 43,260 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range."),
        ("an expression that is none", "get_metric_data", window(MetricDataQueries=[{"Id": "e", "Expression": "1 +"}]),
         "ValidationError", ANY),
    ]  # fmt: skip
    for name, operation, arguments, code, message in table:
        with report.case(f"refused: {name}"):
            refused(lambda: getattr(cloudwatch, operation)(**arguments), code, message)


def raw(report, server):
    headers = {"Content_Type": "application/x-amz-json-1.0", "X_Amz_Target": f"{TARGET}.PutMetricData"}
    at = minute().timestamp()
    with report.case("raw JSON 1.0: a put, an error with its code of old"):
        datum = {"MetricName": "raw", "Value": 2, "Timestamp": at}
        reply = bare(server, "monitoring", body=json.dumps({"Namespace": NAMESPACE, "MetricData": [datum]}), **headers)
        assert reply.status == 200, reply.body
        reply = bare(server, "monitoring", body=json.dumps({"Namespace": NAMESPACE, "MetricData": []}), **headers)
        assert reply.status == 400 and reply.error == "MissingRequiredParameterException", reply.body
        assert reply.headers["x-amzn-query-error"] == "MissingParameter;Sender", dict(reply.headers)
    with report.case("CBOR that is none, and an operation that is none"):
        cbor = {"Content_Type": "application/cbor", "smithy_protocol": "rpc-v2-cbor"}
        path = f"/service/{TARGET}/operation/"
        for rubbish in (b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x9f" * 10_000, b"\xa1", b"{}"):
            reply = bare(server, "monitoring", path=path + "PutMetricData", body=rubbish, **cbor)
            assert reply.status == 400 and b"SerializationException" in reply.body, (rubbish[:9], reply.body)
            assert reply.headers["smithy-protocol"] == "rpc-v2-cbor", dict(reply.headers)
        reply = bare(server, "monitoring", path=path + "Nothing", body=b"\xa0", **cbor)
        assert reply.status == 400 and b"UnknownOperationException" in reply.body, reply.body
        reply = bare(server, "monitoring", path="/service/Nobody/operation/X", body=b"\xa0", **cbor)
        assert reply.status == 400, reply.body


def command_line(report, server):
    with tempfile.TemporaryDirectory() as folder:
        aws = Cli(server, folder)
        with report.case("the aws CLI: put-metric-data, get-metric-statistics, list-metrics"):
            put = ["cloudwatch", "put-metric-data", "--namespace", NAMESPACE, "--metric-name", "cli"]
            aws(*put, "--value", "3", "--unit", "Count", "--dimensions", "Host=b,Kind=k")
            aws(*put, "--statistic-values", "Sum=5,Minimum=1,Maximum=2,SampleCount=3", "--storage-resolution", "1")
            asked = window()
            times = ["--start-time", asked["StartTime"].isoformat(), "--end-time", asked["EndTime"].isoformat()]
            read = ["cloudwatch", "get-metric-statistics", "--namespace", NAMESPACE, "--metric-name", "cli", "--period", "60"]
            answer = aws(*read, *times, "--statistics", "Sum", "--dimensions", "Name=Host,Value=b", "Name=Kind,Value=k")
            assert [point["Sum"] for point in answer["Datapoints"]] == [3.0], answer
            answer = aws(*read, *times, "--statistics", "Sum", "SampleCount")
            assert [(point["Sum"], point["SampleCount"]) for point in answer["Datapoints"]] == [(5.0, 3.0)], answer
            listed = aws("cloudwatch", "list-metrics", "--namespace", NAMESPACE, "--metric-name", "cli")["Metrics"]
            assert len(listed) == 2, listed


def dashboards(report, server, cloudwatch):
    text = json.dumps({"widgets": WIDGETS})
    with report.case("dashboards: put, get, list, tag, delete"):
        answer = cloudwatch.put_dashboard(DashboardName="pumps", DashboardBody=text)
        assert answer["DashboardValidationMessages"] == [], answer
        arn = f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/pumps"
        same(body(cloudwatch.get_dashboard(DashboardName="pumps")), {"DashboardArn": arn, "DashboardBody": text, "DashboardName": "pumps"})
        listed = cloudwatch.list_dashboards(DashboardNamePrefix="pu")["DashboardEntries"]
        same(listed, [{"DashboardName": "pumps", "DashboardArn": arn, "LastModified": ANY, "Size": len(text)}])
        cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "a", "Value": "b"}])
        same(cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "a", "Value": "b"}])
        cloudwatch.delete_dashboards(DashboardNames=["pumps"])
        refused(lambda: cloudwatch.get_dashboard(DashboardName="pumps"), "ResourceNotFound", "Dashboard pumps does not exist", 404)
    with report.case("a dashboard that is none is refused with what is wrong"):
        bad = json.dumps({"widgets": [{"type": "pie", "properties": {}}]})
        answer = refused(lambda: cloudwatch.put_dashboard(DashboardName="bad", DashboardBody=bad), "InvalidParameterInput", ANY)
        assert answer["dashboardValidationMessages"][0]["DataPath"] == "/widgets/0/type", answer
    with report.case("a dashboard of a template"):
        template = {"Resources": {"D": {"Type": "AWS::CloudWatch::Dashboard", "Properties": {"DashboardName": "made", "DashboardBody": text}}}}
        stacks = client(server, "cloudformation")
        stacks.create_stack(StackName="boards", TemplateBody=json.dumps(template))
        stacks.get_waiter("stack_create_complete").wait(StackName="boards", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        assert cloudwatch.get_dashboard(DashboardName="made")["DashboardBody"] == text
        stacks.delete_stack(StackName="boards")
        until(lambda: cloudwatch.list_dashboards()["DashboardEntries"], lambda entries: entries == [])


def killed(report, server, cloudwatch):
    if not server.ours:
        return
    with report.case("what was acknowledged is counted once, across SIGKILL"):
        at, sent = minute(), 0
        for _ in range(4):
            ends = time.monotonic() + 1
            while time.monotonic() < ends:
                cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=[{"MetricName": "kept", "Timestamp": at, "Value": 1.0}])
                sent += 1
            server.kill()
            server.start()
            asked = window(Namespace=NAMESPACE, MetricName="kept", Period=60, Statistics=["Sum", "SampleCount"])
            points = cloudwatch.get_metric_statistics(**asked)["Datapoints"]
            assert [(point["Sum"], point["SampleCount"]) for point in points] == [(sent, sent)], (points, sent)
        assert sent > 20, sent
