"""Athena through boto3, and, where there is an SQL engine, through PyAthena: workgroups, saved queries, queries.

What needs an engine runs where `SQL_ENGINE` says that the server has one.
"""

import time

from botocore.exceptions import ClientError
from harness.clients import ACCOUNT, CREDENTIALS, REGION, client
from harness.expect import NUMBER, UUID, body, refused, same, text, until

# Whether the server under test has an SQL engine. Set it when one is built in: all cases below then run.
SQL_ENGINE = True

BUCKET = "athena-results"
LAKE = "athena-lake"
OUTPUT = f"s3://{BUCKET}/out/"
VERSION = {"SelectedEngineVersion": "AUTO", "EffectiveEngineVersion": "Athena engine version 3"}
ENDED = ("SUCCEEDED", "FAILED", "CANCELLED")
ROWS = 2500


def run(report, server, options):
    house = House(server)
    house.s3.create_bucket(Bucket=BUCKET)
    work_groups(report, house)
    saved(report, house)
    refusals(report, house)
    history(report, house, server)
    statements(report, house)
    if SQL_ENGINE:
        queries(report, house)
        pyathena(report, house)


class House:
    """Clients, and queries run to their end."""

    def __init__(self, server):
        self.server = server
        self.athena, self.s3 = client(server, "athena"), client(server, "s3")

    def start(self, query, **more):
        more = {"ResultConfiguration": {"OutputLocation": OUTPUT}, **more}
        return self.athena.start_query_execution(QueryString=query, **more)["QueryExecutionId"]

    def look(self, query_id):
        return self.athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]

    def ended(self, query_id):
        return until(lambda: self.look(query_id), lambda query: query["Status"]["State"] in ENDED, 60)

    def succeed(self, query, **more):
        ended = self.ended(self.start(query, **more))
        assert ended["Status"]["State"] == "SUCCEEDED", ended["Status"]
        return ended["QueryExecutionId"]

    def rows(self, query_id):
        pages = self.athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id)
        rows = [row["Data"] for page in pages for row in page["ResultSet"]["Rows"]]
        return [[datum.get("VarCharValue") for datum in row] for row in rows]


def work_groups(report, house):
    athena = house.athena
    with report.case("primary is there, and says where results go only once somebody said so"):
        group = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
        same(group["Configuration"]["EngineVersion"], VERSION)
        assert group["State"] == "ENABLED" and group["Configuration"]["ResultConfiguration"] == {}, group
    with report.case("a workgroup is made, listed, changed, tagged and deleted"):
        arn = f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/team"
        configuration = {"ResultConfiguration": {"OutputLocation": OUTPUT}, "BytesScannedCutoffPerQuery": 10_000_000}
        athena.create_work_group(Name="team", Configuration=configuration, Tags=[{"Key": "a", "Value": "b"}])
        refused(lambda: athena.create_work_group(Name="team"), "InvalidRequestException", "WorkGroup is already created")
        names = [group["Name"] for group in athena.list_work_groups()["WorkGroups"]]
        assert names == ["primary", "team"], names
        updates = {"EnforceWorkGroupConfiguration": False, "RemoveBytesScannedCutoffPerQuery": True}
        athena.update_work_group(WorkGroup="team", ConfigurationUpdates=updates, Description="for the team")
        group = athena.get_work_group(WorkGroup="team")["WorkGroup"]
        assert group["Description"] == "for the team" and "BytesScannedCutoffPerQuery" not in group["Configuration"]
        same(athena.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "a", "Value": "b"}])
        athena.delete_work_group(WorkGroup="team")
        refused(lambda: athena.get_work_group(WorkGroup="team"), "InvalidRequestException", "WorkGroup is not found.")
    with report.case("errors carry Athena's own code"):
        answer = refused(lambda: athena.get_work_group(WorkGroup="none"), "InvalidRequestException")
        assert answer["AthenaErrorCode"] == "INVALID_INPUT", answer
    with report.case("engine versions and the data catalog"):
        selected = [one["SelectedEngineVersion"] for one in athena.list_engine_versions()["EngineVersions"]]
        assert selected == ["AUTO", "Athena engine version 3"], selected
        catalogs = {catalog["CatalogName"]: catalog["Type"] for catalog in athena.list_data_catalogs()["DataCatalogsSummary"]}
        same(catalogs, {"AwsDataCatalog": "GLUE", "dynamodb": "FEDERATED", "kinesis": "FEDERATED"})


def saved(report, house):
    athena = house.athena
    with report.case("a named query is made, had and deleted"):
        made = athena.create_named_query(Name="n", Database="d", QueryString="SELECT 1", WorkGroup="primary")
        named = made["NamedQueryId"]
        same(named, UUID)
        query = athena.get_named_query(NamedQueryId=named)["NamedQuery"]
        same(query, {"Name": "n", "Database": "d", "QueryString": "SELECT 1", "NamedQueryId": named, "WorkGroup": "primary"})
        assert athena.list_named_queries()["NamedQueryIds"] == [named]
        batch = athena.batch_get_named_query(NamedQueryIds=[named, "none"])
        assert len(batch["NamedQueries"]) == 1 and len(batch["UnprocessedNamedQueryIds"]) == 1, batch
        athena.delete_named_query(NamedQueryId=named)
        refused(lambda: athena.get_named_query(NamedQueryId=named), "InvalidRequestException")
    with report.case("a prepared statement is made, had, changed and deleted"):
        name = {"StatementName": "by_id", "WorkGroup": "primary"}
        athena.create_prepared_statement(QueryStatement="SELECT ?", **name)
        athena.update_prepared_statement(QueryStatement="SELECT ? + 1", **name)
        statement = athena.get_prepared_statement(**name)["PreparedStatement"]
        assert statement["QueryStatement"] == "SELECT ? + 1", statement
        athena.delete_prepared_statement(**name)
        missing = "PreparedStatement by_id was not found in workGroup primary"
        refused(lambda: athena.get_prepared_statement(**name), "ResourceNotFoundException", missing)


def refusals(report, house):
    def start(**more):
        return lambda: house.athena.start_query_execution(QueryString="SELECT 1", **more)

    with report.case("a query without a place for its result is refused, in AWS's words"):
        message = (
            "No output location provided. An output location is required either through the Workgroup result "
            "configuration setting or as an API input."
        )
        refused(start(), "InvalidRequestException", message)
    with report.case("a place that is none, a bucket that is none, a workgroup that is none"):
        somewhere = lambda place: {"OutputLocation": place}
        refused(start(ResultConfiguration=somewhere("nowhere")), "InvalidRequestException", "outputLocation is not a valid S3 path.")
        refused(start(ResultConfiguration=somewhere("s3://no-such-bucket-here/")), "InvalidRequestException", text("Unable to verify/create output bucket .*"))
        refused(start(WorkGroup="none"), "InvalidRequestException", "WorkGroup is not found.")
    with report.case("a query that is none"):
        missing = "00000000-0000-4000-8000-000000000000"
        look = lambda: house.athena.get_query_execution(QueryExecutionId=missing)
        refused(look, "InvalidRequestException", f"QueryExecution {missing} was not found")


def history(report, house, server):
    with report.case("one token, one query; another query with it is refused"):
        token = "0123456789abcdef0123456789abcdef"
        first = house.start("SELECT 1", ClientRequestToken=token)
        assert house.start("SELECT 1", ClientRequestToken=token) == first
        other = lambda: house.start("SELECT 2", ClientRequestToken=token)
        refused(other, "InvalidRequestException", "Idempotent parameters do not match")
    with report.case("a query has an end, times, and a place in the list, also after a SIGKILL"):
        query = house.start("SELECT 1 AS one")
        ended = house.ended(query)
        assert ended["ResultConfiguration"]["OutputLocation"] == f"{OUTPUT}{query}.csv", ended
        assert (ended["StatementType"], ended["SubstatementType"]) == ("DML", "SELECT"), ended
        same(ended["Statistics"]["TotalExecutionTimeInMillis"], NUMBER)
        if server.ours:
            server.kill()
            server.start()
            assert house.look(query)["Status"]["State"] == ended["Status"]["State"]
        assert house.athena.list_query_executions()["QueryExecutionIds"][0] == query
    with report.case("the interface takes little: a query that does nothing is answered in 50 ms"):
        times = []
        for _ in range(10):
            begun = time.monotonic()
            house.ended(house.start("SELECT 1"))
            times.append(time.monotonic() - begun)
        assert sorted(times)[5] < 0.05, times


def statements(report, house):
    with report.case("statements that need no engine: PREPARE, DEALLOCATE, and their results"):
        query = house.succeed("PREPARE one FROM SELECT ?")
        statement = house.athena.get_prepared_statement(StatementName="one", WorkGroup="primary")["PreparedStatement"]
        assert statement["QueryStatement"] == "SELECT ?", statement
        results = house.athena.get_query_results(QueryExecutionId=query)
        assert results["ResultSet"]["Rows"] == [] and "NextToken" not in results, results
        assert house.s3.get_object(Bucket=BUCKET, Key=f"out/{query}.txt")["Body"].read() == b""
        house.succeed("DEALLOCATE PREPARE one")
        missing = "PreparedStatement one was not found in workGroup primary"
        refused(lambda: house.start("EXECUTE one USING 1"), "InvalidRequestException", missing)


def queries(report, house):
    with report.case("a table over CSV objects is made"):
        house.s3.create_bucket(Bucket=LAKE)
        lines = "".join(f"{number},name {number},{number / 4}\n" for number in range(ROWS))
        house.s3.put_object(Bucket=LAKE, Key="readings/part-0.csv", Body=lines.encode())
        house.succeed("CREATE DATABASE IF NOT EXISTS lake")
        house.succeed(
            "CREATE EXTERNAL TABLE lake.readings (id int, name string, value double) "
            "ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' "
            f"LOCATION 's3://{LAKE}/readings/'"
        )
        tables = house.athena.list_table_metadata(CatalogName="AwsDataCatalog", DatabaseName="lake")
        assert [table["Name"] for table in tables["TableMetadataList"]] == ["readings"], tables
    with report.case("its rows are had page by page, and as an object"):
        query = house.succeed("SELECT id, name, value FROM lake.readings ORDER BY id")
        rows = house.rows(query)
        assert rows[0] == ["id", "name", "value"] and len(rows) == ROWS + 1, rows[:2]
        assert rows[1:] == [[str(n), f"name {n}", str(n / 4)] for n in range(ROWS)]
        csv = house.s3.get_object(Bucket=BUCKET, Key=f"out/{query}.csv")["Body"].read().decode()
        assert csv.startswith('"id","name","value"\n"0","name 0","0.0"\n'), csv[:60]
        statistics = house.look(query)["Statistics"]
        assert statistics["DataScannedInBytes"] > 0, statistics
    with report.case("columns are told as Athena tells them"):
        query = house.succeed("SELECT id, name, value FROM lake.readings LIMIT 1")
        info = house.athena.get_query_results(QueryExecutionId=query)["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
        told = [(one["Name"], one["Type"], one["Precision"], one["CaseSensitive"]) for one in info]
        assert told == [("id", "integer", 10, False), ("name", "varchar", 2147483647, True), ("value", "double", 17, False)], told
    with report.case("parameters and prepared statements"):
        by_id = "SELECT name FROM lake.readings WHERE id = ?"
        query = house.succeed(by_id, ExecutionParameters=["7"])
        assert house.rows(query)[1:] == [["name 7"]]
        house.succeed(f"PREPARE by_id FROM {by_id}")
        assert house.rows(house.succeed("EXECUTE by_id USING 8"))[1:] == [["name 8"]]
    with report.case("a query that cannot be fails, or is refused, with a reason"):
        ended = house.ended(house.start("SELECT * FROM lake.nothing"))
        assert ended["Status"]["State"] == "FAILED" and "nothing" in ended["Status"]["StateChangeReason"], ended["Status"]
        assert ended["Status"]["AthenaError"]["ErrorCategory"] == 2, ended["Status"]
        refused(lambda: house.start("SELEC 1"), "InvalidRequestException", text("line 1:1: .*"))
    with report.case("a query that takes long is cancelled"):
        names = ", ".join(f"lake.readings r{number}" for number in range(5))
        query = house.start(f"SELECT count(*) FROM {names}")
        house.athena.stop_query_execution(QueryExecutionId=query)
        ended = house.look(query)["Status"]
        assert (ended["State"], ended["StateChangeReason"]) == ("CANCELLED", "Query cancelled by user"), ended
        house.succeed("SELECT 1")
    with report.case("a result serves again"):
        reuse = {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 5}}
        counted = "SELECT count(*) FROM lake.readings"
        house.succeed(counted)
        again = house.look(house.succeed(counted, ResultReuseConfiguration=reuse))
        assert again["Statistics"]["ResultReuseInformation"] == {"ReusedPreviousResult": True}, again["Statistics"]


def pyathena(report, house):
    from pyathena import connect
    from pyathena.error import OperationalError

    def connection():
        return connect(
            s3_staging_dir=OUTPUT,
            schema_name="lake",
            region_name=REGION,
            endpoint_url=house.server.url,
            aws_access_key_id=CREDENTIALS.access_key,
            aws_secret_access_key=CREDENTIALS.secret_key,
        )

    with report.case("PyAthena: rows with types"):
        cursor = connection().cursor()
        rows = cursor.execute("SELECT id, name, value FROM readings WHERE id < 3 ORDER BY id").fetchall()
        assert rows == [(0, "name 0", 0.0), (1, "name 1", 0.25), (2, "name 2", 0.5)], rows
        assert [column[0] for column in cursor.description] == ["id", "name", "value"]
    with report.case("PyAthena: all rows through its pages"):
        rows = connection().cursor().execute("SELECT id FROM readings ORDER BY id").fetchall()
        assert rows == [(number,) for number in range(ROWS)], len(rows)
    with report.case("PyAthena: what fails is an OperationalError"):
        try:
            connection().cursor().execute("SELECT * FROM nothing")
        except (OperationalError, ClientError) as error:
            assert "nothing" in str(error), error
        else:
            raise AssertionError("a table that is not there was read")
