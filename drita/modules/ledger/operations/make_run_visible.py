"""Give a run its place in the order of entries, in the transaction that attaches its tables."""

from datetime import datetime

from django.db import InternalError, OperationalError, connection

from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToMakeRunVisible(UnableTo):
    code = "run_not_visible"
    words = Words(
        sq="Burimi {source_id} nuk bëhet i dukshëm: {reason}",
        en="Source {source_id} cannot be made visible: {reason}",
    )


def make_run_visible(*, source_id: int, at: datetime) -> int:
    """
    (This function will) draw the place of a run, mark its source visible and return the place.

    Call it first in the transaction that attaches the run's tables: writers of entries wait from here to the commit,
    and everything they wrote before has a lower place.

    Raises: UnableToMakeRunVisible when the source is unknown or visible already.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_make_source_visible(%s, %s)", [source_id, at])
            return int(cursor.fetchone()[0])
    except (InternalError, OperationalError) as error:
        raise UnableToMakeRunVisible(source_id=source_id, reason=str(error).strip()) from error
