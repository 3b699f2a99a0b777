"""Write the files of a made-up operator into a folder, in the order in which they are imported."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

from drita.simulators.operator.behaviour import Behaviour, behaviours
from drita.simulators.operator.calendar import days_off, months_until
from drita.simulators.operator.history import MeterRow, OperatorHistory, ReadingRow
from drita.simulators.operator.staff import STAFF_COLUMNS, staff_rows
from drita.simulators.operator.subscribers import Subscription, subscriptions

_SUBSCRIBER_COLUMNS = (
    *("contract_number", "account_number", "account_class", "party_kind", "name", "given_name", "family_name", "nipt"),
    *(
        "personal_number",
        "phone",
        "email",
        "language",
        "street",
        "building",
        "entrance",
        "floor",
        "apartment",
        "quarter",
    ),
    *("village", "municipality", "county", "postal_code", "service_point_code", "route_code", "feeder_code"),
    *("transformer_code", "voltage_level", "phases", "latitude", "longitude", "walk_position", "category"),
    *("tariff_code", "valid_from", "valid_to"),
)
_METER_COLUMNS = (
    *("meter_serial", "kind", "manufacturer", "phases", "verification_due", "register_code", "dials", "decimals"),
    *("multiplier", "service_point_code", "installed_on", "first_value", "removed_on", "last_value"),
)
_READING_COLUMNS = (
    *("meter_serial", "register_code", "read_on", "value", "quality", "service_point_code", "latitude", "longitude"),
    *("reader_code", "note"),
)


@dataclass(frozen=True, slots=True)
class MadeOperator:
    """What was written, for the summary."""

    subscribers: int
    meters: int
    readings: int
    months: int
    files: int


class _Folder:
    """Writes tables and remembers their order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._order: list[tuple[int, str, str, str]] = []
        path.mkdir(parents=True, exist_ok=True)

    def table(
        self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], command: str, month: str = ""
    ) -> None:
        with (self._path / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
        self._order.append((len(self._order) + 1, month, command, name))

    def finish(self) -> int:
        with (self._path / "order.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("step", "month", "command", "file"))
            writer.writerows(self._order)
        return len(self._order)


def make_operator(
    *, folder: Path, subscriber_count: int, month_count: int, current_month: date, seed: int
) -> MadeOperator:
    """
    (This function will) write an operator's files: places, grid, holidays, staff, subscribers, meters, and for each month
    moves, exchanges and readings; the habits of paying and the order of import besides.

    The month before the first one only gives the values with which the meters are taken over.
    """
    months = months_until(last=current_month, count=month_count + 1)
    holidays = days_off(first=months[0], last=current_month)
    days = frozenset(day for day, _, _ in holidays)
    made = subscriptions(seed=seed, count=subscriber_count, first_day=months[0].replace(day=20))
    history = OperatorHistory(seed=seed, subscriptions=made, months=months, holidays=days)
    target = _Folder(folder)
    _write_house(target, made, holidays)
    target.table("subscribers.csv", _SUBSCRIBER_COLUMNS, map(_subscriber_row, made), "import subscribers")
    at_start = history.meters_at_start()
    target.table("meters.csv", _METER_COLUMNS, map(_meter_row, at_start), "import meters")
    plan = [
        (p.route_code, p.month, p.reading_date, p.cutoff_date, p.issue_date, p.due_date) for p in history.calendar()
    ]
    columns = ("route_code", "bill_month", "reading_date", "cutoff_date", "issue_date", "due_date")
    target.table("calendar.csv", columns, plan, "import calendar")
    moved_in: list[Subscription] = []
    readings = 0
    for files in history.months():
        name = f"{files.month:%Y-%m}"
        if files.moved:
            moved_in += [s for s in files.moved if s.valid_to is None]
            target.table(
                f"moves-{name}.csv", _SUBSCRIBER_COLUMNS, map(_subscriber_row, files.moved), "import subscribers", name
            )
        if files.exchanged:
            target.table(
                f"exchanges-{name}.csv", _METER_COLUMNS, map(_meter_row, files.exchanged), "import meters", name
            )
        target.table(
            f"readings-{name}.csv", _READING_COLUMNS, map(_reading_row, files.readings), "import readings", name
        )
        readings += len(files.readings)
    habits = [astuple(habit) for habit in behaviours(seed=seed, subscriptions=[*made, *moved_in])]
    target.table("behaviour.csv", [field.name for field in fields(Behaviour)], habits, "simulate payments")
    return MadeOperator(
        subscribers=len(made),
        meters=len({row.meter.serial for row in at_start}),
        readings=readings,
        months=month_count,
        files=target.finish(),
    )


def _write_house(target: _Folder, made: Sequence[Subscription], holidays: Sequence[tuple[date, str, str]]) -> None:
    routes = sorted({(s.point.agency.code, s.point.route_code): s.point for s in made}.items())
    target.table(
        "organisation.csv",
        ("region_code", "region_name", "agency_code", "agency_name", "route_code", "route_name"),
        [
            (
                *(point.agency.region_code, point.agency.region_name, point.agency.code, point.agency.name),
                *(point.route_code, f"{point.agency.name}, {point.quarter or point.village}"),
            )
            for _, point in routes
        ],
        "import organisation",
    )
    target.table("holidays.csv", ("date", "name_sq", "name_en"), holidays, "import holidays")
    agencies = {s.point.agency.code: s.point.agency for s in made}
    target.table("staff.csv", STAFF_COLUMNS, staff_rows(agencies=list(agencies.values())), "import staff")
    grid = sorted({(s.point.feeder_code, s.point.transformer_code): s.point for s in made}.items())
    target.table(
        "network.csv",
        ("feeder_code", "feeder_name", "substation", "voltage_level", "transformer_code", "transformer_name"),
        [
            (
                *(
                    feeder,
                    f"{'Linja' if feeder.endswith('L35') else 'Fideri'} {feeder[-3:]} {point.agency.name}",
                    f"Nënstacioni {point.agency.name}",
                ),
                *("hv_35" if point.voltage_level == "hv_35" else "mv_6_20", transformer),
                f"Kabina {transformer[-4:]} {point.agency.name}" if transformer else "",
            )
            for (feeder, transformer), point in grid
        ],
        "import network",
    )


def _subscriber_row(s: Subscription) -> tuple[object, ...]:
    h, p = s.holder, s.point
    return (
        *(
            s.contract_number,
            h.account_number,
            h.account_class,
            h.party_kind,
            h.name,
            h.given_name,
            h.family_name,
            h.nipt,
        ),
        *(h.personal_number, h.phone, h.email, "sq", p.street, p.building, p.entrance, p.floor, p.apartment, p.quarter),
        *(p.village, p.agency.municipality, p.agency.county, p.agency.postal_code, p.code, p.route_code, p.feeder_code),
        *(p.transformer_code, p.voltage_level, p.phases, p.latitude, p.longitude, p.walk_position, s.category),
        *(s.tariff_code, s.valid_from, s.valid_to),
    )


def _meter_row(row: MeterRow) -> tuple[object, ...]:
    meter = row.meter
    register = next(r for r in meter.registers if r.code == row.register_code)
    return (
        *(meter.serial, meter.kind, meter.manufacturer, meter.phases, meter.verification_due, register.code),
        *(register.dials, register.decimals, register.multiplier, row.point_code, row.installed_on, row.first_value),
        *(row.removed_on, row.last_value),
    )


def _reading_row(row: ReadingRow) -> tuple[object, ...]:
    point = row.point.point
    is_walked = row.quality == "actual"
    return (
        *(row.meter_serial, row.register_code, row.read_on, row.value, row.quality, point.code),
        *((point.latitude, point.longitude) if is_walked else ("", "")),
        *(f"L{point.route_code}" if is_walked else "", row.note),
    )
