"""People move, categories change, phones come and go; what was before stays known."""

from datetime import date

import pytest

from drita.modules.customers.operations.change_category import UnableToChangeCategory, change_category
from drita.modules.customers.operations.change_phones import UnableToAddPhone, add_phone, remove_phone
from drita.modules.customers.operations.create_subscribers import UnableToCreateSubscriber, create_subscriber
from drita.modules.customers.operations.move_in import UnableToMoveIn, move_in
from drita.modules.customers.operations.move_out import UnableToMoveOut, move_out
from drita.modules.customers.queries import ContractCard, contract_ids, get_subscriber_card, load_contract_places
from tests.modules.customers.subscriber_frames import make_places, subscriber

pytestmark = pytest.mark.django_db
NEW = {"name": "Bora Çela", "account_class": "household", "tariff_code": "household"}


@pytest.fixture
def contract_id(db: None) -> int:
    make_places()
    return create_subscriber(**subscriber(1, service_point_code="PF1"))


def card(number: str = "1000000001") -> ContractCard:
    return get_subscriber_card(account_number=number).contracts[0]


def test_who_moves_out_no_longer_holds_from_that_day(contract_id: int) -> None:
    move_out(contract_id=contract_id, on=date(2026, 3, 11))
    assert card().valid_to == date(2026, 3, 11)
    assert card().is_in_force_on(date(2026, 3, 10))
    assert not card().is_in_force_on(date(2026, 3, 11))
    assert card().categories[0].valid_to == date(2026, 3, 11)
    move_out(contract_id=contract_id, on=date(2026, 3, 11))


@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2019, 1, 1)])
def test_nobody_moves_out_before_the_contract_began(contract_id: int, on: date) -> None:
    with pytest.raises(UnableToMoveOut):
        move_out(contract_id=contract_id, on=on)


def test_an_ended_contract_cannot_be_lengthened_by_moving_out_later(contract_id: int) -> None:
    move_out(contract_id=contract_id, on=date(2026, 3, 11))
    with pytest.raises(UnableToMoveOut):
        move_out(contract_id=contract_id, on=date(2026, 4, 1))


def test_who_moves_in_takes_the_place_over_with_a_contract_of_his_own(contract_id: int) -> None:
    move_out(contract_id=contract_id, on=date(2026, 3, 11))
    move_in(
        service_point_code="PF1",
        **NEW,
        account_number="2000",
        contract_number="1101000000000099",
        valid_from=date(2026, 3, 11),
    )
    assert card("2000").service_point == card().service_point
    places = load_contract_places(service_point_codes=["PF1"], first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert places.sort("valid_from").select("contract_id", "valid_from", "valid_to").rows() == [
        (contract_id, date(2020, 1, 1), date(2026, 3, 11)),
        (card("2000").contract_id, date(2026, 3, 11), None),
    ]


def test_nobody_moves_in_while_another_contract_holds(contract_id: int) -> None:
    fields = NEW | {"account_number": "2000", "contract_number": "99999", "valid_from": date(2026, 3, 11)}
    with pytest.raises(UnableToCreateSubscriber) as refused:
        move_in(service_point_code="PF1", **fields)
    assert refused.value.codes == ("service_point_occupied",)
    with pytest.raises(UnableToMoveIn):
        move_in(service_point_code="nowhere", **fields)


def test_a_category_changes_from_a_day_on(contract_id: int) -> None:
    change_category(contract_id=contract_id, category="private", tariff_code="AL-LV-04", on=date(2026, 2, 1))
    held = card()
    assert held.category_on(date(2026, 1, 31)).category == "household"
    assert held.category_on(date(2026, 2, 1)).tariff_code == "AL-LV-04"
    assert [(c.category, c.valid_from, c.valid_to) for c in held.categories] == [
        ("household", date(2020, 1, 1), date(2026, 2, 1)),
        ("private", date(2026, 2, 1), None),
    ]


def test_the_latest_word_on_the_future_counts(contract_id: int) -> None:
    change_category(contract_id=contract_id, category="private", tariff_code="A", on=date(2026, 6, 1))
    change_category(contract_id=contract_id, category="bakery", tariff_code="B", on=date(2026, 2, 1))
    change_category(contract_id=contract_id, category="bakery", tariff_code="B", on=date(2026, 3, 1))
    assert [(c.category, c.valid_from) for c in card().categories] == [
        ("household", date(2020, 1, 1)),
        ("bakery", date(2026, 2, 1)),
    ]


def test_a_category_only_changes_while_the_contract_holds(contract_id: int) -> None:
    move_out(contract_id=contract_id, on=date(2026, 3, 11))
    for on in (date(2019, 1, 1), date(2026, 3, 11)):
        with pytest.raises(UnableToChangeCategory):
            change_category(contract_id=contract_id, category="private", tariff_code="A", on=on)


def test_phones_are_kept_in_their_international_form_and_once(contract_id: int) -> None:
    account_id = contract_ids(numbers=["1101000000000001"])["1101000000000001"][1]
    assert add_phone(account_id=account_id, number="069 41 40 000") == "+355694140000"
    add_phone(account_id=account_id, number="+355694140000")
    assert [p.number for p in get_subscriber_card(account_id=account_id).phones] == ["+355694140000"]
    with pytest.raises(UnableToAddPhone):
        add_phone(account_id=account_id, number="12")
    assert remove_phone(account_id=account_id, number="+355694140000")
    assert not remove_phone(account_id=account_id, number="+355694140000")
