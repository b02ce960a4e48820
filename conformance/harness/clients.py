"""Real clients, pointed at the server under test: boto3, the aws CLI and bare signed HTTP."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.error
import urllib.request

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

REGION = "us-east-1"
ACCOUNT = "000000000000"
CREDENTIALS = Credentials("test", "test")


def client(server, service, url=None, credentials=CREDENTIALS, **config):
    """A boto3 client that neither retries nor checks parameters itself: the server has to.

    Where the URL is another than the server's own, and has TLS, the certificate is not verified.
    """
    settings = {"retries": {"max_attempts": 1, "mode": "standard"}, "parameter_validation": False, **config}
    return boto3.client(
        service,
        endpoint_url=url or server.url,
        verify=url is None,
        region_name=REGION,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=credentials.secret_key,
        aws_session_token=credentials.token,
        config=Config(**settings),
    )


class Cli:
    """The aws command line, version 1, run as a person would run it."""

    def __init__(self, server, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "AWS_ENDPOINT_URL": server.url,
            "AWS_ACCESS_KEY_ID": CREDENTIALS.access_key,
            "AWS_SECRET_ACCESS_KEY": CREDENTIALS.secret_key,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_MAX_ATTEMPTS": "1",
        }

    def run(self, *words):
        """Runs `aws WORDS…` in the test's folder and answers (exit code, stdout, stderr)."""
        aws = pathlib.Path(sys.executable).parent / "aws"
        done = subprocess.run(
            [sys.executable, str(aws), *words], cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout, done.stderr

    def __call__(self, *words):
        """Runs `aws WORDS…`, which must succeed, and answers the JSON it prints (None if nothing)."""
        code, out, err = self.run(*words)
        assert code == 0, f"`aws {' '.join(words)}` ended with {code}: {err.strip()}"
        return json.loads(out) if out.strip() else None

    def said(self, *words):
        """Runs `aws WORDS…`, which must succeed, and answers the text it prints."""
        code, out, err = self.run(*words)
        assert code == 0, f"`aws {' '.join(words)}` ended with {code}: {err.strip()}"
        return out


class Reply:
    """Status, headers and body of a bare HTTP answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        """The body as JSON; fails with the body's text where it is something else."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise AssertionError(f"HTTP {self.status} with a body that is not JSON: {self.body[:300]!r}") from None

    @property
    def error(self):
        """The error's short name, from the body or the header, as SDKs read it."""
        name = self.json.get("__type") or self.json.get("code") or self.headers.get("x-amzn-errortype", "")
        return name.split("#")[-1].split(":")[0]


def bare(server, service, method="POST", path="/", body=b"", **headers):
    """Sends exactly these bytes, signed with SigV4; header names are given with `_` for `-`."""
    body = body if isinstance(body, bytes) else body.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = AWSRequest(method, server.url + path, headers=named, data=body)
    SigV4Auth(CREDENTIALS, service, REGION).add_auth(request)
    wanted = urllib.request.Request(server.url + path, data=body, method=method, headers=dict(request.headers))
    try:
        with urllib.request.urlopen(wanted, timeout=30) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.headers, error.read())
