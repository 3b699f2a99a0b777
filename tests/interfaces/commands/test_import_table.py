"""Imports from the terminal: dry run, refused rows, the same file twice, the rest goes on."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from django.db import DataError, IntegrityError
from openpyxl import Workbook

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_network import COMMANDS as NETWORK
from drita.interfaces.commands.import_organisation import COMMANDS as ORGANISATION
from drita.interfaces.commands.import_subscribers import SUBSCRIBERS
from drita.interfaces.commands.import_table import ImportKind, SliceResult, UnableToOpenFile, run_import
from drita.modules.customers.models import Contract
from drita.modules.organisation.models import Staff, StaffRole
from drita.protocols.table_errors import UnableToFindColumns
from drita.rules.problem_rows import PROBLEM_SCHEMA
from tests.modules.customers.subscriber_frames import make_places

pytestmark = pytest.mark.django_db

HEADER = (
    "Numri i kontratës;Llogaria;Klasa;Abonenti;Rruga;Bashkia;Rruga e leximit;Fideri;Tensioni;Tarifa;Nga data;Telefoni"
)


def line(number: int, **changes: str) -> str:
    cells = {
        "contract": f"1101{number:012d}",
        "account": f"{1_000_000_000 + number}",
        "class": "familjar",
        "name": "Çlirim Hoxha",
        "street": "Rruga e Kavajës",
        "municipality": "Tiranë",
        "route": "11-01-001",
        "feeder": "TR-F01",
        "voltage": "0,4 kV",
        "tariff": "household",
        "from": "01.02.2020",
        "phone": "069 41 40 000",
    } | changes
    return ";".join(cells.values())


@pytest.fixture
def console() -> Console:
    return Console(language="en", file=io.StringIO(), width=200)


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join((HEADER, *lines, "")).encode(encoding))
    return path


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def refusals(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_a_file_is_taken_in_and_a_second_time_changes_nothing(tmp_path: Path, console: Console) -> None:
    make_places()
    path = written(tmp_path / "a.csv", line(1), line(2), encoding="cp1250")
    assert run_import(kind=SUBSCRIBERS, path=path, console=console) == 0
    assert run_import(kind=SUBSCRIBERS, path=path, console=console) == 0
    assert "2 new, 0 changed, 0 there already, 0 refused" in said(console)
    assert "0 new, 0 changed, 2 there already, 0 refused" in said(console)
    assert Contract.objects.count() == 2


def test_a_dry_run_says_the_same_and_stores_nothing(tmp_path: Path, console: Console) -> None:
    make_places()
    path = written(tmp_path / "a.csv", line(1), line(2, name=""), line(1))
    assert run_import(kind=SUBSCRIBERS, path=path, console=console, is_dry_run=True) == 1
    assert "1 new, 0 changed, 0 there already, 2 refused" in said(console)
    assert "nothing was stored" in said(console)
    assert Contract.objects.count() == 0


def test_refused_rows_can_be_mended_and_sent_again(tmp_path: Path, console: Console, capsys) -> None:
    make_places()
    path = written(
        tmp_path / "a.csv",
        line(1),
        line(2, route="99"),
        line(3, name='=HYPERLINK("http://x")'),
        line(4, **{"from": "31.02.2020"}),
    )
    assert run_import(kind=SUBSCRIBERS, path=path, console=console) == 1
    refused = path.with_name("a.csv.refused.csv")
    rows = refusals(refused)
    assert [(row["refused: row"], row["refused: code"]) for row in rows] == [
        ("3", "route_unknown"),
        ("4", "cell_formula"),
        ("5", "date_unreadable"),
    ]
    assert rows[1]["Abonenti"].startswith("'=")
    assert "Import the organisation first" in rows[0]["refused: reason"]
    assert "row 3: The route “99”" in capsys.readouterr().err
    text = refused.read_text(encoding="utf-8-sig")
    refused.write_text(
        text.replace(";99;", ";11-01-001;").replace("31.02.2020", "28.02.2020").replace("'=HYPERLINK", "HYPERLINK"),
        encoding="utf-8",
    )
    assert run_import(kind=SUBSCRIBERS, path=refused, console=console) == 0
    assert Contract.objects.count() == 4


def test_reasons_of_the_last_time_are_not_carried_along(tmp_path: Path, console: Console) -> None:
    make_places()
    path = written(tmp_path / "a.csv", line(2, route="99"))
    run_import(kind=SUBSCRIBERS, path=path, console=console)
    first = path.with_name("a.csv.refused.csv")
    run_import(kind=SUBSCRIBERS, path=first, console=console)
    second = first.with_name("a.csv.refused.csv.refused.csv")
    assert second.read_text(encoding="utf-8-sig").splitlines()[0].count("refused: code") == 1


def test_the_reasons_come_in_the_users_language(tmp_path: Path, capsys) -> None:
    make_places()
    path = written(tmp_path / "a.csv", line(1, feeder="X"))
    console = Console(language="sq", file=io.StringIO(), width=200)
    assert run_import(kind=SUBSCRIBERS, path=path, console=console, refused=tmp_path / "r.csv") == 1
    assert refusals(tmp_path / "r.csv")[0]["refuzuar: arsyeja"] == "Fideri “X” nuk ekziston. Importoni më parë rrjetin."
    assert "1 të refuzuar" in said(console)


def test_a_workbook_is_taken_in_like_a_text_file(tmp_path: Path, console: Console) -> None:
    make_places()
    book = Workbook()
    book.active.append(HEADER.split(";"))
    book.active.append(line(1).split(";"))
    book.save(tmp_path / "a.xlsx")
    assert run_import(kind=SUBSCRIBERS, path=tmp_path / "a.xlsx", console=console) == 0


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, console: Console) -> None:
    with pytest.raises(UnableToOpenFile):
        run_import(kind=SUBSCRIBERS, path=tmp_path / "nothing.csv", console=console)


def test_a_file_without_the_columns_stores_nothing(tmp_path: Path, console: Console) -> None:
    path = tmp_path / "a.csv"
    path.write_text("emri;mbiemri\nA;B\n")
    with pytest.raises(UnableToFindColumns) as refused:
        run_import(kind=SUBSCRIBERS, path=path, console=console)
    assert "contract_number / kontrata" in refused.value.in_language("sq")


@pytest.mark.parametrize("error", [IntegrityError, DataError])
def test_a_row_the_database_refuses_stands_alone(tmp_path: Path, console: Console, error: type[Exception]) -> None:
    seen: list[int] = []

    def store(rows: pl.DataFrame) -> SliceResult:
        if "bad" in rows["word"].to_list():
            raise error("unjudged")
        seen.extend(rows["row_number"].to_list())
        return SliceResult(created=rows.height, unchanged=0, problems=PROBLEM_SCHEMA.to_frame())

    kind = ImportKind(columns=(ImportColumn(name="word", is_required=True),), import_slice=store, rows_in_slice=8)
    path = tmp_path / "w.csv"
    path.write_text("word\n" + "\n".join(["a"] * 5 + ["bad"] + ["b"] * 9) + "\n")
    assert run_import(kind=kind, path=path, console=console) == 1
    assert len(seen) == 14
    assert 7 not in seen
    assert [row["refused: code"] for row in _comma(tmp_path / "w.csv.refused.csv")] == ["row_refused_by_database"]


def test_organisation_network_and_staff_are_taken_in_from_files(tmp_path: Path, console: Console) -> None:
    kinds = {command.name: command for command in (*ORGANISATION, *NETWORK)}
    files = {
        "import organisation": "region_code,region_name,agency_code,agency_name,route_code,route_name\n"
        "11,Tiranë,11-01,Tirana 1,11-01-001,Kavaja\n11,Tiranë,11-02,Tirana 2,,\n",
        "import network": "feeder_code,feeder_name,substation,voltage_level,transformer_code\nF1,Kavaja,Tirana 1,20,T1\n",
        "import holidays": "data;festa;name_en\n01.01.2026;Viti i Ri;New Year\n",
        "import staff": "username,full_name,role,agency_code,password\n"
        "arta,Arta Hoxha,billing_clerk,11-01,Drita-2026-demo\narta,Arta Hoxha,arkëtar,11-02,\nX!,Keq,lexues,,\nbora,Bora,lexues,99,\n",
    }
    codes = {}
    for name, text in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        for _ in range(2):
            arguments = type("Arguments", (), {"files": [path], "dry_run": False, "refused": None})()
            codes[name] = kinds[name].run(arguments, console)
    assert codes == {
        "import organisation": 0,
        "import network": 0,
        "import holidays": 0,
        "import staff": 1,
    }
    arta = Staff.objects.get(username="arta")
    assert arta.check_password("Drita-2026-demo")
    assert StaffRole.objects.filter(staff=arta).count() == 2
    assert [row["refused: code"] for row in _comma(tmp_path / "import staff.csv.refused.csv")] == [
        "staff_username_form",
        "staff_scope_unknown",
    ]


def _comma(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
