"""`drita tariff`: check, rate, load, activate and list tariff files."""

import argparse
import json
from pathlib import Path

import rich.table

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.rating_input import rating_input
from drita.modules.tariffs.choices import VERSION_STATE_WORDS
from drita.modules.tariffs.operations.activate_tariff_version import activate_tariff_version
from drita.modules.tariffs.operations.load_reference_tariffs import load_reference_tariffs
from drita.modules.tariffs.operations.load_tariff_file import load_tariff_file
from drita.modules.tariffs.operations.withdraw_tariff_version import withdraw_tariff_version
from drita.modules.tariffs.queries import VersionRow, list_versions
from drita.rules import formats
from drita.rules.billing.line_explanation import line_explanation
from drita.rules.errors import UnableTo
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import Rated
from drita.rules.tariffs.rating_problems import RATING_PROBLEMS
from drita.rules.tariffs.tariff_file import LARGEST_FILE_BYTES, tariff_file
from drita.rules.tariffs.tariff_schema import tariff_schema
from drita.rules.tariffs.worked_examples import ExampleVerdict, example_verdicts
from drita.rules.words import Words

_FILE = Words(sq="skedari i tarifës (TOML)", en="the tariff file (TOML)")
_JSON = Words(sq="përgjigju në JSON", en="answer in JSON")


class UnableToReadFile(UnableTo):
    code = "file_unreadable"
    words = Words(sq="Skedari {path} nuk lexohet: {reason}.", en="The file {path} cannot be read: {reason}.")


def _content(path: Path) -> bytes:
    """Read at most one byte more than a file may have: a huge file is refused without being held."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise UnableToReadFile(path=path, reason=error.strerror or error) from error


def _say_verdicts(verdicts: tuple[ExampleVerdict, ...], console: Console) -> bool:
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


def _check(arguments: argparse.Namespace, console: Console) -> int:
    version = tariff_file(content=_content(arguments.file)).version
    console.say(
        Words(
            sq="{code} {version}, {period}: skedari është i saktë.", en="{code} {version}, {period}: the file is sound."
        ),
        code=version.code,
        version=version.version,
        period=_period(version),
    )
    return 0 if _say_verdicts(example_verdicts(version=version), console) else 1


def _period(version: TariffVersion) -> str:
    end = "…" if version.valid_to is None else formats.format_date(version.valid_to)
    return f"[{formats.format_date(version.valid_from)}, {end})"


def _rate(arguments: argparse.Namespace, console: Console) -> int:
    versions = tuple(tariff_file(content=_content(path)).version for path in arguments.file)
    given = rating_input(path=arguments.input, default_code=versions[0].code)
    rated = rate_bills(supplies=given.supplies, determinants=given.determinants, tariffs=versions)
    if arguments.json:
        answer = {
            "lines": _plain_rows(rated, "lines"),
            "totals": _plain_rows(rated, "totals"),
            "problems": [{**row, "params": json.loads(row["params"])} for row in rated.problems.iter_rows(named=True)],
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _say_rated(rated, versions, console)
    return 1 if rated.problems.height else 0


def _plain_rows(rated: Rated, name: str) -> list[dict[str, object]]:
    rows = getattr(rated, name).iter_rows(named=True)
    return [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()} for row in rows
    ]


def _say_rated(rated: Rated, versions: tuple[TariffVersion, ...], console: Console) -> None:
    labels = {code: words for version in versions for code, words in version.line_labels().items()}
    lines = rated.lines.partition_by("bill_key", as_dict=True)
    for total in rated.totals.iter_rows(named=True):
        key = total["bill_key"]
        console.say(
            Words(sq="Fatura {key}: {sum}", en="Bill {key}: {sum}"),
            key=key,
            sum=formats.format_money(total["total_minor"]),
        )
        for line in lines[(key,)].iter_rows(named=True) if (key,) in lines else ():
            told = line_explanation(
                **{name: line[name] for name in ("rule_id", "quantity", "unit", "price_micro", "factor_ppm")},
                amount_minor=line["amount_minor"],
                from_date=line["from_date"],
                to_date=line["to_date"],
            )
            label = labels[line["charge_code"]].in_language(console.language)
            console.say(
                Words(sq="  {label} ({period}): {sum}", en="  {label} ({period}): {sum}"),
                label=label,
                period=told.period,
                sum=told.sum_text.in_language(console.language),
            )
    for problem in rated.problems.iter_rows(named=True):
        reason = RATING_PROBLEMS[problem["code"]].in_language(console.language, **json.loads(problem["params"]))
        number = {"sq": "Fatura", "en": "Bill"}[console.language]
        console.complain(f"{number} {problem['bill_key']}: {reason}")


def _load(arguments: argparse.Namespace, console: Console) -> int:
    row = load_tariff_file(content=_content(arguments.file), loaded_at=clock.now())
    console.say(
        Words(
            sq="{code} {version} {period} u ngarkua; gjendja: {state}.",
            en="{code} {version} {period} is loaded; state: {state}.",
        ),
        code=row.tariff_code,
        version=row.version,
        period=_period(row.definition),
        state=VERSION_STATE_WORDS[row.state].in_language(console.language),
    )
    return 0 if _say_verdicts(row.verdicts, console) else 1


def _activate(arguments: argparse.Namespace, console: Console) -> int:
    row = activate_tariff_version(tariff_code=arguments.code, version=arguments.version, at=clock.now())
    console.say(
        Words(
            sq="{code} {version} {period} është në fuqi; {count} raste kontrolli dolën.",
            en="{code} {version} {period} is in force; {count} worked examples came out.",
        ),
        code=row.tariff_code,
        version=row.version,
        period=_period(row.definition),
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
        _period(row.definition).replace("[", "\\["),
        VERSION_STATE_WORDS[row.state].in_language(language),
        f"{passed}/{len(row.verdicts)}",
        yes.in_language(language),
    )


def _schema(arguments: argparse.Namespace, console: Console) -> int:
    del arguments, console
    print(json.dumps(tariff_schema(), indent=2, ensure_ascii=False))
    return 0


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


def _file_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_FILE)


def _rate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="+", help=_FILE)
    parser.add_argument(
        "--input",
        type=Path,
        required=True,
        help=Words(sq="sasitë e matura (JSON)", en="the measured quantities (JSON)"),
    )
    parser.add_argument("--json", action="store_true", help=_JSON)


def _activate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help=Words(sq="kodi i tarifës", en="code of the tariff"))
    parser.add_argument("version", help=Words(sq="versioni", en="the version"))


COMMANDS = [
    Command(
        name="tariff check",
        words=Words(sq="kontrollo një skedar tarife dhe rastet e tij", en="check a tariff file and its examples"),
        run=_check,
        add_arguments=_file_argument,
        needs_database=False,
    ),
    Command(
        name="tariff rate",
        words=Words(sq="llogarit fatura nga skedarë tarifash", en="rate bills by tariff files"),
        run=_rate,
        add_arguments=_rate_arguments,
        needs_database=False,
    ),
    Command(
        name="tariff schema",
        words=Words(sq="shfaq skemën JSON të skedarit të tarifës", en="print the JSON schema of a tariff file"),
        run=_schema,
        needs_database=False,
    ),
    Command(
        name="tariff load",
        words=Words(sq="ngarko një skedar tarife si projekt", en="load a tariff file as a draft"),
        run=_load,
        add_arguments=_file_argument,
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
