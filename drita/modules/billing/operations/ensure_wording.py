"""The words and late terms that new bills are issued with, stored once for all that share them."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from drita.modules.billing.models import Wording
from drita.modules.billing.queries.wording import present_wording
from drita.rules.tariffs.definition import TariffVersion


def ensure_wording(*, tariffs: Sequence[TariffVersion], due_date: date, at: datetime) -> int:
    """
    (This function will) return the id of the wording for bills of this due date, storing it if it is new.

    A set is named by its content, so a million bills share one row, and a changed word makes a
    second one for the bills that follow.
    """
    text = present_wording(tariffs=tariffs, due_date=due_date).to_text()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        row, _ = Wording.objects.get_or_create(sha256=sha256, defaults={"content": text, "made_at": at})
    return int(row.pk)
