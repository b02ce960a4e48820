"""A lake whole: objects that boto3 and pyarrow put, tables that a crawler finds in them, questions to Athena; then
awswrangler and PyAthena with pandas, as people use them.
"""

import io
import json
import os

from harness.clients import CREDENTIALS, REGION, client
from harness.expect import same, until
from harness.report import Skip

LAKE = "lake"
RESULTS = "lake-results"
OUTPUT = f"s3://{RESULTS}/out/"
DATABASE = "lake"
ROLE = "crawls-the-lake"
READINGS = 3000
ORDERS = 400
SITES = ("graz", "linz", "wien")


def run(report, server, options):
    house = House(server)
    pieces(report, house)
    crawled(report, house)
    questions(report, house)
    roles(report, house)
    wrangler(report, house)
    pyathena(report, house)


class House:
    """Clients, and queries run to their end."""

    def __init__(self, server):
        self.server = server
        self.athena, self.glue, self.s3, self.iam = (client(server, name) for name in ("athena", "glue", "s3", "iam"))

    def ask(self, query, **more):
        """The rows of a query, without the names above them."""
        more = {"QueryExecutionContext": {"Database": DATABASE}, "ResultConfiguration": {"OutputLocation": OUTPUT}, **more}
        query_id = self.athena.start_query_execution(QueryString=query, **more)["QueryExecutionId"]
        look = lambda: self.athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        self.ended = until(look, lambda seen: seen["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"), 60)
        assert self.ended["Status"]["State"] == "SUCCEEDED", self.ended["Status"]
        pages = self.athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id)
        rows = [[datum.get("VarCharValue") for datum in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
        return rows[1:]

    def scanned(self):
        """Bytes that the last query scanned."""
        return self.ended["Statistics"]["DataScannedInBytes"]


def reading(number):
    return {
        "id": number, "site": SITES[number % 3], "celsius": number / 8, "tags": ["even" if number % 2 == 0 else "odd", f"m{number % 5}"],
        "place": {"floor": number % 4, "room": f"r{number % 7}"},
    }  # fmt: skip


def pieces(report, house):
    import pyarrow as pa
    import pyarrow.parquet as parquet

    with report.case("pieces: JSON by the hour, CSV with a header, Parquet by key"):
        for bucket in (LAKE, RESULTS):
            house.s3.create_bucket(Bucket=bucket)
        for hour in range(6):
            lines = "".join(json.dumps(reading(number)) + "\n" for number in range(READINGS) if number % 6 == hour)
            year, month, day = ("2025/12/31", "2026/01/01")[hour // 3].split("/")
            key = f"readings/{year}/{month}/{day}/{hour % 3:02}/piece-{hour}.json"
            house.s3.put_object(Bucket=LAKE, Key=key, Body=lines.encode())
        sites = "name,country,height\n" + "".join(f'"{name}",at,{200 + 100 * index}\n' for index, name in enumerate(SITES))
        house.s3.put_object(Bucket=LAKE, Key="sites/sites.csv", Body=sites.encode())
        for year in (2025, 2026):
            numbers = [number for number in range(ORDERS) if number % 2 == year % 2]
            table = pa.table({"order_id": numbers, "amount": [number * 1.5 for number in numbers], "site": [SITES[number % 3] for number in numbers]})
            out = io.BytesIO()
            parquet.write_table(table, out, row_group_size=50)
            house.s3.put_object(Bucket=LAKE, Key=f"orders/year={year}/part-0.parquet", Body=out.getvalue())


def crawled(report, house):
    with report.case("a crawler finds a table in each folder"):
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        house.iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(trust))
        house.iam.attach_role_policy(RoleName=ROLE, PolicyArn="arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole")
        read = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"}]}
        house.iam.put_role_policy(RoleName=ROLE, PolicyName="read", PolicyDocument=json.dumps(read))
        house.glue.create_database(DatabaseInput={"Name": DATABASE})
        targets = {"S3Targets": [{"Path": f"s3://{LAKE}/{folder}/"} for folder in ("readings", "sites", "orders")]}
        house.glue.create_crawler(Name="lake", Role=ROLE, DatabaseName=DATABASE, Targets=targets)
        house.glue.start_crawler(Name="lake")
        done = until(lambda: house.glue.get_crawler(Name="lake")["Crawler"], lambda crawler: crawler["State"] == "READY", 60)
        assert done["LastCrawl"]["Status"] == "SUCCEEDED", done["LastCrawl"]
    with report.case("with its columns and its partitions"):
        tables = {table["Name"]: table for table in house.glue.get_tables(DatabaseName=DATABASE)["TableList"]}
        same(sorted(tables), ["orders", "readings", "sites"])
        columns = {column["Name"]: column["Type"] for column in tables["readings"]["StorageDescriptor"]["Columns"]}
        same(columns, {"id": "int", "site": "string", "celsius": "double", "tags": "array<string>", "place": "struct<floor:int,room:string>"})
        same([key["Name"] for key in tables["orders"]["PartitionKeys"]], ["year"])
        same([key["Name"] for key in tables["readings"]["PartitionKeys"]], ["partition_0", "partition_1", "partition_2", "partition_3"])
        assert len(house.glue.get_partitions(DatabaseName=DATABASE, TableName="readings")["Partitions"]) == 6


def questions(report, house):
    all_readings = [reading(number) for number in range(READINGS)]
    with report.case("how many there are"):
        same(house.ask("SELECT count(*) FROM readings"), [[str(READINGS)]])
        same(house.ask("SELECT count(*), min(order_id), max(order_id) FROM orders"), [[str(ORDERS), "0", str(ORDERS - 1)]])
        same(house.ask("SELECT name, country, height FROM sites ORDER BY name"), [["graz", "at", "200"], ["linz", "at", "300"], ["wien", "at", "400"]])
    with report.case("how many of each kind"):
        expected = [[site, str(READINGS // 3), str(max(one["celsius"] for one in all_readings if one["site"] == site))] for site in SITES]
        same(house.ask("SELECT site, count(*) AS readings, max(celsius) FROM readings GROUP BY site ORDER BY site"), expected)
    with report.case("tables of different formats joined"):
        rows = house.ask("SELECT s.name, s.height, sum(o.amount) FROM orders o JOIN sites s ON o.site = s.name GROUP BY s.name, s.height ORDER BY s.name")
        sums = {site: sum(number * 1.5 for number in range(ORDERS) if SITES[number % 3] == site) for site in SITES}
        same([[name, height, float(total)] for name, height, total in rows], [[site, str(200 + 100 * index), sums[site]] for index, site in enumerate(SITES)])
    with report.case("arrays unnested, fields of rows"):
        rows = house.ask("SELECT tag, count(*) FROM readings CROSS JOIN UNNEST(tags) AS t(tag) GROUP BY tag ORDER BY tag")
        same(rows, [["even", "1500"], ["m0", "600"], ["m1", "600"], ["m2", "600"], ["m3", "600"], ["m4", "600"], ["odd", "1500"]])
        same(house.ask("SELECT place.floor, count(DISTINCT place.room) FROM readings WHERE tags[1] = 'odd' GROUP BY place.floor ORDER BY 1"), [["1", "7"], ["3", "7"]])
    with report.case("a partition alone is read where one is asked for"):
        same(house.ask("SELECT count(*) FROM readings"), [[str(READINGS)]])
        whole = house.scanned()
        same(house.ask("SELECT count(*) FROM readings WHERE partition_0 = '2025' AND partition_3 = '01'"), [[str(READINGS // 6)]])
        assert 0 < house.scanned() < whole / 4, (house.scanned(), whole)
        same(house.ask("SELECT year, count(*) FROM orders WHERE year = '2026' GROUP BY year"), [["2026", str(ORDERS // 2)]])
    with report.case("windows and subqueries"):
        rows = house.ask(
            "WITH ranked AS (SELECT site, id, row_number() OVER (PARTITION BY site ORDER BY celsius DESC) AS place FROM readings) "
            "SELECT site, id FROM ranked WHERE place = 1 ORDER BY site"
        )
        same(rows, [[site, str(max(one["id"] for one in all_readings if one["site"] == site))] for site in SITES])
    with report.case("a view, a table of a query, and rows inserted into it"):
        house.ask("CREATE OR REPLACE VIEW warm AS SELECT id, site FROM readings WHERE celsius > 300")
        warm = sum(one["celsius"] > 300 for one in all_readings)
        same(house.ask("SELECT count(*) FROM warm"), [[str(warm)]])
        house.ask(f"CREATE TABLE warm_sites WITH (format = 'PARQUET', external_location = 's3://{LAKE}/warm/', partitioned_by = ARRAY['site']) AS SELECT id, site FROM warm")
        same(house.ask("SELECT count(*), count(DISTINCT site) FROM warm_sites"), [[str(warm), "3"]])
        house.ask("INSERT INTO warm_sites VALUES (-1, 'bregenz')")
        same(house.ask("SELECT id FROM warm_sites WHERE site = 'bregenz'"), [["-1"]])
        same(len(house.glue.get_partitions(DatabaseName=DATABASE, TableName="warm_sites")["Partitions"]), 4)


def roles(report, house):
    with report.case("a role that may not read the bucket gets nothing from it"):
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        arn = house.iam.create_role(RoleName="half", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        allow = lambda action, resource: {"Effect": "Allow", "Action": action, "Resource": resource}
        statements = [allow(["athena:*", "glue:Get*"], "*"), allow("s3:*", [f"arn:aws:s3:::{RESULTS}", f"arn:aws:s3:::{RESULTS}/*"])]
        policy = {"Version": "2012-10-17", "Statement": statements}
        house.iam.put_role_policy(RoleName="half", PolicyName="half", PolicyDocument=json.dumps(policy))
        had = client(house.server, "sts").assume_role(RoleArn=arn, RoleSessionName="half")["Credentials"]
        from botocore.credentials import Credentials

        half = client(house.server, "athena", credentials=Credentials(had["AccessKeyId"], had["SecretAccessKey"], had["SessionToken"]))
        query_id = half.start_query_execution(
            QueryString="SELECT count(*) FROM readings", QueryExecutionContext={"Database": DATABASE}, ResultConfiguration={"OutputLocation": OUTPUT}
        )["QueryExecutionId"]
        look = lambda: half.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        status = until(look, lambda seen: seen["State"] in ("SUCCEEDED", "FAILED"), 60)
        assert status["State"] == "FAILED" and "Access Denied" in status["StateChangeReason"], status


def wrangler(report, house):
    with report.case("awswrangler: read_sql_query as a data frame"):
        try:
            import awswrangler as wr
            import pandas as pd
        except ImportError as missing:
            raise Skip(f"{missing}; conformance/setup installs it") from None
        os.environ.update(
            AWS_ENDPOINT_URL=house.server.url, AWS_ACCESS_KEY_ID=CREDENTIALS.access_key, AWS_SECRET_ACCESS_KEY=CREDENTIALS.secret_key, AWS_DEFAULT_REGION=REGION
        )
        frame = wr.athena.read_sql_query("SELECT id, site, celsius FROM readings WHERE id < 5 ORDER BY id", database=DATABASE, s3_output=OUTPUT)
        same(list(frame["id"]), [0, 1, 2, 3, 4])
        same(list(frame["celsius"]), [0.0, 0.125, 0.25, 0.375, 0.5])
    with report.case("awswrangler: the same without CTAS, and in chunks"):
        frame = wr.athena.read_sql_query("SELECT site, count(*) AS n FROM readings GROUP BY site ORDER BY site", database=DATABASE, s3_output=OUTPUT, ctas_approach=False)
        same([list(row) for row in frame.itertuples(index=False)], [[site, READINGS // 3] for site in SITES])
        chunks = wr.athena.read_sql_query("SELECT id FROM readings", database=DATABASE, s3_output=OUTPUT, ctas_approach=False, chunksize=1000)
        same(sorted(int(number) for chunk in chunks for number in chunk["id"]), list(range(READINGS)))
    with report.case("awswrangler: to_parquet with database and table, read back by Athena"):
        written = pd.DataFrame({"id": range(50), "name": [f"n{number}" for number in range(50)], "year": [2025 + number % 2 for number in range(50)]})
        wr.s3.to_parquet(written, path=f"s3://{LAKE}/written/", dataset=True, database=DATABASE, table="written", partition_cols=["year"])
        frame = wr.athena.read_sql_query("SELECT id, name FROM written WHERE year = 2026 ORDER BY id", database=DATABASE, s3_output=OUTPUT)
        same(list(frame["id"]), [number for number in range(50) if number % 2 == 1])
        table = wr.athena.read_sql_table("written", database=DATABASE, s3_output=OUTPUT)
        same(sorted(table["id"]), list(range(50)))


def pyathena(report, house):
    def connection(**more):
        from pyathena import connect

        return connect(
            s3_staging_dir=OUTPUT, schema_name=DATABASE, region_name=REGION, endpoint_url=house.server.url,
            aws_access_key_id=CREDENTIALS.access_key, aws_secret_access_key=CREDENTIALS.secret_key, **more,
        )  # fmt: skip

    with report.case("PyAthena: a cursor, with parameters"):
        cursor = connection().cursor()
        rows = cursor.execute("SELECT id, site FROM readings WHERE id < %(most)d AND site = %(site)s ORDER BY id", {"most": 10, "site": "graz"}).fetchall()
        same(rows, [(number, "graz") for number in (0, 3, 6, 9)])
    with report.case("PyAthena: pandas"):
        from pyathena.pandas.cursor import PandasCursor

        frame = connection(cursor_class=PandasCursor).cursor().execute("SELECT site, sum(amount) AS total FROM orders GROUP BY site ORDER BY site").as_pandas()
        same(list(frame["site"]), list(SITES))
        same(list(frame["total"]), [sum(number * 1.5 for number in range(ORDERS) if number % 3 == index) for index in range(3)])
