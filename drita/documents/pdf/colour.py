"""The colour profile that says what the red, green and blue of a page mean, on any screen and in any archive."""

import struct
from typing import Final

_D50: Final = (0.9642, 1.0, 0.8249)
# The primaries of sRGB adapted to D50. Source: IEC 61966-2-1, annex; ICC.1:2001-04 for the form.
_COLORANTS: Final = {
    b"rXYZ": (0.4360, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7141),
}
_GAMMA_2_2: Final = 0x0233


def srgb_profile() -> bytes:
    """
    (This function will) write a small ICC profile of sRGB: three colorants and one gamma.

    Written by hand because the profiles that systems bring differ, and the bytes of a bill must not.

    >>> profile = srgb_profile()
    >>> len(profile) == int.from_bytes(profile[:4], "big"), profile[36:40]
    (True, b'acsp')
    """
    name = b"sRGB"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, _GAMMA_2_2)
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0Public domain\0",
        b"wtpt": _xyz(_D50),
        **{tag: _xyz(colorant) for tag, colorant in _COLORANTS.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    size = start + len(body)
    header = struct.pack(
        ">I4s4s4s4s4s12s4s4sIIIQI3I4s44x",
        size,
        b"\0\0\0\0",
        bytes((2, 0x10, 0, 0)),
        b"mntr",
        b"RGB ",
        b"XYZ ",
        struct.pack(">6H", 2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"\0\0\0\0",
        0,
        0,
        0,
        0,
        0,
        *(round(part * 65536) for part in _D50),
        b"\0\0\0\0",
    )
    return header + struct.pack(">I", len(tags)) + table + body


def _xyz(parts: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in parts))
