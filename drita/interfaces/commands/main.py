"""The program `drita`: finds the command files beside it, sets up what they need, and speaks the person's language."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Sequence

from drita.foundation import databases
from drita.interfaces import commands
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.usage_words import UsageParser
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_USAGE = Words(
    sq="Drita: platforma e shpërndarjes së energjisë.", en="Drita: the platform of electricity distribution."
)
_LANG = Words(sq="gjuha e përgjigjes: sq ose en", en="language of the answer: sq or en")
_COMMANDS = Words(sq="komandat", en="commands")


class UnableToUseHome(UnableTo):
    code = "home_not_writable"
    words = Words(
        sq="Dosja {path} nuk shkruhet dot ({reason}). Jepni një tjetër me DRITA_HOME.",
        en="The folder {path} cannot be written ({reason}). Give another one with DRITA_HOME.",
    )


class UnableToFindTables(UnableTo):
    code = "database_not_migrated"
    words = Words(
        sq="Baza e të dhënave nuk i ka ende tabelat. Ekzekutoni: drita migrate",
        en="The database does not have its tables yet. Run: drita migrate",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """(This function will) run one command and return its exit code: 0 done, 1 refused, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _language(arguments)
    console = Console(language=language)
    try:
        return _run(arguments, console)
    except UnableTo as refusal:
        console.complain(refusal.in_language(language))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _language(arguments: list[str]) -> str:
    """Take `--lang` out of the arguments wherever it stands; else the environment decides."""
    chosen = os.environ.get("DRITA_LANGUAGE") or ("en" if os.environ.get("LANG", "").startswith("en") else "sq")
    for index, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
            del arguments[index]
            break
        if word == "--lang" and index + 1 < len(arguments):
            chosen = arguments[index + 1]
            del arguments[index : index + 2]
            break
    return "en" if chosen.startswith("en") else "sq"


def _run(arguments: list[str], console: Console) -> int:
    set_up_django()
    from django.utils import translation

    translation.activate(console.language)
    parser = _parser(find_commands(), console.language)
    parsed = parser.parse_args(arguments)
    command: Command | None = getattr(parsed, "command", None)
    if command is None:
        parsed.help_of.print_help()
        return 2 if arguments else 0
    if not command.needs_database:
        return command.run(parsed, console)
    use = databases.be_ready()
    try:
        if command.needs_tables:
            _check_tables()
        return command.run(parsed, console)
    finally:
        _close_connections()
        if use is not None:
            use.end()


def run_line(line: Sequence[str], console: Console) -> int:
    """(This function will) run one more command line inside a command that has the database ready, like a typed one."""
    parsed = _parser(find_commands(), console.language).parse_args(list(line))
    command: Command = parsed.command
    try:
        return command.run(parsed, console)
    except UnableTo as refusal:
        console.complain(refusal.in_language(console.language))
        return 1


def set_up_django() -> None:
    """(This function will) load Django; the passwords in its settings must exist before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drita.project.settings")
    try:
        databases.ensure_secrets()
    except OSError as error:
        raise UnableToUseHome(path=databases.home_folder(), reason=error.strerror) from error
    import django

    django.setup()


def find_commands() -> list[Command]:
    """(This function will) return the commands of every file in this folder that has `COMMANDS`, by name."""
    found: list[Command] = []
    for module in pkgutil.iter_modules(commands.__path__):
        if module.name not in ("main", "command"):
            found += getattr(importlib.import_module(f"{commands.__name__}.{module.name}"), "COMMANDS", [])
    return sorted(found, key=lambda command: command.name)


def _check_tables() -> None:
    try:
        with databases.connect_app(autocommit=True) as connection:
            found = connection.execute("SELECT to_regclass('public.django_session')").fetchone()
    except databases.UnableToUseDatabase as refusal:
        # Before the first migration the role drita_app does not exist.
        if databases.owner_place() is None:
            raise
        raise UnableToFindTables() from refusal
    if found is None or found[0] is None:
        raise UnableToFindTables()


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()


def _parser(found: Iterable[Command], language: str) -> argparse.ArgumentParser:
    """Build the tree of parsers: each word of a command's name is one level."""

    class Parser(UsageParser):
        pass

    # Branches are made by the class of their root, so the language must stand in the class.
    Parser.language = language

    def new(prog: str, description: Words | None) -> argparse.ArgumentParser:
        text = description.in_language(language) if description else None
        parser: argparse.ArgumentParser = Parser(prog=prog, description=text, allow_abbrev=False)
        parser.set_defaults(help_of=parser)
        return parser

    def branch(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
        return parser.add_subparsers(title=_COMMANDS.in_language(language), metavar="…")

    root = new("drita", _USAGE)
    root.add_argument("--lang", metavar="sq|en", help=_LANG.in_language(language))
    branches = {(): branch(root)}
    for command in found:
        *path, last = command.name.split()
        for depth in range(1, len(path) + 1):
            key = tuple(path[:depth])
            if key not in branches:
                group = branches[key[:-1]].add_parser(
                    key[-1], help=_group_words(found, key, language), allow_abbrev=False
                )
                group.set_defaults(help_of=group)
                branches[key] = branch(group)
        leaf = branches[tuple(path)].add_parser(
            last,
            help=command.words.in_language(language),
            description=command.words.in_language(language),
            allow_abbrev=False,
        )
        command.add_arguments(leaf)
        _speak(leaf, language)
        # argparse itself asks the help for its text before our formatter sees it.
        for action in leaf._actions:
            text: object = action.help
            if isinstance(text, Words):
                action.help = text.in_language(language)
        leaf.set_defaults(command=command)
    return root


def _speak(parser: argparse.ArgumentParser, language: str) -> None:
    """Put the arguments' pairs of words into the language of the person."""
    for action in parser._actions:
        text: object = action.help
        if isinstance(text, Words):
            # argparse fills places written with a percent sign; ours are sentences.
            action.help = text.in_language(language).replace("%", "%%")


def _group_words(found: Iterable[Command], key: tuple[str, ...], language: str) -> str:
    del language
    return ", ".join(" ".join(c.name.split()[len(key) :]) for c in found if tuple(c.name.split()[: len(key)]) == key)


if __name__ == "__main__":
    sys.exit(main())
