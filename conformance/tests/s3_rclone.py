"""S3 by rclone, which keeps folders and buckets in step and brings its own SDK and its own habits."""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from harness.clients import CREDENTIALS, REGION, client
from harness.expect import same
from harness.report import Skip

BUCKET = "rclone-bucket"
REMOTE = f"lake:{BUCKET}"
LARGE_BYTES = 24 * 2**20  # three of the parts that it is told to make


def run(report, server, options):
    here = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
    program = shutil.which("rclone", path=here)
    with report.case("rclone is here"):
        if not program:
            raise Skip("no rclone; conformance/setup installs it")
    if program:
        with tempfile.TemporaryDirectory(prefix="pumphouse-rclone-") as folder:
            scenario(report, Rclone(program, server, pathlib.Path(folder)), client(server, "s3"), pathlib.Path(folder))


class Rclone:
    """The program with one remote, `lake`, in its environment."""

    def __init__(self, program, server, folder):
        self.program, self.folder = program, folder
        remote = {
            "TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": server.url, "REGION": REGION, "FORCE_PATH_STYLE": "true",
            "ACCESS_KEY_ID": CREDENTIALS.access_key, "SECRET_ACCESS_KEY": CREDENTIALS.secret_key,
            "UPLOAD_CUTOFF": "8M", "CHUNK_SIZE": "8M",
        }  # fmt: skip
        named = {f"RCLONE_CONFIG_LAKE_{name}": value for name, value in remote.items()}
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "RCLONE_CONFIG": "", **named}

    def __call__(self, *words):
        """Runs `rclone WORDS…`, which must succeed, and answers (stdout, stderr)."""
        done = subprocess.run(
            [self.program, "--retries", "1", "--low-level-retries", "1", *words],
            cwd=self.folder, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, f"`rclone {' '.join(words)}` ended with {done.returncode}: {done.stderr.strip()}"
        return done.stdout, done.stderr


def scenario(report, rclone, s3, folder):
    tree = {"a.txt": b"a", "deep/er/b ü.bin": random.Random(2).randbytes(100_000), "large": random.Random(3).randbytes(LARGE_BYTES), "empty": b""}
    for name, content in tree.items():
        (folder / "up" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "up" / name).write_bytes(content)
    with report.case("mkdir makes the bucket, copy fills it, lsjson lists it"):
        rclone("mkdir", REMOTE)
        rclone("copy", "up", REMOTE)
        listed = json.loads(rclone("lsjson", "--recursive", "--files-only", REMOTE)[0])
        same({entry["Path"]: entry["Size"] for entry in listed}, {name: len(content) for name, content in tree.items()})
    with report.case("check --download finds no difference"):
        rclone("check", "--download", "up", REMOTE)
    with report.case("times are kept: a second copy has nothing to do"):
        (_, said) = rclone("copy", "-v", "--stats-one-line", "up", REMOTE)
        assert "There was nothing to transfer" in said, said
    with report.case("sync down, check by hash, and sync up what has changed"):
        rclone("sync", REMOTE, "down")
        rclone("check", "up", "down")
        (folder / "down/a.txt").write_bytes(b"changed")
        (folder / "down/empty").unlink()
        rclone("sync", "down", REMOTE)
        same(s3.get_object(Bucket=BUCKET, Key="a.txt")["Body"].read(), b"changed")
        same([entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]], ["a.txt", "deep/er/b ü.bin", "large"])
    with report.case("moved by the server, and a part read"):
        rclone("moveto", f"{REMOTE}/large", f"{REMOTE}/moved")
        same(rclone("cat", "--offset", "1", "--count", "3", f"{REMOTE}/a.txt")[0], "han")
        same(s3.head_object(Bucket=BUCKET, Key="moved")["ContentLength"], LARGE_BYTES)
    with report.case("purge takes the bucket away with all in it"):
        rclone("purge", REMOTE)
        same(s3.list_buckets()["Buckets"], [])
