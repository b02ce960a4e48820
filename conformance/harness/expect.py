"""Comparing what came with what AWS answers: shapes with placeholders, errors, and waiting for a state."""

import re
import time

from botocore.exceptions import ClientError


class Like:
    """A placeholder: any value that the test function holds for."""

    def __init__(self, name, holds):
        self.name, self.holds = name, holds

    def __repr__(self):
        return f"<{self.name}>"


def text(pattern=r".+"):
    """A string that the whole pattern fits."""
    return Like(f"text {pattern}", lambda v: isinstance(v, str) and re.fullmatch(pattern, v, re.DOTALL) is not None)


def near(value, allowance):
    """A number within an allowance of a value."""
    return Like(f"{value} ± {allowance}", lambda v: isinstance(v, (int, float)) and abs(v - value) <= allowance)


ANY = Like("anything", lambda v: True)
NUMBER = Like("number", lambda v: isinstance(v, (int, float)) and not isinstance(v, bool))
UUID = text(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = Like("time", lambda v: isinstance(v, (int, float)) or (isinstance(v, str) and re.match(r"\d{4}-\d\d-\d\dT", v)))


def same(actual, expected, also=(), at="answer"):
    """Asserts that `actual` is `expected`, key by key. `also` names top-level keys that may be there too."""
    if isinstance(expected, Like):
        assert expected.holds(actual), f"{at}: {actual!r} is not {expected!r}"
    elif isinstance(expected, dict):
        assert isinstance(actual, dict), f"{at}: {actual!r} is not an object"
        missing = [key for key in expected if key not in actual]
        assert not missing, f"{at}: lacks {', '.join(missing)}; has {', '.join(map(str, actual))}"
        extra = [key for key in actual if key not in expected and key not in also]
        assert not extra, f"{at}: has also {', '.join(f'{key}={actual[key]!r}' for key in extra)}"
        for key, value in expected.items():
            same(actual[key], value, also, f"{at}.{key}")
    elif isinstance(expected, (list, tuple)):
        assert isinstance(actual, type(expected)), f"{at}: {actual!r} is not a {type(expected).__name__}"
        assert len(actual) == len(expected), f"{at}: {len(actual)} entries, not {len(expected)}: {actual!r}"
        for index, value in enumerate(expected):
            same(actual[index], value, also, f"{at}[{index}]")
    else:
        alike = actual == expected and isinstance(actual, bool) == isinstance(expected, bool)
        assert alike, f"{at}: {actual!r} is not {expected!r}"


def refused(call, code, message=None, status=400):
    """Asserts that a boto3 call fails with this code, HTTP status and message (a string or a placeholder)."""
    try:
        answer = call()
    except ClientError as error:
        got = error.response
        assert got["Error"]["Code"] == code, f"code {got['Error']['Code']!r}, not {code!r}: {got['Error']}"
        got_status = got["ResponseMetadata"]["HTTPStatusCode"]
        assert got_status == status, f"HTTP {got_status}, not {status}"
        if message is not None:
            same(got["Error"].get("Message"), message, at="message")
        return got
    answer.pop("ResponseMetadata", None)
    raise AssertionError(f"accepted; should have been {code}: {answer}")


def body(answer):
    """A boto3 answer without its metadata."""
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def until(look, holds, seconds=20, what="the state"):
    """Calls `look` until `holds` of its answer, and answers that; fails when the time is up."""
    limit = time.monotonic() + seconds
    while True:
        seen = look()
        if holds(seen):
            return seen
        assert time.monotonic() < limit, f"{what} did not come within {seconds} s; last seen: {seen!r}"
        time.sleep(0.05)


def violations(*clauses):
    """`N validation errors detected: …` with these clauses in any order (AWS's own order is a hash's)."""
    noun = "error" if len(clauses) == 1 else "errors"
    head = f"{len(clauses)} validation {noun} detected: "
    parts = sorted(clauses)
    return Like(
        f"{head}{'; '.join(clauses)}",
        lambda v: isinstance(v, str) and v.startswith(head) and sorted(v.removeprefix(head).split("; ")) == parts,
    )


def violation(value, at, constraint):
    """One clause of a constraint violation: `value` as it is printed (`null` bare, others in quotes)."""
    shown = "null" if value is None else f"'{value}'"
    return f"Value {shown} at '{at}' failed to satisfy constraint: Member must {constraint}"
