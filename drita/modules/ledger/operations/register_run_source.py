"""Give a bill run its own source, under which it fills tables aside."""

from django.db import connection

from drita.modules.ledger.choices import SourceKind
from drita.modules.ledger.models import Source


def register_run_source(*, reference: str) -> int:
    """(This function will) make a source that nobody sees yet and return its id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ledger_source_id_seq')")
        (source_id,) = cursor.fetchone()
    Source.objects.create(id=source_id, kind=SourceKind.BILL_RUN, ref=reference)
    return int(source_id)
