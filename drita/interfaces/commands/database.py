"""`drita migrate` and `drita django`: looking after the database."""

import argparse

from django.core.management import execute_from_command_line

from drita.foundation.migrate import migrate_database
from drita.interfaces.commands.command import Command, Console
from drita.rules.words import Words

_DONE = Words(sq="Baza e të dhënave është gati.", en="The database is ready.")


def _migrate(arguments: argparse.Namespace, console: Console) -> int:
    migrate_database(verbosity=1 if arguments.verbose else 0)
    console.say(_DONE)
    return 0


def _migrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verbose", action="store_true", help=Words(sq="trego çdo hap", en="show each step"))


def _django(arguments: argparse.Namespace, console: Console) -> int:
    del console
    execute_from_command_line(["drita django", *arguments.words])
    return 0


def _django_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs=argparse.REMAINDER,
        help=Words(sq="komanda e Django dhe argumentet e saj", en="Django's command and its arguments"),
    )


COMMANDS = [
    Command(
        name="migrate",
        words=Words(sq="sjell bazën e të dhënave në gjendjen e këtij versioni", en="bring the database up to date"),
        add_arguments=_migrate_arguments,
        run=_migrate,
        needs_tables=False,
    ),
    Command(
        name="django",
        words=Words(sq="ekzekuto një komandë të Django (zhvillim)", en="run a command of Django (development)"),
        add_arguments=_django_arguments,
        run=_django,
        needs_tables=False,
    ),
]
