"""The first log-in of an installation is made from the terminal."""

import argparse
import io

import pytest

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.staff import COMMANDS
from drita.modules.organisation.models import Staff
from drita.modules.organisation.operations.create_staff import UnableToUsePassword
from drita.modules.organisation.operations.set_password import UnableToFindStaff

pytestmark = pytest.mark.django_db
RUN = {command.name: command for command in COMMANDS}


def run(name: str, *words: str) -> str:
    parser = argparse.ArgumentParser()
    RUN[name].add_arguments(parser)
    console = Console(language="en", file=io.StringIO(), width=200)
    assert RUN[name].run(parser.parse_args(words), console) == 0
    return console.file.getvalue()  # type: ignore[attr-defined]


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_password_is_taken_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "nje-fjale-e-gjate-7\n")
    said = run("staff create", "arta", "Arta Hoxha", "--role", "manager", "--role", "billing_clerk")
    staff = Staff.objects.get(username="arta")
    assert staff.check_password("nje-fjale-e-gjate-7")
    assert sorted(staff.roles.values_list("role", flat=True)) == ["billing_clerk", "manager"]
    assert "nje-fjale" not in said


def test_without_one_a_password_is_made_and_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "")
    said = run("staff create", "bora", "Bora", "--role", "cashier")
    assert Staff.objects.get().check_password(said.splitlines()[0].removeprefix("Password: "))


def test_a_password_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "nje-fjale-e-gjate-7\nnuk lexohet\n")
    run("staff create", "arta", "Arta", "--role", "manager")
    typed(monkeypatch, "tjeter-fjale-e-gjate-8\n")
    run("staff password", "arta")
    assert Staff.objects.get().check_password("tjeter-fjale-e-gjate-8")
    typed(monkeypatch, "12345\n")
    with pytest.raises(UnableToUsePassword):
        run("staff password", "arta")
    with pytest.raises(UnableToFindStaff):
        run("staff password", "nobody")
