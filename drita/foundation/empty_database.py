"""Take everything out of a database that was built for trying things."""

from drita.foundation.databases import connect_owner


def empty_database() -> None:
    """
    (This function will) drop every table, function and row of the installation's database, as its owner.

    The caller answers for it that nothing of value is in there; the next migration starts from nothing.

    Raises: UnableToUseDatabase.
    """
    with connect_owner(autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
