"""Bills written in one line of a test table."""

from datetime import date
from pathlib import Path

import polars as pl

from drita.rules.tariffs.definition import Charge, TariffVersion, Tax
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import DETERMINANT_FRAME, SUPPLY_FRAME, Rated
from drita.rules.tariffs.tariff_file import tariff_file
from drita.rules.words import Words
from tests.rules.tariffs.random_cases import WORDS

REFERENCE = Path(__file__).parents[3] / "drita" / "modules" / "tariffs" / "reference" / "albania"


def reference(*names: str) -> tuple[TariffVersion, ...]:
    """Read reference tariff files by name."""
    return tuple(tariff_file(content=(REFERENCE / f"{name}.toml").read_bytes()).version for name in names)


def version(*charges: Charge, code: str = "T", name: str = "v", **more: object) -> TariffVersion:
    """Make a version that is valid from 2020 on."""
    given: dict[str, object] = {
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "zone_calendar": None,
        "taxes": (Tax(code="vat", label=WORDS, rate_ppm=200_000),),
        **more,
    }
    return TariffVersion(
        code=code,
        version=name,
        name=WORDS,
        customers=WORDS,
        source=Words(sq="provë", en="test"),
        is_verified=True,
        may_be_activated=True,
        note=None,
        charges=charges,
        examples=(),
        **given,
    )


def supply(
    start: date, end: date, *, key: int = 1, code: str = "T", category: str = "household", kind: str = "ordinary"
) -> pl.DataFrame:
    """Make the frame of one supply."""
    return pl.DataFrame([(key, code, category, start, end, kind)], schema=SUPPLY_FRAME, orient="row")


def quantities(*rows: tuple[object, ...], key: int = 1) -> pl.DataFrame:
    """Make determinant rows: (determinant, zone, from, to, quantity)."""
    return pl.DataFrame([(key, *row) for row in rows], schema=DETERMINANT_FRAME, orient="row")


def rate_one(
    *tariffs: TariffVersion,
    start: date,
    end: date,
    active_wh: int,
    category: str = "household",
    kind: str = "ordinary",
) -> Rated:
    """Rate one bill with one active quantity."""
    return rate_bills(
        supplies=supply(start, end, code=tariffs[0].code, category=category, kind=kind),
        determinants=quantities(("active_import", "", start, end, active_wh)),
        tariffs=tariffs,
    )


def short_lines(rated: Rated) -> list[tuple[str, int, int]]:
    """Give (charge code, quantity, amount) of each line in the order of the bill."""
    return rated.lines.select("charge_code", "quantity", "amount_minor").rows()
