"""Live tails: boto3's event stream, and `aws logs start-live-tail` as people run it."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import refused, same, until

ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:g"


def now():
    return int(time.time() * 1000)


def run(report, server, options):
    logs = client(server, "logs", inject_host_prefix=False)
    logs.create_log_group(logGroupName="g")
    for stream in ("s1", "s2"):
        logs.create_log_stream(logGroupName="g", logStreamName=stream)
    tail(report, logs)
    command_line(report, server, logs)


def put(logs, stream, *messages):
    events = [{"timestamp": now(), "message": text} for text in messages]
    logs.put_log_events(logGroupName="g", logStreamName=stream, logEvents=events)


def tail(report, logs):
    with report.case("start_live_tail: the session, then what is written, once a second"):
        put(logs, "s1", "ERROR before")
        answer = logs.start_live_tail(
            logGroupIdentifiers=[ARN], logStreamNamePrefixes=["s"], logEventFilterPattern="ERROR"
        )
        events = iter(answer["responseStream"])
        start = next(events)["sessionStart"]
        assert start["logGroupIdentifiers"] == [ARN] and start["logEventFilterPattern"] == "ERROR", start
        put(logs, "s1", "ERROR 1", "INFO")
        put(logs, "s2", "ERROR 2")
        results = []
        while len(results) < 2:
            update = next(events)["sessionUpdate"]
            assert update["sessionMetadata"]["sampled"] is False
            results += update["sessionResults"]
        assert [(one["logStreamName"], one["message"]) for one in results] == [("s1", "ERROR 1"), ("s2", "ERROR 2")]
        assert results[0]["logGroupIdentifier"] == f"{ACCOUNT}:g", results[0]
        put(logs, "s1", *["ERROR"] * 1_000)
        update = next(events)["sessionUpdate"]
        while not update["sessionResults"]:
            update = next(events)["sessionUpdate"]
        assert len(update["sessionResults"]) == 500 and update["sessionMetadata"]["sampled"] is True
        answer["responseStream"].close()
    with report.case("what makes no sense is refused"):
        start = lambda **asked: logs.start_live_tail(**{"logGroupIdentifiers": [ARN], **asked})
        refused(lambda: start(logGroupIdentifiers=[ARN + "x"]), "ResourceNotFoundException")
        refused(lambda: start(logEventFilterPattern="[a"), "InvalidParameterException")
        both = {"logStreamNames": ["s1"], "logStreamNamePrefixes": ["s"]}
        refused(lambda: start(**both), "InvalidParameterException")


def command_line(report, server, logs):
    with tempfile.TemporaryDirectory() as folder, report.case("aws logs start-live-tail prints what is written"):
        aws = Cli(server, folder)
        environment = {**aws.environment, "AWS_DISABLE_HOST_PREFIX_INJECTION": "true", "PYTHONUNBUFFERED": "1"}
        program = str(pathlib.Path(sys.executable).parent / "aws")
        words = ["logs", "start-live-tail", "--log-group-identifiers", ARN, "--log-event-filter-pattern", "SEEN"]
        process = subprocess.Popen(
            [sys.executable, program, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True)
        reader.start()
        try:

            def look():
                put(logs, "s1", "SEEN by the cli", "unseen")
                return list(lines)

            until(look, lambda seen: any("SEEN by the cli" in line for line in seen), what="the line")
            assert not any("unseen" in line for line in lines), lines
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
