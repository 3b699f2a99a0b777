"""Search as one types: names in either order without accents, numbers, phones, addresses; nothing of other agencies."""

from datetime import date

import pytest

from drita.modules.customers.operations.create_subscribers import create_subscribers
from drita.modules.customers.queries import list_accounts, search_subscribers
from drita.modules.organisation.queries import Scope, agency_ids
from tests.modules.customers.subscriber_frames import frame, make_places, subscriber

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 15)


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    make_places()
    durres = {"route_code": "12-01-001", "feeder_code": "DR-F01", "transformer_code": "", "municipality": "Durrës"}
    create_subscribers(
        rows=frame(
            subscriber(1, name="Çlirim Ëndërrimi", phone="069 41 40 000", personal_number="H75615123K"),
            subscriber(2, name="Arta Çela", street="Rruga Myslym Shyri", service_point_code="PF77"),
            subscriber(3, name="Artan Hoxha", phone="068 22 33 445", **durres),
            subscriber(4, name="Furra Ëma shpk", account_class="business", nipt="K12345678A"),
            subscriber(5, name="Zana Hoxha", account_number="A-5", valid_to=date(2026, 1, 1)),
        )
    )


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("clir", "name", ["Çlirim Ëndërrimi"]),
        ("Çlirim ë", "name", ["Çlirim Ëndërrimi"]),
        ("enderrimi c", "name", ["Çlirim Ëndërrimi"]),
        ("art", "name", ["Arta Çela", "Artan Hoxha"]),
        ("hoxha", "name", ["Artan Hoxha", "Zana Hoxha"]),
        ("furra ema", "name", ["Furra Ëma shpk"]),
        ("1101000000000002", "contract", ["Arta Çela"]),
        ("1101 0000 0000 0002", "contract", ["Arta Çela"]),
        ("1000000003", "account", ["Artan Hoxha"]),
        ("a-5", "account", ["Zana Hoxha"]),
        ("pf7", "service_point", ["Arta Çela"]),
        ("069 41", "phone", ["Çlirim Ëndërrimi"]),
        ("+355 69 41 40 000", "phone", ["Çlirim Ëndërrimi"]),
        ("6822", "phone", ["Artan Hoxha"]),
        ("k123", "nipt", ["Furra Ëma shpk"]),
        ("H75615123K", "personal_number", ["Çlirim Ëndërrimi"]),
        ("rruga mys", "address", ["Arta Çela"]),
        ("xyz", None, []),
        ("a", None, []),
        ("%", None, []),
        ("'; DROP", None, []),
    ],
)
def test_what_is_typed_is_found(text: str, kind: str | None, names: list[str]) -> None:
    hits = search_subscribers(text=text, on=ON)
    assert [hit.name for hit in hits] == names
    assert {hit.kind for hit in hits} == ({kind} if kind else set())


def test_a_hit_says_where_and_whether_the_contract_holds() -> None:
    (hit,) = search_subscribers(text="zana", on=ON)
    assert (hit.account_number, hit.is_in_force, hit.agency_name) == ("A5", False, "Tirana 1")
    assert hit.address == "Rruga e Kavajës, Nd. 5, Tiranë"


def test_subscribers_of_other_agencies_are_not_found() -> None:
    durres = Scope(is_everywhere=False, agency_ids=(agency_ids(codes=["12-01"])["12-01"][0],))
    assert [hit.name for hit in search_subscribers(text="hoxha", on=ON, scope=durres)] == ["Artan Hoxha"]
    assert search_subscribers(text="1101000000000002", on=ON, scope=durres) == ()
    assert search_subscribers(text="069 41", on=ON, scope=durres) == ()
    nowhere = Scope(is_everywhere=False)
    assert search_subscribers(text="hoxha", on=ON, scope=nowhere) == ()


def test_one_statement_is_enough(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        search_subscribers(text="hoxha", on=ON)


def test_the_list_goes_by_surname_page_by_page() -> None:
    first = list_accounts(on=ON, limit=3)
    rest = list_accounts(on=ON, limit=3, after=(first[-1].sort_key, first[-1].account_id))
    assert [row.name for row in first + rest] == [
        "Arta Çela",
        "Çlirim Ëndërrimi",
        "Furra Ëma shpk",
        "Artan Hoxha",
        "Zana Hoxha",
    ]
    assert [row.contract_number for row in rest] == ["1101000000000003", None]


def test_the_list_of_an_agency_goes_by_surname_too() -> None:
    tirana = Scope(is_everywhere=False, agency_ids=(agency_ids(codes=["11-01"])["11-01"][0],))
    rows = list_accounts(on=ON, scope=tirana)
    assert [row.name for row in rows] == ["Arta Çela", "Çlirim Ëndërrimi", "Furra Ëma shpk", "Zana Hoxha"]
    assert [row.contract_number for row in rows][2:] == ["1101000000000004", None]
    after = (rows[1].sort_key, rows[1].account_id)
    assert [row.name for row in list_accounts(on=ON, scope=tirana, after=after, limit=1)] == ["Furra Ëma shpk"]


def test_the_list_can_be_narrowed() -> None:
    durres = agency_ids(codes=["12-01"])["12-01"][0]
    assert [row.name for row in list_accounts(on=ON, agency_id=durres)] == ["Artan Hoxha"]
    assert [row.name for row in list_accounts(on=ON, account_class="business")] == ["Furra Ëma shpk"]
