"""`drita` itself: languages, wrong usage, what it says when the database is not there."""

import os
import subprocess
import sys

import pytest

from drita.interfaces.commands.main import find_commands, main


def _drita(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    env = {key: value for key, value in os.environ.items() if key not in ("LANG", "DRITA_LANGUAGE", "LC_ALL")}
    return subprocess.run(
        [sys.executable, "-m", "drita.interfaces.commands.main", *arguments],
        env=env | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "word"),
    [
        ([], {}, "komandat"),
        ([], {"LANG": "en_GB.UTF-8"}, "commands"),
        ([], {"LANG": "de_DE.UTF-8"}, "komandat"),
        ([], {"LANG": "en_GB.UTF-8", "DRITA_LANGUAGE": "sq"}, "komandat"),
        (["--lang", "en"], {"DRITA_LANGUAGE": "sq"}, "commands"),
        (["docs", "--lang=en"], {}, "commands"),
    ],
)
def test_help_is_in_the_language_of_the_person(arguments, environment, word, monkeypatch, capsys) -> None:
    for name in ("LANG", "DRITA_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert _exit_code([*arguments, "--help"]) == 0
    assert word in capsys.readouterr().out


def _exit_code(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["docs", "nothing"], ["docs"], ["docs", "find"], ["migrate", "--no"]]
)
def test_wrong_usage_ends_with_two(arguments) -> None:
    assert _exit_code(arguments) == 2


def test_a_refusal_ends_with_one_and_says_why_without_a_traceback() -> None:
    done = _drita("--lang", "en", "docs", "find", "no_such_word_anywhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "No rule with the word “no_such_word_anywhere”.\n"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c"}, "Connection refused"),
        ({"DATABASE_URL": "mysql://a:secret@h/c"}, "postgresql://"),
        ({"DATABASE_URL": "", "DRITA_HOME": "/proc/no"}, "DRITA_HOME"),
    ],
)
def test_an_unusable_database_is_named_without_its_password(environment, words) -> None:
    done = _drita("--lang", "en", "migrate", **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    commands = find_commands()
    assert len({command.name for command in commands}) == len(commands)
    for command in commands:
        assert command.words.sq, command.name
        assert command.words.en, command.name


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_help_of_every_command_can_be_shown(language, capsys) -> None:
    for command in find_commands():
        assert _exit_code(["--lang", language, *command.name.split(), "--help"]) == 0
    assert "drita" in capsys.readouterr().out


def test_before_the_first_migration_a_command_says_what_to_run(tmp_path) -> None:
    done = _drita("--lang", "en", "import", "readings", "none.csv", DRITA_HOME=str(tmp_path), DRITA_DATABASE_NAME="new")
    assert done.returncode == 1
    assert "drita migrate" in done.stderr
