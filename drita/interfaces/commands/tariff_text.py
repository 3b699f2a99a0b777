"""What the commands on tariff files share: reading a file, saying its days and the verdicts on its examples."""

import argparse
from pathlib import Path

from drita.interfaces.commands.command import Console
from drita.rules import formats
from drita.rules.errors import UnableTo
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.tariff_file import LARGEST_FILE_BYTES
from drita.rules.tariffs.worked_examples import ExampleVerdict
from drita.rules.words import Words

FILE_WORDS = Words(sq="skedari i tarifës (TOML)", en="the tariff file (TOML)")


class UnableToReadFile(UnableTo):
    code = "file_unreadable"
    words = Words(sq="Skedari {path} nuk lexohet: {reason}.", en="The file {path} cannot be read: {reason}.")


def file_content(path: Path) -> bytes:
    """Read at most one byte more than a file may have: a huge file is refused without being held."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise UnableToReadFile(path=path, reason=error.strerror or error) from error


def period_text(version: TariffVersion) -> str:
    end = "…" if version.valid_to is None else formats.format_date(version.valid_to)
    return f"[{formats.format_date(version.valid_from)}, {end})"


def say_verdicts(verdicts: tuple[ExampleVerdict, ...], console: Console) -> bool:
    for verdict in verdicts:
        title = verdict.title.in_language(console.language)
        if verdict.is_passed:
            total = formats.format_money(verdict.computed["total_minor"])
            console.say(Words(sq="  ✓ {title}: {total}", en="  ✓ {title}: {total}"), title=title, total=total)
            continue
        found = "; ".join(
            f"{name.removesuffix('_minor')} {formats.format_amount(verdict.computed.get(name))} ≠ "
            f"{formats.format_amount(expected)}"
            for name, expected in verdict.expected.items()
            if verdict.computed.get(name) != expected
        )
        reasons = ", ".join(verdict.problems)
        console.say(
            Words(
                sq="  ✗ {title}: u llogarit ≠ pritej: {found} {reasons}",
                en="  ✗ {title}: computed ≠ expected: {found} {reasons}",
            ),
            title=title,
            found=found,
            reasons=reasons,
        )
    return all(verdict.is_passed for verdict in verdicts)


def file_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=FILE_WORDS)
