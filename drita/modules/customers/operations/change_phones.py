"""Give an account a phone number or take one away."""

import polars as pl
from django.db import transaction

from drita.modules.customers.models import Phone
from drita.rules.customers.phone_number import international_phone_number, phone_kind
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToAddPhone(UnableTo):
    code = "phone_form"
    words = Words(
        sq="Telefoni “{value}” nuk lexohet. Shkruani p.sh. 069 41 40 000.",
        en="The phone number “{value}” cannot be read. Write for example 069 41 40 000.",
    )


def add_phone(*, account_id: int, number: str) -> str:
    """
    (This function will) add a phone number in its international form and return it; one that is there stays once.

    Raises: UnableToAddPhone.
    """
    frame = pl.DataFrame({"n": [number]}).select(international_phone_number(text=pl.col("n")))
    international, kind = frame.select("n", phone_kind(number=pl.col("n")).alias("kind")).row(0)
    if international is None:
        raise UnableToAddPhone(value=number)
    with transaction.atomic():
        Phone.objects.get_or_create(account_id=account_id, number=international, defaults={"kind": kind})
    return str(international)


def remove_phone(*, account_id: int, number: str) -> bool:
    """(This function will) take a phone number off an account and say whether it was there."""
    deleted, _ = Phone.objects.filter(account_id=account_id, number=number).delete()
    return deleted > 0
