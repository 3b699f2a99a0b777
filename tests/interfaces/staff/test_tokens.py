"""The inks of the house: every text pair stands at 4.5:1 or better, in light and in dark."""

import re
from pathlib import Path

import pytest

import drita.interfaces.staff

_CSS = (Path(drita.interfaces.staff.__file__).parent / "static/staff/tokens.css").read_text()
_TONES = ("billing", "collection", "overdue", "held", "still", "amber")
_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "link") for ground in ("paper", "ground", "sunken")),
    *((f"{tone}-word", f"{tone}-soft") for tone in _TONES),
    *((f"{tone}-word", ground) for tone in _TONES for ground in ("paper", "ground")),
    ("ink", "billing-soft"),
    ("on-amber", "amber"),
    ("on-brand", "brand"),
    ("on-brand-soft", "brand"),
]


def _blocks() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", _CSS)
    colours = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", body)) for _, body in blocks]
    return {"light": colours[0], "dark": colours[0] | colours[1], "dark chosen": colours[0] | colours[2]}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "dark chosen"])
@pytest.mark.parametrize(("ink", "ground"), _PAIRS)
def test_a_word_can_be_read_on_its_ground(theme: str, ink: str, ground: str) -> None:
    colours = _blocks()[theme]
    assert _contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme: str) -> None:
    colours = _blocks()[theme]
    assert _contrast(colours["line-strong"], colours["paper"]) >= 3


def test_the_two_lists_of_dark_inks_are_the_same() -> None:
    blocks = _blocks()
    assert blocks["dark"] == blocks["dark chosen"]
