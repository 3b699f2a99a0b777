"""The file with measured quantities that `drita tariff rate` reads: JSON to the frames of rating."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from jsonschema import Draft202012Validator, FormatChecker

from drita.rules.errors import UnableTo
from drita.rules.tariffs.rating_frames import DETERMINANT_FRAME, SUPPLY_FRAME
from drita.rules.words import Words

LARGEST_INPUT_BYTES = 64 * 1024 * 1024
_DAY = {"type": "string", "format": "date"}
_QUANTITY = {"type": "integer", "minimum": -(2**62), "maximum": 2**62}
INPUT_SCHEMA = {
    "type": "object",
    "required": ["bills"],
    "additionalProperties": False,
    "properties": {
        "bills": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["category", "from", "to", "determinants"],
                "additionalProperties": False,
                "properties": {
                    "bill_key": _QUANTITY,
                    "tariff_code": {"type": "string"},
                    "category": {"type": "string"},
                    "kind": {"type": "string"},
                    "from": _DAY,
                    "to": _DAY,
                    "determinants": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["quantity"],
                            "additionalProperties": False,
                            "properties": {
                                "determinant": {"type": "string"},
                                "zone": {"type": "string"},
                                "from": _DAY,
                                "to": _DAY,
                                "quantity": _QUANTITY,
                            },
                        },
                    },
                },
            },
        }
    },
}


class UnableToReadRatingInput(UnableTo):
    code = "rating_input_unreadable"
    words = Words(
        sq="Skedari {path} nuk u pranua te {place}: {reason}. Forma: docs/guides/tariff-files.md",
        en="The file {path} was not accepted at {place}: {reason}. Its form: docs/guides/tariff-files.md",
    )


@dataclass(frozen=True, slots=True)
class RatingInput:
    """The two frames that rating takes."""

    supplies: pl.DataFrame
    determinants: pl.DataFrame


def rating_input(*, path: Path, default_code: str) -> RatingInput:
    """
    (This function will) read the bills to rate; what is left out of a quantity is that of its bill.

    Units: Wh and varh, whole numbers.
    Raises: UnableToReadRatingInput with the first place that is not in the form.
    """
    bills = _bills(path)
    supplies = [
        (
            int(bill.get("bill_key", number)),
            bill.get("tariff_code", default_code),
            bill["category"],
            date.fromisoformat(bill["from"]),
            date.fromisoformat(bill["to"]),
            bill.get("kind", "ordinary"),
        )
        for number, bill in enumerate(bills, start=1)
    ]
    rows = [row for number, bill in enumerate(bills, start=1) for row in _rows(number, bill)]
    return RatingInput(
        supplies=pl.DataFrame(supplies, schema=SUPPLY_FRAME, orient="row"),
        determinants=pl.DataFrame(rows, schema=DETERMINANT_FRAME, orient="row"),
    )


def _rows(number: int, bill: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    for row in bill["determinants"]:
        yield (
            int(bill.get("bill_key", number)),
            row.get("determinant", "active_import"),
            row.get("zone", ""),
            date.fromisoformat(row.get("from", bill["from"])),
            date.fromisoformat(row.get("to", bill["to"])),
            int(row["quantity"]),
        )


def _bills(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > LARGEST_INPUT_BYTES:
            raise UnableToReadRatingInput(path=path, place="-", reason=f"> {LARGEST_INPUT_BYTES} B")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnableToReadRatingInput(path=path, place="-", reason=error.strerror) from error
    except (ValueError, RecursionError) as error:
        raise UnableToReadRatingInput(path=path, place="-", reason=error) from error
    checker = FormatChecker(["date"])
    for error in Draft202012Validator(INPUT_SCHEMA, format_checker=checker).iter_errors(content):
        raise UnableToReadRatingInput(path=path, place=error.json_path, reason=error.message[:200])
    bills: list[dict[str, Any]] = content["bills"]
    return bills
