"""Steps that migrations of all modules share: SQL files, tables that are never changed, partitioned tables."""

from collections.abc import Sequence
from pathlib import Path

from django.db import migrations


def sql_file(migration_file: str, name: str, /) -> migrations.RunSQL:
    """
    (This function will) return the step that runs `<app>/sql/<name>.sql`, undone by `<name>_reverse.sql` beside it.

    Call it as `sql_file(__file__, "name")` in a migration.
    """
    folder = Path(migration_file).parents[1] / "sql"
    return migrations.RunSQL(
        sql=(folder / f"{name}.sql").read_text(encoding="utf-8"),
        reverse_sql=(folder / f"{name}_reverse.sql").read_text(encoding="utf-8"),
    )


def protect_table(table: str, /, *, may_update: Sequence[str] = ()) -> migrations.RunSQL:
    """
    (This function will) return the step after which rows of the table are never changed or deleted.

    The application loses the rights, and a trigger refuses even the owner. `may_update` names the columns of a cache
    beside the truth which may still be written. On a partitioned table the partitions take the trigger over.
    """
    columns = ", ".join(f'"{column}"' for column in may_update)
    arguments = ", ".join(f"'{column}'" for column in may_update)
    grant = f'GRANT UPDATE ({columns}) ON "{table}" TO drita_app;' if may_update else ""
    return migrations.RunSQL(
        sql=f"""
            REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON "{table}" FROM drita_app;
            {grant}
            CREATE TRIGGER "{table}_forbid_change" BEFORE UPDATE OR DELETE ON "{table}"
                FOR EACH ROW EXECUTE FUNCTION foundation_forbid_change({arguments});
            CREATE TRIGGER "{table}_forbid_truncate" BEFORE TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION foundation_forbid_change();
        """,
        reverse_sql=f"""
            DROP TRIGGER "{table}_forbid_change" ON "{table}";
            DROP TRIGGER "{table}_forbid_truncate" ON "{table}";
            GRANT UPDATE, DELETE ON "{table}" TO drita_app;
        """,
    )


def register_partitioned(table: str, /, *, month_column: str, by_source: bool = True) -> migrations.RunSQL:
    """(This function will) return the step that lets `foundation_ensure_month` and its kin work on the table."""
    return migrations.RunSQL(
        sql=(
            "INSERT INTO foundation_partitioned_table (parent, month_column, by_source) "
            f"VALUES ('\"{table}\"'::regclass, '{month_column}', {by_source})"
        ),
        reverse_sql=f"DELETE FROM foundation_partitioned_table WHERE parent = '\"{table}\"'::regclass",
    )
