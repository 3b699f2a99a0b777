"""The door: who comes in, who does not, and how often one may try."""

from collections.abc import Callable

import pytest
from django.test import Client

from drita.foundation.audit import AuditEntry
from drita.modules.organisation.operations.create_staff import RoleGrant
from tests.interfaces.staff.conftest import PASSWORD

CLERK = RoleGrant(role="billing_clerk")
DOOR = "/staff/log-in/"


def test_the_root_leads_to_the_staff_screens(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/staff/"


def test_the_right_password_opens_and_leads_where_one_wanted_to_go(client: Client, make_staff: Callable) -> None:
    make_staff("mirela", CLERK)
    answer = client.post(DOOR, {"username": " Mirela ", "password": PASSWORD, "next": "/staff/help/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/staff/help/"
    assert client.session["_auth_user_id"]
    assert AuditEntry.objects.filter(action="logged_in", actor="mirela").exists()


def test_a_wrong_password_says_so_and_keeps_the_name_typed(client: Client, make_staff: Callable) -> None:
    make_staff("mirela", CLERK)
    answer = client.post(DOOR, {"username": "mirela", "password": "gabim"})
    assert answer.status_code == 200
    assert "nuk është i saktë" in answer.content.decode()
    assert 'value="mirela"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_empty_field_is_named_in_the_summary_with_a_link(client: Client, db: None) -> None:
    page = client.post(DOOR, {"username": "mirela", "password": ""}).content.decode()
    assert '<a href="#id_password">Plotësoni këtë fushë.</a>' in page
    assert "Gabim: " in page


def test_the_sixth_try_for_one_name_is_refused_even_with_the_right_password(
    client: Client, make_staff: Callable
) -> None:
    make_staff("mirela", CLERK)
    for _ in range(5):
        client.post(DOOR, {"username": "mirela", "password": "gabim"})
    answer = client.post(DOOR, {"username": "MIRELA", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 minutash" in answer.content.decode()


def test_many_names_from_one_address_are_slowed_down_too(client: Client, make_staff: Callable) -> None:
    make_staff("mirela", CLERK)
    for number in range(30):
        client.post(DOOR, {"username": f"dikush{number}", "password": "gabim"})
    assert client.post(DOOR, {"username": "mirela", "password": PASSWORD}).status_code == 429
    elsewhere = client.post(DOOR, {"username": "mirela", "password": PASSWORD}, REMOTE_ADDR="10.1.1.9")
    assert elsewhere.status_code == 302


def test_a_failed_try_keeps_neither_the_name_nor_the_password(client: Client, make_staff: Callable) -> None:
    client.post(DOOR, {"username": "emri-im", "password": "sekreti"})
    kept = " ".join(str(entry) for entry in AuditEntry.objects.all())
    assert "emri-im" not in kept
    assert "sekreti" not in kept


@pytest.mark.parametrize("away", ["https://tjeter.example/", "//tjeter.example", "javascript:alert(1)"])
def test_the_door_never_leads_out_of_the_house(client: Client, make_staff: Callable, away: str) -> None:
    make_staff("mirela", CLERK)
    answer = client.post(DOOR, {"username": "mirela", "password": PASSWORD, "next": away})
    assert answer.headers["Location"] == "/staff/"


def test_logging_out_ends_the_session_and_needs_a_post(log_in: Callable[..., Client]) -> None:
    client = log_in()
    assert client.get("/staff/log-out/").status_code == 405
    assert client.post("/staff/log-out/").headers["Location"] == DOOR
    assert "_auth_user_id" not in client.session


def test_the_language_of_the_staff_member_is_taken_at_log_in(client: Client, make_staff: Callable) -> None:
    make_staff("john", CLERK, language="en")
    answer = client.post(DOOR, {"username": "john", "password": PASSWORD})
    assert answer.cookies["django_language"].value == "en"


def test_the_door_speaks_albanian_unless_the_browser_asks_for_english(client: Client, db: None) -> None:
    assert "Fjalëkalimi" in client.get(DOOR).content.decode()
    assert "Password" in client.get(DOOR, headers={"accept-language": "en-GB"}).content.decode()
    client.post("/staff/language/", {"language": "en", "next": DOOR})
    assert '<html lang="en"' in client.get(DOOR).content.decode()


def test_the_chosen_colours_are_remembered_by_the_server(client: Client, db: None) -> None:
    assert "data-theme" not in client.get(DOOR).content.decode()
    client.post("/staff/theme/", {"theme": "dark", "next": DOOR})
    assert 'data-theme="dark"' in client.get(DOOR).content.decode()
    client.post("/staff/theme/", {"theme": '"><script>', "next": DOOR})
    assert 'data-theme="dark"' in client.get(DOOR).content.decode()


def test_no_page_carries_an_inline_script_or_style(client: Client, db: None) -> None:
    answer = client.get(DOOR)
    page = answer.content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
