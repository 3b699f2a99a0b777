"""A table of consumption limits and prices, shared by the kinds that price by amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from drita.rules.tariffs.charge_kind import Fault
from drita.rules.tariffs.file_values import ENERGY_KWH, PRICE, energy_wh_of, price_micro_of
from drita.rules.words import Words

BLOCKS: Final = {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "items": {
        "type": "object",
        "properties": {
            "up_to_kwh": {
                **ENERGY_KWH,
                "description": "Highest kWh of the row, included; absent in the last row.",
            },
            "price_per_kwh": PRICE,
        },
        "required": ["price_per_kwh"],
        "additionalProperties": False,
    },
}


@dataclass(frozen=True, slots=True)
class Block:
    """One row: up to and including `up_to_wh` a month (None: without end), at this price."""

    up_to_wh: int | None
    price_micro: int


def blocks_of(rows: Sequence[Mapping[str, Any]], /) -> tuple[Block, ...]:
    """
    (This function will) read the rows of a block table.

    >>> blocks_of([{"up_to_kwh": 300, "price_per_kwh": 7}, {"price_per_kwh": 13}])[0]
    Block(up_to_wh=300000, price_micro=7000000)
    """
    return tuple(
        Block(
            up_to_wh=energy_wh_of(row["up_to_kwh"]) if "up_to_kwh" in row else None,
            price_micro=price_micro_of(row["price_per_kwh"]),
        )
        for row in rows
    )


def block_faults(*, blocks: Sequence[Block], key: str) -> list[Fault]:
    """
    (This function will) find what a block table says that cannot be meant.

    >>> [fault.code for fault in block_faults(blocks=[Block(300_000, 1)], key="blocks")]
    ['last_block_closed']
    """
    faults = []
    for number, block in enumerate(blocks[:-1]):
        if block.up_to_wh is None:
            faults.append(_fault("open_block_not_last", (key, number)))
    if blocks[-1].up_to_wh is not None:
        faults.append(_fault("last_block_closed", (key, len(blocks) - 1, "up_to_kwh")))
    for number, (below, above) in enumerate(pairwise(blocks), start=1):
        limits = (below.up_to_wh, above.up_to_wh)
        if limits[0] is not None and limits[1] is not None and limits[1] <= limits[0]:
            faults.append(_fault("blocks_not_ascending", (key, number, "up_to_kwh")))
    return faults


_WORDS: Final = {
    "open_block_not_last": Words(
        sq="Vetëm rreshti i fundit mund të jetë pa kufi; shtoni up_to_kwh këtu.",
        en="Only the last row may be without a limit; add up_to_kwh here.",
    ),
    "last_block_closed": Words(
        sq="Rreshti i fundit duhet të mbetet pa kufi; hiqni up_to_kwh.",
        en="The last row must have no limit; remove up_to_kwh.",
    ),
    "blocks_not_ascending": Words(
        sq="Kufiri duhet të jetë më i lartë se ai i rreshtit përpara.",
        en="The limit must be higher than that of the row before.",
    ),
}


def _fault(code: str, path: tuple[str | int, ...], /) -> Fault:
    return Fault(code=code, path=path, words=_WORDS[code])
