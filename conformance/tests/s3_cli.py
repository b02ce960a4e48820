"""S3 by the aws command line, as a person types it: buckets, files up and down, folders in step, links.

Files of 64 MB go up in parts and come down in ranges; with `--large` they have 2 GB.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

import urllib3

from harness.clients import Cli
from harness.expect import same, text

BUCKET = "cli-bucket"
URL = f"s3://{BUCKET}"
MIB = 2**20
PART = 8 * MIB
LARGE_BYTES, LARGER_BYTES = 64 * MIB, 2048 * MIB


def run(report, server, options):
    with tempfile.TemporaryDirectory(prefix="pumphouse-cli-") as folder:
        folder = pathlib.Path(folder)
        aws = Cli(server, folder)
        copies(report, aws, folder)
        large(report, aws, folder, LARGER_BYTES if options.large else LARGE_BYTES)
        folders(report, aws, folder)
        links(report, aws)
        calls(report, aws, folder)
        removal(report, aws)


def copies(report, aws, folder):
    with report.case("s3 mb makes a bucket, and takes it twice where it is ours in us-east-1"):
        for _ in range(2):
            same(aws.said("s3", "mb", URL), f"make_bucket: {BUCKET}\n")
    with report.case("s3 cp up, down, through a pipe and from bucket to bucket"):
        (folder / "small.txt").write_text("a small file\n")
        same(aws.said("s3", "cp", "--no-progress", "small.txt", f"{URL}/docs/"), f"upload: ./small.txt to {URL}/docs/small.txt\n")
        same(aws.said("s3", "cp", f"{URL}/docs/small.txt", "-"), "a small file\n")
        aws.said("s3", "cp", f"{URL}/docs/small.txt", f"{URL}/docs/näme with blanks+.txt")
        aws.said("s3", "cp", f"{URL}/docs/näme with blanks+.txt", "down.txt")
        same((folder / "down.txt").read_text(), "a small file\n")
    with report.case("s3 ls tells buckets, folders, sizes and totals"):
        same(aws.said("s3", "ls"), text(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d {BUCKET}\n"))
        same(aws.said("s3", "ls", URL), " " * 27 + "PRE docs/\n")
        same(aws.said("s3", "ls", f"{URL}/docs/small"), text(r"\S+ \S+         13 small.txt\n"))
        same(aws.said("s3", "ls", "--recursive", "--summarize", URL), text(r".*Total Objects: 2\n   Total Size: 26\n"))
        same(aws.run("s3", "ls", f"{URL}/nosuch")[0], 1)


def large(report, aws, folder, size):
    digest = fill(folder / "large.bin", size)
    with report.case(f"s3 cp: {size // MIB} MB up in parts"):
        begun = time.monotonic()
        aws.said("s3", "cp", "--no-progress", "large.bin", f"{URL}/large.bin")
        print(f"       {size / MIB / (time.monotonic() - begun):.0f} MiB/s", flush=True)
        seen = aws("s3api", "head-object", "--bucket", BUCKET, "--key", "large.bin")
        same((seen["ContentLength"], seen["ETag"]), (size, text(rf'"[0-9a-f]{{32}}-{-(-size // PART)}"')))
    with report.case(f"s3 cp: {size // MIB} MB copied in parts by the server, and down in ranges"):
        aws.said("s3", "cp", "--no-progress", f"{URL}/large.bin", f"{URL}/copy.bin")
        begun = time.monotonic()
        aws.said("s3", "cp", "--no-progress", f"{URL}/copy.bin", "back.bin")
        print(f"       {size / MIB / (time.monotonic() - begun):.0f} MiB/s", flush=True)
        same(sha256(folder / "back.bin"), digest)
        (folder / "back.bin").unlink()
    (folder / "large.bin").unlink()


def fill(path, size):
    """Writes pseudo-random bytes and answers their SHA-256."""
    dice, digest = random.Random(size), hashlib.sha256()
    with open(path, "wb") as file:
        for _ in range(size // PART):
            piece = dice.randbytes(PART)
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folders(report, aws, folder):
    tree = {"a.csv": "1,2\n", "deep/er/b.json": "{}", "empty": "", "skip.tmp": "no"}
    for name, content in tree.items():
        (folder / "up" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "up" / name).write_text(content)
        os.utime(folder / "up" / name, (10**9, 10**9))  # older than its object, whose time has whole seconds
    sync = lambda *words: sorted(aws.said("s3", "sync", "--no-progress", *words).splitlines())  # noqa: E731
    with report.case("s3 sync up brings what is new, and then nothing"):
        said = sync("up", f"{URL}/tree", "--exclude", "*.tmp")
        same(said, [f"upload: up/{name} to {URL}/tree/{name}" for name in ("a.csv", "deep/er/b.json", "empty")])
        same(sync("up", f"{URL}/tree", "--exclude", "*.tmp"), [])
    with report.case("s3 sync down makes the same tree"):
        same(len(sync(f"{URL}/tree", "down")), 3)
        same({name: (folder / "down" / name).read_text() for name in tree if name != "skip.tmp"},
             {name: content for name, content in tree.items() if name != "skip.tmp"})  # fmt: skip
        same(sync(f"{URL}/tree", "down"), [])
    with report.case("s3 sync --delete takes away and brings what has changed"):
        (folder / "up/empty").unlink()
        (folder / "up/a.csv").write_text("1,2,3\n")
        said = sync("up", f"{URL}/tree", "--exclude", "*.tmp", "--delete")
        same(said, [f"delete: {URL}/tree/empty", f"upload: up/a.csv to {URL}/tree/a.csv"])
        said = sync(f"{URL}/tree", "down", "--delete")
        same(said, ["delete: down/empty", f"download: {URL}/tree/a.csv to down/a.csv"])


def links(report, aws):
    with report.case("s3 presign: anybody gets the object, a range of it, and nothing with a word changed"):
        link = aws.said("s3", "presign", f"{URL}/docs/small.txt").strip()
        same(fetched(link), (200, "a small file\n"))
        same(fetched(link, "2-6"), (206, "small"))
        same(fetched(link.replace("small", "nosuch")), (404, text(r".*<Code>NoSuchKey</Code>.*")))
    with report.case("s3 presign: the link is dead when its time is over"):
        link = aws.said("s3", "presign", f"{URL}/docs/small.txt", "--expires-in", "1").strip()
        time.sleep(2.1)
        same(fetched(link), (403, text(r".*<Code>AccessDenied</Code><Message>Request has expired</Message>.*")))


def fetched(link, span="0-"):
    """(status, text) of a link, by curl where that is here; the whole of it is 200."""
    if shutil.which("curl"):
        ranged = ["--range", span] if span != "0-" else []
        done = subprocess.run(["curl", "-s", "-w", "\n%{http_code}", *ranged, link], capture_output=True, text=True, check=True)
        content, status = done.stdout.rsplit("\n", 1)
        return int(status), content
    answer = urllib3.PoolManager().request("GET", link, headers={"Range": f"bytes={span}"} if span != "0-" else {})
    return answer.status, answer.data.decode()


def calls(report, aws, folder):
    at = ["--bucket", BUCKET, "--key", "api/one"]
    with report.case("s3api put-object, head-object and get-object with its range"):
        put = aws("s3api", "put-object", *at, "--body", "small.txt", "--metadata", "colour=blue", "--content-type", "text/x-test")
        same(put, {"ETag": '"' + hashlib.md5(b"a small file\n").hexdigest() + '"', "ChecksumCRC32": text(), "ChecksumType": "FULL_OBJECT"},
             ["ServerSideEncryption"])  # fmt: skip
        seen = aws("s3api", "head-object", *at)
        same({k: seen[k] for k in ("ContentLength", "ContentType", "Metadata", "ETag", "AcceptRanges")}, {
            "ContentLength": 13, "ContentType": "text/x-test", "Metadata": {"colour": "blue"}, "ETag": put["ETag"], "AcceptRanges": "bytes",
        })  # fmt: skip
        got = aws("s3api", "get-object", *at, "--range", "bytes=-5", "got.txt")
        same((got["ContentRange"], (folder / "got.txt").read_text()), ("bytes 8-12/13", "file\n"))
    with report.case("s3api put-object --if-none-match '*' is refused where an object is"):
        code, _, err = aws.run("s3api", "put-object", *at, "--if-none-match", "*")
        same((code, err.strip()), (255, text(
            r".*An error occurred \(PreconditionFailed\) when calling the PutObject operation: "
            r"At least one of the pre-conditions you specified did not hold.*")))  # fmt: skip
        aws("s3api", "put-object", "--bucket", BUCKET, "--key", "api/two", "--if-none-match", "*")
    with report.case("s3api copy-object and its answer"):
        copied = aws("s3api", "copy-object", "--bucket", BUCKET, "--key", "api/three", "--copy-source", f"{BUCKET}/api/one")
        same(copied["CopyObjectResult"]["ETag"], put["ETag"])
    with report.case("s3api list-objects-v2 in pages and its token"):
        page = aws("s3api", "list-objects-v2", "--bucket", BUCKET, "--prefix", "api/", "--max-items", "2")
        same([entry["Key"] for entry in page["Contents"]], ["api/one", "api/three"])
        rest = aws("s3api", "list-objects-v2", "--bucket", BUCKET, "--prefix", "api/", "--starting-token", page["NextToken"])
        same([entry["Key"] for entry in rest["Contents"]], ["api/two"])
    with report.case("s3api: versions, a delete marker, delete-objects from a file"):
        named = ["--bucket", "cli-versions"]
        at = [*named, "--key", "one"]
        aws("s3api", "create-bucket", *named)
        older = aws("s3api", "put-object", *at).get("VersionId", "null")
        aws("s3api", "put-bucket-versioning", *named, "--versioning-configuration", "Status=Enabled")
        newer = aws("s3api", "put-object", *at, "--body", "small.txt")["VersionId"]
        marker = aws("s3api", "delete-object", *at)
        same((marker["DeleteMarker"], aws("s3api", "list-objects-v2", *named).get("Contents")), (True, None))
        seen = aws("s3api", "list-object-versions", *named)
        same([version["VersionId"] for version in seen["Versions"]], [newer, older])
        same([(entry["VersionId"], entry["IsLatest"]) for entry in seen["DeleteMarkers"]], [(marker["VersionId"], True)])
        wanted = [{"Key": "one", "VersionId": version} for version in (newer, older, marker["VersionId"])]
        (folder / "delete.json").write_text(json.dumps({"Objects": wanted, "Quiet": True}))
        same(aws("s3api", "delete-objects", *named, "--delete", "file://delete.json"), None)
        same(aws.said("s3", "rb", "s3://cli-versions"), "remove_bucket: cli-versions\n")
    with report.case("s3api: an upload in parts by hand, completed and aborted"):
        at = ["--bucket", BUCKET, "--key", "api/parts"]
        upload = [*at, "--upload-id", aws("s3api", "create-multipart-upload", *at)["UploadId"]]
        part = aws("s3api", "upload-part", *upload, "--part-number", "1", "--body", "small.txt")
        parts = json.dumps({"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
        same(aws("s3api", "complete-multipart-upload", *upload, "--multipart-upload", parts)["Key"], "api/parts")
        upload = [*at, "--upload-id", aws("s3api", "create-multipart-upload", *at)["UploadId"]]
        same(aws("s3api", "abort-multipart-upload", *upload), None)
        code, _, err = aws.run("s3api", "list-parts", *upload)
        same((code, "(NoSuchUpload)" in err), (255, True))
    with report.case("an object that is not there ends with 255 and AWS's words"):
        code, _, err = aws.run("s3api", "get-object", "--bucket", BUCKET, "--key", "nosuch", "got.txt")
        same((code, err.strip()), (255, text(
            r".*An error occurred \(NoSuchKey\) when calling the GetObject operation: The specified key does not exist\..*")))  # fmt: skip


def removal(report, aws):
    with report.case("s3 rb leaves a bucket that is not empty, with AWS's words"):
        code, _, err = aws.run("s3", "rb", URL)
        same((code, err.strip()), (1, text(
            rf"remove_bucket failed: {URL} .*An error occurred \(BucketNotEmpty\) when calling the DeleteBucket operation: "
            r"The bucket you tried to delete is not empty.*")))  # fmt: skip
    with report.case("s3 rm --recursive, then s3 rb; s3 rb --force does both"):
        said = aws.said("s3", "rm", "--recursive", f"{URL}/tree").splitlines()
        same(sorted(said), [f"delete: {URL}/tree/a.csv", f"delete: {URL}/tree/deep/er/b.json"])
        same(aws.said("s3", "rb", "--force", URL).splitlines()[-1], f"remove_bucket: {BUCKET}")
        same(aws.said("s3", "ls"), "")
