"""Alerts of the motors pipeline, by its template: a webhook and a mailbox are told once an incident, and when it is over."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request

from harness.clients import client
from harness.expect import same, until
from harness.mailbox import mailbox
from harness.report import Skip
from harness.server import free_port
from harness.standin import standing

MAIL_PORT = free_port()
SERVER_FLAGS = ("--smtp", f"127.0.0.1:{MAIL_PORT}", "--smtp-from", "house@example.com")
PIPELINE = pathlib.Path(__file__).resolve().parent.parent.parent / "pipelines" / "motors"
COLUMNS = "id,u_q,coolant,stator_winding,u_d,stator_tooth,motor_speed,i_d,i_q,pm,stator_yoke,ambient,torque,profile_id"
ALARMS = ["motors-parts-diverge", "motors-rises-too-fast", "motors-rows-missing", "motors-too-hot"]
# How long what is due may take to be told.
PATIENCE = 30


def run(report, server, options):
    if not server.ours:
        print("  left out: the template's function is a program beside the server", flush=True)
        return
    program = pathlib.Path(server.binary).parent / "motors"
    if not program.exists():
        raise Skip("there is no `motors` beside the server: cargo build --release -p pipeline-motors")
    with standing(lambda *_: (200, b"")) as (url, seen), mailbox(MAIL_PORT) as mails:
        with report.case("the pipeline by its template, with whom to tell"):
            deploy(server, program, url)
            confirm(seen, mails)
        told = lambda: notifications(seen)
        with report.case("a bad batch tells four things, once each"):
            put(server, "bad.csv", bad(1))
            judge(server, 1)
            subjects = until(told, lambda found: len(found) >= 4, PATIENCE, "what the webhook is told")
            same(sorted(subjects), [f'ALARM: "{name}" in US East (N. Virginia)' for name in ALARMS])
            until(lambda: len(mails), lambda count: count >= 5, 30, "the mail")
            same(sorted(mail["Subject"] for _, _, mail in mails[1:]), sorted(subjects))
        with report.case("the same trouble again is the same incident; a good batch ends it, and that is told"):
            put(server, "bad-again.csv", bad(1001))
            judge(server, 2)
            put(server, "good.csv", rows(range(2001, 2101)))
            judge(server, 3)
            subjects = until(told, lambda found: len(found) >= 8, PATIENCE, "what the webhook is told")
            same(len(subjects), 8, at="one message for each beginning and each end")
            same(sorted(subjects[4:]), [f'OK: "{name}" in US East (N. Virginia)' for name in ALARMS])


def deploy(server, program, webhook):
    with tempfile.TemporaryDirectory() as folder:
        # The template names its code by a path that is beside it.
        text = (PIPELINE / "template.yaml").read_text().replace("../../target/lambda/motors", "./code")
        code = pathlib.Path(folder) / "code"
        code.mkdir()
        shutil.copy(program, code / "bootstrap")
        template = pathlib.Path(folder) / "template.yaml"
        template.write_text(text)
        command = [server.binary, "deploy", str(template), "--stack", "motors", "--endpoint", server.url]
        command += ["--parameter", f"AlertWebhook={webhook}/hook", "--parameter", "AlertEmail=mechanic@example.com"]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert ended.returncode == 0, ended.stderr + ended.stdout


def confirm(seen, mails):
    """Both who are to be told say that they want to be."""
    until(lambda: len(seen), lambda count: count >= 1)
    link = json.loads(seen[0][2])["SubscribeURL"]
    urllib.request.urlopen(link, timeout=10).read()
    until(lambda: len(mails), lambda count: count >= 1)
    [link] = re.findall(r"http://\S+ConfirmSubscription\S+", mails[0][2].get_content())
    urllib.request.urlopen(link, timeout=10).read()


def notifications(seen):
    messages = [json.loads(body) for _, _, body in seen]
    return [message["Subject"] for message in messages if message["Type"] == "Notification"]


def rows(ids, winding=30.0, magnet=25.0):
    return [f"{number},1,20,{winding},1,29,100,1,1,{magnet},28,20,1,7" for number in ids]


def bad(first):
    """Rows of which some are missing, one is too hot, and one rises too fast."""
    return rows([first, first + 1]) + rows([first + 2], winding=150.0, magnet=40.0) + rows([first + 9])


def put(server, key, lines):
    body = "\n".join([COLUMNS, *lines]).encode()
    client(server, "s3").put_object(Bucket="pmsm-batches", Key=key, Body=body)


def judge(server, batches):
    """Waits until the figures of so many batches are there, and moves the clock to where alarms look at them."""
    cloudwatch = client(server, "cloudwatch")

    def counted():
        span = {"StartTime": time.time() - 3600, "EndTime": time.time() + 3600}
        wanted = {"Namespace": "Motors", "MetricName": "MissingRows", "Period": 60, "Statistics": ["SampleCount"]}
        return sum(point["SampleCount"] for point in cloudwatch.get_metric_statistics(**wanted, **span)["Datapoints"])

    until(counted, lambda found: found >= batches, 60, "the batches' figures")
    clock = [server.binary, "clock", "advance", "2m", "--endpoint", server.url]
    subprocess.run(clock, check=True, capture_output=True, timeout=30)
