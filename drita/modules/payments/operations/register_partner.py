"""Take on a partner who collects payments, with a clearing account of its own."""

import re

from django.db import connection, transaction

from drita.modules.ledger.operations.open_ledger_account import open_ledger_account
from drita.modules.payments.models import Partner
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_CODE = re.compile(r"^[A-Z][A-Z0-9_]{1,19}$")


class UnableToRegisterPartner(UnableTo):
    code = "partner_refused"
    words = Words(sq="Partneri {partner} nuk regjistrohet: {reason}.", en="Partner {partner} is refused: {reason}.")


@transaction.atomic
def register_partner(*, code: str, name: str) -> int:
    """
    (This function will) register a partner, open its clearing account 5111-nn, and return the partner's id.

    Repeatable: a partner of that code and name is left as it is.

    Raises: UnableToRegisterPartner for a code of another shape or one that bears another name.
    """
    if not _CODE.match(code):
        raise UnableToRegisterPartner(partner=code, reason="A-Z 0-9 _")
    with connection.cursor() as cursor:
        # Two registrations at once would draw the same clearing account.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('payments_partner', 0))")
    known = Partner.objects.filter(code=code).first()
    if known is not None:
        if known.name != name:
            raise UnableToRegisterPartner(partner=code, reason=known.name)
        return int(known.pk)
    clearing = f"5111-{Partner.objects.count() + 1:02d}"
    open_ledger_account(
        code=clearing, name_sq=f"Vlera në rrugë: {name}", name_en=f"Money in transit: {name}", kind="asset"
    )
    return int(Partner.objects.create(code=code, name=name, ledger_account_id=clearing).pk)
