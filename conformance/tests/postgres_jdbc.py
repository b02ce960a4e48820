"""PostgreSQL's JDBC driver: the metadata that tools ask first, prepared statements, rows by and by."""

import pathlib
import shutil
import subprocess

import psycopg
from harness.expect import same
from harness.report import Skip
from harness.server import free_port

PORT = free_port()
SERVER_FLAGS = ("--postgres-port", str(PORT))
DRIVER = pathlib.Path("/usr/share/java/postgresql.jar")
PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "clients" / "Jdbc.java"


def run(report, server, options):
    if not DRIVER.exists():
        # No package of Python's or Node's has it; what it asks of metadata is replayed by `cargo test -p pumphouse-postgres`.
        print(f"  left out: there is no JDBC driver at {DRIVER}, and none could be installed", flush=True)
        return
    with psycopg.connect(f"postgresql://me@127.0.0.1:{PORT}/awsdatacatalog", autocommit=True) as connection:
        connection.execute("CREATE DATABASE motors")
        connection.execute(
            "CREATE EXTERNAL TABLE motors.readings (id bigint COMMENT 'The number', price decimal(12,2), name varchar(20))"
            " COMMENT 'What was read' PARTITIONED BY (day string) LOCATION 's3://lake/readings/'"
        )
        connection.execute("CREATE VIEW motors.fast AS SELECT id FROM motors.readings")
    told = {}
    with report.case("the driver's program runs to its end"):
        told = program()
    meant = {
        "product": ["PostgreSQL|15"],
        "schemas": ["information_schema", "motors", "pg_catalog"],
        "tables": ["motors|readings|TABLE|What was read", "motors|fast|VIEW|null"],
        "some": ["readings"],
        "columns": [
            "id|-5|int8|19|0|The number|1|YES", "price|2|numeric|12|2|null|2|YES", "name|12|varchar|20|0|null|3|YES", "day|12|text|2147483647|0|null|4|YES",
        ],
        "schema": ["motors|motors"],
        "asked": ["42|it's|1.5|2024-02-29|2|int4"] * 8,
        "sum": ["5050"],
        "state": ["42703"],
    }  # fmt: skip
    for what, lines in meant.items():
        with report.case(f"JDBC: {what}"):
            if not told:
                raise Skip("the program did not run")
            same(told.get(what), lines)
    with report.case("JDBC: there are catalogs, and no keys, indexes or functions"):
        if not told:
            raise Skip("the program did not run")
        same(sorted(set(told) - set(meant)), ["catalogs"])
        assert "motors" in told["catalogs"], told["catalogs"]


def program():
    """What the program prints, by the first word of each line."""
    if not shutil.which("java") or not DRIVER.exists():
        raise Skip("no Java here, or no driver")
    command = ["java", "-cp", str(DRIVER), str(PROGRAM), f"jdbc:postgresql://127.0.0.1:{PORT}/motors"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = {}
    for line in ran.stdout.splitlines():
        what, rest = line.split("|", 1)
        told.setdefault(what, []).append(rest)
    return told
