"""`drita tariff` as a person and a program use it."""

import json
from pathlib import Path

import pytest

from drita.interfaces.commands.main import main
from drita.modules.tariffs.operations.load_reference_tariffs import REFERENCE_FOLDER
from drita.rules.tariffs.tariff_file import LARGEST_FILE_BYTES
from tests.modules.tariffs.tariff_texts import tariff_text

HOUSEHOLD = REFERENCE_FOLDER / "al-household-2025.toml"
BEFORE = REFERENCE_FOLDER / "al-household-2015.toml"
BILL = {
    "category": "household",
    "from": "2025-03-01",
    "to": "2025-04-01",
    "determinants": [{"quantity": 701_000}],
}


@pytest.fixture
def written(tmp_path: Path):
    def write(content: bytes | object, name: str = "given") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return write


def test_a_sound_file_is_checked_with_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tariff", "check", str(HOUSEHOLD), "--lang", "en"]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "AL-HOUSEHOLD 2025, [01.02.2025, 01.01.2026): the file is sound." in said
    assert "✓ 701 kWh: the whole bill at 9.5: 8 091,40 L" in said


def test_an_example_that_fails_is_shown_with_both_sums(written, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tariff", "check", written(tariff_text(total="1200.01")), "--lang", "en"]) == 1
    assert "✗ A hundred kWh: computed ≠ expected: total 1 200,00 ≠ 1 200,01" in capsys.readouterr().out.replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bosh"),
        (tariff_text(price='"ten"'), "numër"),
        (tariff_text() + b"x = 1\n", "nuk njihet"),
        (b"#" * (LARGEST_FILE_BYTES + 1), "KiB"),
        (tariff_text().replace(b"Prove", "Provë".encode("latin-1")), "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_the_persons_language(
    written, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    assert main(["tariff", "check", written(content), "--lang", "sq"]) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tariff", "check", "/no/such/file.toml", "--lang", "en"]) == 1
    assert "/no/such/file.toml" in capsys.readouterr().err


def test_bills_are_rated_for_a_program(written, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tariff", "rate", str(HOUSEHOLD), "--input", written({"bills": [BILL]}), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["totals"][0]["total_minor"] == 809_140
    assert [line["charge_code"] for line in answer["lines"]] == ["energy.r2", "rtsh", "vat20"]
    assert answer["lines"][0]["from_date"] == "2025-03-01"
    assert answer["problems"] == []


def test_bills_are_rated_for_a_person(written, capsys: pytest.CaptureFixture[str]) -> None:
    across = {**BILL, "from": "2025-01-15", "to": "2025-02-15"}
    files = [str(BEFORE), str(HOUSEHOLD)]
    assert main(["tariff", "rate", *files, "--input", written({"bills": [across]}), "--lang", "en"]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "Active energy (15.01.2025–31.01.2025): 384,419 kWh × 9,50 L/kWh = 3 651,98 L" in said
    assert "VAT 20 % (15.01.2025–14.02.2025): 6 659,50 L × 20 % = 1 331,90 L" in said


def test_a_bill_that_cannot_be_rated_is_told_and_the_others_go_on(written, capsys: pytest.CaptureFixture[str]) -> None:
    early = {**BILL, "from": "2024-03-01", "to": "2024-04-01"}
    given = written({"bills": [early, BILL]})
    assert main(["tariff", "rate", str(HOUSEHOLD), "--input", given, "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert "Bill 1: The tariff AL-HOUSEHOLD has no version in force" in shown.err
    assert "Bill 2: 8" in shown.out


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"{",
        b"[]",
        {"bills": 1},
        {"bills": [{}]},
        {"bills": [{**BILL, "from": "01.03.2025"}]},
        {"bills": [{**BILL, "determinants": [{"quantity": 1.5}]}]},
        {"bills": [{**BILL, "determinants": [{"quantity": 10**30}]}]},
        {"bills": [{**BILL, "colour": "red"}]},
        "x" * 100,
    ],
)
def test_quantities_in_another_form_are_refused_with_their_place(
    written, capsys: pytest.CaptureFixture[str], given: object
) -> None:
    assert main(["tariff", "rate", str(HOUSEHOLD), "--input", written(given), "--lang", "en"]) == 1
    assert "was not accepted" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tariff", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Drita tariff file"


def test_help_is_given_in_the_persons_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["tariff", "rate", "--help", "--lang", "en"])
    assert ended.value.code == 0
    assert "the measured quantities (JSON)" in capsys.readouterr().out


def test_a_file_is_loaded_activated_and_listed(written, own_database, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tariff_text())
    assert main(["tariff", "load", path, "--lang", "en"]) == 0
    assert "T-TEST 1 [01.01.2020, …) is loaded; state: draft." in capsys.readouterr().out
    assert main(["tariff", "activate", "T-TEST", "1", "--lang", "en"]) == 0
    assert main(["tariff", "activate", "T-TEST", "2", "--lang", "en"]) == 1
    assert "has no version 2" in capsys.readouterr().err
    assert main(["tariff", "load-reference", "--lang", "en"]) == 0
    assert main(["tariff", "load-reference", "--lang", "en"]) == 0
    assert "0 were put in force now" in capsys.readouterr().out
    assert main(["tariff", "list", "--lang", "en"]) == 0
    assert "AL-HOUSEHOLD" in capsys.readouterr().out
