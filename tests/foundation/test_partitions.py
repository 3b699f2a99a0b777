"""Partitions made by drita_app through the owner's functions."""

import threading

import psycopg
import pytest

TABLES = """
CREATE TABLE paper (id bigint NOT NULL, month date NOT NULL, source_id int NOT NULL, number text NOT NULL,
    state text NOT NULL DEFAULT 'new', person bigint NOT NULL REFERENCES person (id),
    PRIMARY KEY (id, month, source_id), UNIQUE (number, month, source_id)) PARTITION BY RANGE (month);
CREATE INDEX paper_person ON paper (person) WHERE state = 'new';
CREATE TABLE paper_line (paper_id bigint NOT NULL, line_no int NOT NULL, month date NOT NULL, source_id int NOT NULL,
    PRIMARY KEY (paper_id, line_no, month, source_id),
    FOREIGN KEY (paper_id, month, source_id) REFERENCES paper (id, month, source_id)) PARTITION BY RANGE (month);
CREATE TABLE monthly (id bigint NOT NULL, month date NOT NULL, PRIMARY KEY (id, month)) PARTITION BY RANGE (month);
CREATE SEQUENCE paper_id_seq;
"""
MONTH = "2026-10-01"


@pytest.fixture
def tables(own_database):
    """Two partitioned tables, lines referring to papers, as modules make them; given as the application sees them."""
    from drita.foundation.migration_steps import protect_table, register_partitioned

    with own_database.connect_owner() as owner:
        owner.execute("CREATE TABLE person (id bigint PRIMARY KEY)")
        owner.execute("INSERT INTO person SELECT generate_series(1, 10)")
        owner.execute(TABLES)
        for step in (
            protect_table("paper", may_update=("state",)),
            protect_table("paper_line"),
            register_partitioned("paper", month_column="month"),
            register_partitioned("paper_line", month_column="month"),
            register_partitioned("monthly", month_column="month", by_source=False),
        ):
            owner.execute(step.sql)
    with own_database.connect_app() as app:
        yield app


def _fill_and_attach(app: psycopg.Connection, source: int) -> None:
    """The order a run takes: papers first, then the lines which refer to them."""
    for table, rows in (
        ("paper", "SELECT i, %s, %s, 'N' || i, 'new', 1 + i %% 10 FROM generate_series(100, 199) AS i"),
        ("paper_line", "SELECT i, 1, %s, %s FROM generate_series(100, 199) AS i"),
    ):
        name = app.execute("SELECT foundation_prepare_aside(%s, %s, %s)", [table, MONTH, source]).fetchone()[0]
        assert name == f"{table}_m202610_s{source}"
        app.execute(f"INSERT INTO {name} {rows}", [MONTH, source])
        for step in ("keys", "references", "validate"):
            app.execute("SELECT foundation_build_aside(%s, %s, %s, %s)", [table, MONTH, source, step])
        app.execute("SELECT foundation_attach_aside(%s, %s, %s)", [table, MONTH, source])


def _structure(app: psycopg.Connection, table: str) -> list[tuple[str, ...]]:
    """Keys, foreign keys, indexes and triggers of a table, without names that hold its own."""
    return app.execute(
        """
        SELECT 'constraint', pg_get_constraintdef(oid), convalidated::text
        FROM pg_constraint WHERE conrelid = %(t)s::regclass
        UNION SELECT 'index', regexp_replace(pg_get_indexdef(indexrelid), 'INDEX .* USING', ''), ''
        FROM pg_index WHERE indrelid = %(t)s::regclass
        UNION SELECT 'trigger', tgname, '' FROM pg_trigger WHERE tgrelid = %(t)s::regclass AND NOT tgisinternal
        ORDER BY 1, 2
        """,
        {"t": table},
    ).fetchall()


def test_an_attached_table_has_all_that_the_online_partition_has(tables) -> None:
    _fill_and_attach(tables, 7)
    for table in ("paper", "paper_line"):
        assert _structure(tables, f"{table}_m202610_s7") == _structure(tables, f"{table}_m202610_s0")
    assert tables.execute("SELECT count(*) FROM paper_line JOIN paper ON id = paper_id").fetchone() == (100,)


def test_rows_of_both_sources_obey_keys_and_references(tables) -> None:
    _fill_and_attach(tables, 7)
    tables.execute("INSERT INTO paper VALUES (1, %s, 0, 'N1', 'new', 1)", [MONTH])
    tables.execute("INSERT INTO paper_line VALUES (1, 1, %s, 0)", [MONTH])
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        tables.execute("INSERT INTO paper_line VALUES (2, 1, %s, 0)", [MONTH])
    with pytest.raises(psycopg.errors.UniqueViolation):
        tables.execute("INSERT INTO paper VALUES (100, %s, 7, 'N100', 'new', 1)", [MONTH])


def test_nothing_written_is_changed_or_removed_by_any_way(tables, own_database) -> None:
    _fill_and_attach(tables, 7)
    for statement in (
        "UPDATE paper_line SET line_no = 2",
        "DELETE FROM paper_line",
        "TRUNCATE paper_line",
        "UPDATE paper SET number = 'x'",
        "DELETE FROM paper_m202610_s7",
        "INSERT INTO paper_line_m202610_s7 VALUES (100, 2, '2026-10-01', 7)",
        "TRUNCATE paper_m202610_s7 CASCADE",
        "ALTER TABLE paper DISABLE TRIGGER ALL",
        "ALTER TABLE paper_m202610_s7 DISABLE TRIGGER ALL",
        "DROP TABLE paper_line_m202610_s7",
        "ALTER TABLE paper_m202610 DETACH PARTITION paper_m202610_s7",
        "SELECT foundation_drop_aside('paper_line', '2026-10-01', 7)",
        "INSERT INTO foundation_partitioned_table VALUES ('person', 'id', true)",
        "SET session_replication_role = replica",
    ):
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse)):
            tables.execute(statement)
    tables.execute("UPDATE paper SET state = 'seen'")
    with own_database.connect_owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE paper_m202610_s7 SET number = 'x'")


def test_a_table_aside_with_foreign_rows_is_not_built(tables) -> None:
    name = tables.execute("SELECT foundation_prepare_aside('paper', %s, 8)", [MONTH]).fetchone()[0]
    tables.execute(f"INSERT INTO {name} VALUES (1, '2026-11-01', 8, 'N1', 'new', 1)")
    with pytest.raises(psycopg.errors.CheckViolation):
        tables.execute("SELECT foundation_build_aside('paper', %s, 8)", [MONTH])
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        tables.execute("SELECT foundation_attach_aside('paper', %s, 8)", [MONTH])
    assert tables.execute("SELECT foundation_drop_aside('paper', %s, 8)", [MONTH]).fetchone() == (True,)
    assert tables.execute("SELECT foundation_drop_aside('paper', %s, 8)", [MONTH]).fetchone() == (False,)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("foundation_ensure_month('person', '2026-10-01')", psycopg.errors.UndefinedTable),
        ("foundation_ensure_month('paper', '2026-10-02')", psycopg.errors.InvalidParameterValue),
        ("foundation_prepare_aside('paper', '2026-10-01', 0)", psycopg.errors.InvalidParameterValue),
        ("foundation_prepare_aside('monthly', '2026-10-01', 7)", psycopg.errors.InvalidParameterValue),
        ("foundation_build_aside('paper', '2026-10-01', 99)", psycopg.errors.UndefinedTable),
        ("foundation_check_partitioned('paper', '2026-10-01')", psycopg.errors.InsufficientPrivilege),
    ],
)
def test_a_wrong_call_is_refused(tables, call, error) -> None:
    with pytest.raises(error):
        tables.execute(f"SELECT {call}")


def test_a_month_is_made_once_when_many_ask_at_once(tables, own_database) -> None:
    failures = []

    def ask() -> None:
        try:
            with own_database.connect_app() as app:
                app.execute(
                    "SELECT foundation_ensure_month('paper', '2027-01-01'), foundation_ensure_month('monthly', '2027-01-01')"
                )
        except psycopg.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    tables.execute("INSERT INTO monthly VALUES (1, '2027-01-01')")
    tables.execute("INSERT INTO paper VALUES (1, '2027-01-01', 0, 'N', 'new', 1)")
