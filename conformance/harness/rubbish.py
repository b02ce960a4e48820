"""What no AWS SDK would send, sent to a service that speaks one of the AWS JSON protocols."""

import gzip
import json

from harness.clients import bare
from harness.expect import same, text

BODY_BYTES_TOO_MANY = 32 * 2**20


def json_rubbish(report, server, service, target, version, harmless):
    """`harmless` is an operation without required members, to send well-formed calls with."""
    kind = f"application/x-amz-json-{version}"

    def post(body, operation=f"{target}.{harmless}", content_type=kind, **headers):
        return bare(server, service, body=body, X_Amz_Target=operation, Content_Type=content_type, **headers)

    def is_error(reply, name, status=400):
        assert (reply.status, reply.error) == (status, name), f"HTTP {reply.status} {reply.body[:300]!r}"

    for name, body in (
        ("an unclosed object", b'{"Limit": 1'),
        ("a bare word", b"rubbish"),
        ("a list", b"[]"),
        ("bytes that are not UTF-8", b'{"Limit": "\xff\xfe"}'),
        ("two objects", b"{}{}"),
        ("nesting 100,000 deep", b'{"Limit":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ):
        with report.case(f"rubbish: {name} is a SerializationException"):
            is_error(post(body), "SerializationException")
    with report.case("rubbish: an unknown operation"):
        is_error(post(b"{}", f"{target}.MakeTea"), "UnknownOperationException")
    with report.case("rubbish: an unknown target"):
        is_error(post(b"{}", "Teapot_20240101.MakeTea"), "UnknownOperationException")
    with report.case("rubbish: an unknown member is ignored"):
        reply = post(json.dumps({"Teapot": [1, {"a": None}]}))
        assert reply.status == 200, reply.body[:300]
    with report.case("rubbish: a body in gzip is read"):
        reply = post(gzip.compress(b"{}"), Content_Encoding="gzip")
        assert reply.status == 200, (reply.status, reply.body[:300])
    with report.case("rubbish: gzip that is not gzip is refused"):
        reply = post(b"{}", Content_Encoding="gzip")
        assert reply.status == 400, (reply.status, reply.body[:300])
    with report.case("rubbish: a small gzip that swells past the limit is refused"):
        reply = post(gzip.compress(b'{"Limit":"' + b"0" * BODY_BYTES_TOO_MANY + b'"}'), Content_Encoding="gzip")
        assert reply.status in (400, 413), (reply.status, reply.body[:300])
    with report.case("rubbish: a body too large is refused, and the server goes on"):
        try:
            reply = post(b'{"Limit":"' + b"0" * BODY_BYTES_TOO_MANY + b'"}')
            assert reply.status in (400, 413), (reply.status, reply.body[:300])
        except (ConnectionError, OSError):
            pass  # closed while we were still sending, which is a refusal too
        assert post(b"{}").status == 200
    with report.case("every answer has a request id and its content type"):
        reply = post(b"{}")
        same(reply.headers.get("x-amzn-RequestId"), text(r"[0-9A-Za-z-]{36,52}"), at="x-amzn-RequestId")
        same(reply.headers.get("Content-Type"), kind, at="Content-Type")
