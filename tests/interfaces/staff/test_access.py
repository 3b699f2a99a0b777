"""Who may see what: every page needs a log-in, a role, the right method, and shows only what lies in the person's area."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from drita.foundation.audit import AuditEntry
from drita.interfaces.staff.urls import urlpatterns
from drita.modules.customers.queries import get_subscriber_card

_OPEN = {"log-in", "log-out", "language", "theme", "paper-style"}
_PAGES = {
    "administrator": {"home", "accounts", "tariffs", "places", "people"},
    "billing_clerk": {"home", "accounts", "bills", "runs", "run-plan", "calendar", "refused", "tariffs", "places"},
    "cashier": {"home", "accounts", "bills", "calendar", "refused", "places"},
    "reader": {"home", "places", "help", "glossary"},
}


def _patterns() -> Iterator[URLPattern]:
    for entry in urlpatterns:
        if isinstance(entry, URLResolver):
            yield from entry.url_patterns


def _addresses() -> dict[str, str]:
    """Every address of the staff screens that needs no argument."""
    return {p.name: f"/staff/{p.pattern._route}" for p in _patterns() if "<" not in p.pattern._route}


def test_every_view_but_the_door_is_guarded() -> None:
    unguarded = {p.name for p in _patterns() if not hasattr(p.callback, "guards")}
    assert unguarded == _OPEN


@pytest.mark.parametrize("name", sorted(set(_addresses()) - _OPEN))
def test_without_a_log_in_every_page_leads_to_the_door(client: Client, db: None, name: str) -> None:
    answer = client.get(_addresses()[name])
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/log-in/?next=")


def test_a_fragment_asked_for_without_a_log_in_sends_the_whole_page_to_the_door(client: Client, db: None) -> None:
    answer = client.get("/staff/search/hits/?q=ar", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/staff/log-in/")


@pytest.mark.parametrize("role", sorted(_PAGES))
@pytest.mark.parametrize("name", sorted({name for pages in _PAGES.values() for name in pages}))
def test_a_role_opens_its_pages_and_no_others(log_in: Callable[..., Client], role: str, name: str) -> None:
    answer = log_in(role).get(_addresses()[name])
    common = {"home", "places", "help", "glossary"}
    assert answer.status_code == (200 if name in _PAGES[role] | common else 403)


def test_the_rail_shows_only_what_the_role_opens(log_in: Callable[..., Client]) -> None:
    page = log_in("reader").get("/staff/").content.decode()
    assert "/staff/help/" in page
    assert "/staff/bill-runs/" not in page
    assert "/staff/accounts/" not in page


@pytest.mark.parametrize("name", ["accounts", "bills", "runs", "tariffs", "home"])
def test_a_page_to_read_refuses_to_be_written_to(log_in: Callable[..., Client], name: str) -> None:
    answer = log_in("billing_clerk").post(_addresses()[name])
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("address", ["/staff/bill-runs/1/stop/", "/staff/bill-runs/plan/start/"])
def test_what_changes_something_refuses_to_be_read(log_in: Callable[..., Client], address: str) -> None:
    assert log_in("billing_clerk").get(address).status_code == 405


def test_somebody_who_left_is_let_in_no_more(make_staff, db: None) -> None:
    staff = make_staff("ish-punonjes")
    client = Client()
    client.force_login(staff)
    staff.is_active = False
    staff.save()
    assert client.get("/staff/").status_code == 302


def test_a_page_of_a_subscriber_is_not_kept_by_the_browser(as_staff: Callable[..., Client]) -> None:
    assert "no-store" in as_staff("arta").get("/staff/accounts/").headers["Cache-Control"]


def _account_outside(agency_code: str) -> str:
    for number in range(1, 49):
        account = f"{1000000000 + number}"
        card = get_subscriber_card(account_number=account)
        if all(contract.service_point.agency_code != agency_code for contract in card.contracts):
            return account
    raise AssertionError("everybody lives in one agency")


def test_a_clerk_of_one_agency_finds_nobody_of_another(as_staff: Callable[..., Client]) -> None:
    account = _account_outside("11-01")
    everywhere, here = as_staff("arta"), as_staff("klara")
    assert everywhere.get(f"/staff/accounts/{account}/").status_code == 200
    assert here.get(f"/staff/accounts/{account}/").status_code == 404
    for part in ("debt/", "statement/?file=csv"):
        assert here.get(f"/staff/accounts/{account}/{part}").status_code == 404
    assert account in everywhere.get(f"/staff/search/hits/?q={account}").content.decode()
    assert f"/staff/accounts/{account}/" not in here.get(f"/staff/search/hits/?q={account}").content.decode()


def test_what_is_not_yours_and_what_is_not_there_answer_the_same(as_staff: Callable[..., Client]) -> None:
    here = as_staff("klara")
    not_mine = here.get(f"/staff/accounts/{_account_outside('11-01')}/")
    not_there = here.get("/staff/accounts/9999999999/")
    assert not_mine.status_code == not_there.status_code == 404


def test_the_list_of_an_agency_holds_its_subscribers_only(as_staff: Callable[..., Client]) -> None:
    everyone = as_staff("arta").get("/staff/accounts/?file=csv").content.decode().count("\n")
    mine = as_staff("klara").get("/staff/accounts/?file=csv").content.decode().count("\n")
    assert 1 < mine < everyone


def test_every_look_at_a_subscriber_stands_in_the_audit_list(as_staff: Callable[..., Client]) -> None:
    card = get_subscriber_card(account_number="1000000003")
    before = AuditEntry.objects.filter(object_kind="account", object_id=str(card.account_id)).count()
    client = as_staff("arta")
    client.get("/staff/accounts/1000000003/")
    client.get("/staff/accounts/1000000003/debt/")
    client.get("/staff/accounts/1000000003/statement/?file=csv")
    looks = AuditEntry.objects.filter(object_kind="account", object_id=str(card.account_id)).order_by("id")[before:]
    assert [look.action for look in looks] == ["looked_at", "looked_at", "exported"]
    assert {look.actor for look in looks} == {"arta"}


def test_a_clerk_may_not_put_a_tariff_in_force(log_in: Callable[..., Client]) -> None:
    assert log_in("billing_clerk").post("/staff/tariffs/AL-HOUSEHOLD/2010/activate/").status_code == 403


def test_a_page_that_may_not_open_bills_offers_no_bill(as_staff: Callable[..., Client]) -> None:
    offered = 'class="button button--main" href="/staff/bills/'
    assert offered in as_staff("arta").get("/staff/accounts/1000000003/").content.decode()
    assert offered not in as_staff("gent").get("/staff/accounts/1000000003/").content.decode()


def test_who_was_logged_out_while_sending_a_form_comes_back_to_a_page(client: Client, db: None) -> None:
    assert client.post("/staff/bill-runs/plan/start/").headers["Location"] == "/staff/log-in/?next=%2Fstaff%2F"


def test_the_address_of_a_button_opened_by_itself_says_what_to_do(log_in: Callable[..., Client]) -> None:
    answer = log_in("billing_clerk").get("/staff/bill-runs/plan/start/")
    assert answer.headers["Allow"] == "POST"
    assert "Kjo adresë nuk hapet veçmas" in answer.content.decode()
