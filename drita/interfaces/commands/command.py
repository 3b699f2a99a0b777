"""What a command of `drita` is made of."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rich.console

from drita.rules.words import Words


class Console(rich.console.Console):
    """The terminal, in the language of the person at it."""

    def __init__(self, *, language: str, **options: Any) -> None:
        super().__init__(highlight=False, **options)
        self.language = language

    def say(self, words: Words, /, **params: object) -> None:
        """Print a text; square brackets in the values are no mark-up."""
        self.print(words.in_language(self.language, **params), markup=False, soft_wrap=True)

    def complain(self, text: str, /) -> None:
        """Print to standard error, so that a pipe gets results only."""
        print(text, file=sys.stderr)


def _no_arguments(parser: argparse.ArgumentParser, /) -> None:
    del parser


@dataclass(frozen=True)
class Command:
    """
    One command: its name as typed (`"bills run"`), what it does, its arguments, and the function behind it.

    `help=` of an argument may be a `Words` pair. `run` returns the exit code; what it refuses it raises as UnableTo.
    """

    name: str
    words: Words
    run: Callable[[argparse.Namespace, Console], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments
    # The server runs and takes connections before `run` is called.
    needs_database: bool = True
    # Its tables have been made; `migrate` and whatever migrates by itself sets this to False.
    needs_tables: bool = True
