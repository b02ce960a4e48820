"""A function that does what its event asks: answer, fail, print, sleep, end its process."""

import os
import sys
import time

started = []


def handler(event, context):
    started.append(1)
    wish = event.get("do") if isinstance(event, dict) else None
    if wish == "raise":
        raise ValueError("as asked")
    if wish == "sleep":
        time.sleep(event["seconds"])
    if wish == "exit":
        os._exit(3)
    if wish == "print":
        print("to stdout")
        print("to stderr", file=sys.stderr)
    if wish == "tell":
        return {
            "calls": len(started),
            "name": context.function_name,
            "version": context.function_version,
            "arn": context.invoked_function_arn,
            "memory": context.memory_limit_in_mb,
            "request": context.aws_request_id,
            "left": context.get_remaining_time_in_millis(),
            "environment": {name: os.environ.get(name) for name in event["names"]},
        }
    return event
