"""KinesisLambdaConsumer in Python: a day's weather of a station to two tables, a put_item each.

Runtime python3.x, handler to_tables.lambda_handler. Short and slow: a call per item.
"""

import base64
import json
import os
from decimal import Decimal

import boto3

dynamodb = boto3.resource("dynamodb")
TABLES = (
    (dynamodb.Table(os.environ.get("PRECIPITATION_TABLE", "Precipitation")), ("PRCP", "SNOW")),
    (dynamodb.Table(os.environ.get("TEMPERATURE_TABLE", "Temperature")), ("TMIN", "TMAX")),
)


def lambda_handler(event, context):
    for record in event["Records"]:
        day = json.loads(base64.b64decode(record["kinesis"]["data"]), parse_float=Decimal)
        for table, names in TABLES:
            measured = {name: day[name] for name in names if name in day}
            if measured:
                key = {name: day[name] for name in ("station_name", "date", "station")}
                table.put_item(Item={**key, **measured})
    return {"records": len(event["Records"])}
