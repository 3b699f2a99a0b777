"""How staff pages write numbers, dates, states and icons. The formats themselves stand in rules/formats.py."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drita.foundation.templatetags.drita_words import page_language
from drita.interfaces.staff.states import STATES, State
from drita.rules import formats
from drita.rules.words import Language, Words

register = template.Library()
_TIRANA = ZoneInfo("Europe/Tirane")


def language() -> Language:
    """(This function will) name the language in which the page is being written."""
    return formats.language_or_albanian(page_language())


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """(This function will) place an icon of the sprite; it is never the only carrier of a meaning."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("staff/icons.svg"),
        name,
    )


@register.simple_tag
def badge(kind: str, code: str) -> SafeString:
    """(This function will) show a state as icon, word and colour; an unknown code shows itself, in grey."""
    state = STATES.get((kind, code)) or State(Words(sq=code, en=code), "planned", "still")
    return format_html(
        '<span class="badge badge--{}">{}{}</span>',
        state.tone,
        icon(state.icon),
        state.words.in_language(language()),
    )


def _filter(name: str, write: Callable[[Any], str]) -> None:
    """Offer a format as a filter: nothing (None or a missing value) is written as unknown."""
    register.filter(name, lambda value: formats.UNKNOWN if value in (None, "") else write(value))


_filter("money", lambda v: "0" if int(v) == 0 else formats.format_money(int(v)))
_filter("amount", lambda v: "0" if int(v) == 0 else formats.format_amount(int(v)))
_filter("kwh", lambda v: formats.format_whole_kwh(int(v)))
_filter("kwh_exact", lambda v: formats.format_energy(int(v)))
_filter("price", lambda v: formats.format_price(int(v)))
_filter("factor", lambda v: formats.format_factor(int(v)))
_filter("percent", lambda v: formats.format_percent(int(v)))
_filter("day", formats.format_date)
_filter("count", lambda v: formats.format_decimal(int(v)))
_filter("multiplier", lambda v: formats.format_decimal(int(v), scale=3, least_decimals=0))
_filter("month", lambda v: formats.month_name(v, language()))
_filter("short_month", lambda v: formats.month_short_name(v, language()))
_filter("weekday", lambda v: formats.weekday_name(v, language()))
_filter("last_day", lambda v: formats.format_period(v, v).split("–")[-1])
_filter("clock", lambda v: v.astimezone(_TIRANA).strftime("%H:%M:%S"))
_filter(
    "instant",
    lambda v: f"{formats.format_date(v.astimezone(_TIRANA).date())} {v.astimezone(_TIRANA):%H:%M}",
)


@register.filter
def dial(value_milli: int | None, decimals: int = 0) -> str:
    """(This function will) write a dial value as the meter shows it."""
    return formats.format_dial(value_milli, decimals=decimals)


@register.simple_tag
def period(from_date: date | None, to_date: date | None) -> str:
    """(This function will) write a half-open period by its first and last day; open ends say so."""
    if from_date is not None and to_date is None:
        since = Words(sq="nga {day}", en="since {day}")
        return since.in_language(language(), day=formats.format_date(from_date))
    return formats.format_period(from_date, to_date)


@register.filter
def duration(seconds: float | None) -> str:
    """(This function will) write a length of time in hours, minutes and seconds, the two greatest of them."""
    if seconds is None:
        return formats.UNKNOWN
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}\u00a0h {minutes}\u00a0min"
    return f"{minutes}\u00a0min {left}\u00a0s" if minutes else f"{left}\u00a0s"


@register.filter
def seconds(value: float | None) -> str:
    """(This function will) write a number of seconds with one decimal."""
    return formats.UNKNOWN if value is None else formats.format_decimal(round(value * 10), scale=1)


@register.simple_tag
def as_of(instant: datetime) -> SafeString:
    """(This function will) write beside a live figure the instant it holds for."""
    words = Words(sq="më {day}, ora {time}", en="as of {day}, {time}")
    local = instant.astimezone(_TIRANA)
    text = words.in_language(language(), day=formats.format_date(local.date()), time=f"{local:%H:%M:%S}")
    return format_html(
        '<span class="as-of">{}<time datetime="{}">{}</time></span>',
        icon("clock"),
        instant.isoformat(),
        text,
    )


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """(This function will) write the page's own query again with some parts changed; None leaves a part out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    text = query.urlencode()
    return f"?{text}" if text else "?"
