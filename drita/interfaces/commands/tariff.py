"""`drita tariff check`, `rate` and `schema`: tariff files without a database."""

import argparse
import json
from pathlib import Path

from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.rating_input import rating_input
from drita.interfaces.commands.tariff_text import FILE_WORDS, file_argument, file_content, period_text, say_verdicts
from drita.rules import formats
from drita.rules.billing.line_explanation import line_explanation
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import Rated
from drita.rules.tariffs.rating_problems import RATING_PROBLEMS
from drita.rules.tariffs.tariff_file import tariff_file
from drita.rules.tariffs.tariff_schema import tariff_schema
from drita.rules.tariffs.worked_examples import example_verdicts
from drita.rules.words import Words


def _check(arguments: argparse.Namespace, console: Console) -> int:
    version = tariff_file(content=file_content(arguments.file)).version
    console.say(
        Words(
            sq="{code} {version}, {period}: skedari është i saktë.", en="{code} {version}, {period}: the file is sound."
        ),
        code=version.code,
        version=version.version,
        period=period_text(version),
    )
    return 0 if say_verdicts(example_verdicts(version=version), console) else 1


def _rate(arguments: argparse.Namespace, console: Console) -> int:
    versions = tuple(tariff_file(content=file_content(path)).version for path in arguments.file)
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


def _schema(arguments: argparse.Namespace, console: Console) -> int:
    del arguments, console
    print(json.dumps(tariff_schema(), indent=2, ensure_ascii=False))
    return 0


def _rate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="+", help=FILE_WORDS)
    parser.add_argument(
        "--input",
        type=Path,
        required=True,
        help=Words(sq="sasitë e matura (JSON)", en="the measured quantities (JSON)"),
    )
    parser.add_argument("--json", action="store_true", help=Words(sq="përgjigju në JSON", en="answer in JSON"))


COMMANDS = [
    Command(
        name="tariff check",
        words=Words(sq="kontrollo një skedar tarife dhe rastet e tij", en="check a tariff file and its examples"),
        run=_check,
        add_arguments=file_argument,
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
]
