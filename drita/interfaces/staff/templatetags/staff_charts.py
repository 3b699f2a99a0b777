"""Bar charts of months as SVG made on the server: they need no script, print as they stand and carry their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Literal

from django import template

from drita.rules import formats

from .staff import language

register = template.Library()
_numbers = count(1)

_TOP = 22
_HEIGHT = 132
_FOOT = 34
# From here on labels of thirteen months would run into each other in kWh, so they are written in MWh.
_LARGE_WH = 10_000_000
_WHOLE_MWH_FROM_WH = 100_000_000
# Thirteen labels of up to this many signs stand side by side even in the narrow column.
_ROOMY_LABEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBar:
    """One month of a chart; an unknown value is a gap that says so, not a zero."""

    month: date
    value: int | None
    is_estimated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    bar: MonthBar
    x: str
    middle: str
    width: str
    y: int
    height: int
    label_y: int
    text: str
    month_text: str
    year_text: str
    is_spare: bool


def draw_month_bars(*, bars: Sequence[MonthBar], unit: Literal["kwh", "money"] = "kwh") -> dict[str, Any]:
    """
    (This function will) place the bars of a chart: across in per cent of the width, upwards in pixels.

    Shape: positive bars stand on the zero line, negative ones hang from it; the scale is shared by both.
    """
    known = [bar.value for bar in bars if bar.value is not None]
    high, low = max([0, *known]), min([0, *known])
    scale = _HEIGHT / ((high - low) or 1)
    zero = _TOP + high * scale
    slot = 100 / max(len(bars), 1)
    largest = max(high, -low)
    drawn = [
        _draw(bar=bar, at=at, total=len(bars), slot=slot, zero=zero, scale=scale, text=_label(bar.value, unit, largest))
        for at, bar in enumerate(bars)
    ]
    return {
        "drawn": drawn,
        "zero": round(zero),
        "height": _TOP + _HEIGHT + _FOOT,
        "base": _TOP + _HEIGHT,
        "number": next(_numbers),
        "unit": unit,
        "is_large": unit == "kwh" and largest >= _LARGE_WH,
        "is_crowded": any(len(bar.text) > _ROOMY_LABEL for bar in drawn),
        "has_estimated": any(bar.is_estimated for bar in bars),
        "has_unknown": any(bar.value is None for bar in bars),
        "language": language(),
    }


def _draw(*, bar: MonthBar, at: int, total: int, slot: float, zero: float, scale: float, text: str) -> DrawnBar:
    value = bar.value or 0
    height = abs(value) * scale
    # A month of little but not nothing must still be seen.
    height = max(height, 1.5) if value else 0.0
    top = zero - height if value >= 0 else zero
    name, year = formats.month_short_name(bar.month, language()).split(" ")
    return DrawnBar(
        bar=bar,
        x=f"{at * slot + slot * 0.16:.3f}%",
        middle=f"{at * slot + slot * 0.5:.3f}%",
        width=f"{slot * 0.68:.3f}%",
        y=round(top),
        height=round(height),
        label_y=round(top - 6 if value >= 0 else top + height + 12),
        text=text,
        month_text=name,
        year_text=f"20{year}" if at == 0 or bar.month.month == 1 else "",
        # On a phone every second word gives way, counted from the newest month, which always keeps its own.
        is_spare=(total - 1 - at) % 2 == 1,
    )


def _label(value: int | None, unit: str, largest: int) -> str:
    if value is None:
        return formats.UNKNOWN
    if unit == "money":
        return formats.format_decimal(round_lek(value))
    if largest < _LARGE_WH:
        return formats.format_whole_kwh(value)
    # Rounded half away from zero, like the whole kWh; the table below the chart keeps every kWh.
    part = 1_000_000 if largest >= _WHOLE_MWH_FROM_WH else 100_000
    rounded = (abs(value) + part // 2) // part * (1 if value >= 0 else -1)
    return formats.format_decimal(rounded, scale=0 if part == 1_000_000 else 1)


def round_lek(amount_minor: int) -> int:
    """
    (This function will) round an amount to whole lek, half away from zero, where a glance is enough.

    >>> round_lek(150), round_lek(-150), round_lek(149)
    (2, -2, 1)
    """
    whole = (abs(amount_minor) + 50) // 100
    return -whole if amount_minor < 0 else whole


@register.inclusion_tag("staff/parts/month_chart.html")
def month_chart(bars: Sequence[MonthBar], title: str, unit: str = "kwh") -> dict[str, Any]:
    """(This function will) draw a chart of months with its table one click away."""
    picture = draw_month_bars(bars=bars, unit="money" if unit == "money" else "kwh")
    return picture | {"title": title}


@register.inclusion_tag("staff/parts/progress.html")
def progress(done: int, total: int, title: str) -> dict[str, Any]:
    """(This function will) draw a progress bar whose value is also said in words."""
    share = 0 if not total else min(100, done * 100 // total)
    return {"share": share, "done": done, "total": total, "title": title}
