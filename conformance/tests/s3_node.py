"""S3 by the AWS SDKs for JavaScript: v3 with its checksums, chunked streams and links, and v2."""

import json
import os
import subprocess

from harness.clients import CREDENTIALS, REGION
from harness.expect import same, text
from harness.functions import HERE, node_runtime
from harness.report import Skip

NO_KEY = "The specified key does not exist."


def run(report, server, options):
    here = False
    with report.case("Node.js and the SDKs are here"):
        if not node_runtime() or not (HERE / "node_modules/@aws-sdk/client-s3").exists():
            raise Skip("no Node.js or no SDK; conformance/setup installs the latter")
        here = True
    if here:
        new(report, server)
        old(report, server)


def printed(server, program):
    """What a program of clients/ printed, which must have gone well."""
    environment = {
        **os.environ, "AWS_ENDPOINT_URL": server.url, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": CREDENTIALS.access_key,
        "AWS_SECRET_ACCESS_KEY": CREDENTIALS.secret_key, "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE": "1",
    }  # fmt: skip
    done = subprocess.run(["node", str(HERE / "clients" / program)], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{program} ended with {done.returncode}: {done.stderr[-1500:]}"
    return json.loads(done.stdout)


def new(report, server):
    seen = {}
    with report.case("v3 runs to its end"):
        seen = printed(server, "s3_v3.mjs")
    for name, wanted in {
        "text": "a text ✓", "stream": "in pieces", "parts": text(r'"[0-9a-f]{32}-3"'), "large": True, "range": "large",
        "CRC32": "summed", "CRC32C": "summed", "SHA1": "summed", "SHA256": "summed", "head": [{"colour": "blue"}, "text/plain", 10],
        "link": "a text ✓", "put": 200, "byLink": "put by link",
        "keys": [["by link", "copy of/text", "large"], ["stream", "sums/CRC32", "sums/CRC32C"], ["sums/SHA1", "sums/SHA256", "text"]],
        "missing": ["NoSuchKey", 404, NO_KEY], "nowhere": ["NoSuchBucket", 404, "The specified bucket does not exist"],
        "taken": ["PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"], "deleted": 9,
    }.items():  # fmt: skip
        with report.case(f"v3: {name}"):
            same(seen.get(name), wanted)


def old(report, server):
    seen = {}
    with report.case("v2 runs to its end"):
        seen = printed(server, "s3_v2.js")
    for name, wanted in {
        "text": ["a text ✓", {"colour": "blue"}], "parts": text(r'"[0-9a-f]{32}-3"'), "large": True, "streamed": 12 * 2**20,
        "link": "a text ✓", "keys": ["large", "text"], "missing": ["NoSuchKey", 404, NO_KEY], "deleted": 2,
    }.items():  # fmt: skip
        with report.case(f"v2: {name}"):
            same(seen.get(name), wanted)
