import io
from pathlib import Path

import pytest

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.import_meters import METERS
from drita.interfaces.commands.import_readings import readings_kind
from drita.interfaces.commands.import_table import run_import
from drita.modules.metering.models import Meter, Reading, ReadingRefusal
from drita.protocols.table_errors import UnableToReadTable
from tests.modules.metering.places import make_service_point

pytestmark = pytest.mark.django_db

METER_FILE = """Matësi;lloji;fazat;regjistri;shifrat;decimale;konstantja;pika e furnizimit;vendosur më;leximi i vendosjes
M1;elektronik;1;A+;6;0;;P1;01.01.2026;000125
M2;interval;3;A+;6;1;20,5;;;
M3;avulli;1;A+;6;0;1;P9;01.01.2026;0
"""
READING_FILE = """numri i matësit;vlera;data e leximit;shënim
M1;300;01.09.2026;
M1;450,5;01.10.2026;shifra e fundit
M1;=1+1;01.10.2026;
M1;480;01.10.2026;qeni i lidhur
M7;5;01.10.2026;
"""


def console(language: str = "en") -> Console:
    return Console(language=language, file=io.StringIO())


def import_readings(path: Path, language: str = "en", **options: bool) -> int:
    kind = readings_kind(path=path, may_replace=options.pop("may_replace", False))
    return run_import(kind=kind, path=path, console=console(language), **options)


@pytest.fixture
def files(tmp_path):
    make_service_point("P1")
    meters, readings = tmp_path / "meters.csv", tmp_path / "readings.csv"
    meters.write_bytes(METER_FILE.encode("cp1250"))
    readings.write_text(READING_FILE, encoding="utf-8-sig")
    return meters, readings


def test_meters_and_readings_come_in_and_bad_rows_come_back_with_reasons(files):
    meters, readings = files
    assert run_import(kind=METERS, path=meters, console=console()) == 1
    assert sorted(Meter.objects.values_list("serial", flat=True)) == ["M1", "M2"]
    assert import_readings(readings, "sq") == 1
    stored = list(Reading.objects.order_by("read_on").values_list("value_milli", "quality", "note"))
    assert stored == [(125_000, "installation", ""), (300_000, "actual", ""), (480_000, "actual", "qeni i lidhur")]
    refused = (readings.parent / "readings.csv.refused.csv").read_text(encoding="utf-8-sig")
    assert "decimals_too_many" in refused
    assert "meter_unknown" in refused
    assert "Matësi me numër M7 nuk njihet" in refused
    assert refused.count("\n") == 4


def test_the_same_file_twice_stores_nothing_more(files):
    meters, readings = files
    for _ in range(2):
        run_import(kind=METERS, path=meters, console=console())
        import_readings(readings)
    assert Reading.objects.count() == 3
    assert ReadingRefusal.objects.count() == 2


def test_a_dry_run_answers_like_the_real_one_and_stores_nothing(files):
    meters, readings = files
    run_import(kind=METERS, path=meters, console=console())
    assert import_readings(readings, is_dry_run=True) == 1
    assert (Reading.objects.count(), ReadingRefusal.objects.count()) == (1, 0)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"%PDF-1.7 nothing", b"\x00\x01\x02\x03" * 50])
def test_what_is_no_table_is_refused_whole(tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(UnableToReadTable):
        import_readings(path)


def test_swapped_columns_are_found_by_their_headings_or_refused_row_by_row(files):
    meters, _ = files
    run_import(kind=METERS, path=meters, console=console())
    swapped = meters.parent / "swapped.csv"
    swapped.write_text("value,read_on,meter_serial\n2026-09-01,300,M1\n", encoding="utf-16")
    assert import_readings(swapped) == 1
    assert Reading.objects.count() == 1
