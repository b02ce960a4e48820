"""apache-to-json in Python: a line of Apache's access log, common or combined, as JSON.

Runtime python3.x, handler apache_to_json.lambda_handler. Needs no SDK.
"""

import base64
import json
import re
from datetime import datetime, timezone

LINE = re.compile(
    r'^(?P<host>\S+) (?P<ident>\S+) (?P<authuser>\S+) \[(?P<time>[^\]]+)\] '
    r'"(?P<request>(?:[^"\\]|\\.)*)" (?P<response>\d{3}) (?P<bytes>\d+|-)'
)


def lambda_handler(event, context):
    return {"records": [transform(record) for record in event["records"]]}


def transform(record):
    match = LINE.match(base64.b64decode(record["data"]).decode(errors="replace"))
    try:
        time = datetime.strptime(match["time"], "%d/%b/%Y:%H:%M:%S %z")
    except (TypeError, ValueError):
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    row = {name: match[name] for name in ("host", "ident", "authuser")}
    row["@timestamp"] = match["time"]
    row["@timestamp_utc"] = time.astimezone(timezone.utc).isoformat()
    row["request"] = match["request"]
    row["response"] = int(match["response"])
    row["bytes"] = int(match["bytes"]) if match["bytes"] != "-" else 0
    data = base64.b64encode((json.dumps(row) + "\n").encode()).decode()
    return {"recordId": record["recordId"], "result": "Ok", "data": data}
