"""Subscribers taken in: stored whole, refused with reasons, the same twice."""

from datetime import date

import pytest

from drita.modules.customers.models import (
    Account,
    Contract,
    ContractCategoryPeriod,
    Party,
    Phone,
    Premises,
    ServicePoint,
)
from drita.modules.customers.operations.create_subscribers import (
    UnableToCreateSubscriber,
    create_subscriber,
    create_subscribers,
)
from drita.modules.customers.queries import UnableToFindSubscriber, get_subscriber_card
from tests.modules.customers.subscriber_frames import frame, make_places, subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    make_places()


def test_a_row_becomes_party_account_premises_service_point_contract_and_phone() -> None:
    stored = create_subscribers(
        rows=frame(
            subscriber(
                1, name="Çlirim Ëndërrimi", phone="069 41 40 000", latitude=41.3275, longitude=19.8187, walk_position=7
            )
        )
    )
    assert (stored.created, stored.unchanged, stored.problems.height) == (1, 0, 0)
    card = get_subscriber_card(account_number="1000000001")
    contract = card.contracts[0]
    point = contract.service_point
    assert card.name == "Çlirim Ëndërrimi"
    assert [p.number for p in card.phones] == ["+355694140000"]
    assert contract.valid_from == date(2020, 1, 1)
    assert contract.valid_to is None
    assert [(c.category, c.tariff_code) for c in contract.categories] == [("household", "household")]
    assert (point.latitude, point.longitude, point.walk_position, point.phases) == (41.3275, 19.8187, 7, 1)
    assert (point.region_code, point.agency_code, point.route_code) == ("11", "11-01", "11-01-001")
    assert (point.feeder_code, point.transformer_code) == ("TR-F01", "TR-F01-T1")
    assert (point.street_line, point.place_line) == ("Rruga e Kavajës, Nd. 5", "Tiranë")


def test_the_same_rows_a_second_time_change_nothing() -> None:
    rows = frame(*(subscriber(n, phone="0694140000") for n in range(1, 6)))
    create_subscribers(rows=rows)
    again = create_subscribers(rows=rows)
    assert (again.created, again.unchanged, again.problems.height) == (0, 5, 0)
    assert [model.objects.count() for model in (Party, Account, Premises, ServicePoint, Contract, Phone)] == [5] * 6


def test_bad_rows_are_named_and_the_rest_is_stored() -> None:
    stored = create_subscribers(
        rows=frame(
            subscriber(1),
            subscriber(2, name=""),
            subscriber(3, route_code="99"),
            subscriber(4, feeder_code="X"),
            subscriber(5, transformer_code="X"),
            subscriber(6, transformer_code="DR-F01-T1"),
            subscriber(1, row_number=20),
            subscriber(8),
        )
    )
    assert stored.created == 2
    assert stored.problems.select("row_number", "code").rows() == [
        (3, "name_missing"),
        (4, "route_unknown"),
        (5, "feeder_unknown"),
        (6, "transformer_unknown"),
        (7, "transformer_elsewhere"),
        (20, "contract_number_doubled"),
    ]


def test_one_account_may_hold_many_contracts_but_only_one_name() -> None:
    ministry = {"account_number": "9000", "account_class": "budgetary", "name": "Ministria e Drejtësisë"}
    stored = create_subscribers(
        rows=frame(
            subscriber(1, **ministry), subscriber(2, **ministry), subscriber(3, **(ministry | {"name": "Tjetër"}))
        )
    )
    assert stored.created == 2
    assert stored.problems.select("row_number", "code").rows() == [(4, "account_differs")]
    later = create_subscribers(rows=frame(subscriber(4, **ministry), subscriber(5, **(ministry | {"name": "Kush"}))))
    assert later.created == 1
    assert Party.objects.count() == Account.objects.count() == 1
    assert Contract.objects.count() == 3


def test_two_contracts_at_one_service_point_must_not_overlap() -> None:
    point = {"service_point_code": "SP1"}
    stored = create_subscribers(
        rows=frame(
            subscriber(1, **point, valid_to=date(2021, 1, 1)),
            subscriber(2, **point, valid_from=date(2021, 1, 1), valid_to=date(2022, 1, 1)),
            subscriber(3, **point, valid_from=date(2021, 6, 1)),
        )
    )
    assert stored.created == 2
    assert stored.problems["code"].to_list() == ["service_point_occupied"]
    later = create_subscribers(
        rows=frame(
            subscriber(4, **point, valid_from=date(2020, 6, 1), valid_to=date(2020, 7, 1)),
            subscriber(5, **point, valid_from=date(2022, 1, 1)),
        )
    )
    assert (later.created, later.problems["code"].to_list()) == (1, ["service_point_occupied"])
    assert ServicePoint.objects.count() == Premises.objects.count() == 1


def test_a_list_that_names_an_end_moves_the_old_subscriber_out_and_the_new_one_in() -> None:
    create_subscribers(rows=frame(subscriber(1, service_point_code="SP1")))
    moved = frame(
        subscriber(1, service_point_code="SP1", valid_to=date(2026, 3, 11)),
        subscriber(2, service_point_code="SP1", name="Bora Çela", valid_from=date(2026, 3, 11)),
        subscriber(3, service_point_code="SP1", valid_from=date(2026, 3, 1)),
    )
    stored = create_subscribers(rows=moved)
    assert (stored.created, stored.ended, stored.unchanged) == (1, 1, 0)
    assert stored.problems["code"].to_list() == ["service_point_occupied"]
    old = get_subscriber_card(account_number="1000000001").contracts[0]
    assert old.valid_to == old.categories[0].valid_to == date(2026, 3, 11)
    again = create_subscribers(rows=moved)
    assert (again.created, again.ended, again.unchanged) == (0, 0, 2)


def test_a_contract_number_of_another_account_is_refused() -> None:
    create_subscribers(rows=frame(subscriber(1)))
    stored = create_subscribers(rows=frame(subscriber(1, account_number="77")))
    assert stored.problems["code"].to_list() == ["contract_number_taken"]


def test_a_batch_equals_its_rows_one_by_one() -> None:
    rows = [
        subscriber(1),
        subscriber(2, name="Bora Çela", phone="0682222222"),
        subscriber(3, name="", given_name="Dhimitër", family_name="Xhaferi"),
        subscriber(4, account_class="business", name="Alba shpk", nipt="K12345678A", tariff_code="private"),
    ]

    def everything() -> list[list[tuple[object, ...]]]:
        hidden = {"id", "party_id", "premises_id", "account_id", "service_point_id", "contract_id"}
        tables = (Party, Account, Premises, ServicePoint, Contract, ContractCategoryPeriod, Phone)
        return [
            sorted(
                [tuple(str(v) for k, v in row.items() if k not in hidden) for row in model.objects.values()],
            )
            for model in tables
        ]

    create_subscribers(rows=frame(*rows))
    batch = everything()
    for model in (Phone, ContractCategoryPeriod, Contract, ServicePoint, Premises, Account, Party):
        model.objects.all().delete()
    for row in rows:
        create_subscriber(**{k: v for k, v in row.items() if k != "row_number"})
    assert everything() == batch


def test_one_subscriber_is_refused_with_every_reason_in_words() -> None:
    with pytest.raises(UnableToCreateSubscriber) as refused:
        create_subscriber(**subscriber(1, name="", municipality=""))
    assert refused.value.codes == ("name_missing", "municipality_missing")
    assert "Mungon bashkia" in refused.value.in_language("sq")
    assert Account.objects.count() == 0


def test_a_taken_number_is_refused_when_typed_by_hand() -> None:
    create_subscriber(**subscriber(1))
    with pytest.raises(UnableToCreateSubscriber) as refused:
        create_subscriber(**subscriber(1))
    assert refused.value.codes == ("contract_number_taken",)


def test_an_unknown_account_is_said_to_be_unknown() -> None:
    with pytest.raises(UnableToFindSubscriber):
        get_subscriber_card(account_number="nobody")


def test_the_subscriber_page_takes_four_statements(django_assert_num_queries) -> None:
    create_subscribers(rows=frame(*(subscriber(n, account_number="5", phone="0694140000") for n in range(1, 4))))
    with django_assert_num_queries(4):
        assert len(get_subscriber_card(account_number="5").contracts) == 3
