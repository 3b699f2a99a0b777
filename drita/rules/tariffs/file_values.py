"""Values of a tariff file: their JSON schema and their exact reading, shared by the kinds of charge."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, TypedDict

from drita.rules.energy import WH_PER_KWH
from drita.rules.money import MICRO_PER_LEK, scaled_whole
from drita.rules.tariffs.definition import NO_TAX, LedgerKey
from drita.rules.words import Words

CODE_PATTERN: Final = "^[a-z][a-z0-9_]{0,31}$"
# `x-max-decimals` is our own keyword (editors ignore it): more places than the unit can hold are
# refused, never rounded.
# 10,000 lek for a kWh and 1,000,000 kWh are far beyond any tariff: they catch a slipped decimal
# point, and keep every product inside the bounds of drita/rules/money.py.
PRICE: Final = {"type": "number", "minimum": 0, "maximum": 10_000, "x-max-decimals": 6}
ENERGY_KWH: Final = {
    "type": "number",
    "exclusiveMinimum": 0,
    "maximum": 1_000_000,
    "x-max-decimals": 3,
}
CODE: Final = {"type": "string", "pattern": CODE_PATTERN}
WORDS: Final = {
    "type": "object",
    "description": "A text for people, in Albanian and in English.",
    "properties": {
        "sq": {"type": "string", "minLength": 1, "maxLength": 1_000},
        "en": {"type": "string", "minLength": 1, "maxLength": 1_000},
    },
    "required": ["sq", "en"],
    "additionalProperties": False,
}
SCALING: Final = {
    "enum": ["none", "by_days"],
    "description": "Whether a limit per month grows with the days of the period (30 days = one month).",
}


class ChargeHead(TypedDict):
    """The keys that every charge has, as arguments of its dataclass."""

    code: str
    label: Words
    ledger_key: LedgerKey
    tax_code: str
    is_enabled: bool
    is_verified: bool
    only_categories: tuple[str, ...]
    note: Words | None
    beneficiary: Words | None


COMMON_CHARGE_PROPERTIES: Final[Mapping[str, Any]] = {
    "code": CODE,
    "label": WORDS,
    "tax": {**CODE, "description": "Code of one of the taxes, or none.", "default": NO_TAX},
    "ledger_key": {"enum": ["energy", "reactive", "fixed_fee", "rtsh"]},
    "enabled": {"type": "boolean", "default": True},
    "verified": {"type": "boolean", "default": True},
    "only_categories": {"type": "array", "items": CODE, "minItems": 1, "uniqueItems": True},
    "note": WORDS,
    "beneficiary": WORDS,
}


# A sum is the same in every language, and files from before sources had two languages hold one text.
SOURCE: Final = {
    **WORDS,
    "type": ["object", "string"],
    "description": "Where the values come from, in Albanian and in English; one text alone stands for both.",
    "minLength": 1,
    "maxLength": 2_000,
}


def words_of(table: Mapping[str, str], /) -> Words:
    """
    (This function will) read a text in two languages.

    >>> words_of({"sq": "Energji", "en": "Energy"}).en
    'Energy'
    """
    return Words(sq=table["sq"], en=table["en"])


def source_of(value: Mapping[str, str] | str, /) -> Words:
    """
    (This function will) read where values come from; one text alone stands for both languages.

    >>> source_of("300 x 7.7").sq, source_of({"sq": "Vendimi 255", "en": "Decision 255"}).sq
    ('300 x 7.7', 'Vendimi 255')
    """
    return Words(sq=value, en=value) if isinstance(value, str) else words_of(value)


def charge_head(*, table: Mapping[str, Any], ledger_key: LedgerKey) -> ChargeHead:
    """
    (This function will) read the keys that every charge has; `ledger_key` is what the kind has by itself.

    >>> charge_head(table={"code": "a", "label": {"sq": "E", "en": "E"}}, ledger_key="energy")["tax_code"]
    'none'
    """
    return ChargeHead(
        code=table["code"],
        label=words_of(table["label"]),
        ledger_key=table.get("ledger_key", ledger_key),
        tax_code=table.get("tax", NO_TAX),
        is_enabled=table.get("enabled", True),
        is_verified=table.get("verified", True),
        only_categories=tuple(table.get("only_categories", ())),
        note=words_of(table["note"]) if "note" in table else None,
        beneficiary=words_of(table["beneficiary"]) if "beneficiary" in table else None,
    )


def price_micro_of(price: Decimal | int, /) -> int:
    """
    (This function will) read a price in lek as whole micro-lek.

    Raises: ValueError when the price has more than six decimals.

    >>> price_micro_of(Decimal("10.93"))
    10930000
    """
    return scaled_whole(number=price, scale=MICRO_PER_LEK)


def energy_wh_of(energy_kwh: Decimal | int, /) -> int:
    """
    (This function will) read energy in kWh as whole Wh.

    Raises: ValueError when the energy has more than three decimals.

    >>> energy_wh_of(300)
    300000
    """
    return scaled_whole(number=energy_kwh, scale=WH_PER_KWH)
