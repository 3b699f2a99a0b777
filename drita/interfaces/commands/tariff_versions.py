"""`drita tariff load`, `activate`, `withdraw`, `list` and `load-reference`: the tariffs of the operator."""

import argparse

import rich.table

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.tariff_text import file_argument, file_content, period_text, say_verdicts
from drita.modules.tariffs.choices import VERSION_STATE_WORDS
from drita.modules.tariffs.operations.activate_tariff_version import activate_tariff_version
from drita.modules.tariffs.operations.load_reference_tariffs import load_reference_tariffs
from drita.modules.tariffs.operations.load_tariff_file import load_tariff_file
from drita.modules.tariffs.operations.withdraw_tariff_version import withdraw_tariff_version
from drita.modules.tariffs.queries import VersionRow, list_versions
from drita.rules.words import Words


def _load(arguments: argparse.Namespace, console: Console) -> int:
    row = load_tariff_file(content=file_content(arguments.file), loaded_at=clock.now())
    console.say(
        Words(
            sq="{code} {version} {period} u ngarkua; gjendja: {state}.",
            en="{code} {version} {period} is loaded; state: {state}.",
        ),
        code=row.tariff_code,
        version=row.version,
        period=period_text(row.definition),
        state=VERSION_STATE_WORDS[row.state].in_language(console.language),
    )
    return 0 if say_verdicts(row.verdicts, console) else 1


def _activate(arguments: argparse.Namespace, console: Console) -> int:
    row = activate_tariff_version(tariff_code=arguments.code, version=arguments.version, at=clock.now())
    console.say(
        Words(
            sq="{code} {version} {period} është në fuqi; {count} raste kontrolli dolën.",
            en="{code} {version} {period} is in force; {count} worked examples came out.",
        ),
        code=row.tariff_code,
        version=row.version,
        period=period_text(row.definition),
        count=len(row.verdicts),
    )
    return 0


def _withdraw(arguments: argparse.Namespace, console: Console) -> int:
    row = withdraw_tariff_version(tariff_code=arguments.code, version=arguments.version)
    console.say(
        Words(
            sq="{code} {version} u tërhoq; faturat e bëra mbeten, ditët e tij presin një version tjetër.",
            en="{code} {version} is withdrawn; bills made stay, its days wait for another version.",
        ),
        code=row.tariff_code,
        version=row.version,
    )
    return 0


def _list(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    rows = list_versions()
    if not rows:
        console.say(
            Words(
                sq="Nuk ka ende tarifa. Ngarkoni referencat: drita tariff load-reference",
                en="There are no tariffs yet. Load the reference ones: drita tariff load-reference",
            )
        )
        return 0
    titles = {
        "sq": ("Tarifa", "Versioni", "Vlen", "Gjendja", "Rastet", "Vërtetuar"),
        "en": ("Tariff", "Version", "Valid", "State", "Examples", "Verified"),
    }
    table = rich.table.Table(*titles[console.language])
    for row in rows:
        table.add_row(*_cells(row, console.language))
    console.print(table)
    return 0


def _cells(row: VersionRow, language: str) -> tuple[str, ...]:
    passed = sum(verdict.is_passed for verdict in row.verdicts)
    yes = Words(sq="po", en="yes") if row.is_verified else Words(sq="jo", en="no")
    return (
        row.tariff_code,
        row.version,
        # Not a markup tag: rich would swallow a bracket that opens a word.
        period_text(row.definition).replace("[", "\\["),
        VERSION_STATE_WORDS[row.state].in_language(language),
        f"{passed}/{len(row.verdicts)}",
        yes.in_language(language),
    )


def _load_reference(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    loaded = load_reference_tariffs(at=clock.now())
    console.say(
        Words(
            sq="{versions} versione reference janë ngarkuar, {activated} u aktivizuan tani; {examples} raste kontrolli dolën.",
            en="{versions} reference versions are loaded, {activated} were put in force now; "
            "{examples} worked examples came out.",
        ),
        versions=loaded.versions,
        activated=loaded.activated,
        examples=loaded.examples,
    )
    return 0


def _activate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help=Words(sq="kodi i tarifës", en="code of the tariff"))
    parser.add_argument("version", help=Words(sq="versioni", en="the version"))


COMMANDS = [
    Command(
        name="tariff load",
        words=Words(sq="ngarko një skedar tarife si projekt", en="load a tariff file as a draft"),
        run=_load,
        add_arguments=file_argument,
    ),
    Command(
        name="tariff activate",
        words=Words(sq="vër në fuqi një version tarife", en="put a tariff version in force"),
        run=_activate,
        add_arguments=_activate_arguments,
    ),
    Command(
        name="tariff withdraw",
        words=Words(sq="tërhiq një version të aktivizuar gabimisht", en="withdraw a version activated by mistake"),
        run=_withdraw,
        add_arguments=_activate_arguments,
    ),
    Command(
        name="tariff list",
        words=Words(sq="listo tarifat dhe versionet", en="list tariffs and versions"),
        run=_list,
    ),
    Command(
        name="tariff load-reference",
        words=Words(sq="ngarko dhe aktivizo tarifat reference", en="load and activate the reference tariffs"),
        run=_load_reference,
    ),
]
