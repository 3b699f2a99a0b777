"""The values of all dials of one meter on one day, all or none."""

import json
from collections.abc import Mapping
from datetime import date, datetime

import polars as pl
from django.db import transaction

from drita.modules.metering.choices import MeterKind
from drita.modules.metering.models import Meter
from drita.modules.metering.operations.record_readings import INCOMING_READING_SCHEMA, record_readings
from drita.rules.errors import UnableTo
from drita.rules.metering.reading_problem_words import reading_problem_words
from drita.rules.words import Words


class UnableToRecordDialValues(UnableTo):
    code = "dial_values_not_recorded"
    words = Words(sq="{sq}", en="{en}")

    def said(self) -> Words:
        """Return the sentences as words that another refusal can carry."""
        return Words(sq=str(self.params["sq"]), en=str(self.params["en"]))


def record_dial_values(
    *,
    meter: Meter,
    read_on: date,
    values: Mapping[str, int],
    quality: str,
    origin: str,
    today: date,
    recorded_at: datetime,
    reader_code: str = "",
    note: str = "",
    may_replace: bool = False,
) -> None:
    """
    (This function will) record one value for each register of a meter on one day.

    Units: values in thousandths of the dial's unit by register code.
    Raises: UnableToRecordDialValues when a register has no value or a value is refused; nothing is
    recorded then. Registers of interval meters may stay without values.
    """
    codes = set(meter.registers.values_list("code", flat=True))
    missing = sorted(codes - set(values)) if meter.kind != MeterKind.INTERVAL else []
    if missing:
        named = ", ".join(missing)
        raise UnableToRecordDialValues(
            sq=f"mungon vlera e regjistrit {named}.", en=f"the value of register {named} is missing."
        )
    if not values:
        return
    rows = [
        {
            "row_number": number,
            "meter_serial": meter.serial,
            "register_code": code,
            "read_on": read_on,
            "value_milli": value,
            "quality": quality,
            "origin": origin,
            "reader_code": reader_code,
            "note": note,
        }
        for number, (code, value) in enumerate(sorted(values.items()), 1)
    ]
    frame = pl.DataFrame(rows, schema=INCOMING_READING_SCHEMA)
    with transaction.atomic():
        recorded = record_readings(
            readings=frame,
            file="",
            today=today,
            recorded_at=recorded_at,
            may_replace=may_replace,
            # The person stands at the form and corrects at once; a kept refusal would be rolled back anyway.
            keeps_refusals=False,
        )
        if recorded.refusals.height:
            raise UnableToRecordDialValues(**_sentences(recorded.refusals))


def _sentences(refusals: pl.DataFrame) -> dict[str, str]:
    return {
        language: " ".join(
            reading_problem_words(code=code, params=json.loads(params), language=language)
            for code, params in refusals.select("code", "params").rows()
        )
        for language in ("sq", "en")
    }
