"""The blocking validations of register readings: which to accept, which to refuse and why."""

from datetime import date
from typing import Final

import polars as pl

from drita.rules.metering.neighbour_problems import (
    ACCEPTED,
    REFUSED,
    neighbour_verdicts,
)
from drita.rules.metering.reading_limits import ReadingLimits

CANDIDATE_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64,
        "meter_serial": pl.String,
        "register_code": pl.String,
        "service_point_code": pl.String,
        "read_on": pl.Date,
        "value_milli": pl.Int64,
        "quality": pl.String,
        "is_meter_known": pl.Boolean,
        "register_id": pl.Int64,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "phases": pl.Int64,
        "multiplier_milli": pl.Int64,
        "installed_at": pl.String,
    }
)
KNOWN_READING_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "read_on": pl.Date,
        "value_milli": pl.Int64,
        "quality": pl.String,
    }
)
VERDICT_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64,
        "verdict": pl.String,
        "code": pl.String,
        "params": pl.String,
    }
)
_MISSING: Final = pl.lit(None, pl.String)


def reading_problems(
    *,
    readings: pl.DataFrame,
    known: pl.DataFrame,
    today: date,
    limits: ReadingLimits,
    may_replace: bool = False,
) -> pl.DataFrame:
    """
    (This function will) decide for each reading whether it is accepted, repeated or refused.

    The answer is that of judging the readings one by one in the order of their dates (real ones before
    estimates, then by row), each against those accepted before it, so one wrong reading does not drag the right ones after it along.
    Estimates never block a real reading: only values that somebody or something read are compared.
    A reading equal to one that is known is repeated; a real reading replaces an estimate of its day,
    and with may_replace (a correction by a person) also a real one.

    Units: values in thousandths of the dial's unit.
    Shape: readings CANDIDATE_SCHEMA, facts null where not found (multiplier, installed_at = service
    point of the installation, as of the reading's date); known KNOWN_READING_SCHEMA, newest
    revisions of the same registers -> VERDICT_SCHEMA, one row per reading, sorted by row_number;
    params is JSON with the inputs of the refusal.
    Source: blocking tests M01, M02, M03 of manual readings.

    >>> reading = {"row_number": 1, "meter_serial": "77", "register_code": "A+", "quality": "actual",
    ...     "read_on": date(2026, 10, 31), "value_milli": 100_000_000, "is_meter_known": True,
    ...     "register_id": 5, "dials": 5, "decimals": 0, "multiplier_milli": 1000, "installed_at": "P1"}
    >>> verdicts = reading_problems(
    ...     readings=pl.DataFrame([reading], schema=CANDIDATE_SCHEMA),
    ...     known=pl.DataFrame(schema=KNOWN_READING_SCHEMA),
    ...     today=date(2026, 11, 1), limits=ReadingLimits())
    >>> verdicts.row(0)
    (1, 'refused', 'digits_too_many', '{"value":100000000,"dials":5}')
    """
    told = readings.with_columns(code=_fact_problem(today)).with_columns(_fact_params(today))
    refused = told.filter(pl.col("code").is_not_null()).select(
        "row_number", pl.lit(REFUSED).alias("verdict"), "code", "params"
    )
    sound = told.filter(pl.col("code").is_null()).drop("code", "params")
    judged = _judge_in_order(sound, known, limits, may_replace)
    return pl.concat([refused, judged]).cast(VERDICT_SCHEMA).sort("row_number")


def _fact_problem(today: date) -> pl.Expr:
    """What is wrong with a reading by itself, the first fault in the order of the list."""
    value, on = pl.col("value_milli"), pl.col("read_on")
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    finest_milli = pl.lit(10, pl.Int64).pow(3 - pl.col("decimals").clip(0, 3))
    tests = (
        ("meter_unknown", ~pl.col("is_meter_known")),
        ("register_unknown", pl.col("register_id").is_null()),
        ("date_missing", on.is_null()),
        ("value_missing", value.is_null()),
        ("read_in_future", on > today),
        ("before_installation", pl.col("installed_at").is_null()),
        ("meter_elsewhere", pl.col("service_point_code") != pl.col("installed_at")),
        ("value_negative", value < 0),
        ("digits_too_many", value >= range_milli),
        ("decimals_too_many", value % finest_milli != 0),
    )
    code = _MISSING
    for name, is_wrong in reversed(tests):
        code = pl.when(is_wrong.fill_null(value=False)).then(pl.lit(name)).otherwise(code)
    return code


def _fact_params(today: date) -> pl.Expr:
    """The inputs that the sentence of each code names, as JSON."""
    on = pl.col("read_on").dt.to_string("%Y-%m-%d")
    value = pl.col("value_milli").alias("value")
    serial = pl.col("meter_serial")
    inputs: dict[str, list[pl.Expr]] = {
        "meter_unknown": [serial],
        "register_unknown": [serial, pl.col("register_code")],
        "read_in_future": [on.alias("read_on"), pl.lit(today.isoformat()).alias("today")],
        "before_installation": [serial, on.alias("read_on")],
        "meter_elsewhere": [serial, pl.col("installed_at"), pl.col("service_point_code")],
        "value_negative": [value],
        "digits_too_many": [value, pl.col("dials")],
        "decimals_too_many": [value, pl.col("decimals")],
    }
    params = pl.lit("{}")
    for code, columns in inputs.items():
        told = pl.struct(columns).struct.json_encode()
        params = pl.when(pl.col("code") == code).then(told).otherwise(params)
    return params.alias("params")


def _judge_in_order(sound: pl.DataFrame, known: pl.DataFrame, limits: ReadingLimits, may_replace: bool) -> pl.DataFrame:
    """
    Verdicts by comparison with neighbours, equal to judging one by one in the order of dates.

    Each pass supposes that all open readings are good, and takes out the first of each register
    that is not: those before it are then certain, those after it are judged again without it.
    """
    taken_out: list[pl.DataFrame] = []
    accepted: list[pl.DataFrame] = []
    open_rows = sound.sort("register_id", "read_on", "row_number")
    while open_rows.height:
        judged = neighbour_verdicts(open_rows=open_rows, known=known, limits=limits, may_replace=may_replace)
        bad = judged.filter(pl.col("verdict") != ACCEPTED)
        first_bad = bad.group_by("register_id", maintain_order=True).first()
        clean = judged.join(first_bad, on="register_id", how="anti")
        accepted.append(clean.select(*VERDICT_SCHEMA))
        taken_out.append(first_bad.select(*VERDICT_SCHEMA))
        open_rows = open_rows.join(first_bad, on="register_id", how="semi").join(first_bad, on="row_number", how="anti")
    empty = pl.DataFrame(schema=VERDICT_SCHEMA)
    return pl.concat([empty, *accepted, *taken_out])
