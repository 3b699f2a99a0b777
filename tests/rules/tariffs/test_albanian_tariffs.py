"""The check values of the Albanian tariffs, worked by hand from the published prices."""

from datetime import date

import pytest

from drita.rules.tariffs.tariff_file import tariff_file
from drita.rules.tariffs.worked_examples import example_verdicts
from tests.rules.tariffs.small_bills import REFERENCE, rate_one, reference, short_lines

FILES = sorted(path.name for path in REFERENCE.glob("*.toml"))


@pytest.mark.parametrize("name", FILES)
def test_every_worked_example_of_a_reference_tariff_comes_out(name: str) -> None:
    version = tariff_file(content=(REFERENCE / name).read_bytes()).version
    verdicts = example_verdicts(version=version)
    assert verdicts
    assert all(verdict.is_passed for verdict in verdicts), verdicts


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_verified_says_so_in_its_file(name: str) -> None:
    version = tariff_file(content=(REFERENCE / name).read_bytes()).version
    assert version.is_verified or version.note is not None
    for charge in version.charges:
        assert charge.is_verified or (not charge.is_enabled and charge.note is not None)


@pytest.mark.parametrize(
    ("file", "month", "kwh", "expected_total"),
    [
        # 300 x 7.7 + 150 x 13.5 = 4,335.00; VAT 867.00; RTSH 100
        ("al-household-2010", date(2013, 3, 1), 450, 530_200),
        # 9,500 + 1,900 + 100
        ("al-household-2015", date(2016, 3, 1), 1_000, 1_150_000),
        # 800 x 9.5 + 200 x 42 = 16,000; + 3,200 + 100
        ("al-household-2022-block", date(2022, 11, 1), 1_000, 1_930_000),
        # 5,950 + 1,190 + 100
        ("al-household-2025", date(2025, 3, 1), 700, 724_000),
        # 6,659.50 + 1,331.90 + 100
        ("al-household-2025", date(2025, 3, 1), 701, 809_140),
        # 200 + 40 + 100
        ("al-household-2025", date(2025, 3, 1), 0, 34_000),
        ("al-household-2015", date(2018, 6, 1), 0, 34_000),
    ],
)
def test_the_check_values_of_the_published_prices(file: str, month: date, kwh: int, expected_total: int) -> None:
    end = date(month.year, month.month + 1, 1)
    rated = rate_one(*reference(file), start=month, end=end, active_wh=kwh * 1_000)
    assert rated.totals["total_minor"].item() == expected_total


def test_the_cliff_at_700_kwh_is_851_lek_40() -> None:
    totals = [
        rate_one(*reference("al-household-2025"), start=date(2025, 3, 1), end=date(2025, 4, 1), active_wh=wh)
        .totals["total_minor"]
        .item()
        for wh in (700_000, 701_000)
    ]
    assert totals[1] - totals[0] == 85_140


def test_a_business_on_the_household_tariff_pays_no_radio_tv_fee() -> None:
    rated = rate_one(
        *reference("al-household-2025"),
        start=date(2025, 3, 1),
        end=date(2025, 4, 1),
        active_wh=0,
        category="private",
    )
    assert [code for code, _, _ in short_lines(rated)] == ["zero_use", "vat20"]


def test_a_period_over_the_change_of_2015_is_cut_on_new_years_day() -> None:
    # 31 days, 310 kWh: 16 days of 2014 get 160 kWh, and 16/31 of the 300 kWh block, floor(154838.7);
    # 154.838 x 7.7 + 5.162 x 13.5; 150 x 9.5
    rated = rate_one(
        *reference("al-household-2010", "al-household-2015"),
        start=date(2014, 12, 16),
        end=date(2015, 1, 16),
        active_wh=310_000,
    )
    assert short_lines(rated) == [
        ("energy.b1", 154_838, 119_225),
        ("energy.b2", 5_162, 6_969),
        ("energy", 150_000, 142_500),
        ("rtsh", 1, 10_000),
        ("vat20", 268_694, 53_739),
    ]


def test_the_700_kwh_are_counted_over_the_whole_period_also_before_the_change() -> None:
    # 17 days of January under 9.5, 14 of February; 705 kWh in all: February too goes at 9.5.
    rated = rate_one(
        *reference("al-household-2015", "al-household-2025"),
        start=date(2025, 1, 15),
        end=date(2025, 2, 15),
        active_wh=705_000,
    )
    assert [code for code, _, _ in short_lines(rated)] == ["energy", "energy.r2", "rtsh", "vat20"]


def test_every_line_has_words_in_both_languages() -> None:
    for name in FILES:
        version = tariff_file(content=(REFERENCE / name).read_bytes()).version
        for words in version.line_labels().values():
            assert words.sq
            assert words.en


def test_every_legal_source_stands_in_both_languages() -> None:
    for name in FILES:
        version = tariff_file(content=(REFERENCE / name).read_bytes()).version
        assert version.source.sq != version.source.en, name
        for example in version.examples:
            # The sum of an example may be the same in both; a text that speaks may not.
            words = (example.source.sq, example.source.en) if example.source else ("", "")
            assert words[0] != words[1] or not any(len(word) > 4 and word.isalpha() for word in words[1].split()), name
