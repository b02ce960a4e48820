"""What Firehose makes of records on their way: Parquet that pyarrow reads, partitions by JQ and by what a prefix says."""

import base64
import io
import json

from harness import ground
from harness.clients import client
from harness.expect import ANY, refused, same, text, until

BUCKET = "lake"
ROWS = 1000
COLUMNS = {"id": "bigint", "torque": "double", "name": "string", "hot": "boolean", "tags": "array<string>", "where": "struct<x:int,y:struct<z:string>>"}


def run(report, server, options):
    client(server, "s3").create_bucket(Bucket=BUCKET)
    role = ground.role(server, "delivery", "firehose", "s3:*", "glue:*")
    parquet(report, server, role)
    partitions(report, server, role)
    refusals(report, server, role)


def destination(role, prefix, **more):
    return {
        "RoleARN": role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 64}, "Prefix": prefix,
        "ErrorOutputPrefix": "errors/!{firehose:error-output-type}/", **more,
    }  # fmt: skip


def conversion(role):
    return {
        "Enabled": True, "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
        "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {"Compression": "SNAPPY"}}},
        "SchemaConfiguration": {"RoleARN": role, "DatabaseName": "lake", "TableName": "readings", "Region": "us-east-1", "VersionId": "LATEST"},
    }  # fmt: skip


def put_all(server, name, records):
    firehose = client(server, "firehose")
    for start in range(0, len(records), 500):
        batch = [{"Data": record if isinstance(record, bytes) else json.dumps(record).encode()} for record in records[start : start + 500]]
        same(firehose.put_record_batch(DeliveryStreamName=name, Records=batch)["FailedPutCount"], 0)


def parquet(report, server, role):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {"id": index, "torque": index / 8 - 3, "name": f"motor-{index} ✓" if index % 7 else None, "hot": index % 2 == 0,
         "tags": ["a", "b"][: index % 3], "where": {"x": index, "y": {"z": "deep"}}}
        for index in range(ROWS)
    ]  # fmt: skip
    ground.schema(server, "lake", "readings", COLUMNS)
    with report.case(f"{ROWS} JSON records become Parquet that pyarrow reads, value by value"):
        ground.delivery_stream(
            server, "columns", ExtendedS3DestinationConfiguration=destination(role, "parquet/", DataFormatConversionConfiguration=conversion(role))
        )
        put_all(server, "columns", rows)
        read = lambda: [pq.read_table(io.BytesIO(data)) for data in ground.objects(server, BUCKET, "parquet/").values()]  # noqa: E731
        tables = until(read, lambda seen: sum(table.num_rows for table in seen) >= ROWS, 30, f"{ROWS} rows")
        got = sorted((row for table in tables for row in table.to_pylist()), key=lambda row: row["id"])
        same(got, [{**row, "name": row["name"]} for row in rows])
    with report.case("a column that the table gains is in the next file, and one that it loses is not"):
        server_glue = client(server, "glue")
        columns = [{"Name": name, "Type": kind} for name, kind in {"id": "int", "late": "decimal(6,2)"}.items()]
        server_glue.update_table(DatabaseName="lake", TableInput={"Name": "readings", "StorageDescriptor": {"Columns": columns}})
        put_all(server, "columns", [{"ID": -1, "late": 1.25, "torque": 9}])
        late = until(read, lambda seen: any("late" in table.schema.names for table in seen), 30, "the new column")
        (table,) = [table for table in late if "late" in table.schema.names]
        same([str(table.schema.field(name).type) for name in table.schema.names], ["int32", "decimal128(6, 2)"])
        same([(row["id"], str(row["late"])) for row in table.to_pylist()], [(-1, "1.25")])
        columns = [{"Name": name, "Type": kind} for name, kind in COLUMNS.items()]
        server_glue.update_table(DatabaseName="lake", TableInput={"Name": "readings", "StorageDescriptor": {"Columns": columns}})
    with report.case("types of columns, compression, and the key's ending"):
        schema = tables[0].schema
        same([str(schema.field(name).type) for name in ("id", "torque", "name", "hot")], ["int64", "double", "string", "bool"])
        assert pa.types.is_list(schema.field("tags").type) and pa.types.is_struct(schema.field("where").type), schema
        key, data = next(iter(ground.objects(server, BUCKET, "parquet/").items()))
        same(key, text(r"parquet/.*\.parquet"))
        same(pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(0).compression, "SNAPPY")
    with report.case("a record that is no JSON object is kept under the error prefix; the others are not held up"):
        put_all(server, "columns", [b"rubbish", {"id": ROWS}])
        failed = until(lambda: ground.objects(server, BUCKET, "errors/format-conversion-failed/"), lambda seen: seen, 30, "the failed record")
        (line,) = [json.loads(line) for data in failed.values() for line in data.splitlines()]
        same((line["rawData"], line["lastErrorCode"]), ("cnViYmlzaA==", text(r"DataFormatConversion\.\w+")))
        until(read, lambda seen: sum(table.num_rows for table in seen) == ROWS + 2, 30, "the other record")


def partitions(report, server, role):
    extraction = {"Type": "MetadataExtraction", "Parameters": [
        {"ParameterName": "MetadataExtractionQuery", "ParameterValue": '{profile: .profile_id, hot: (if .pm > 50 then "hot" else "cold" end)}'},
        {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"},
    ]}  # fmt: skip
    lines = {"Type": "AppendDelimiterToRecord", "Parameters": [{"ParameterName": "Delimiter", "ParameterValue": "\\n"}]}
    prefix = "by/profile=!{partitionKeyFromQuery:profile}/!{partitionKeyFromQuery:hot}/!{timestamp:yyyy}/"
    records = [{"id": index, "profile_id": index % 3, "pm": index % 100} for index in range(300)]
    with report.case("partitions by JQ: each record is under the keys that its query makes, in lines"):
        ground.delivery_stream(server, "parts", ExtendedS3DestinationConfiguration=destination(
            role, prefix, DynamicPartitioningConfiguration={"Enabled": True}, ProcessingConfiguration={"Enabled": True, "Processors": [extraction, lines]},
        ))  # fmt: skip
        put_all(server, "parts", records)
        look = lambda: {key: [json.loads(line) for line in data.splitlines()] for key, data in ground.objects(server, BUCKET, "by/").items()}  # noqa: E731
        landed = until(look, lambda seen: sum(map(len, seen.values())) >= 300, 30, "300 records")
        for key, found in landed.items():
            _, profile, heat, *_ = key.split("/")
            for record in found:
                same((f"profile={record['profile_id']}", "hot" if record["pm"] > 50 else "cold"), (profile, heat), at=key)
        same(sorted(record["id"] for found in landed.values() for record in found), list(range(300)))
        same(len({tuple(key.split("/")[1:3]) for key in landed}), 6)
    with report.case("records whose keys cannot be made are kept under the error prefix, and say so"):
        put_all(server, "parts", [{"id": -1}, b"rubbish"])
        kept = lambda: ground.objects(server, BUCKET, "errors/processing-failed/").values()  # noqa: E731
        failed = until(lambda: [json.loads(line) for data in kept() for line in data.splitlines()], lambda seen: len(seen) >= 2, 30, "two failed records")
        same({row["errorCode"] for row in failed}, {"DynamicPartitioning.MetadataExtractionFailed"})
        same(sorted(base64.b64decode(row["rawData"]) for row in failed), [b"rubbish", b'{"id": -1}'])
    with report.case("several records in one, taken apart: each goes its own way"):
        apart = {"Type": "RecordDeAggregation", "Parameters": [{"ParameterName": "SubRecordType", "ParameterValue": "JSON"}]}
        ground.delivery_stream(server, "apart", ExtendedS3DestinationConfiguration=destination(
            role, prefix.replace("by/", "apart/"), DynamicPartitioningConfiguration={"Enabled": True},
            ProcessingConfiguration={"Enabled": True, "Processors": [apart, extraction, lines]},
        ))  # fmt: skip
        put_all(server, "apart", [b"".join(json.dumps(record).encode() for record in records[:9])])
        look = lambda: {key: data.count(b"\n") for key, data in ground.objects(server, BUCKET, "apart/").items()}  # noqa: E731
        landed = until(look, lambda seen: sum(seen.values()) >= 9, 30, "nine records")
        same(sorted(landed.values()), [3, 3, 3])


def refusals(report, server, role):
    firehose = client(server, "firehose")
    create = lambda **more: firehose.create_delivery_stream(  # noqa: E731
        DeliveryStreamName="refused", ExtendedS3DestinationConfiguration={**destination(role, "x/"), **more}
    )
    small = {"IntervalInSeconds": 60, "SizeInMBs": 5}
    ground.schema(server, "lake", "odd", {"a": "uint8"})
    of = lambda table: {**conversion(role), "SchemaConfiguration": {**conversion(role)["SchemaConfiguration"], "TableName": table}}  # noqa: E731
    unseen = {**conversion(role), "SchemaConfiguration": {**conversion(role)["SchemaConfiguration"], "RoleARN": ground.role(server, "blind", "firehose", "s3:*")}}
    for name, more, message in (
        ("columns in a buffer of 5 MiB", {"DataFormatConversionConfiguration": conversion(role), "BufferingHints": small}, text(r".*64.*")),
        ("columns of no table", {"DataFormatConversionConfiguration": of("none")}, text(r"The schema is invalid\. Entity Not Found .*EntityNotFoundException.*")),
        ("columns of a type that there is not", {"DataFormatConversionConfiguration": of("odd")}, text(r"The schema is invalid\. Error parsing the schema: .*")),
        ("columns that the role may not see", {"DataFormatConversionConfiguration": unseen}, text(r"Access was denied when calling Glue\. .*glue:GetTable.*")),
        ("columns in GZIP", {"DataFormatConversionConfiguration": conversion(role), "CompressionFormat": "GZIP"}, ANY),
        ("partitions without a key in the prefix", {"DynamicPartitioningConfiguration": {"Enabled": True}}, ANY),
        ("keys in the prefix without partitions", {"Prefix": "!{partitionKeyFromQuery:x}/"}, ANY),
    ):  # fmt: skip
        with report.case(f"refused: {name}"):
            refused(lambda: create(**more), "InvalidArgumentException", message)
