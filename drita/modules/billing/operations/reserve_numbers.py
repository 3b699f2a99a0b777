"""Number ranges: a stretch for a run, small stretches for single bills; never the highest number plus one."""

from datetime import datetime

from django.db import connection, transaction

from drita.modules.billing.choices import ONLINE_SOURCE_ID
from drita.modules.billing.models import NumberRange, NumberSeries, NumberStock

ONLINE_RANGE_SIZE = 200


def reserve_numbers(*, series: str, count: int, run_id: int | None, source_id: int, at: datetime) -> NumberRange:
    """
    (This function will) reserve the next `count` numbers of a series in one piece.

    The row of the series is locked until the caller's transaction ends, so callers reserve in a
    transaction that does little else. count > 0.
    """
    with transaction.atomic():
        NumberSeries.objects.get_or_create(series=series)
        row = NumberSeries.objects.select_for_update().get(series=series)
        first = row.next_number
        row.next_number = first + count
        row.save(update_fields=["next_number"])
        return NumberRange.objects.create(
            series=series,
            first_number=first,
            last_number=first + count - 1,
            run_id=run_id,
            source_id=source_id,
            created_at=at,
        )


def take_online_number(*, series: str, at: datetime) -> int:
    """
    (This function will) take a free number for a single bill, within the caller's transaction.

    The row of the number is deleted: when the transaction fails the number is free again, and two
    clerks at once take two different ones without waiting.
    """
    number = _take_from_stock(series)
    if number is None:
        _fill_stock(series, at)
        number = _take_from_stock(series)
    assert number is not None, "the stock has just been filled in this very transaction"
    return number


def _take_from_stock(series: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM billing_numberstock WHERE id = ("
            " SELECT id FROM billing_numberstock WHERE series = %s"
            " ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED"
            ") RETURNING number",
            [series],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _fill_stock(series: str, at: datetime) -> None:
    reserved = reserve_numbers(series=series, count=ONLINE_RANGE_SIZE, run_id=None, source_id=ONLINE_SOURCE_ID, at=at)
    NumberStock.objects.bulk_create(
        NumberStock(range=reserved, series=series, number=number)
        for number in range(reserved.first_number, reserved.last_number + 1)
    )
