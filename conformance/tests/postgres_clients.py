"""The lake through PostgreSQL's protocol: psycopg 3 and 2, SQLAlchemy's reflection, pandas."""

import csv
import datetime
import decimal
import io
import threading
import uuid

from harness.clients import client
from harness.expect import same
from harness.server import free_port

PORT = free_port()
SERVER_FLAGS = ("--postgres-port", str(PORT))
BUCKET = "lake"
ROWS = 5000
DSN = f"postgresql://me@127.0.0.1:{PORT}/motors"


def run(report, server, options):
    furnish(report, server)
    psycopg3(report)
    types(report)
    cursors(report)
    errors(report)
    psycopg2(report)
    reflection(report)
    frames(report)
    pipelines(report)


def furnish(report, server):
    with report.case("a database, a table over CSV and a view are made through PostgreSQL's protocol"):
        import psycopg

        s3 = client(server, "s3")
        s3.create_bucket(Bucket=BUCKET)
        text = io.StringIO()
        csv.writer(text).writerows([n, f"motor {n % 7}", n / 4, f"2024-01-{n % 28 + 1:02}"] for n in range(ROWS))
        s3.put_object(Bucket=BUCKET, Key="readings/all.csv", Body=text.getvalue())
        with psycopg.connect(f"postgresql://me@127.0.0.1:{PORT}/awsdatacatalog", autocommit=True) as connection:
            connection.execute("CREATE DATABASE motors COMMENT 'What turns'")
            connection.execute(
                "CREATE EXTERNAL TABLE motors.readings (id bigint COMMENT 'The number', name string, speed double, made date)"
                f" ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://{BUCKET}/readings/'"
            )
            connection.execute("CREATE VIEW motors.fast AS SELECT id, speed FROM motors.readings WHERE speed > 1000")


def psycopg3(report):
    import psycopg

    with report.case("psycopg: parameters of every kind, by the server and in binary"), psycopg.connect(DSN) as connection:
        row = connection.execute("SELECT count(*), max(speed), min(made) FROM readings WHERE id < %s", (100,)).fetchone()
        same(row, (100, 24.75, datetime.date(2024, 1, 1)))
        row = connection.execute("SELECT name FROM readings WHERE id = %s AND name = %s", (8, "motor 1")).fetchone()
        same(row, ("motor 1",))
        with connection.cursor(binary=True) as cursor:
            cursor.execute("SELECT id, name, speed, made FROM readings WHERE made = %s ORDER BY id LIMIT %s", (datetime.date(2024, 1, 2), 2))
            same(cursor.fetchall(), [(1, "motor 1", 0.25, datetime.date(2024, 1, 2)), (29, "motor 1", 7.25, datetime.date(2024, 1, 2))])
            same([column.name for column in cursor.description], ["id", "name", "speed", "made"])
    with report.case("psycopg: a statement that is asked often is prepared"), psycopg.connect(DSN) as connection:
        for n in range(20):
            same(connection.execute("SELECT speed FROM readings WHERE id = %s", (n,), prepare=True).fetchone(), (n / 4,))
    with report.case("psycopg: all rows, and COPY"), psycopg.connect(DSN) as connection:
        same(len(connection.execute("SELECT * FROM readings").fetchall()), ROWS)
        with connection.cursor().copy("COPY (SELECT id, name FROM readings ORDER BY id LIMIT 2) TO STDOUT") as copy:
            same(b"".join(bytes(part) for part in copy), b"0\tmotor 0\n1\tmotor 1\n")


def types(report):
    import psycopg

    query = """SELECT CAST(1 AS smallint), 2, CAST(3 AS bigint), CAST(1.5 AS real), 2.5e0, CAST(12.34 AS decimal(10,2)), true, 'x',
        from_hex('00ff'), DATE '2024-02-29', TIME '01:02:03', TIMESTAMP '2024-02-29 01:02:03.5',
        TIMESTAMP '2024-02-29 01:02:03 UTC', INTERVAL '1' DAY, UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59',
        ARRAY[1, NULL, 3], ARRAY['a', 'b"c'], CAST(ROW(1, 'a') AS ROW(n integer, t varchar)), MAP(ARRAY['k'], ARRAY[1.5e0]),
        JSON '{"a": [1]}', NULL"""
    utc = datetime.timezone.utc
    meant = (
        1, 2, 3, 1.5, 2.5, decimal.Decimal("12.34"), True, "x", b"\x00\xff", datetime.date(2024, 2, 29), datetime.time(1, 2, 3),
        datetime.datetime(2024, 2, 29, 1, 2, 3, 500000), datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=utc), datetime.timedelta(days=1),
        uuid.UUID("12151fd2-7586-11e9-8f9e-2a86e4085a59"), [1, None, 3], ["a", 'b"c'], {"n": 1, "t": "a"}, {"k": 1.5}, {"a": [1]}, None,
    )  # fmt: skip
    for binary in (False, True):
        with report.case(f"every type comes as Python's own, {'in binary' if binary else 'as text'}"), psycopg.connect(DSN) as connection:
            same(connection.cursor(binary=binary).execute(query).fetchone(), meant)
    with report.case("values go there and back again"), psycopg.connect(DSN) as connection:
        for value in (-5, 2**40, 1.25, decimal.Decimal("-12.50"), True, "it's", datetime.date(2024, 2, 29), meant[11], meant[12], meant[14], b"\x00'"):
            for binary in (False, True):
                same(connection.cursor(binary=binary).execute("SELECT %b" if binary else "SELECT %t", (value,)).fetchone()[0], value)
        same(connection.execute("SELECT cardinality(%s)", ([1, 2, 3],)).fetchone(), (3,))


def cursors(report):
    import psycopg

    with report.case("psycopg: a cursor of the server's gives rows by and by"), psycopg.connect(DSN) as connection:
        with connection.cursor("mine") as cursor:
            cursor.execute("SELECT id FROM readings WHERE id >= %s ORDER BY id", (10,))
            same(cursor.fetchmany(3), [(10,), (11,), (12,)])
            same(len(cursor.fetchall()), ROWS - 13)
    with report.case("psycopg: a query that is cancelled ends"), psycopg.connect(DSN) as connection:
        condition = "sin(x) * cos(y) + sqrt(x * y) + ln(x + y) + exp(sin(x + y)) < -5"
        endless = f"SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x), UNNEST(sequence(1, 10000)) AS b(y) WHERE {condition}"
        timer = threading.Timer(1, connection.cancel)
        timer.start()
        try:
            connection.execute(endless)
            raise AssertionError("it was not cancelled")
        except psycopg.errors.QueryCanceled:
            connection.rollback()
        timer.join()
        same(connection.execute("SELECT 1").fetchone(), (1,))


def errors(report):
    import psycopg

    with report.case("psycopg: errors are of PostgreSQL's classes and say where"), psycopg.connect(DSN, autocommit=True) as connection:
        for query, kind in (
            ("SELECT nothing FROM readings", psycopg.errors.UndefinedColumn), ("SELECT 1 FROM nowhere", psycopg.errors.UndefinedTable),
            ("SELEC 1", psycopg.errors.SyntaxError), ("SELECT 1/0", psycopg.errors.DivisionByZero),
        ):  # fmt: skip
            try:
                connection.execute(query)
                raise AssertionError(f"{query} passed")
            except kind as error:
                if kind is psycopg.errors.UndefinedColumn:
                    same(error.diag.statement_position, "8")
    with report.case("psycopg: a transaction that failed has to be ended"), psycopg.connect(DSN) as connection:
        for query, kind in (("SELECT nothing", psycopg.errors.UndefinedColumn), ("SELECT 1", psycopg.errors.InFailedSqlTransaction)):
            try:
                connection.execute(query)
                raise AssertionError(f"{query} passed")
            except kind:
                pass
        connection.rollback()
        with connection.transaction():
            same(connection.execute("SELECT 1").fetchone(), (1,))


def psycopg2(report):
    import psycopg2
    import psycopg2.extras

    with report.case("psycopg2: values written into the text, dictionaries, a named cursor"):
        connection = psycopg2.connect(DSN)
        with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute("SELECT id, name, made FROM readings WHERE id = %s AND name = %s", (3, "motor 3"))
            same(dict(cursor.fetchone()), {"id": 3, "name": "motor 3", "made": datetime.date(2024, 1, 4)})
            cursor.execute("SELECT %s AS a, %s AS b", ("it's a \\ slash", None))
            same(dict(cursor.fetchone()), {"a": "it's a \\ slash", "b": None})
        with connection.cursor("named") as cursor:
            cursor.itersize = 100
            cursor.execute("SELECT id FROM readings ORDER BY id")
            same(sum(row[0] for row in cursor), ROWS * (ROWS - 1) // 2)
        connection.close()


def reflection(report):
    import sqlalchemy

    for driver in ("psycopg", "psycopg2"):
        engine = sqlalchemy.create_engine(f"postgresql+{driver}://me@127.0.0.1:{PORT}/motors")
        with report.case(f"SQLAlchemy with {driver}: schemas, tables, views, columns"):
            inspector = sqlalchemy.inspect(engine)
            assert {"motors"} <= set(inspector.get_schema_names()), inspector.get_schema_names()
            same((inspector.default_schema_name, inspector.get_table_names(), inspector.get_view_names()), ("motors", ["readings"], ["fast"]))
            same(inspector.get_table_names("motors"), ["readings"])
            assert inspector.has_table("readings") and not inspector.has_table("nothing")
            columns = inspector.get_columns("readings")
            same([(column["name"], str(column["type"])) for column in columns], [("id", "BIGINT"), ("name", "TEXT"), ("speed", "DOUBLE PRECISION"), ("made", "DATE")])
            same(columns[0]["comment"], "The number")
            same((inspector.get_pk_constraint("readings")["constrained_columns"], inspector.get_indexes("readings")), ([], []))
            same((inspector.get_foreign_keys("readings"), inspector.get_unique_constraints("readings"), inspector.get_check_constraints("readings")), ([], [], []))
            assert "speed > 1000" in inspector.get_view_definition("fast")
        with report.case(f"SQLAlchemy with {driver}: reflected tables are asked"):
            metadata = sqlalchemy.MetaData()
            metadata.reflect(engine, views=True)
            table = metadata.tables["readings"]
            with engine.connect() as connection:
                question = sqlalchemy.select(table.c.name, sqlalchemy.func.count().label("n")).where(table.c.id < 700).group_by(table.c.name).order_by(table.c.name).limit(2)
                same([tuple(row) for row in connection.execute(question)], [("motor 0", 100), ("motor 1", 100)])
                question = sqlalchemy.select(table.c.id).where(table.c.id.in_([1, 5]), table.c.made > datetime.date(2024, 1, 3), table.c.name.like("motor%"))
                same([tuple(row) for row in connection.execute(question)], [(5,)])
        engine.dispose()


def frames(report):
    import pandas
    import sqlalchemy

    engine = sqlalchemy.create_engine(f"postgresql+psycopg://me@127.0.0.1:{PORT}/motors")
    with report.case("pandas: queries, parameters, whole tables, pieces"):
        frame = pandas.read_sql("SELECT name, avg(speed) AS mean FROM readings GROUP BY name ORDER BY name", engine)
        same((list(frame.columns), len(frame), frame["mean"].dtype.name), (["name", "mean"], 7, "float64"))
        frame = pandas.read_sql(sqlalchemy.text("SELECT id, made FROM readings WHERE id < :most"), engine, params={"most": 10}, parse_dates=["made"])
        same((frame["id"].sum(), frame["made"].dt.year.unique().tolist()), (45, [2024]))
        same(len(pandas.read_sql_table("readings", engine)), ROWS)
        with engine.connect().execution_options(stream_results=True) as connection:
            same([len(piece) for piece in pandas.read_sql("SELECT id FROM readings", connection, chunksize=2000)], [2000, 2000, 1000])
    engine.dispose()


def pipelines(report):
    import psycopg

    with report.case("psycopg: many statements at once, and several connections"):
        with psycopg.connect(DSN, autocommit=True) as connection, connection.pipeline():
            asked = [connection.execute("SELECT %s::int8 + 1", (n,)) for n in range(50)]
            same([cursor.fetchone()[0] for cursor in asked], list(range(1, 51)))
        found, threads = [], []

        def ask():
            with psycopg.connect(DSN) as connection:
                found.append(connection.execute("SELECT sum(id) FROM readings").fetchone()[0])

        for _ in range(10):
            threads.append(threading.Thread(target=ask))
            threads[-1].start()
        for thread in threads:
            thread.join()
        same(found, [ROWS * (ROWS - 1) // 2] * 10)
