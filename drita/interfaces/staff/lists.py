"""One anatomy for every list page: columns, rows, filters, keyset paging, and a file of exactly what is shown."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from openpyxl import Workbook

from drita.foundation.clock import OPERATOR_ZONE
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.states import STATES
from drita.interfaces.staff.templatetags.staff import language
from drita.rules import formats
from drita.rules.words import Words

PAGE_ROWS: Final = 50
# A file of a list carries everything the filters let through, up to what a spreadsheet program opens gladly.
FILE_ROWS: Final = 50_000

Value = str | int | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: where its value comes from, how people read it and how a file carries it."""

    key: str
    words: Words
    value: Callable[[Any], Value]
    text: Callable[[Any], str] | None = None
    address: Callable[[Any], str] | None = None
    badge: str = ""
    unit: str = ""
    css: str = ""
    is_number: bool = False
    # A number counts 10^-scale parts: hundredths of a lek have scale 2, watt-hours shown as kWh scale 3.
    scale: int = 0
    least_decimals: int | None = None
    is_spare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    column: Column
    text: str
    address: str = ""
    badge: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What a list says when it has no rows: what it is, why it is empty, what can be done now."""

    title: Words
    text: Words
    icon: str = "search"
    address: str = ""
    action: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    words: Words
    address: str
    icon: str = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    words: Words
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    key: str
    words: Words
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    title: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: Empty
    address: str
    lead: Words | None = None
    form: forms.Form | None = None
    is_filtered: bool = False
    is_later: bool = False
    next_key: str = ""
    action: Action | None = None
    tabs: Sequence[Tab] = ()
    columns_choice: Sequence[ColumnChoice] = ()
    sums: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """
    What a list page needs to know.

    `load(after, limit)` gives at most `limit` rows behind the key `after`; `key_of(row)` names the key of a row.
    """

    title: Words
    file_name: str
    columns: Sequence[Column]
    load: Callable[[str, int], Sequence[Any]]
    key_of: Callable[[Any], str]
    empty: Empty
    section: str
    lead: Words | None = None
    form: forms.Form | None = None
    action: Action | None = None
    tabs: Sequence[Tab] = ()
    crumbs: Sequence[tuple[Words | str, str]] = ()
    empty_filtered: Empty = field(
        default=Empty(
            title=Words(sq="Asgjë nuk u gjet", en="Nothing was found"),
            text=Words(
                sq="Asnjë rresht nuk i plotëson kushtet. Hiqni ndonjë kusht dhe kërkoni përsëri.",
                en="No row meets the filters. Take one away and search again.",
            ),
        )
    )


def answer_list(*, request: HttpRequest, view: ListView) -> HttpResponse:
    """(This function will) answer with the list as a page, or as the file that was asked for."""
    shown = shown_columns(request=request, columns=view.columns)
    wanted = request.GET.get("file", "")
    if wanted in ("csv", "xlsx"):
        return _file(kind=wanted, name=view.file_name, columns=shown, rows=view.load("", FILE_ROWS))
    after = request.GET.get("after", "")
    # One row more than is shown tells whether there is a next page, without counting the table.
    found = list(view.load(after, PAGE_ROWS + 1))
    rows = found[:PAGE_ROWS]
    is_filtered = any(request.GET.get(name) for name in (view.form.fields if view.form is not None else ()))
    page = ListPage(
        title=view.title,
        columns=shown,
        rows=[Row(cells=tuple(_cell(column, row) for column in shown)) for row in rows],
        empty=view.empty_filtered if is_filtered else view.empty,
        address=request.path,
        lead=view.lead,
        form=view.form,
        is_filtered=is_filtered,
        is_later=bool(after),
        next_key=view.key_of(rows[-1]) if len(found) > PAGE_ROWS else "",
        action=view.action,
        tabs=view.tabs,
        columns_choice=_choices(view.columns, shown),
    )
    context = shell(request, section=view.section, crumbs=view.crumbs) | {"page": page}
    return render(request, "staff/list.html", context)


def shown_columns(*, request: HttpRequest, columns: Sequence[Column]) -> list[Column]:
    """(This function will) return the columns asked for in the address, or all but the spare ones."""
    asked = set(request.GET.getlist("column"))
    chosen = [column for column in columns if column.key in asked]
    return chosen or [column for column in columns if not column.is_spare]


def _choices(columns: Sequence[Column], shown: Sequence[Column]) -> list[ColumnChoice]:
    return [ColumnChoice(key=column.key, words=column.words, is_shown=column in shown) for column in columns]


def _cell(column: Column, row: Any) -> Cell:
    value = column.value(row)
    if column.badge:
        return Cell(column=column, text=str(value or ""), badge=column.badge if value else "")
    text = column.text(row) if column.text else _plain(column, value)
    css = " ".join(filter(None, (column.css, "number" if column.is_number else "")))
    address = column.address(row) if column.address and value not in (None, "") else ""
    return Cell(column=column, text=text, address=address, css=css)


def _plain(column: Column, value: Value) -> str:
    if value in (None, ""):
        return formats.UNKNOWN
    if isinstance(value, datetime):
        local = value.astimezone(OPERATOR_ZONE)
        return f"{formats.format_date(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return formats.format_date(value)
    if not isinstance(value, int):
        return str(value)
    if not value:
        return "0"
    return formats.format_decimal(value, scale=column.scale, least_decimals=column.least_decimals)


def _file(*, kind: str, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    heads = [
        f"{column.words.in_language(language())}{f' ({column.unit})' if column.unit else ''}" for column in columns
    ]
    lines = ([_carried(column, row) for column in columns] for row in rows)
    if kind == "csv":
        return csv_file(name=name, heads=heads, lines=lines)
    return xlsx_file(name=name, heads=heads, lines=lines)


def _carried(column: Column, row: Any) -> Value:
    """A file carries numbers as numbers and dates as dates; words as they are shown."""
    value = column.value(row)
    if isinstance(value, int) and column.scale:
        return Decimal(value).scaleb(-column.scale)
    if column.badge and value:
        state = STATES.get((column.badge, str(value)))
        return state.words.in_language(language()) if state else str(value)
    if column.text is not None and isinstance(value, (str, type(None))):
        shown = column.text(row)
        return None if shown == formats.UNKNOWN else shown.replace(formats.NO_BREAK_BLANK, " ")
    return value


def csv_file(*, name: str, heads: Sequence[str], lines: Iterable[Sequence[Value]]) -> HttpResponse:
    """(This function will) answer with a CSV file that spreadsheet programs here open right: UTF-8 with a mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    for line in lines:
        writer.writerow([_written(_safe(value)) for value in line])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_file(*, name: str, heads: Sequence[str], lines: Iterable[Sequence[Value]]) -> HttpResponse:
    """(This function will) answer with the same lines as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=name[:31])
    sheet.append(list(heads))
    for line in lines:
        sheet.append([_safe(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    response = HttpResponse(
        out.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _safe(value: Value) -> Value:
    if isinstance(value, datetime):
        return value.astimezone(OPERATOR_ZONE).replace(tzinfo=None)
    # A name that begins like a formula must not become one in the program that opens the file.
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _written(value: Value) -> Value:
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M:%S}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value
