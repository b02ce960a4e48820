"""CloudWatch Logs: groups, streams, events, both ways through a stream, search, retention, tags; boto3 and the aws CLI."""

import json
import tempfile
import time

from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import ANY, NUMBER, body, refused, same, until

DAY = 86_400_000


def now():
    return int(time.time() * 1000)


def run(report, server, options):
    logs = client(server, "logs")
    groups(report, logs)
    streams(report, logs)
    rules(report, logs)
    pages(report, logs)
    search(report, logs)
    tags(report, logs)
    command_line(report, server)
    killed(report, server, logs)


def arn(group):
    return f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"


def groups(report, logs):
    with report.case("groups: made, listed by prefix, pattern, page and class; kept for so long; deleted"):
        for name in ("/app/a", "/app/b", "/other"):
            logs.create_log_group(logGroupName=name)
        logs.create_log_group(logGroupName="/app/rare", logGroupClass="INFREQUENT_ACCESS")
        names = lambda **asked: [g["logGroupName"] for g in logs.describe_log_groups(**asked)["logGroups"]]
        assert names(logGroupNamePrefix="/app/") == ["/app/a", "/app/b", "/app/rare"]
        assert names(logGroupNamePattern="ther") == ["/other"]
        assert names(logGroupClass="INFREQUENT_ACCESS") == ["/app/rare"]
        paged = logs.get_paginator("describe_log_groups").paginate(PaginationConfig={"PageSize": 2})
        assert [g["logGroupName"] for page in paged for g in page["logGroups"]] == names()
        logs.put_retention_policy(logGroupName="/app/a", retentionInDays=7)
        found = logs.describe_log_groups(logGroupNamePrefix="/app/a")["logGroups"][0]
        same(found, {
            "logGroupName": "/app/a", "creationTime": NUMBER, "retentionInDays": 7, "metricFilterCount": 0,
            "arn": arn("/app/a") + ":*", "logGroupArn": arn("/app/a"), "storedBytes": 0, "logGroupClass": "STANDARD",
        })  # fmt: skip
        logs.delete_retention_policy(logGroupName="/app/a")
        assert "retentionInDays" not in logs.describe_log_groups(logGroupNamePrefix="/app/a")["logGroups"][0]
        refused(lambda: logs.create_log_group(logGroupName="/app/a"), "ResourceAlreadyExistsException")
        refused(lambda: logs.put_retention_policy(logGroupName="/app/a", retentionInDays=2), "InvalidParameterException")
        logs.delete_log_group(logGroupName="/app/rare")
        refused(lambda: logs.delete_log_group(logGroupName="/app/rare"), "ResourceNotFoundException")


def streams(report, logs):
    with report.case("streams: listed by name and by their last event, both ways"):
        start = now()
        for number, name in enumerate(("c", "a", "b")):
            logs.create_log_stream(logGroupName="/app/a", logStreamName=name)
            events = [{"timestamp": start + number, "message": name}]
            logs.put_log_events(logGroupName="/app/a", logStreamName=name, logEvents=events)
        names = lambda **asked: [
            s["logStreamName"] for s in logs.describe_log_streams(logGroupName="/app/a", **asked)["logStreams"]
        ]
        assert names() == ["a", "b", "c"]
        assert names(descending=True) == ["c", "b", "a"]
        assert names(orderBy="LastEventTime") == ["c", "a", "b"]
        assert names(orderBy="LastEventTime", descending=True, limit=1) == ["b"]
        assert names(logStreamNamePrefix="b") == ["b"]
        asked = {"logGroupName": "/app/a", "orderBy": "LastEventTime", "logStreamNamePrefix": "a"}
        refused(lambda: logs.describe_log_streams(**asked), "InvalidParameterException")
        stream = logs.describe_log_streams(logGroupIdentifier=arn("/app/a"), logStreamNamePrefix="b")["logStreams"][0]
        assert (stream["firstEventTimestamp"], stream["lastEventTimestamp"]) == (start + 2, start + 2), stream
        logs.delete_log_stream(logGroupName="/app/a", logStreamName="c")
        assert names() == ["a", "b"]


def rules(report, logs):
    put = lambda events: logs.put_log_events(
        logGroupName="/app/b", logStreamName="s", logEvents=[{"timestamp": at, "message": text} for at, text in events]
    )
    with report.case("what is too old or too new is left out and told; what is too much or not in order is refused"):
        logs.create_log_stream(logGroupName="/app/b", logStreamName="s")
        logs.put_retention_policy(logGroupName="/app/b", retentionInDays=3)
        at = now()
        answer = put([(at - 15 * DAY, "old"), (at - 4 * DAY, "expired"), (at, "kept"), (at + 3 * DAY // 24, "new")])
        same(answer["rejectedLogEventsInfo"], {
            "tooOldLogEventEndIndex": 1, "expiredLogEventEndIndex": 2, "tooNewLogEventStartIndex": 3,
        })  # fmt: skip
        refused(lambda: put([(at, "b"), (at - 1, "a")]), "InvalidParameterException")
        refused(lambda: put([(at, "a")] * 10_001), "InvalidParameterException")
        refused(lambda: put([(at, "x" * 1_000_000), (at, "x" * 48_600)]), "InvalidParameterException")
        refused(lambda: put([(at - 2 * DAY, "a"), (at - DAY // 2, "b")]), "InvalidParameterException")
        refused(lambda: put([(at, "")]), "InvalidParameterException")
        assert "rejectedLogEventsInfo" not in put([(at, "x" * 1_048_550)])
        found = logs.describe_log_groups(logGroupNamePrefix="/app/b")["logGroups"][0]
        assert found["storedBytes"] == 1_048_576 + 4 + 26, found


def pages(report, logs):
    with report.case("a stream is read both ways, and the same token at its end says so"):
        logs.create_log_stream(logGroupName="/other", logStreamName="s")
        start = now()
        events = [{"timestamp": start + n, "message": str(n)} for n in range(25)]
        logs.put_log_events(logGroupName="/other", logStreamName="s", logEvents=events)
        read = lambda **asked: logs.get_log_events(logGroupName="/other", logStreamName="s", limit=10, **asked)
        said = lambda answer: [int(event["message"]) for event in answer["events"]]
        page, seen = read(startFromHead=True), []
        while said(page):
            seen += said(page)
            token, page = page["nextForwardToken"], read(nextToken=page["nextForwardToken"])
        assert seen == list(range(25)), seen
        assert page["nextForwardToken"] == token, (page["nextForwardToken"], token)
        page, seen = read(), []
        while said(page):
            seen = said(page) + seen
            token, page = page["nextBackwardToken"], read(nextToken=page["nextBackwardToken"])
        assert seen == list(range(25)) and page["nextBackwardToken"] == token
        assert said(read(startFromHead=True, startTime=start + 5, endTime=start + 8)) == [5, 6, 7]
        refused(lambda: read(nextToken="x"), "InvalidParameterException")
        missing = lambda: logs.get_log_events(logGroupName="/other", logStreamName="none")
        refused(missing, "ResourceNotFoundException", "The specified log stream does not exist.")


def search(report, logs):
    logs.create_log_group(logGroupName="search")
    start = now()
    lines = {
        "web-1": ['127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /a.html HTTP/1.0" 404 1534', "[ERROR] disk full"],
        "web-2": ['10.0.0.7 - eve [10/Oct/2000:13:25:16 -0700] "GET /b.gif HTTP/1.0" 200 99', "[WARN] disk nearly full"],
        "app": [json.dumps({"level": "ERROR", "ms": 120.5, "user": {"id": 7}, "ok": True, "none": None}), "plain"],
    }
    for offset, (stream, messages) in enumerate(lines.items()):
        logs.create_log_stream(logGroupName="search", logStreamName=stream)
        events = [{"timestamp": start + offset + 10 * n, "message": text} for n, text in enumerate(messages)]
        logs.put_log_events(logGroupName="search", logStreamName=stream, logEvents=events)

    def found(pattern="", **asked):
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName="search", filterPattern=pattern, **asked)
        return [event["logStreamName"] + str(event["timestamp"] - start) for page in pages for event in page["events"]]

    with report.case("streams are merged in order of time, within times, by name and by prefix"):
        assert found() == ["web-10", "web-21", "app2", "web-110", "web-211", "app12"]
        assert found(logStreamNamePrefix="web", interleaved=True) == ["web-10", "web-21", "web-110", "web-211"]
        assert found(logStreamNames=["app"], PaginationConfig={"PageSize": 1}) == ["app2", "app12"]
        assert found(startTime=start + 1, endTime=start + 10) == ["web-21", "app2", "web-110"]
    with report.case("patterns: terms, phrases, exclusions, alternatives, expressions, JSON, fields"):
        for pattern, expected in (
            ("ERROR", ["app2", "web-110"]),
            ("ERROR -level", ["web-110"]),
            ("?plain ?WARN", ["web-211", "app12"]),
            ('"disk full"', ["web-110"]),
            (r"%\[(ERROR)%", None),
            (r"%^\[[EW]%", ["web-110", "web-211"]),
            ('{ $.level = "ERR*" && $.ms > 120 }', ["app2"]),
            ("{ $.user.id = 8 || ($.ok IS TRUE && $.none IS NULL && $.absent NOT EXISTS) }", ["app2"]),
            ("{ $.level = %^E.*R$% }", ["app2"]),
            ("[ip, user, name, time, request = *.html*, status = 4*, bytes > 1000]", ["web-10"]),
            ("[ip = 10.* || ip = %^11%, ..., status, bytes]", ["web-21"]),
            ("[..., status != 404, bytes < 100]", ["web-21"]),
            ("[a", None),
            ("a:b", None),
        ):
            if expected is None:
                refused(lambda: found(pattern), "InvalidParameterException")
            else:
                assert found(pattern) == expected, (pattern, found(pattern))


def tags(report, logs):
    with report.case("tags of both generations are the same"):
        logs.tag_log_group(logGroupName="search", tags={"team": "a", "stage": "x"})
        logs.tag_resource(resourceArn=arn("search"), tags={"stage": "y"})
        assert logs.list_tags_log_group(logGroupName="search")["tags"] == {"team": "a", "stage": "y"}
        logs.untag_resource(resourceArn=arn("search"), tagKeys=["team"])
        assert logs.list_tags_for_resource(resourceArn=arn("search"))["tags"] == {"stage": "y"}
        logs.untag_log_group(logGroupName="search", tags=["stage"])
        assert logs.list_tags_for_resource(resourceArn=arn("search"))["tags"] == {}
        refused(lambda: logs.list_tags_for_resource(resourceArn=arn("none")), "ResourceNotFoundException")


def command_line(report, server):
    with tempfile.TemporaryDirectory() as folder, report.case("aws logs: make, put, read, search, delete"):
        aws = Cli(server, folder)
        aws("logs", "create-log-group", "--log-group-name", "cli", "--tags", "a=b")
        aws("logs", "create-log-stream", "--log-group-name", "cli", "--log-stream-name", "s")
        events = json.dumps([{"timestamp": now(), "message": "hello"}])
        put = ("logs", "put-log-events", "--log-group-name", "cli", "--log-stream-name", "s", "--log-events", events)
        same(aws(*put), {"nextSequenceToken": ANY})
        got = aws("logs", "get-log-events", "--log-group-name", "cli", "--log-stream-name", "s")
        assert [event["message"] for event in got["events"]] == ["hello"]
        got = aws("logs", "filter-log-events", "--log-group-name", "cli", "--filter-pattern", "[word = hel*]")
        assert [event["message"] for event in got["events"]] == ["hello"]
        aws("logs", "delete-log-group", "--log-group-name", "cli")


def killed(report, server, logs):
    if not server.ours:
        return
    with report.case("what was acknowledged is there after SIGKILL"):
        logs.create_log_group(logGroupName="kept")
        logs.create_log_stream(logGroupName="kept", logStreamName="s")
        for number in range(20):
            events = [{"timestamp": now(), "message": str(number)}]
            body(logs.put_log_events(logGroupName="kept", logStreamName="s", logEvents=events))
        server.kill()
        server.start()
        read = lambda: logs.get_log_events(logGroupName="kept", logStreamName="s", startFromHead=True)["events"]
        seen = until(read, lambda events: len(events) == 20, what="the events")
        assert [int(event["message"]) for event in seen] == list(range(20))
