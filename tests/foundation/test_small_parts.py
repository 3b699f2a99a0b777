"""The clock, the words of pages, the policy header, secrets and addresses of databases."""

import os
from datetime import UTC, date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from psycopg.conninfo import conninfo_to_dict

from drita.foundation import clock, databases
from drita.foundation.content_security import ContentSecurityMiddleware
from drita.foundation.databases import Place
from drita.foundation.live_events import stream_address
from drita.foundation.rules_index import find_rules, rules_page
from drita.foundation.secret_files import ensure_secret, read_secret
from drita.rules.words import Words


def test_a_pinned_date_is_the_legal_date_and_instants_stay_aware(monkeypatch) -> None:
    monkeypatch.setenv("DRITA_TODAY", "2026-10-25")
    assert clock.today() == date(2026, 10, 25)
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("language", "template", "expected"),
    [
        ("sq", '{% words sq="Faturat" en="Bills" %}', "Faturat"),
        ("en", '{% words sq="Faturat" en="Bills" %}', "Bills"),
        ("en-gb", '{% words sq="{n} fatura" en="{n} bills" n=count %}', "3 bills"),
        ("sq", '{% words sq="Për {who}" en="For {who}" who=name %}', "Për &lt;b&gt;{x}"),
        ("en", "{% said pair %}", "A &amp; B"),
    ],
)
def test_words_are_in_the_language_of_the_page_and_values_are_escaped(language, template, expected) -> None:
    with translation.override(language):
        context = Context({"count": 3, "name": "<b>{x}", "pair": Words(sq="A dhe B", en="A & B")})
        assert Template(template).render(context) == expected


def test_every_answer_forbids_foreign_scripts_and_names_the_live_port(monkeypatch) -> None:
    request = RequestFactory().get("/", headers={"host": "localhost:8000"})
    answer = ContentSecurityMiddleware(lambda _: HttpResponse())(request)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "connect-src 'self';" in answer["Content-Security-Policy"]
    monkeypatch.setenv("DRITA_LIVE_PORT", "8001")
    answer = ContentSecurityMiddleware(lambda _: HttpResponse())(request)
    assert "connect-src 'self' http://localhost:8001;" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert stream_address(request=request, topics=["a"]).startswith("http://localhost:8001/live/?ticket=")


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path) -> None:
    assert read_secret(home=tmp_path, name="key") is None
    first = ensure_secret(home=tmp_path, name="key")
    assert ensure_secret(home=tmp_path, name="key") == first
    assert len(first) >= 40
    assert (tmp_path / "secrets" / "key").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "secrets") == ["key"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://a:pw1@h:5/d", {"host": "h", "port": 5, "dbname": "d", "user": "a", "password": "pw1"}),
        ("postgres://a:p%40%2Fx@h/d?sslmode=require", {"password": "p@/x", "sslmode": "require", "port": 5432}),
        ("postgresql:///d?host=/run/my%20socket&user=u", {"host": "/run/my socket", "user": "u", "dbname": "d"}),
        ("postgresql://a@%2Frun%2Fpg/d", {"host": "/run/pg", "user": "a", "password": ""}),
    ],
)
def test_a_database_address_is_read_in_all_its_forms(url, expected, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("DRITA_DATABASE_NAME")
    place = databases.owner_place()
    assert place is not None
    assert expected.items() <= place.parameters().items()
    assert not place.password or place.password not in place.label + repr(place)


def test_the_applications_password_follows_from_the_owners_unless_given(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@h/d")
    derived = databases.app_place()
    assert (derived.user, len(derived.password)) == ("drita_app", 64)
    monkeypatch.setenv("DATABASE_APP_URL", "postgresql://drita_app:own@h/d")
    assert databases.app_place().password == "own"
    monkeypatch.setenv("DATABASE_URL", "")
    assert databases.owner_place() is None
    assert "owner" not in databases.django_databases()


def test_an_address_for_drivers_says_the_same_as_the_parameters() -> None:
    place = databases.Place("/a b/run", 5432, "d", "u", "p&=/ %")
    assert {key: value for key, (value,) in parse_qs(urlsplit(place.url()).query).items()} == {
        key: str(value) for key, value in place.parameters().items()
    }


def test_the_index_shows_source_date_and_callers_of_a_rule(tmp_path: Path) -> None:
    rules, other = tmp_path / "drita" / "rules" / "ledger", tmp_path / "drita" / "modules"
    rules.mkdir(parents=True)
    other.mkdir(parents=True)
    (rules / "interest.py").write_text(
        'def interest() -> int:\n    """\n    (This function will) give the interest | of an item.\n\n'
        "    Valid from: 01.01.2011\n    Source: contract,\n    clause 5.\n\n    >>> 1\n    1\n    "
        '"""\n\n\ndef _hidden() -> None:\n    """Nothing."""\n'
    )
    (other / "caller.py").write_text("from drita.rules.ledger.interest import interest\n")
    page = rules_page(root=tmp_path)
    assert page.splitlines()[-1] == (
        "| [interest](../drita/rules/ledger/interest.py)<br>`rules.ledger.interest` | give the interest \\| of an item."
        " | contract, clause 5. | 01.01.2011 | modules.caller |"
    )
    assert [rule.line for rule in find_rules(root=tmp_path, word="Interest")] == [1]


def test_a_blank_in_the_socket_folder_reaches_every_driver():
    place = Place(host="/a b/run", port=5432, dbname="drita", user="u", password="p+q&r")
    assert conninfo_to_dict(place.url()) == {
        "host": "/a b/run",
        "port": "5432",
        "dbname": "drita",
        "user": "u",
        "password": "p+q&r",
    }
