"""The Glue Data Catalog through boto3: databases, tables and their versions, partitions by expression, and what is refused."""

import datetime
import json
import time

from botocore.credentials import Credentials

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, body, refused, same, text, violation, violations

LAKE = f"arn:aws:glue:{REGION}:{ACCOUNT}:database/lake"
COLUMNS = [{"Name": "speed", "Type": "double"}, {"Name": "note", "Type": "string", "Comment": "free"}]
KEYS = [{"Name": "country", "Type": "string"}, {"Name": "year", "Type": "int"}, {"Name": "day", "Type": "date"}]
STORAGE = {
    "Columns": COLUMNS, "Location": "s3://lake/cars/", "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe", "Parameters": {"serialization.format": "1"}},
}  # fmt: skip
MANY = 20_000


def run(report, server, options):
    glue = client(server, "glue")
    databases(report, glue)
    tables(report, glue)
    versions(report, glue)
    partitions(report, glue)
    expressions(report, glue)
    many(report, glue)
    statistics(report, glue)
    others(report, glue)
    searching(report, glue)
    roles(report, server)
    refusals(report, glue)
    removal(report, glue)
    if server.ours:
        killed(report, server)


def table(name, **more):
    return {"Name": name, "StorageDescriptor": STORAGE, "PartitionKeys": KEYS, "TableType": "EXTERNAL_TABLE", **more}


def databases(report, glue):
    with report.case("create-database folds the name; get-database shows it, whatever its case"):
        same(body(glue.create_database(DatabaseInput={"Name": "Lake", "Description": "cars"}, Tags={"team": "a"})), {})
        everybody = [{"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}]
        expected = {"Name": "lake", "Description": "cars", "CreateTime": ANY, "CatalogId": ACCOUNT, "CreateTableDefaultPermissions": everybody}
        same(glue.get_database(Name="LAKE")["Database"], expected)
    with report.case("a name is taken in any case"):
        refused(lambda: glue.create_database(DatabaseInput={"Name": "LAKE"}), "AlreadyExistsException", "Database already exists.")
    with report.case("get-databases pages"):
        for name in ("b", "a"):
            glue.create_database(DatabaseInput={"Name": name})
        pages = list(glue.get_paginator("get_databases").paginate(PaginationConfig={"PageSize": 2}))
        same([[found["Name"] for found in page["DatabaseList"]] for page in pages], [["a", "b"], ["lake"]])
    with report.case("update-database says anew what it is; a name stays"):
        glue.update_database(Name="a", DatabaseInput={"Name": "a", "LocationUri": "s3://a/"})
        same(glue.get_database(Name="a")["Database"]["LocationUri"], "s3://a/")
        refused(lambda: glue.update_database(Name="a", DatabaseInput={"Name": "c"}), "InvalidInputException", "Database cannot be renamed")
    with report.case("delete-database, and it is gone"):
        same(body(glue.delete_database(Name="A")), {})
        refused(lambda: glue.get_database(Name="a"), "EntityNotFoundException", "Database a not found.")
    with report.case("tags: set at creation, added, taken away"):
        glue.tag_resource(ResourceArn=LAKE, TagsToAdd={"cost": "1"})
        glue.untag_resource(ResourceArn=LAKE, TagsToRemove=["team"])
        same(glue.get_tags(ResourceArn=LAKE)["Tags"], {"cost": "1"})


def tables(report, glue):
    with report.case("create-table; get-table shows what was said, and what Glue adds"):
        same(body(glue.create_table(DatabaseName="lake", TableInput=table("Cars", Parameters={"classification": "json"}))), {})
        got = glue.get_table(DatabaseName="Lake", Name="cars")["Table"]
        storage = {**STORAGE, "Compressed": False, "NumberOfBuckets": 0, "SortColumns": [], "StoredAsSubDirectories": False}
        expected = {
            "Name": "cars", "DatabaseName": "lake", "CreateTime": ANY, "UpdateTime": ANY, "Retention": 0, "StorageDescriptor": storage,
            "PartitionKeys": KEYS, "TableType": "EXTERNAL_TABLE", "Parameters": {"classification": "json"}, "VersionId": "0",
            "CreatedBy": f"arn:aws:iam::{ACCOUNT}:root", "IsRegisteredWithLakeFormation": False, "CatalogId": ACCOUNT, "IsMultiDialectView": False,
        }  # fmt: skip
        same(got, expected)
        assert abs(got["CreateTime"].timestamp() - time.time()) < 60, got["CreateTime"]
    with report.case("a table twice, in no database, and one that is not there"):
        refused(lambda: glue.create_table(DatabaseName="lake", TableInput=table("CARS")), "AlreadyExistsException", "Table already exists.")
        refused(lambda: glue.create_table(DatabaseName="none", TableInput=table("x")), "EntityNotFoundException", "Database none not found.")
        refused(lambda: glue.get_table(DatabaseName="lake", Name="none"), "EntityNotFoundException", "Entity Not Found")
        refused(lambda: glue.get_tables(DatabaseName="none"), "EntityNotFoundException", "Database none not found.")
    with report.case("get-tables by pattern, by page, and by name alone"):
        for name in ("bikes", "car_parts"):
            glue.create_table(DatabaseName="lake", TableInput=table(name))
        listed = lambda **more: [found["Name"] for found in glue.get_tables(DatabaseName="lake", **more)["TableList"]]  # noqa: E731
        same(listed(), ["bikes", "car_parts", "cars"])
        same([listed(Expression="car*"), listed(Expression="*ike*"), listed(Expression="c.*s")], [["car_parts", "cars"], ["bikes"], ["car_parts", "cars"]])
        pages = list(glue.get_paginator("get_tables").paginate(DatabaseName="lake", PaginationConfig={"PageSize": 1}))
        same([[found["Name"] for found in page["TableList"]] for page in pages], [["bikes"], ["car_parts"], ["cars"]])
        same(glue.get_tables(DatabaseName="lake", Expression="cars", AttributesToGet=["NAME"])["TableList"], [{"Name": "cars"}])
    with report.case("batch-delete-table tells which were not there"):
        gone = glue.batch_delete_table(DatabaseName="lake", TablesToDelete=["car_parts", "none"])
        detail = {"ErrorCode": "EntityNotFoundException", "ErrorMessage": "Table none not found"}
        same(gone["Errors"], [{"TableName": "none", "ErrorDetail": detail}])
        refused(lambda: glue.delete_table(DatabaseName="lake", Name="car_parts"), "EntityNotFoundException", "Table car_parts not found.")


def versions(report, glue):
    update = lambda text, **more: glue.update_table(DatabaseName="lake", TableInput=table("cars", Description=text), **more)  # noqa: E731
    listed = lambda: [found["VersionId"] for found in glue.get_table_versions(DatabaseName="lake", TableName="cars")["TableVersions"]]  # noqa: E731
    with report.case("update-table makes a version of what was, unless told to skip that"):
        update("one")
        update("two", SkipArchive=True)
        update("three")
        same(listed(), ["3", "2", "0"])
        got = glue.get_table_version(DatabaseName="lake", TableName="cars", VersionId="2")["TableVersion"]
        same((got["VersionId"], got["Table"]["Description"]), ("2", "two"))
        same(glue.get_table(DatabaseName="lake", Name="cars")["Table"]["Description"], "three")
        refused(lambda: glue.get_table_version(DatabaseName="lake", TableName="cars", VersionId="1"), "EntityNotFoundException", ANY)
    with report.case("an update of another version than the current one is refused"):
        message = "Update table failed due to concurrent modifications."
        refused(lambda: update("stale", VersionId="2"), "ConcurrentModificationException", message)
        update("four", VersionId="3")
    with report.case("archived versions are deleted, the current one is not"):
        glue.delete_table_version(DatabaseName="lake", TableName="cars", VersionId="0")
        refused(lambda: glue.delete_table_version(DatabaseName="lake", TableName="cars", VersionId="4"), "InvalidInputException", ANY)
        left = glue.batch_delete_table_version(DatabaseName="lake", TableName="cars", VersionIds=["0", "2", "3"])
        same([error["VersionId"] for error in left["Errors"]], ["0"])
        same(listed(), ["4"])


def partition(*values, **more):
    storage = {**STORAGE, "Location": "s3://lake/cars/" + "/".join(values)}
    return {"Values": list(values), "StorageDescriptor": storage, **more}


PLACE = {"DatabaseName": "lake", "TableName": "cars"}


def partitions(report, glue):
    with report.case("create-partition; get-partition shows it"):
        same(body(glue.create_partition(**PLACE, PartitionInput=partition("at", "2024", "2024-02-29", Parameters={"rows": "7"}))), {})
        got = glue.get_partition(**PLACE, PartitionValues=["at", "2024", "2024-02-29"])["Partition"]
        storage = {**STORAGE, "Location": ANY, "Compressed": False, "NumberOfBuckets": 0, "SortColumns": [], "StoredAsSubDirectories": False}
        expected = {
            "Values": ["at", "2024", "2024-02-29"], "DatabaseName": "lake", "TableName": "cars", "CreationTime": ANY,
            "StorageDescriptor": storage, "Parameters": {"rows": "7"}, "CatalogId": ACCOUNT,
        }  # fmt: skip
        same(got, expected)
    with report.case("one that is there, one with too few values, one of no table"):
        create = lambda *values, **more: glue.create_partition(**{**PLACE, **more}, PartitionInput=partition(*values))  # noqa: E731
        refused(lambda: create("at", "2024", "2024-02-29"), "AlreadyExistsException", "Partition already exists.")
        message = "The number of partition keys do not match the number of partition values"
        refused(lambda: create("at", "2024"), "InvalidInputException", message)
        refused(lambda: create("at", "2024", "x", TableName="none"), "EntityNotFoundException", "Table none not found.")
        refused(lambda: glue.get_partition(**PLACE, PartitionValues=["de", "1", "x"]), "EntityNotFoundException", "Cannot find partition.")
    with report.case("batch-create-partition tells which were there already"):
        inputs = [partition("at", "2024", "2024-02-29"), partition("at", "2025", "2025-01-01"), partition("de", "2024", "2024-12-31")]
        errors = glue.batch_create_partition(**PLACE, PartitionInputList=inputs)["Errors"]
        detail = {"ErrorCode": "AlreadyExistsException", "ErrorMessage": "Partition already exists."}
        same(errors, [{"PartitionValues": ["at", "2024", "2024-02-29"], "ErrorDetail": detail}])
    with report.case("batch-get-partition answers those that there are"):
        wanted = [{"Values": ["de", "2024", "2024-12-31"]}, {"Values": ["fr", "1", "x"]}]
        got = glue.batch_get_partition(**PLACE, PartitionsToGet=wanted)
        same(([found["Values"] for found in got["Partitions"]], got["UnprocessedKeys"]), ([["de", "2024", "2024-12-31"]], []))
    with report.case("update-partition changes it, and moves it to other values"):
        before = ["de", "2024", "2024-12-31"]
        glue.update_partition(**PLACE, PartitionValueList=before, PartitionInput=partition(*before, Parameters={"rows": "9"}))
        same(glue.get_partition(**PLACE, PartitionValues=before)["Partition"]["Parameters"], {"rows": "9"})
        glue.update_partition(**PLACE, PartitionValueList=before, PartitionInput=partition("de", "2023", "2023-12-31"))
        refused(lambda: glue.get_partition(**PLACE, PartitionValues=before), "EntityNotFoundException", "Cannot find partition.")
        entries = [{"PartitionValueList": before, "PartitionInput": partition(*before)}]
        errors = glue.batch_update_partition(**PLACE, Entries=entries)["Errors"]
        same([(error["PartitionValueList"], error["ErrorDetail"]["ErrorCode"]) for error in errors], [(before, "EntityNotFoundException")])
    with report.case("indexes are shown as they were made"):
        glue.create_partition_index(**PLACE, PartitionIndex={"Keys": ["country", "year"], "IndexName": "by_year"})
        keys = [{"Name": "country", "Type": "string"}, {"Name": "year", "Type": "int"}]
        found = glue.get_partition_indexes(**PLACE)["PartitionIndexDescriptorList"]
        same(found, [{"IndexName": "by_year", "Keys": keys, "IndexStatus": "ACTIVE"}])
        glue.delete_partition_index(**PLACE, IndexName="by_year")
        same(glue.get_partition_indexes(**PLACE)["PartitionIndexDescriptorList"], [])


def expressions(report, glue):
    listed = lambda expression: [found["Values"][2] for found in glue.get_partitions(**PLACE, Expression=expression)["Partitions"]]  # noqa: E731
    for expression, days in (
        ("", ["2024-02-29", "2025-01-01", "2023-12-31"]),
        ("country = 'at'", ["2024-02-29", "2025-01-01"]),
        ("year > 999 AND year < 2025", ["2024-02-29", "2023-12-31"]),
        ("country='de' OR year=2025", ["2025-01-01", "2023-12-31"]),
        ("NOT (country = 'de') and year in (2024, 2026)", ["2024-02-29"]),
        ("day BETWEEN '2024-01-01' AND '2024-12-31'", ["2024-02-29"]),
        ("country LIKE '_t' and year <> 2024", ["2025-01-01"]),
        ("country not like 'a%' and country is not null", ["2023-12-31"]),
        ("country is null", []),
    ):
        with report.case(f"get-partitions where {expression or 'nothing is asked'}"):
            same(listed(expression), days)
    for expression, message in (
        ("country =", "Unsupported expression 'country ='"),
        ("planet = 'earth'", "Invalid partition expression!"),
        ("year = 'x'", 'For input string: "x" is not an integer.'),
        ("year like '2%'", "Integral data type doesn't support operation 'LIKE'"),
    ):
        with report.case(f"refused: get-partitions where {expression}"):
            refused(lambda: listed(expression), "InvalidInputException", message)
    with report.case("a value that is not of its key's type stands in the way of comparing it"):
        glue.create_partition(**PLACE, PartitionInput=partition("fr", "null", "2024-01-01"))
        refused(lambda: listed("year > 0"), "InvalidStateException", 'For input string: "null" is not an integer.')
        glue.delete_partition(**PLACE, PartitionValues=["fr", "null", "2024-01-01"])
    with report.case("get-partitions without columns, and in segments"):
        got = glue.get_partitions(**PLACE, ExcludeColumnSchema=True)["Partitions"]
        assert all("Columns" not in found["StorageDescriptor"] for found in got), got
        parts = [glue.get_partitions(**PLACE, Segment={"SegmentNumber": number, "TotalSegments": 4})["Partitions"] for number in range(4)]
        same(sorted(found["Values"] for part in parts for found in part), sorted(found["Values"] for found in got))


def many(report, glue):
    with report.case(f"{MANY} partitions: pages lose none, and expressions find theirs at once"):
        keys = [{"Name": "year", "Type": "int"}, {"Name": "day", "Type": "string"}, {"Name": "hour", "Type": "int"}]
        glue.create_table(DatabaseName="lake", TableInput={"Name": "hours", "StorageDescriptor": STORAGE, "PartitionKeys": keys})
        place = {"DatabaseName": "lake", "TableName": "hours"}
        wanted = [[str(2000 + number // 5000), f"d{number // 20 % 250:03}", str(number % 20)] for number in range(MANY)]
        for start in range(0, MANY, 100):
            inputs = [{"Values": values, "StorageDescriptor": STORAGE} for values in wanted[start : start + 100]]
            same(glue.batch_create_partition(**place, PartitionInputList=inputs)["Errors"], [])
        pages = glue.get_paginator("get_partitions").paginate(**place)
        same(sorted(found["Values"] for page in pages for found in page["Partitions"]), sorted(wanted))
        begun = time.monotonic()
        got = glue.get_partitions(**place, Expression="year = 2003 and day in ('d007', 'd249') and hour >= 18")
        took = time.monotonic() - begun
        same([found["Values"] for found in got["Partitions"]], [["2003", day, hour] for day in ("d007", "d249") for hour in ("18", "19")])
        assert "NextToken" not in got and took < 2, f"{took} s"
        gone = glue.batch_delete_partition(**place, PartitionsToDelete=[{"Values": wanted[0]}, {"Values": ["1", "2", "3"]}])
        same([error["PartitionValues"] for error in gone["Errors"]], [["1", "2", "3"]])


def statistics(report, glue):
    numbers = {"MinimumValue": 1, "MaximumValue": 10, "NumberOfNulls": 0, "NumberOfDistinctValues": 9}
    of = lambda column: {  # noqa: E731
        "ColumnName": column, "ColumnType": "double", "AnalyzedTime": datetime.datetime(2026, 6, 8, tzinfo=datetime.timezone.utc),
        "StatisticsData": {"Type": "LONG", "LongColumnStatisticsData": numbers},
    }  # fmt: skip
    values = {"PartitionValues": ["at", "2025", "2025-01-01"]}
    for what, kind, where in (("a table", "table", {}), ("a partition", "partition", values)):
        with report.case(f"statistics of the columns of {what}"):
            call = lambda verb, **more: getattr(glue, f"{verb}_column_statistics_for_{kind}")(**PLACE, **where, **more)  # noqa: E731
            same(call("update", ColumnStatisticsList=[of("speed")])["Errors"], [])
            got = call("get", ColumnNames=["speed", "missing"])
            same(got["ColumnStatisticsList"], [of("speed")])
            detail = {"ErrorCode": "EntityNotFoundException", "ErrorMessage": ANY}
            same(got["Errors"], [{"ColumnName": "missing", "Error": detail}])
            call("delete", ColumnName="speed")
            call("delete", ColumnName="speed")
            same(call("get", ColumnNames=["speed"])["ColumnStatisticsList"], [])


def others(report, glue):
    with report.case("connections are kept, and shown without their password if asked"):
        properties = {"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d", "USERNAME": "u", "PASSWORD": "secret"}
        made = glue.create_connection(ConnectionInput={"Name": "Db", "ConnectionType": "JDBC", "ConnectionProperties": properties})
        same(made["CreateConnectionStatus"], "READY")
        got = glue.get_connection(Name="Db")["Connection"]
        same((got["ConnectionProperties"], got["Status"]), (properties, "READY"))
        hidden = glue.get_connection(Name="Db", HidePassword=True)["Connection"]["ConnectionProperties"]
        assert "PASSWORD" not in hidden, hidden
        same([found["Name"] for found in glue.get_connections(Filter={"ConnectionType": "JDBC"})["ConnectionList"]], ["Db"])
        gone = glue.batch_delete_connection(ConnectionNameList=["Db", "none"])
        same((gone["Succeeded"], gone["Errors"]["none"]["ErrorCode"]), (["Db"], "EntityNotFoundException"))
    with report.case("functions are kept"):
        function = {"FunctionName": "Plus", "ClassName": "com.example.Plus", "OwnerName": "o", "OwnerType": "USER", "ResourceUris": []}
        glue.create_user_defined_function(DatabaseName="lake", FunctionInput=function)
        got = glue.get_user_defined_function(DatabaseName="lake", FunctionName="PLUS")["UserDefinedFunction"]
        same((got["FunctionName"], got["ClassName"]), ("plus", "com.example.Plus"))
        same(len(glue.get_user_defined_functions(DatabaseName="lake", Pattern="p*")["UserDefinedFunctions"]), 1)
        glue.delete_user_defined_function(DatabaseName="lake", FunctionName="plus")
    with report.case("there is nothing left to import from Athena's own catalogue"):
        same(glue.get_catalog_import_status()["ImportStatus"]["ImportCompleted"], True)


def searching(report, glue):
    with report.case("search-tables by text, by word, by time, sorted, by page"):
        glue.create_table(DatabaseName="b", TableInput={"Name": "customer-link", "Description": "All of them"})
        glue.create_table(DatabaseName="b", TableInput={"Name": "xxlinkyy"})
        names = lambda **more: [found["Name"] for found in glue.search_tables(**more)["TableList"]]  # noqa: E731
        same(names(SearchText="link"), ["customer-link", "xxlinkyy"])
        same(names(Filters=[{"Key": "Name", "Value": "link"}]), ["customer-link"])
        same(names(Filters=[{"Key": "DatabaseName", "Value": "b"}], SortCriteria=[{"FieldName": "Name", "Sort": "DESC"}]), ["xxlinkyy", "customer-link"])
        first = glue.search_tables(SearchText="link", MaxResults=1)
        same(names(SearchText="link", NextToken=first["NextToken"]), ["xxlinkyy"])


def roles(report, server):
    iam = client(server, "iam")
    trust = ground.role(server, "reader", "glue")
    arns = lambda resources: [f"arn:aws:glue:{REGION}:{ACCOUNT}:{resource}" for resource in resources]  # noqa: E731
    policy = lambda *resources: json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "glue:GetTable", "Resource": arns(resources)}]})  # noqa: E731
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole"}]}' % ACCOUNT
    iam.update_assume_role_policy(RoleName="reader", PolicyDocument=document)
    got = client(server, "sts").assume_role(RoleArn=trust, RoleSessionName="me")["Credentials"]
    mine = client(server, "glue", credentials=Credentials(got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"]))
    me = f"User: arn:aws:sts::{ACCOUNT}:assumed-role/reader/me is not authorized to perform: glue:GetTable on resource: "
    allow = lambda *resources: iam.put_role_policy(RoleName="reader", PolicyName="may", PolicyDocument=policy(*resources))  # noqa: E731
    with report.case("a role needs the catalogue, the database and the table"):
        look = lambda: mine.get_table(DatabaseName="lake", Name="cars")  # noqa: E731
        refused(look, "AccessDeniedException", text(f"{me}.*catalog.*"))
        allow("catalog", "database/lake")
        refused(look, "AccessDeniedException", text(f"{me}.*table/lake/cars.*"))
        allow("catalog", "database/lake", "table/lake/cars")
        same(look()["Table"]["Name"], "cars")
        refused(lambda: mine.get_table(DatabaseName="lake", Name="bikes"), "AccessDeniedException", ANY)
        refused(lambda: mine.delete_table(DatabaseName="lake", Name="cars"), "AccessDeniedException", text(".*glue:DeleteTable.*"))


def refusals(report, glue):
    pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"
    with report.case("refused: a name of no letters, and one with a line break"):
        least = violations(violation("", "databaseInput.name", "have length greater than or equal to 1"))
        refused(lambda: glue.create_database(DatabaseInput={"Name": ""}), "ValidationException", least)
        broken = violations(violation("a\nb", "databaseInput.name", f"satisfy regular expression pattern: {pattern}"))
        refused(lambda: glue.create_database(DatabaseInput={"Name": "a\nb"}), "ValidationException", broken)
    for name, call, code in (
        ("a page of 101 tables", lambda: glue.get_tables(DatabaseName="lake", MaxResults=101), "ValidationException"),
        ("a page token that nobody gave", lambda: glue.get_tables(DatabaseName="lake", NextToken="xyz"), "InvalidInputException"),
        ("a pattern that is none", lambda: glue.get_tables(DatabaseName="lake", Expression="("), "InvalidInputException"),
        ("a catalogue of somebody else", lambda: glue.get_database(CatalogId="999999999999", Name="lake"), "InvalidInputException"),
        ("101 partitions at once", lambda: glue.batch_create_partition(**PLACE, PartitionInputList=[partition("a", "1", "x")] * 101), "ValidationException"),
        ("segment 4 of 4", lambda: glue.get_partitions(**PLACE, Segment={"SegmentNumber": 4, "TotalSegments": 4}), "InvalidInputException"),
        ("a table format", lambda: glue.create_table(DatabaseName="lake", OpenTableFormatInput={"IcebergInput": {"MetadataOperation": "CREATE"}}), "InvalidInputException"),
        ("a job", lambda: glue.get_jobs(), "UnknownOperationException"),
        ("tags of nothing", lambda: glue.get_tags(ResourceArn=LAKE + "x"), "EntityNotFoundException"),
    ):
        with report.case(f"refused: {name}"):
            refused(call, code, ANY)


def removal(report, glue):
    with report.case("what was in a deleted database is not in one of its name"):
        glue.delete_database(Name="lake")
        glue.create_database(DatabaseInput={"Name": "lake"})
        same(glue.get_tables(DatabaseName="lake")["TableList"], [])
        glue.create_table(DatabaseName="lake", TableInput=table("cars"))
        same(glue.get_partitions(**PLACE)["Partitions"], [])
        same(glue.get_tags(ResourceArn=LAKE)["Tags"], {})


def killed(report, server):
    with report.case("what was acknowledged is there after SIGKILL, each time"):
        made = []
        for number in range(5):
            glue = client(server, "glue")
            for part in range(20):
                values = ("k", str(number), f"2024-01-{part + 1:02}")
                glue.create_partition(**PLACE, PartitionInput=partition(*values))
                made.append(list(values))
            server.kill()
            server.start()
        glue = client(server, "glue")
        pages = glue.get_paginator("get_partitions").paginate(**PLACE)
        same([found["Values"] for page in pages for found in page["Partitions"]], made)
