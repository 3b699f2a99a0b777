"""Bring the database to the state this version of the program expects."""

from django.core.management import call_command
from django.db import connections

from drita.foundation.databases import connect_owner, ensure_app_role

# Any constant will do; it only has to be the same in every process that migrates.
_LOCK = 0x6472697461


def migrate_database(*, verbosity: int = 0) -> None:
    """
    (This function will) run every migration that has not run yet, as the owner, one process at a time.

    Raises: UnableToUseDatabase.
    """
    ensure_app_role()
    with connect_owner(autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        # The rights come first, whatever order the graph would choose: they hold for tables made afterwards.
        call_command("migrate", "foundation", "0001", database="owner", verbosity=verbosity, interactive=False)
        call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    # A process that goes on to serve has no more business with the owner's rights.
    connections["owner"].close()
