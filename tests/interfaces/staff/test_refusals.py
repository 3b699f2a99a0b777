"""What goes wrong is said on pages of the house: what it is, what can be done, and a number for support."""

import re
from collections.abc import Callable

from django.test import Client


def test_an_address_that_is_not_there_says_so_in_the_language_of_the_page(client: Client, db: None) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Këtu nuk ka asgjë" in answer.content.decode()
    assert "There is nothing here" in client.get("/nowhere/", headers={"accept-language": "en"}).content.decode()


def test_a_fault_of_ours_carries_a_number_that_stands_in_the_log(
    log_in: Callable[..., Client], monkeypatch, caplog
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("drita.interfaces.staff.views.help_pages.read_glossary", broken)
    client = log_in("billing_clerk")
    client.raise_request_exception = False
    answer = client.get("/staff/help/glossary/")
    assert answer.status_code == 500
    number = re.search(r'<b class="code">([0-9]{6}-[0-9a-f]{4})</b>', answer.content.decode())
    assert number is not None
    assert f"page_failed number={number.group(1)}" in caplog.text
    assert "broken on purpose" not in answer.content.decode()


def test_a_form_from_an_old_page_is_refused_in_plain_words(make_staff) -> None:
    make_staff("mirela")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/staff/log-in/", {"username": "mirela", "password": "x"})
    assert answer.status_code == 403
    assert "Faqja kishte skaduar" in answer.content.decode()
