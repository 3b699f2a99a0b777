"""The JSON schema of a tariff file, put together from the kinds of charge; published in docs/."""

from typing import Any, Final

from drita.rules.tariffs.charge_kind import ChargeKind
from drita.rules.tariffs.file_values import CODE, COMMON_CHARGE_PROPERTIES, SOURCE, WORDS
from drita.rules.tariffs.order import CHARGE_KINDS

FORMAT: Final = 1
DATE: Final = {"type": "string", "format": "date"}
MONEY: Final = {
    "type": "number",
    "minimum": -1_000_000_000,
    "maximum": 1_000_000_000,
    "x-max-decimals": 2,
}
# kWh of a worked example may be negative (a credit); a GWh is beyond any subscriber's month.
EXAMPLE_ENERGY: Final = {
    "type": "number",
    "minimum": -1_000_000,
    "maximum": 1_000_000_000,
    "x-max-decimals": 3,
}
CLOCK: Final = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):(00|15|30|45)$|^24:00$"}
MONTH_DAY: Final = {"type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}


def closed_object(properties: dict[str, Any], required: list[str], /) -> dict[str, Any]:
    """
    (This function will) describe a table that has no other keys than these.

    >>> closed_object({"a": {}}, ["a"])["additionalProperties"]
    False
    """
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def tariff_schema() -> dict[str, Any]:
    """
    (This function will) give the schema against which every tariff file is checked.

    Dates are native TOML dates in the file and strings of the form 2026-01-31 to the schema.

    >>> tariff_schema()["properties"]["format"]
    {'const': 1}
    """
    properties: dict[str, Any] = {
        "format": {"const": FORMAT},
        "code": {"type": "string", "pattern": "^[A-Z][A-Z0-9-]{1,39}$"},
        "version": {"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$"},
        "valid_from": {**DATE, "description": "First day in force."},
        "valid_to": {**DATE, "description": "First day no longer in force; absent while it is open."},
        "name": WORDS,
        "customers": {**WORDS, "description": "For whom the tariff is."},
        "source": SOURCE,
        "verified": {"type": "boolean", "description": "Whether every price was found in a source."},
        "may_be_activated": {"type": "boolean", "default": True},
        "note": WORDS,
        "zone_calendar": _zone_calendar(),
        "charges": {"type": "array", "minItems": 1, "maxItems": 50, "items": _charge()},
        "taxes": {"type": "array", "maxItems": 10, "items": _tax()},
        "examples": {"type": "array", "minItems": 1, "maxItems": 200, "items": _example()},
    }
    required = [
        *("format", "code", "version", "valid_from", "name", "customers", "source", "verified"),
        *("charges", "examples"),
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Drita tariff file",
        "description": "One version of one tariff, with the worked examples that prove it.",
        **closed_object(properties, required),
        "$defs": {kind.name: _charge_of(kind) for kind in CHARGE_KINDS.values()},
    }


def _charge() -> dict[str, Any]:
    # One condition for each kind instead of oneOf: an error then speaks of the kind that was
    # written, not of all the kinds that it could have been.
    return {
        "type": "object",
        "properties": {"kind": {"enum": sorted(CHARGE_KINDS)}},
        "required": ["kind"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
            for name in CHARGE_KINDS
        ],
    }


def _charge_of(kind: ChargeKind, /) -> dict[str, Any]:
    properties = {"kind": {"const": kind.name}, **COMMON_CHARGE_PROPERTIES, **kind.properties}
    schema = closed_object(properties, ["kind", "code", "label", *kind.required])
    return {"description": kind.description.en, **schema}


def _tax() -> dict[str, Any]:
    rate = {"type": "number", "minimum": 0, "maximum": 100, "x-max-decimals": 4}
    return closed_object({"code": CODE, "label": WORDS, "rate_percent": rate}, ["code", "label", "rate_percent"])


def _zone_calendar() -> dict[str, Any]:
    window = closed_object({"zone": CODE, "from": CLOCK, "to": CLOCK}, ["zone", "from", "to"])
    season = closed_object(
        {
            "first_day": {**MONTH_DAY, "description": "Month and day, included: 11-01."},
            "last_day": {**MONTH_DAY, "description": "Month and day, included; may be in the next year."},
            "windows": {"type": "array", "maxItems": 24, "items": window},
        },
        ["first_day", "last_day", "windows"],
    )
    return closed_object(
        {
            "code": {"type": "string", "pattern": "^[A-Z][A-Z0-9-]{1,39}$"},
            "other_zone": {**CODE, "description": "Zone of all hours outside the windows."},
            "seasons": {"type": "array", "minItems": 1, "maxItems": 12, "items": season},
        },
        ["code", "other_zone", "seasons"],
    )


def _example() -> dict[str, Any]:
    sums = ("energy", "taxable", "vat", "untaxed", "total")
    zone_sums = {"type": "object", "propertyNames": CODE, "additionalProperties": EXAMPLE_ENERGY}
    return closed_object(
        {
            "title": WORDS,
            "source": SOURCE,
            "category": CODE,
            "kind": {**CODE, "default": "ordinary"},
            "from": DATE,
            "to": DATE,
            "active_kwh": EXAMPLE_ENERGY,
            "zones_kwh": zone_sums,
            "reactive_kvarh": EXAMPLE_ENERGY,
            "expect": closed_object(dict.fromkeys(sums, MONEY), ["total"]),
        },
        ["title", "category", "from", "to", "active_kwh", "expect"],
    )
