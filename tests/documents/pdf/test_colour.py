"""The colour profile is well formed: an archive reads it by its table."""

import struct

from drita.documents.pdf.colour import srgb_profile


def test_every_tag_of_the_profile_lies_inside_it_and_names_its_kind() -> None:
    profile = srgb_profile()
    (count,) = struct.unpack_from(">I", profile, 128)
    kinds = {}
    for place in range(count):
        tag, start, size = struct.unpack_from(">4sII", profile, 132 + 12 * place)
        assert start % 4 == 0
        assert start + size <= len(profile)
        kinds[tag] = profile[start : start + 4]
    assert kinds[b"rXYZ"] == kinds[b"gXYZ"] == kinds[b"bXYZ"] == kinds[b"wtpt"] == b"XYZ "
    assert kinds[b"rTRC"] == kinds[b"gTRC"] == kinds[b"bTRC"] == b"curv"
    assert {b"desc", b"cprt"} <= kinds.keys()


def test_the_three_colorants_make_white() -> None:
    profile = srgb_profile()
    sums = [0, 0, 0]
    for place in range(struct.unpack_from(">I", profile, 128)[0]):
        tag, start, _ = struct.unpack_from(">4sII", profile, 132 + 12 * place)
        if tag in {b"rXYZ", b"gXYZ", b"bXYZ"}:
            sums = [
                total + part for total, part in zip(sums, struct.unpack_from(">3i", profile, start + 8), strict=True)
            ]
    assert [round(total / 65536, 3) for total in sums] == [0.964, 1.0, 0.825]
