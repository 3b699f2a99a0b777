"""A small tariff file whose parts the tests bend."""

from collections.abc import Mapping

TEXT = """
format = 1
code = "T-TEST"
version = "{version}"
valid_from = {valid_from}
{valid_to}
name = {{ sq = "Prove", en = "Test" }}
customers = {{ sq = "Askush", en = "Nobody" }}
source = "by hand"
verified = true
{more}

[[charges]]
kind = "flat_energy"
code = "energy"
label = {{ sq = "Energji", en = "Energy" }}
price_per_kwh = {price}
tax = "vat20"

[[taxes]]
code = "vat20"
label = {{ sq = "TVSH", en = "VAT" }}
rate_percent = 20

[[examples]]
title = {{ sq = "Njëqind kWh", en = "A hundred kWh" }}
category = "household"
from = {valid_from}
to = {example_to}
active_kwh = 100
expect = {{ energy = {energy}, total = {total} }}
"""
DEFAULTS: Mapping[str, object] = {
    "version": "1",
    "valid_from": "2020-01-01",
    "valid_to": "",
    "example_to": "2020-02-01",
    "more": "",
    "price": "10.0",
    "energy": "1000.00",
    "total": "1200.00",
}


def tariff_text(**changes: object) -> bytes:
    """Return the file with some places filled otherwise."""
    return TEXT.format(**{**DEFAULTS, **changes}).encode()
