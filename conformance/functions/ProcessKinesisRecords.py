"""The sensors function in Python: one item per record, with boto3 and no endpoint in the code."""

import base64
import json
import os
from decimal import Decimal

import boto3

table = boto3.resource("dynamodb").Table(os.environ.get("TABLE_NAME", "SensorData"))


def kinesis_handler(event, context):
    for record in event["Records"]:
        reading = json.loads(base64.b64decode(record["kinesis"]["data"]), parse_float=Decimal)
        table.put_item(
            Item={
                "SensorId": reading["sensor_id"],
                "CurrentTime": reading["current_time"],
                "Temperature": reading["temperature"],
            }
        )
    return f"Successfully processed {len(event['Records'])} records."
