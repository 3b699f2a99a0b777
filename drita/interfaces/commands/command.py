"""What a command of `drita` is made of."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rich.console
from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table

from drita.rules.words import Words

_WIDEST = 1_000


class Console(rich.console.Console):
    """The terminal, in the language of the person at it."""

    def __init__(self, *, language: str, **options: Any) -> None:
        super().__init__(highlight=False, **options)
        self.language = language

    def say(self, words: Words, /, **params: object) -> None:
        """Print a text; square brackets in the values are no mark-up."""
        self.print(words.in_language(self.language, **params), markup=False, soft_wrap=True)

    def print_whole(self, table: Table, /) -> None:
        """
        Print a table whose columns that do not wrap are never cut.

        A sum without its last digits is a wrong sum: where the terminal is too narrow the table grows over its edge.
        """
        for column in table.columns:
            if column.no_wrap:
                column.min_width = max(cell_len(str(cell)) for cell in (*column.cells, column.footer))
        needed = Measurement.get(self, self.options.update(max_width=_WIDEST), table).minimum
        width = self.width
        self.width = max(width, needed)
        self.print(table)
        self.width = width

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
