import pytest

from drita.interfaces.commands.main import main


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["--lang", "sq", "debt", "1", "--as-of", "31.10.2026"], "--as-of: «31.10.2026» nuk është datë."),
        (["--lang", "en", "debt", "1", "--as-of", "31.10.2026"], "--as-of: “31.10.2026” is not a date."),
        (["--lang", "sq", "bills", "run"], "Mungon: --month."),
        (["--lang", "sq", "billz"], "«billz» nuk njihet."),
        (["--lang", "en", "debt", "1", "--foo"], "Not known: --foo."),
        (["--lang", "en", "bills", "run", "--month"], "The value after --month is missing."),
    ],
)
def test_a_line_that_is_not_understood_is_told_in_the_language_of_the_person(line, expected, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert expected in told
    assert "--help" in told
