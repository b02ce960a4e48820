"""S3 by boto3's transfer manager: large files up and down, every checksum, TLS with trailers, both address styles."""

import base64
import hashlib
import io
import pathlib
import random
import socket
import tempfile
import time
import warnings
import zlib

from boto3.s3.transfer import TransferConfig

from harness.clients import client
from harness.expect import refused, same, text
from harness.report import Skip

BUCKET = "transfer-bucket"
MIB = 2**20
LARGE_BYTES, LARGER_BYTES = 64 * MIB, 2048 * MIB
ALGORITHMS = ("CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256")


def run(report, server, options):
    s3 = client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    with tempfile.TemporaryDirectory(prefix="pumphouse-transfer-") as folder:
        large(report, s3, pathlib.Path(folder), LARGER_BYTES if options.large else LARGE_BYTES)
    streams(report, s3)
    checksums(report, s3)
    trailers(report, server)
    styles(report, server)
    forms(report, s3)


def large(report, s3, folder, size):
    up, down = folder / "up", folder / "down"
    dice = random.Random(size)
    with open(up, "wb") as file:
        for _ in range(size // (8 * MIB)):
            file.write(dice.randbytes(8 * MIB))
    with report.case(f"upload_file and download_file: {size // MIB} MB in parts by ten threads"):
        begun = time.monotonic()
        s3.upload_file(str(up), BUCKET, "large", ExtraArgs={"Metadata": {"a": "1"}})
        sent = time.monotonic()
        s3.download_file(BUCKET, "large", str(down))
        came = time.monotonic()
        print(f"       {size / MIB / (sent - begun):.0f} MiB/s up, {size / MIB / (came - sent):.0f} MiB/s down", flush=True)
        same(digest(down), digest(up))
        seen = s3.head_object(Bucket=BUCKET, Key="large", ChecksumMode="ENABLED")
        same((seen["ETag"], seen["Metadata"]), (text(rf'"[0-9a-f]{{32}}-{size // (8 * MIB)}"'), {"a": "1"}))
    with report.case("its checksum is that of the whole file or of its parts' checksums, as its type says"):
        assert seen["ChecksumType"] in ("FULL_OBJECT", "COMPOSITE"), seen
        same(seen["ChecksumCRC32"], crc32_of(up, seen["ChecksumType"]))
    with report.case("upload_file as one CRC64NVME of the whole"):
        with open(up, "rb") as file:
            s3.upload_fileobj(io.BytesIO(file.read(20 * MIB)), BUCKET, "nvme", ExtraArgs={"ChecksumAlgorithm": "CRC64NVME"})
        seen = s3.get_object_attributes(Bucket=BUCKET, Key="nvme", ObjectAttributes=["Checksum", "ObjectParts", "ObjectSize"])
        with open(up, "rb") as file:
            same((seen["ObjectSize"], seen["Checksum"]), (20 * MIB, {"ChecksumCRC64NVME": nvme(file.read(20 * MIB)), "ChecksumType": "FULL_OBJECT"}))
        same(seen["ObjectParts"]["TotalPartsCount"], 3)
    with report.case("copy: the transfer manager's copy in parts is the same file"):
        s3.copy({"Bucket": BUCKET, "Key": "large"}, BUCKET, "copied", Config=TransferConfig(multipart_threshold=MIB, multipart_chunksize=9 * MIB))
        s3.download_file(BUCKET, "copied", str(down))
        same(digest(down), digest(up))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def crc32_of(path, kind):
    """What S3 answers as CRC32 of a file that went up in parts of 8 MiB."""
    whole, parts = 0, b""
    with open(path, "rb") as file:
        while piece := file.read(8 * MIB):
            whole, parts = zlib.crc32(piece, whole), parts + zlib.crc32(piece).to_bytes(4)
    if kind == "FULL_OBJECT":
        return base64.b64encode(whole.to_bytes(4)).decode()
    return f"{base64.b64encode(zlib.crc32(parts).to_bytes(4)).decode()}-{len(parts) // 4}"


def nvme(data):
    from awscrt import checksums

    return base64.b64encode(checksums.crc64nvme(data).to_bytes(8)).decode()


def streams(report, s3):
    data = random.Random(5).randbytes(3 * MIB)
    with report.case("a body is streamed: by pieces, by lines, left half way"):
        s3.put_object(Bucket=BUCKET, Key="stream", Body=data)
        got = s3.get_object(Bucket=BUCKET, Key="stream")["Body"]
        same(b"".join(got.iter_chunks(100_000)) == data, True)
        s3.put_object(Bucket=BUCKET, Key="lines", Body=b"one\ntwo\nthree")
        same(list(s3.get_object(Bucket=BUCKET, Key="lines")["Body"].iter_lines()), [b"one", b"two", b"three"])
        left = s3.get_object(Bucket=BUCKET, Key="large")["Body"]
        same(len(left.read(1000)), 1000)
        left.close()
        same(s3.head_object(Bucket=BUCKET, Key="stream")["ContentLength"], len(data))
    with report.case("a body that cannot be sought goes up in parts"):
        class Pipe:
            left = io.BytesIO(data * 4)

            def read(self, size=-1):
                return self.left.read(size)

        s3.upload_fileobj(Pipe(), BUCKET, "piped")
        same(s3.get_object(Bucket=BUCKET, Key="piped")["Body"].read() == data * 4, True)


def checksums(report, s3):
    data = b"123456789" * 1000
    known = {"CRC32": base64.b64encode(zlib.crc32(data).to_bytes(4)), "SHA1": base64.b64encode(hashlib.sha1(data).digest()),
             "SHA256": base64.b64encode(hashlib.sha256(data).digest())}  # fmt: skip
    for algorithm in ALGORITHMS:
        with report.case(f"{algorithm}: put, answered, kept, verified by the client on the way back"):
            put = s3.put_object(Bucket=BUCKET, Key=algorithm, Body=data, ChecksumAlgorithm=algorithm)
            said = put[f"Checksum{algorithm}"]
            if algorithm in known:
                same(said, known[algorithm].decode())
            got = s3.get_object(Bucket=BUCKET, Key=algorithm, ChecksumMode="ENABLED")
            same((got["Body"].read() == data, got[f"Checksum{algorithm}"], got["ChecksumType"]), (True, said, "FULL_OBJECT"))
            ranged = s3.get_object(Bucket=BUCKET, Key=algorithm, ChecksumMode="ENABLED", Range="bytes=0-9")
            same((ranged["Body"].read(), f"Checksum{algorithm}" in ranged), (data[:10], False))
        with report.case(f"{algorithm}: other bytes are refused, and nothing is kept"):
            wrong = {"ChecksumAlgorithm": algorithm, f"Checksum{algorithm}": said}
            refused(lambda: s3.put_object(Bucket=BUCKET, Key="wrong", Body=b"others", **wrong), "BadDigest",
                    f"The {algorithm} you specified did not match the calculated checksum.")  # fmt: skip
            refused(lambda: s3.head_object(Bucket=BUCKET, Key="wrong"), "404", "Not Found", 404)
    with report.case("an object without checksum of the client's has CRC64NVME"):
        plain = client_without_checksums(s3)
        plain.put_object(Bucket=BUCKET, Key="plain", Body=data)
        got = s3.head_object(Bucket=BUCKET, Key="plain", ChecksumMode="ENABLED")
        same((got["ChecksumCRC64NVME"], got["ChecksumType"]), (nvme(data), "FULL_OBJECT"))
    for algorithm, kind in (("CRC32", "COMPOSITE"), ("CRC32C", "FULL_OBJECT"), ("SHA256", "COMPOSITE"), ("CRC64NVME", "FULL_OBJECT")):
        with report.case(f"{algorithm}: an upload in parts, {kind}"):
            parts(s3, algorithm, kind)


def client_without_checksums(s3):
    class Where:
        url = s3.meta.endpoint_url

    return client(Where, "s3", request_checksum_calculation="when_required")


def parts(s3, algorithm, kind):
    at = {"Bucket": BUCKET, "Key": f"parts-{algorithm}"}
    begun = s3.create_multipart_upload(**at, ChecksumAlgorithm=algorithm, ChecksumType=kind)
    same((begun["ChecksumAlgorithm"], begun["ChecksumType"]), (algorithm, kind))
    named = []
    for number, data in ((1, b"1" * 5 * MIB), (2, b"2")):
        part = s3.upload_part(**at, UploadId=begun["UploadId"], PartNumber=number, Body=data, ChecksumAlgorithm=algorithm)
        named.append({"PartNumber": number, "ETag": part["ETag"], f"Checksum{algorithm}": part[f"Checksum{algorithm}"]})
    done = s3.complete_multipart_upload(**at, UploadId=begun["UploadId"], MultipartUpload={"Parts": named}, ChecksumType=kind)
    same(done["ChecksumType"], kind)
    whole = b"1" * 5 * MIB + b"2"
    if kind == "COMPOSITE":
        inner = b"".join(base64.b64decode(part[f"Checksum{algorithm}"]) for part in named)
        outer = hashlib.sha256(inner).digest() if algorithm == "SHA256" else zlib.crc32(inner).to_bytes(4)
        same(done[f"Checksum{algorithm}"], base64.b64encode(outer).decode() + "-2")
    elif algorithm == "CRC64NVME":
        same(done["ChecksumCRC64NVME"], nvme(whole))
    else:
        from awscrt import checksums as crt

        same(done["ChecksumCRC32C"], base64.b64encode(crt.crc32c(whole).to_bytes(4)).decode())


def trailers(report, server):
    """Over TLS boto3 does not sign a body: it sends it in chunks with its checksum behind it."""
    with report.case("over TLS: bodies in chunks with trailing checksums, small, large and in parts"):
        if not server.ours:
            raise Skip("whether that server speaks TLS on its port is not known")
        warnings.filterwarnings("ignore", message="Unverified HTTPS request")
        secure = client(server, "s3", url=server.url.replace("http://127.0.0.1", "https://localhost"))
        for key, data in (("tls-small", b"x"), ("tls-empty", b""), ("tls-large", b"tls" * MIB)):
            put = secure.put_object(Bucket=BUCKET, Key=key, Body=data)
            same(put["ChecksumCRC32"], base64.b64encode(zlib.crc32(data).to_bytes(4)).decode())
            same(secure.get_object(Bucket=BUCKET, Key=key)["Body"].read() == data, True)
        secure.upload_fileobj(io.BytesIO(b"in parts" * 2 * MIB), BUCKET, "tls-parts", ExtraArgs={"ChecksumAlgorithm": "SHA256"})
        seen = secure.head_object(Bucket=BUCKET, Key="tls-parts", ChecksumMode="ENABLED")
        same((seen["ContentLength"], seen["ChecksumSHA256"]), (16 * MIB, text(r".{44}-2")))


def styles(report, server):
    """The bucket in the path, and in the host's name, for which this machine's resolver is stood in."""
    port = server.url.rsplit(":", 1)[1]
    resolve = socket.getaddrinfo

    def local(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        return resolve("127.0.0.1" if name.endswith(".localhost") else name, *rest, **more)

    socket.getaddrinfo = local
    try:
        for style in ("path", "virtual"):
            with report.case(f"{style} style: put, get, list, copy, delete"):
                s3 = client(server, "s3", url=f"http://s3.localhost:{port}", s3={"addressing_style": style})
                s3.put_object(Bucket=BUCKET, Key="style/a key", Body=style.encode())
                s3.copy_object(Bucket=BUCKET, Key="style/copy", CopySource={"Bucket": BUCKET, "Key": "style/a key"})
                same(s3.get_object(Bucket=BUCKET, Key="style/copy")["Body"].read(), style.encode())
                same([e["Key"] for e in s3.list_objects_v2(Bucket=BUCKET, Prefix="style/")["Contents"]], ["style/a key", "style/copy"])
                link = s3.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "style/copy"})
                same(f"{BUCKET}.s3.localhost" in link, style == "virtual", at=link)
                s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "style/a key"}, {"Key": "style/copy"}]})
        with report.case("virtual style: a bucket made and taken away by its host's name"):
            s3.create_bucket(Bucket="hosted-bucket")
            s3.head_bucket(Bucket="hosted-bucket")
            s3.delete_bucket(Bucket="hosted-bucket")
            refused(lambda: s3.head_bucket(Bucket="hosted-bucket"), "404", "Not Found", 404)
    finally:
        socket.getaddrinfo = resolve


def forms(report, s3):
    with report.case("a presigned POST is refused clearly"):
        import urllib3

        post = s3.generate_presigned_post(BUCKET, "by-form")
        reply = urllib3.PoolManager().request("POST", post["url"], fields={**post["fields"], "file": ("f", b"x")})
        assert reply.status in (400, 405, 501) and b"<Message>" in reply.data, (reply.status, reply.data)
        refused(lambda: s3.head_object(Bucket=BUCKET, Key="by-form"), "404", "Not Found", 404)
