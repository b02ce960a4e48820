"""Live tables: a stream and a DynamoDB table asked by SQL beside a table of the lake, by an account and by a role."""

import json
import time
from decimal import Decimal

from harness.clients import client
from harness.expect import same, until

BUCKET = "live-lake"
OUTPUT = f"s3://{BUCKET}/out/"
STREAM = "Readings"
TABLE = "Motor-Data"
COUNT = 1000
SITES = ("graz", "linz", "wien")


def run(report, server, options):
    house = House(server)
    furnished(report, house)
    alone(report, house)
    together(report, house)
    windows(report, house)
    shown(report, house)
    told(report, house)
    written(report, house)
    roles(report, house)


class House:
    """Clients, and queries run to their end."""

    def __init__(self, server):
        self.server = server
        names = ("athena", "glue", "s3", "iam", "kinesis", "dynamodb", "sts")
        self.athena, self.glue, self.s3, self.iam, self.kinesis, self.dynamodb, self.sts = (client(server, name) for name in names)

    def status(self, query, athena=None):
        athena = athena or self.athena
        more = {"QueryExecutionContext": {"Database": "default"}, "ResultConfiguration": {"OutputLocation": OUTPUT}}
        self.id = athena.start_query_execution(QueryString=query, **more)["QueryExecutionId"]
        look = lambda: athena.get_query_execution(QueryExecutionId=self.id)["QueryExecution"]
        return until(look, lambda seen: seen["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"), 60)["Status"]

    def ask(self, query):
        """The rows of a query, without the names above them."""
        status = self.status(query)
        assert status["State"] == "SUCCEEDED", status
        pages = self.athena.get_paginator("get_query_results").paginate(QueryExecutionId=self.id)
        rows = [[datum.get("VarCharValue") for datum in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
        return rows[1:]

    def lines(self, query):
        """What SHOW and DESCRIBE print."""
        status = self.status(query)
        assert status["State"] == "SUCCEEDED", status
        rows = self.athena.get_query_results(QueryExecutionId=self.id)["ResultSet"]["Rows"]
        return [row["Data"][0].get("VarCharValue", "").strip() for row in rows]

    def failed(self, query, athena=None):
        status = self.status(query, athena)
        assert status["State"] == "FAILED", status
        return status["StateChangeReason"]


def furnished(report, house):
    with report.case(f"{COUNT} records, {COUNT} items, an object"):
        house.s3.create_bucket(Bucket=BUCKET)
        house.kinesis.create_stream(StreamName=STREAM, ShardCount=3)
        keys = {"AttributeDefinitions": [{"AttributeName": "Motor", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}],
                "KeySchema": [{"AttributeName": "Motor", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]}  # fmt: skip
        house.dynamodb.create_table(TableName=TABLE, BillingMode="PAY_PER_REQUEST", **keys)
        house.dynamodb.get_waiter("table_exists").wait(TableName=TABLE)
        house.kinesis.get_waiter("stream_exists").wait(StreamName=STREAM)
        for start in range(0, COUNT, 250):
            records = [
                {"Data": json.dumps({"id": number, "motor": f"m{number % 10}", "celsius": number / 8}).encode(), "PartitionKey": f"k{number}"}
                for number in range(start, start + 250)
            ]
            same(house.kinesis.put_records(StreamName=STREAM, Records=records)["FailedRecordCount"], 0)
        for start in range(0, COUNT, 25):
            items = [
                {"PutRequest": {"Item": {"Motor": {"S": f"m{number % 10}"}, "at": {"N": str(number)}, "watts": {"N": str(Decimal(number) / 4)},
                                         "site": {"S": SITES[number % 3]}, "parts": {"L": [{"N": str(number)}, {"S": "x"}]}}}}
                for number in range(start, start + 25)
            ]  # fmt: skip
            same(house.dynamodb.batch_write_item(RequestItems={TABLE: items})["UnprocessedItems"], {})
        lines = "".join(json.dumps({"motor": f"m{number}", "height": 100 * number}) + "\n" for number in range(10))
        house.s3.put_object(Bucket=BUCKET, Key="motors/motors.json", Body=lines.encode())
        house.lines("CREATE DATABASE IF NOT EXISTS default")
        house.lines(
            "CREATE EXTERNAL TABLE motors (motor string, height int) "
            f"ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://{BUCKET}/motors/'"
        )


def alone(report, house):
    with report.case("every record once, whatever its shard"):
        rows = house.ask("SELECT count(*), count(DISTINCT id), sum(id), sum(celsius), count(DISTINCT _shard_id) FROM kinesis.default.readings")
        same(rows, [[str(COUNT), str(COUNT), str(sum(range(COUNT))), str(sum(range(COUNT)) / 8), "3"]])
    with report.case("every item once, with exact sums"):
        rows = house.ask(f'SELECT count(*), sum(at), sum(watts), count(DISTINCT motor) FROM "dynamodb"."default"."{TABLE}"')
        same(rows, [[str(COUNT), str(sum(range(COUNT))), str(sum(range(COUNT)) / 4), "10"]])
        same(house.ask('SELECT count(*) FROM dynamodb.default."motor-data"'), [[str(COUNT)]])
    with report.case("some items by their key, documents as JSON"):
        rows = house.ask("SELECT at, site, json_extract_scalar(parts, '$[0]') FROM dynamodb.default.\"motor-data\" WHERE motor = 'm7' AND at BETWEEN 500 AND 520 ORDER BY at")
        same(rows, [[str(number), SITES[number % 3], str(number)] for number in (507, 517)])
        plan = "\n".join(house.lines("EXPLAIN SELECT at FROM dynamodb.default.\"motor-data\" WHERE motor = 'm7' AND at > 500"))
        assert "Query of 1 keys and a range" in plan, plan


def together(report, house):
    with report.case("a stream, a table and the lake joined"):
        rows = house.ask(
            "SELECT m.motor, m.height, count(*), sum(r.id), sum(d.watts) FROM kinesis.default.readings r "
            f'JOIN dynamodb.default."{TABLE}" d ON d.motor = r.motor AND d.at = r.id JOIN motors m ON m.motor = r.motor '
            "WHERE m.height >= 800 GROUP BY 1, 2 ORDER BY 1"
        )
        numbers = {motor: [number for number in range(COUNT) if number % 10 == motor] for motor in (8, 9)}
        same(rows, [[f"m{motor}", str(100 * motor), str(len(own)), str(sum(own)), str(sum(own) / 4)] for motor, own in numbers.items()])


def windows(report, house):
    with report.case("a window of the stream, while it is written to"):
        time.sleep(1.1)
        since = house.ask("SELECT to_unixtime(current_timestamp)")[0][0]
        house.kinesis.put_records(StreamName=STREAM, Records=[{"Data": json.dumps({"id": COUNT + number}).encode(), "PartitionKey": str(number)} for number in range(7)])
        rows = house.ask(f"SELECT count(*), min(id) FROM kinesis.default.readings WHERE _arrival >= from_unixtime({since})")
        same(rows, [["7", str(COUNT)]])
        same(house.ask("SELECT count(*) FROM kinesis.default.readings WHERE _arrival < current_timestamp - interval '1' hour"), [["0"]])
    with report.case("a text stream has its data alone"):
        house.kinesis.create_stream(StreamName="lines", ShardCount=1)
        house.kinesis.get_waiter("stream_exists").wait(StreamName="lines")
        house.kinesis.put_record(StreamName="lines", Data=b"GET /index.html 200", PartitionKey="a")
        same(house.ask("SELECT _partition_key, split_part(_data, ' ', 3) FROM kinesis.default.lines"), [["a", "200"]])


def shown(report, house):
    with report.case("they are shown as catalogs are"):
        same(house.lines("SHOW TABLES IN dynamodb.default"), ["motor-data"])
        same(house.lines("SHOW TABLES IN kinesis.default"), ["lines", "readings"])
        names = [line.split("\t")[0].strip() for line in house.lines(f'DESCRIBE dynamodb.default."{TABLE}"')]
        same(names, ["motor", "at", "parts", "site", "watts"])
        rows = house.ask("SELECT column_name, data_type FROM kinesis.information_schema.columns WHERE table_name = 'readings' AND column_name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY ordinal_position")
        same(rows, [["id", "bigint"], ["motor", "varchar"], ["celsius", "double"]])


def told(report, house):
    with report.case("Athena's API tells of them, and takes them as a query's catalog"):
        kinds = {one["CatalogName"]: one["Type"] for one in house.athena.list_data_catalogs()["DataCatalogsSummary"]}
        same(kinds, {"AwsDataCatalog": "GLUE", "dynamodb": "FEDERATED", "kinesis": "FEDERATED"})
        same([one["Name"] for one in house.athena.list_databases(CatalogName="kinesis")["DatabaseList"]], ["default"])
        pages = house.athena.get_paginator("list_table_metadata").paginate(CatalogName="kinesis", DatabaseName="default", PaginationConfig={"PageSize": 1})
        same([table["Name"] for page in pages for table in page["TableMetadataList"]], ["lines", "readings"])
        table = house.athena.get_table_metadata(CatalogName="dynamodb", DatabaseName="default", TableName=TABLE)["TableMetadata"]
        same({column["Name"]: column["Type"] for column in table["Columns"]}, {"motor": "string", "at": "bigint", "parts": "string", "site": "string", "watts": "double"})
        context = {"Catalog": "dynamodb", "Database": "default"}
        started = house.athena.start_query_execution(QueryString='SELECT count(*) FROM "Motor-Data"', QueryExecutionContext=context, ResultConfiguration={"OutputLocation": OUTPUT})
        look = lambda: house.athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]["Status"]
        same(until(look, lambda seen: seen["State"] in ("SUCCEEDED", "FAILED"), 60)["State"], "SUCCEEDED")
        rows = house.athena.get_query_results(QueryExecutionId=started["QueryExecutionId"])["ResultSet"]["Rows"]
        same(rows[1]["Data"][0]["VarCharValue"], str(COUNT))


def written(report, house):
    with report.case("a table of the lake is made of a stream"):
        house.lines(f"CREATE TABLE kept WITH (format = 'PARQUET', external_location = 's3://{BUCKET}/kept/') AS SELECT * FROM kinesis.default.readings WHERE id < 100")
        same(house.ask("SELECT count(*), sum(celsius) FROM kept"), [["100", str(sum(range(100)) / 8)]])
    with report.case("nothing is written into live tables"):
        for query in ("INSERT INTO dynamodb.default.\"motor-data\" VALUES ('a', 1)", "DROP TABLE kinesis.default.readings", "CREATE TABLE kinesis.default.copy AS SELECT 1 AS one"):
            reason = house.failed(query)
            assert reason.startswith("NOT_SUPPORTED: ") and "read only" in reason, reason
        same(house.dynamodb.describe_table(TableName=TABLE)["Table"]["ItemCount"], COUNT)


def roles(report, house):
    with report.case("a role sees what it may see"):
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        arn = house.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        allow = lambda action, resource: {"Effect": "Allow", "Action": action, "Resource": resource}
        statements = [allow(["athena:*", "glue:Get*", "dynamodb:DescribeTable", "dynamodb:Scan", "dynamodb:ListTables"], "*"),
                      allow("s3:*", [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"])]  # fmt: skip
        policy = {"Version": "2012-10-17", "Statement": statements}
        house.iam.put_role_policy(RoleName="reader", PolicyName="reader", PolicyDocument=json.dumps(policy))
        had = house.sts.assume_role(RoleArn=arn, RoleSessionName="reader")["Credentials"]
        from botocore.credentials import Credentials

        athena = client(house.server, "athena", credentials=Credentials(had["AccessKeyId"], had["SecretAccessKey"], had["SessionToken"]))
        status = house.status('SELECT count(*) FROM dynamodb.default."motor-data"', athena)
        same(status["State"], "SUCCEEDED", at=str(status))
        for query, words in (
            ("SELECT count(*) FROM kinesis.default.readings", "readings"),
            ("SELECT count(*) FROM dynamodb.default.\"motor-data\" WHERE motor = 'm1'", TABLE),
        ):
            reason = house.failed(query, athena)
            assert reason.startswith("PERMISSION_DENIED: ") and words in reason, reason
