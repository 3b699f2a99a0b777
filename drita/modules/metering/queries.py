"""What screens and others ask of metering."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl
from django.db import connection

from drita.modules.metering.models import Meter, ReadingRefusal
from drita.modules.metering.sql_files import sql_text, text_list


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register with its multipliers, oldest first: (from, thousandths)."""

    register_id: int
    code: str
    determinant: str
    zone: str
    dials: int
    decimals: int
    multipliers: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class InstalledMeter:
    """A meter at a service point, from when to when (None = still there)."""

    service_point_id: int
    role: str
    installed_from: date
    installed_to: date | None
    meter_id: int
    serial: str
    kind: str
    manufacturer: str
    phases: int
    verification_due: date | None
    registers: tuple[RegisterView, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The newest revision of a reading; value in thousandths of the dial's unit."""

    reading_id: int
    service_point_id: int
    meter_serial: str
    register_code: str
    determinant: str
    zone: str
    decimals: int
    read_on: date
    read_at: datetime | None
    value_milli: int
    quality: str
    origin: str
    reader_code: str
    note: str
    revision: int
    latitude: Decimal | None
    longitude: Decimal | None
    recorded_at: datetime
    register_id: int

    @property
    def place(self) -> tuple[date, int]:
        """The place in the list, for `before` of the next page."""
        return self.read_on, self.register_id


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A refused reading with its inputs; `code` and `params` become a sentence by reading_problem_words."""

    refusal_id: int
    file: str
    row_number: int
    row: dict[str, Any]
    code: str
    params: dict[str, Any]
    meter_serial: str
    service_point_id: int | None
    read_on: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class MissingReading:
    """A register that should have been read and was not, with what its dial showed last."""

    service_point_id: int
    service_point_code: str
    walk_position: int
    meter_serial: str
    register_code: str
    register_id: int
    last_on: date | None
    last_milli: int | None


def list_meters_at(*, service_point_ids: Sequence[int]) -> list[InstalledMeter]:
    """(This function will) list the meters of service points with registers and multipliers, newest first."""
    rows = _rows("meters_at", {"service_points": list(service_point_ids)})
    meters = []
    for head, group in groupby(rows, key=lambda row: row[:10]):
        by_register = groupby((row[10:] for row in group if row[10] is not None), key=lambda row: row[:6])
        registers = tuple(
            RegisterView(*(*register, tuple((row[6], row[7]) for row in lines if row[6] is not None)))
            for register, lines in by_register
        )
        meters.append(InstalledMeter(*(*head, registers)))
    return meters


def list_readings(
    *, service_point_ids: Sequence[int], before: tuple[date, int] | None = None, limit: int = 100
) -> list[ReadingView]:
    """(This function will) list the readings that count, newest first; `before` is the place of the last one shown."""
    before_on, before_register = before or (None, None)
    params = {
        "service_points": list(service_point_ids),
        "before_on": before_on,
        "before_register": before_register,
        "limit": limit,
    }
    return [ReadingView(*row) for row in _rows("list_readings", params)]


def list_refusals(
    *,
    after: int | None = None,
    limit: int = 100,
    region_ids: Sequence[int] | None = None,
    agency_ids: Sequence[int] | None = None,
) -> list[RefusalView]:
    """
    (This function will) list refused readings, newest first; `after` is the id of the last one shown.

    Without region_ids and agency_ids those of everywhere, else those at service points of these.
    """
    params = {
        "after": after,
        "limit": limit,
        "is_everywhere": region_ids is None and agency_ids is None,
        "regions": list(region_ids or ()),
        "agencies": list(agency_ids or ()),
    }
    return [_refusal(row) for row in _rows("list_refusals", params)]


def count_refusals() -> int:
    """(This function will) count the refused readings that are kept with their reason."""
    return ReadingRefusal.objects.count()


def _refusal(row: tuple[Any, ...]) -> RefusalView:
    # Django leaves jsonb of a plain cursor as text, so that it can read it by itself in its own models.
    shown = RefusalView(*row)
    return replace(shown, row=json.loads(shown.row), params=json.loads(shown.params))  # type: ignore[arg-type]


def list_missing_readings(*, route_id: int, on_or_after: date, before: date) -> list[MissingReading]:
    """(This function will) list the registers of a route without a real reading in these days, in walking order."""
    params = {"route_id": route_id, "on_or_after": on_or_after, "before": before}
    return [MissingReading(*row) for row in _rows("list_missing_readings", params)]


def find_meters(*, prefix: str, limit: int = 20) -> list[tuple[str, int | None]]:
    """(This function will) find meters by the beginning of their number: (serial, where it hangs now or None)."""
    meters = Meter.objects.filter(serial__startswith=prefix).order_by("serial")[:limit]
    serials = {meter.pk: meter.serial for meter in meters}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT meter_id, service_point_id FROM metering_installation"
            " WHERE meter_id = ANY(%s) AND upper_inf(valid_period)",
            [list(serials)],
        )
        places = dict(cursor.fetchall())
    return [(serial, places.get(pk)) for pk, serial in serials.items()]


def register_dials(*, serials: Sequence[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """(This function will) give dials and decimals of the registers of meters by (serial, register code)."""
    rows = _rows("registers_of_meters", {"serials": text_list(pl.Series(list(serials), dtype=pl.String))})
    return {(row[0], row[1]): (row[3], row[4]) for row in rows if row[1] is not None}


def _rows(name: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql_text(name), params)
        return list(cursor.fetchall())
