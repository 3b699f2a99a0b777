"""Whether a tariff version reproduces the sums that were worked by hand for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import polars as pl

from drita.rules.tariffs.definition import TariffVersion, WorkedExample
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import DETERMINANT_FRAME, SUPPLY_FRAME
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleVerdict:
    """One worked example with what was expected, what was computed, and whether they agree."""

    title: Words
    expected: Mapping[str, int]  # name of the sum -> hundredths of a lek
    computed: Mapping[str, int]
    problems: tuple[str, ...]  # codes of rating_problems.py, when it could not be rated
    is_passed: bool


def example_verdicts(*, version: TariffVersion) -> tuple[ExampleVerdict, ...]:
    """
    (This function will) rate each worked example of a version and compare every sum it states.

    Units: hundredths of a lek.
    Shape: one verdict per example, in the order of the file.
    """
    supplies = pl.DataFrame(
        [
            (no, version.code, each.category, each.period_start, each.period_end, each.kind)
            for no, each in enumerate(version.examples)
        ],
        schema=SUPPLY_FRAME,
        orient="row",
    )
    determinants = pl.DataFrame(
        [row for no, each in enumerate(version.examples) for row in _quantities(no, each)],
        schema=DETERMINANT_FRAME,
        orient="row",
    )
    rated = rate_bills(supplies=supplies, determinants=determinants, tariffs=(version,))
    totals = {row["bill_key"]: row for row in rated.totals.iter_rows(named=True)}
    problems = rated.problems.rows_by_key("bill_key", named=True)
    return tuple(
        _verdict(each, totals.get(no), tuple(row["code"] for row in problems.get(no, ())))
        for no, each in enumerate(version.examples)
    )


def _quantities(number: int, example: WorkedExample, /) -> Iterator[tuple[object, ...]]:
    days = (example.period_start, example.period_end)
    yield (number, "active_import", "", *days, example.active_wh)
    for zone, quantity_wh in example.zones_wh:
        yield (number, "active_import", zone, *days, quantity_wh)
    if example.reactive_varh is not None:
        yield (number, "reactive_import", "", *days, example.reactive_varh)


def _verdict(example: WorkedExample, totals: Mapping[str, int] | None, problems: tuple[str, ...], /) -> ExampleVerdict:
    stated = {field.name: getattr(example.expected, field.name) for field in fields(example.expected)}
    expected = {name: value for name, value in stated.items() if value is not None}
    computed = {} if totals is None else {name: totals[name] for name in expected}
    return ExampleVerdict(
        title=example.title,
        expected=expected,
        computed=computed,
        problems=problems,
        is_passed=computed == expected,
    )
