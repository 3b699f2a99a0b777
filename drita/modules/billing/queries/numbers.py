"""The proof that no bill number was lost, repeated or left without a reason."""

from dataclasses import dataclass

from django.db import connection

from drita.modules.billing.models import NumberVoid
from drita.modules.billing.sql_files import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeProof:
    """One range: numbers = used + voided + free, or `missing` says how many nobody can account for."""

    range_id: int
    series: str
    first_number: int
    last_number: int
    run_id: int | None
    is_closed: bool
    numbers: int
    used: int
    voided: int
    free: int
    repeated: int
    reasons: tuple[str, ...] = ()

    @property
    def is_open_run(self) -> bool:
        """A run that has not ended still writes beside the live tables; its numbers come with it."""
        return self.run_id is not None and not self.is_closed

    @property
    def missing(self) -> int:
        return 0 if self.is_open_run else self.numbers - self.used - self.voided - self.free

    @property
    def is_sound(self) -> bool:
        return self.missing == 0 and self.repeated == 0


@dataclass(frozen=True, slots=True)
class NumbersProof:
    ranges: tuple[RangeProof, ...]
    outside: int

    @property
    def is_sound(self) -> bool:
        return self.outside == 0 and all(each.is_sound for each in self.ranges)


def prove_numbers() -> NumbersProof:
    """
    (This function will) account for every number of every range.

    `outside` counts bills whose number lies in no range at all.
    """
    reasons: dict[int, dict[str, None]] = {}
    for range_id, reason in NumberVoid.objects.values_list("range_id", "reason"):
        reasons.setdefault(range_id, {})[reason] = None
    with connection.cursor() as cursor:
        cursor.execute(statement("prove_numbers"))
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT count(*) FROM billing_bill b WHERE NOT EXISTS (SELECT FROM billing_numberrange r"
            " WHERE r.series = b.series AND b.number BETWEEN r.first_number AND r.last_number)"
        )
        (outside,) = cursor.fetchone()
    names = tuple(RangeProof.__dataclass_fields__)[:-1]
    return NumbersProof(
        ranges=tuple(
            RangeProof(**dict(zip(names, row, strict=True)), reasons=tuple(reasons.get(row[0], {}))) for row in rows
        ),
        outside=outside,
    )
