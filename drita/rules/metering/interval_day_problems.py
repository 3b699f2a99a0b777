"""The blocking validations of interval days."""

from datetime import date
from typing import Final

import polars as pl

from drita.rules.calendars.local_time import INTERVAL_LENGTHS_MINUTES, local_day_minutes
from drita.rules.words import Words

DAY_FACT_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64(),
        "meter_serial": pl.String(),
        "register_code": pl.String(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
        "qualities": pl.String(),
        "is_meter_known": pl.Boolean(),
        "register_id": pl.Int64(),
        "service_point_id": pl.Int64(),
    }
)
INTERVAL_DAY_PROBLEMS: Final[dict[str, Words]] = {
    "meter_unknown": Words(
        sq="Matësi {meter_serial} nuk njihet. Kontrolloni hartën e kanaleve ose regjistroni matësin.",
        en="There is no meter {meter_serial}. Check the channel map or enter the meter first.",
    ),
    "register_unknown": Words(
        sq="Matësi {meter_serial} nuk ka regjistër {register_code}. Kontrolloni hartën e kanaleve.",
        en="Meter {meter_serial} has no register {register_code}. Check the channel map.",
    ),
    "before_installation": Words(
        sq="Matësi {meter_serial} nuk ishte i vendosur më {day}.",
        en="Meter {meter_serial} was not installed on {day}.",
    ),
    "day_in_future": Words(
        sq="Dita {day} është në të ardhmen; kontrolloni datat dhe brezin orar.",
        en="The day {day} is in the future; check the dates and the time zone.",
    ),
    "interval_length_unknown": Words(
        sq="Intervali prej {interval_minutes} minutash nuk pranohet.",
        en="An interval of {interval_minutes} minutes is not accepted.",
    ),
    "interval_count_wrong": Words(
        sq="Dita {day} ka {found} vlera, duhen {expected} (ditët e ndërrimit të orës kanë 23 ose 25 orë).",
        en="The day {day} has {found} values, {expected} are needed (days of the clock change have 23 or 25 hours).",
    ),
    "value_negative": Words(
        sq="Dita {day} ka vlera negative; energjia e dhënë ka regjistrin e vet.",
        en="The day {day} has negative values; energy given back has a register of its own.",
    ),
    "day_twice": Words(
        sq="Dita {day} e regjistrit {register_code} vjen dy herë në të njëjtin skedar.",
        en="The day {day} of register {register_code} comes twice in one file.",
    ),
    "interval_length_differs": Words(
        sq="Dita {day} është e njohur me intervale prej {known_minutes} minutash, jo {interval_minutes}.",
        en="The day {day} is known with intervals of {known_minutes} minutes, not {interval_minutes}.",
    ),
}


def interval_day_problems(*, days: pl.DataFrame, known: pl.DataFrame, today: date) -> pl.DataFrame:
    """
    (This function will) find the first thing that forbids to take an interval day.

    Shape: days DAY_FACT_SCHEMA (facts null where not found), known with register_id, day,
    interval_minutes -> row_number, code, params (JSON), one row per refused day.
    Source: tests I01, I02, I04, I05, I06, I17, I28 of interval validation.

    >>> day = {"row_number": 1, "meter_serial": "7", "register_code": "A+", "day": date(2026, 3, 29),
    ...     "interval_minutes": 60, "values_wh": [1] * 24, "qualities": "A" * 24,
    ...     "is_meter_known": True, "register_id": 5, "service_point_id": 3}
    >>> none = pl.DataFrame(schema={"register_id": pl.Int64, "day": pl.Date, "interval_minutes": pl.Int32})
    >>> interval_day_problems(
    ...     days=pl.DataFrame([day], schema=DAY_FACT_SCHEMA), known=none, today=date(2026, 4, 1)
    ... ).select("row_number", "code").row(0)
    (1, 'interval_count_wrong')
    """
    lengths = pl.DataFrame(
        [(day, local_day_minutes(day=day)) for day in days["day"].drop_nulls().unique()],
        schema={"day": pl.Date, "day_minutes": pl.Int32},
        orient="row",
    )
    before = known.select("register_id", "day", known_minutes="interval_minutes")
    facing = (
        days.join(lengths, on="day", how="left")
        .join(before, on=["register_id", "day"], how="left")
        .with_columns(
            found=pl.col("values_wh").list.len().cast(pl.Int32),
            expected=pl.col("day_minutes") // pl.col("interval_minutes"),
        )
    )
    coded = facing.with_columns(code=_first_of(_tests(today))).filter(pl.col("code").is_not_null())
    inputs = pl.struct(
        *("meter_serial", "register_code", "interval_minutes", "known_minutes", "found", "expected"),
        pl.col("day").dt.to_string("%d.%m.%Y"),
    )
    return coded.select("row_number", "code", params=inputs.struct.json_encode()).sort("row_number")


def _first_of(tests: list[tuple[str, pl.Expr]]) -> pl.Expr:
    code: pl.Expr = pl.lit(None, pl.String)
    for name, is_wrong in reversed(tests):
        code = pl.when(is_wrong.fill_null(value=False)).then(pl.lit(name)).otherwise(code)
    return code


def _tests(today: date) -> list[tuple[str, pl.Expr]]:
    found, expected = pl.col("found"), pl.col("expected")
    return [
        ("meter_unknown", ~pl.col("is_meter_known")),
        ("register_unknown", pl.col("register_id").is_null()),
        ("before_installation", pl.col("service_point_id").is_null()),
        ("day_in_future", pl.col("day") > today),
        ("interval_length_unknown", ~pl.col("interval_minutes").is_in(INTERVAL_LENGTHS_MINUTES)),
        ("interval_count_wrong", (found != expected) | (pl.col("qualities").str.len_chars() != found)),
        ("value_negative", pl.col("values_wh").list.min() < 0),
        ("day_twice", pl.int_range(pl.len()).over("register_id", "day") > 0),
        ("interval_length_differs", pl.col("known_minutes") != pl.col("interval_minutes")),
    ]
