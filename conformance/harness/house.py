"""What only a Pumphouse has: its own API for faults, the clock and the state."""

import json
import time
import urllib.error
import urllib.request


def own(server, method, path, body=None):
    """Asks `/_pumphouse/api/PATH` and answers its JSON; a refusal is a RuntimeError in its words."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{server.url}/_pumphouse/api/{path}", data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        raise RuntimeError(json.loads(error.read())["message"]) from error


def fault(server, operation, effect, **more):
    """Adds a fault and answers its number."""
    return own(server, "POST", "faults", {"operation": operation, "effect": effect, **more})["id"]


def faults(server):
    """All faults by their number."""
    return {row["id"]: row for row in own(server, "GET", "faults")["faults"]}


def calm(server):
    """Removes all faults."""
    own(server, "DELETE", "faults")


def advance(server, **parts):
    """Moves the clock forwards by `hours`, `minutes` and `seconds`."""
    seconds = parts.get("hours", 0) * 3600 + parts.get("minutes", 0) * 60 + parts.get("seconds", 0)
    return own(server, "POST", "clock", {"advanceMs": seconds * 1000})


def restarted(server, told, seconds=20):
    """Waits until another run of the server answers than the one that `told` something."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            if own(server, "GET", "state")["instance"] != told["instance"]:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"the server did not come back within {seconds} s")
