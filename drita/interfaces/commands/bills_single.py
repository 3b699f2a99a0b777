"""`drita bills preview | issue | explain | pdf | export | move-out`: one bill, or a month's list of them."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from drita.documents.bill.print_file import bill_pdf
from drita.foundation.clock import now, today
from drita.interfaces.commands.command import Command, Console
from drita.modules.billing import queries
from drita.modules.billing.operations.issue_bill import IssuedBill, issue_bill
from drita.modules.billing.operations.move_out import move_out
from drita.modules.billing.operations.preview_bill import preview_bill
from drita.rules import formats
from drita.rules.billing.bill_month import bill_month
from drita.rules.billing.line_explanation import line_explanation
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_CONTRACT = Words(sq="numri i kontratës", en="number of the contract")
_BILL = Words(sq="numri i faturës, p.sh. 2026-00001234", en="number of the bill, like 2026-00001234")
_MONTH = Words(sq="muaji, p.sh. 2026-10", en="the month, like 2026-10")
_ISSUE_DATE = Words(sq="data e lëshimit; zakonisht sot", en="date of issue; today by default")
_FILE_MARK = "rules."


class UnableToReadDialValue(UnableTo):
    code = "dial_value_unreadable"
    words = Words(
        sq="«{text}» nuk është vlerë numëratori; shkruhet si A+=12345 ose A+=12345,6.",
        en="“{text}” is no dial value; it is written like A+=12345 or A+=12345.6.",
    )


class UnableToWriteFile(UnableTo):
    code = "file_not_written"
    words = Words(sq="Skedari {path} nuk shkruhet: {reason}", en="The file {path} cannot be written: {reason}")


def _one_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contract", help=_CONTRACT)
    parser.add_argument("--month", required=True, help=_MONTH)
    parser.add_argument("--issue-date", type=date.fromisoformat, help=_ISSUE_DATE)


def _preview(arguments: argparse.Namespace, console: Console) -> int:
    made = preview_bill(
        contract_id=queries.get_contract_id(number=arguments.contract),
        bill_month=bill_month(text=arguments.month),
        issue_date=arguments.issue_date or today(),
    )
    _print_readings(made.readings.to_dicts(), console)
    _print_lines(made.lines.to_dicts(), console)
    _print_sums(made.bill, console)
    console.say(Words(sq="Parapamje: asgjë nuk u lëshua.", en="A preview: nothing was issued."))
    return 0


def _issue(arguments: argparse.Namespace, console: Console) -> int:
    issued = issue_bill(
        contract_id=queries.get_contract_id(number=arguments.contract),
        bill_month=bill_month(text=arguments.month),
        issue_date=arguments.issue_date or today(),
        at=now(),
    )
    _say_issued(issued, console)
    return 0


def _say_issued(issued: IssuedBill, console: Console) -> None:
    console.say(
        Words(
            sq="U lëshua fatura {number}: {total}, për t'u paguar {payable}.",
            en="Bill {number} issued: {total}, to pay {payable}.",
        ),
        number=f"{issued.series}-{issued.number:08d}",
        total=formats.format_money(issued.total_minor),
        payable=formats.format_money(issued.payable_minor),
    )


def _number_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help=_BILL)


def _explain(arguments: argparse.Namespace, console: Console) -> int:
    stored = queries.get_bill(number=arguments.number)
    bill = stored.bill
    console.say(
        Words(
            sq="Fatura {number} · kontrata {contract} · {name}\nPeriudha {period} · lëshuar {issued} · afati {due} · tarifa {tariff}",
            en="Bill {number} · contract {contract} · {name}\nPeriod {period} · issued {issued} · due {due} · tariff {tariff}",
        ),
        number=bill.number_text,
        contract=bill.snapshot.get("contract_number", ""),
        name=bill.snapshot.get("party_name", ""),
        period=formats.format_period(bill.period_start, bill.period_end),
        issued=formats.format_date(bill.issue_date),
        due=formats.format_date(bill.due_date),
        tariff=bill.tariff_code,
    )
    _print_readings([_as_dict(row) for row in stored.readings], console)
    _print_lines([_as_dict(row) for row in stored.lines], console)
    _print_sums(_as_dict(bill), console)
    if bill.debt_last_entry_id is not None:
        console.say(
            Words(
                sq="Detyrimi i mëparshëm është i datës {as_of}, me veprimin e fundit {entry}.",
                en="The earlier debt is as of {as_of}, with entry {entry} as the last one.",
            ),
            as_of=formats.format_date(bill.issue_date),
            entry=bill.debt_last_entry_id,
        )
    return 0


def _as_dict(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _print_readings(rows: list[dict[str, Any]], console: Console) -> None:
    console.say(Words(sq="\nLeximet", en="\nReadings"))
    if not rows:
        console.say(Words(sq="  matur me profil ngarkese", en="  measured by intervals"))
    for row in rows:
        previous, present = (
            f"{formats.format_decimal(row[f'{end}_milli'], scale=3, least_decimals=0)}"
            f" ({formats.format_date(row[f'{end}_date'])}, {row[f'{end}_quality']})"
            for end in ("previous", "present")
        )
        times = (
            ""
            if row["multiplier_milli"] == 1000
            else f" × {formats.format_decimal(row['multiplier_milli'], scale=3, least_decimals=0)}"
        )
        energy = formats.format_energy(row["consumption_wh"])
        console.print(
            f"  {row['meter_serial']} {row['register_code']}: {previous} → {present}{times} = {energy} kWh",
            markup=False, soft_wrap=True,
        )  # fmt: skip


def _print_lines(rows: list[dict[str, Any]], console: Console) -> None:
    console.say(Words(sq="\nZërat", en="\nLines"))
    for row in rows:
        told = line_explanation(
            **{
                name: row[name]
                for name in (
                    "rule_id",
                    "quantity",
                    "unit",
                    "price_micro",
                    "factor_ppm",
                    "amount_minor",
                    "from_date",
                    "to_date",
                )
            }
        )
        console.print(
            f"  {row['line_no']:>2}. {told.sum_text.in_language(console.language)}   {told.period}",
            markup=False,
            soft_wrap=True,
        )
        for words in (told.reason, told.rounding):
            if text := words.in_language(console.language):
                console.print(f"      {text}", markup=False, soft_wrap=True)
        console.print(
            f"      {row['charge_code']} · {row['tariff_version']} · {_rule_file(row['rule_id'])}",
            markup=False,
            soft_wrap=True,
        )


def _rule_file(rule_id: str) -> str:
    """A rule is named after its module; a person looks for the file."""
    name = rule_id.split("#")[0]
    return f"drita/{name.replace('.', '/')}.py" if name.startswith(_FILE_MARK) else rule_id


_SUMS = (
    ("taxable_minor", Words(sq="Vlera e tatueshme", en="Taxable")),
    ("vat_minor", Words(sq="TVSH", en="VAT")),
    ("untaxed_minor", Words(sq="Pa TVSH", en="Outside VAT")),
    ("total_minor", Words(sq="Kjo faturë", en="This bill")),
    ("earlier_principal_minor", Words(sq="Detyrime të mëparshme: principal", en="Earlier debt: principal")),
    ("earlier_interest_minor", Words(sq="Detyrime të mëparshme: kamatë", en="Earlier debt: late interest")),
    ("credit_minor", Words(sq="Parapagim në llogari", en="Credit on the account")),
    ("payable_minor", Words(sq="Për t'u paguar", en="To pay")),
)


def _print_sums(bill: Mapping[str, Any], console: Console) -> None:
    console.print()
    for name, words in _SUMS:
        console.print(
            f"  {words.in_language(console.language):<34}{formats.format_money(bill[name]):>18}", markup=False
        )


def _pdf_arguments(parser: argparse.ArgumentParser) -> None:
    _number_arguments(parser)
    parser.add_argument("--out", required=True, type=Path, help=Words(sq="skedari PDF", en="the PDF file"))
    parser.add_argument(
        "--in", dest="language", choices=("sq", "en"), help=Words(sq="gjuha e faturës", en="language of the bill")
    )


def _pdf(arguments: argparse.Namespace, console: Console) -> int:
    document, template = queries.get_bill_document(number=arguments.number, language=arguments.language)
    content = bill_pdf(documents=[document], template=template, tagged=True)
    try:
        arguments.out.write_bytes(content)
    except OSError as error:
        raise UnableToWriteFile(path=arguments.out, reason=error.strerror) from error
    console.say(
        Words(sq="U shkrua {path} ({bytes} bajt).", en="{path} written ({bytes} bytes)."),
        path=arguments.out,
        bytes=len(content),
    )
    return 0


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", required=True, help=_MONTH)
    parser.add_argument("--out", required=True, type=Path, help=Words(sq="skedari CSV", en="the CSV file"))


def _export(arguments: argparse.Namespace, console: Console) -> int:
    month = bill_month(text=arguments.month)
    part = arguments.out.with_name(arguments.out.name + ".part")
    try:
        with part.open("wb") as file:
            count = queries.write_bill_list(bill_month=month, out=file)
        # Whoever waits for the file never sees half of it.
        part.replace(arguments.out)
    except OSError as error:
        raise UnableToWriteFile(path=arguments.out, reason=error.strerror) from error
    console.say(
        Words(sq="{n} fatura u shkruan në {path}.", en="{n} bills written to {path}."), n=count, path=arguments.out
    )
    return 0


def _move_out_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contract", help=_CONTRACT)
    parser.add_argument(
        "--on",
        required=True,
        type=date.fromisoformat,
        help=Words(sq="dita e parë pa kontratë", en="first day without the contract"),
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="A+=12345",
        help=Words(sq="leximi i dorëzimit sipas regjistrit", en="hand-over reading by register"),
    )
    parser.add_argument("--issue-date", type=date.fromisoformat, help=_ISSUE_DATE)


def _move_out(arguments: argparse.Namespace, console: Console) -> int:
    issued = move_out(
        contract_id=queries.get_contract_id(number=arguments.contract),
        on=arguments.on,
        values_milli=dict(_dial_value(text) for text in arguments.reading),
        issue_date=arguments.issue_date or today(),
        at=now(),
    )
    _say_issued(issued, console)
    return 0


def _dial_value(text: str) -> tuple[str, int]:
    register, _, value = text.rpartition("=")
    whole, _, decimals = value.replace(",", ".").partition(".")
    if not register or not whole.isdigit() or (decimals and not decimals.isdigit()) or len(decimals) > 3:
        raise UnableToReadDialValue(text=text)
    return register.strip(), int(whole) * 1000 + int(decimals.ljust(3, "0") or 0)


COMMANDS = [
    Command(name="bills preview", words=Words(sq="llogarit faturën e një kontrate pa e lëshuar", en="compute the bill of a contract without issuing it"), add_arguments=_one_arguments, run=_preview),
    Command(name="bills issue", words=Words(sq="lëshon faturën e një kontrate", en="issue the bill of a contract"), add_arguments=_one_arguments, run=_issue),
    Command(name="bills explain", words=Words(sq="shpjegon pse një faturë ka këtë shumë", en="explain why a bill has its amount"), add_arguments=_number_arguments, run=_explain),
    Command(name="bills pdf", words=Words(sq="shkruan faturën si PDF", en="write a bill as PDF"), add_arguments=_pdf_arguments, run=_pdf),
    Command(name="bills export", words=Words(sq="shkruan faturat e një muaji si CSV", en="write a month's bills as CSV"), add_arguments=_export_arguments, run=_export),
    Command(name="bills move-out", words=Words(sq="mbyll një kontratë me lexim dorëzimi dhe faturë përfundimtare", en="end a contract with a hand-over reading and a final bill"), add_arguments=_move_out_arguments, run=_move_out),
]  # fmt: skip
