"""Numbers that will never stand on a bill are declared void, each stretch with its reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from drita.modules.billing.models import NumberRange, NumberVoid
from drita.modules.billing.sql_files import statement
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToVoidNumbers(UnableTo):
    code = "numbers_not_voided"
    words = Words(
        sq="Numrat {first}–{last} nuk anulohen: {reason}.",
        en="The numbers {first}–{last} cannot be voided: {reason}.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Consecutive numbers of one range, both ends included."""

    range_id: int
    first_number: int
    last_number: int


def void_numbers(*, stretches: list[Stretch], reason: str, staff_id: int | None, at: datetime) -> int:
    """
    (This function will) declare stretches of numbers void and return how many numbers that are.

    Numbers in the stock of single bills leave the stock. A number already on a bill is refused.
    Raises: UnableToVoidNumbers.
    """
    with transaction.atomic():
        for stretch in stretches:
            _refuse_used(stretch)
            NumberVoid.objects.create(
                range_id=stretch.range_id,
                first_number=stretch.first_number,
                last_number=stretch.last_number,
                reason=reason,
                by_id=staff_id,
                at=at,
            )
    return sum(stretch.last_number - stretch.first_number + 1 for stretch in stretches)


def _refuse_used(stretch: Stretch) -> None:
    told = {"first": stretch.first_number, "last": stretch.last_number}
    # Locked, so that two people voiding at once see one another's rows.
    reserved = NumberRange.objects.select_for_update().filter(pk=stretch.range_id).first()
    if reserved is None or not (
        reserved.first_number <= stretch.first_number <= stretch.last_number <= reserved.last_number
    ):
        raise UnableToVoidNumbers(**told, reason="range")
    with connection.cursor() as cursor:
        cursor.execute(
            statement("void_online_stock"),
            {"series": reserved.series, **told},
        )
        cursor.execute(
            "SELECT count(*) FROM billing_bill WHERE series = %s AND number BETWEEN %s AND %s",
            [reserved.series, stretch.first_number, stretch.last_number],
        )
        (used,) = cursor.fetchone()
    if used:
        raise UnableToVoidNumbers(**told, reason=f"{used} in use")
