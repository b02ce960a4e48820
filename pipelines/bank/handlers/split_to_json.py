"""mykinesisinput and processDataFirehose in Python: a record's fields, joined by `|`, as JSON with names.

Runtime python3.x, handler split_to_json.lambda_handler. Needs no SDK.
"""

import base64
import json

NAMES = (
    "Age Job Marital Education Default Balance Housing Loan Contact "
    "Days Month Duration Campaign PDays Previous Poutcome Deposit"
).split()
INTEGERS = {"Balance", "Days", "PDays", "Previous"}


def lambda_handler(event, context):
    return {"records": [transform(record) for record in event["records"]]}


def transform(record):
    line = base64.b64decode(record["data"]).decode().strip()
    if not line:
        return {"recordId": record["recordId"], "result": "Dropped", "data": record["data"]}
    try:
        row = dict(zip(NAMES, line.split("|"), strict=True))
        row.update({name: int(row[name]) for name in INTEGERS})
    except ValueError as error:
        print(f"record {record['recordId']}: {error}")
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    data = base64.b64encode((json.dumps(row) + "\n").encode()).decode()
    return {"recordId": record["recordId"], "result": "Ok", "data": data}
